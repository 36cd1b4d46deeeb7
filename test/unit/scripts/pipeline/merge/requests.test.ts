import { describe, expect, it } from "vitest";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const COMPONENTS = "#/components/schemas/";
const text: JsonObject = { type: "string" };
const old: JsonObject = { ...text, deprecated: true };

/** A page whose request body is a schema. */
function makeBodyPage(file: string, body: Json, schemas: JsonObject = {}, operationId?: string) {
  // Pages are sorted by it.
  const page = makePage({ file, schemas, ...(operationId === undefined ? {} : { operationId }) });
  objectAt(page.document, "components", "schemas").KiteRequest = body;
  return page;
}

/** The page of another model, from which a request is to be told apart. */
const otherModel = makeBodyPage("other.md", { type: "object", properties: { model: { const: "kite-9" } } });

const propertiesOf = (schema: JsonObject) => objectAt(schema, "properties");
const schemaOf = (operation: JsonObject) =>
  objectAt(operation, "requestBody", "content", "application/json").schema;
const pagesOf = (operation: JsonObject) => operation["x-pages"] as JsonObject[];

const readRequests = (operation: JsonObject) =>
  Object.fromEntries(pagesOf(operation).map(({ source, request }) => [String(source), request]));

describe("joinRequests, which page is followed", () => {
  const kite = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: "object",
    ...more,
    properties: { model: { const: "kite-1" }, ...properties },
  });

  /** What `wind` is in the end, of two pages in both orders. */
  function follow(one: JsonObject, other: JsonObject): unknown[] {
    return [
      [one, other],
      [other, one],
    ].map(([first, second]) => {
      const { schema } = merge(
        makeBodyPage("a.md", first ?? {}, {}, "a"),
        makeBodyPage("b.md", second ?? {}, {}, "b"),
      );
      return objectAt(schema("KiteRequestKite1"), "properties").wind;
    });
  }

  it.each<[string, JsonObject, JsonObject]>([
    [
      "more parameters",
      kite({ wind: text, rain: {} }),
      kite({ wind: { type: "string", maxLength: 3, pattern: "^[a-z]+$" } }),
    ],
    [
      "more said of as many parameters",
      kite({ wind: { type: "string", maxLength: 3 } }),
      kite({ wind: text }),
    ],
    ["the text that sorts first, of as much said", kite({ wind: { type: "number" } }), kite({ wind: text })],
    [
      "fewer models, though it says less",
      kite({ wind: text }),
      {
        type: "object",
        properties: { model: { enum: ["kite-1", "kite-2"] }, wind: { type: "integer" }, rain: {} },
      },
    ],
  ])("follows the one with %s", (_, better, worse) => {
    const { wind } = objectAt(better, "properties");
    expect(follow(better, worse)).toEqual([wind, wind]);
  });

  it("reports what the page says that is not followed", () => {
    const { problems, operation } = merge(
      makeBodyPage("a.md", kite({ wind: text, rain: {}, same: text })),
      makeBodyPage("b.md", kite({ wind: { type: "integer" }, sun: {}, same: text, more: {} })),
    );
    expect(schemaOf(operation())).toEqual({ $ref: `${COMPONENTS}KiteRequestKite1` });
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "duplicate-model",
        file: "a.md",
        pointer: "#/paths/~1v1~1kites~1flights/post/requestBody",
        message:
          "kite-1: b.md is more specific, and is followed. Only there: sun, more. Only here: rain. Different: wind.",
      },
    ]);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      "only what is required",
      kite({ wind: text }, { required: ["wind"] }),
      kite({ wind: text }),
      "They differ in what is required only.",
    ],
    [
      "the model's own values, which are its page's",
      kite({ wind: {} }, { required: ["wind"] }),
      { type: "object", properties: { model: { enum: ["kite-1", "kite-1"] }, wind: {} } },
      "They differ in what is required only.",
    ],
    [
      "keywords of the body as a whole",
      kite({ wind: text }, { maxProperties: 3, minProperties: 2 }),
      kite({ wind: text }, { maxProperties: 4 }),
      "is followed. Different of the body as a whole: maxProperties, minProperties.",
    ],
    [
      "what the other does not deprecate",
      kite({ rain: old, sun: old, wind: text }),
      kite({ rain: old, sun: text, wind: old }),
      "is followed. Said only here: properties/wind/deprecated.",
    ],
    [
      "a parameter called like a part of JavaScript",
      kite({ wind: text, sun: {} }),
      kite({ constructor: text }),
      "Only there: wind, sun. Only here: constructor.",
    ],
  ])("says of a difference that it is %s", (_, better, worse, want) => {
    const { problems } = merge(makeBodyPage("a.md", better), makeBodyPage("b.md", worse));
    expect(problems[0]?.message).toContain(want);
  });

  it("reports no contradiction where two pages say the same, but the words of the one that is not followed", () => {
    const { problems, operation, schema } = merge(
      makeBodyPage("a.md", kite({ wind: { ...text, description: "One" } })),
      makeBodyPage("b.md", kite({ wind: { ...text, description: "Two" } })),
    );
    expect(problems).toMatchObject([
      {
        kind: "texts-differ",
        file: "b.md",
        pointer: "#/components/schemas/KiteRequest/properties/wind/description",
        message: 'A text of this page is left out, as a.md says something else: "Two"',
      },
    ]);
    expect(objectAt(schema("KiteRequestKite1"), "properties", "wind").description).toBe("One");
    const request = `${COMPONENTS}KiteRequestKite1`;
    expect(pagesOf(operation()).map((page) => page.request)).toEqual([request, request]);
  });

  it("names all models that another page has, in one report for each such page", () => {
    const overview = makePage({
      file: "a.md",
      operationId: "list",
      model: { enum: ["kite-1", "kite-2", "kite-3"] },
    });
    const { problems } = merge(
      overview,
      makePage({ file: "b.md", model: { enum: ["kite-1", "kite-2"] }, properties: { wind: text } }),
      makeModelPage("kite-3", { properties: { wind: text } }),
    );
    expect(problems.map(({ message }) => message.split(":")[0])).toEqual(["kite-1, kite-2", "kite-3"]);
  });

  it("follows one of the pages without a model, and reports the other", () => {
    const { operation, schema, problems } = merge(
      makePage({ file: "a.md", properties: { wind: text } }),
      makePage({ file: "b.md", properties: { wind: text, rain: text } }),
      makeModelPage("kite-1"),
    );
    expect(problems.map(({ file, message }) => [file, message.split(".")[0]])).toEqual([
      ["a.md", "requests without a model: b"],
    ]);
    expect(schemaOf(operation())).toEqual({
      oneOf: ["KiteFlightRequest", "KiteRequestKite1"].map((name) => ({ $ref: `${COMPONENTS}${name}` })),
    });
    expect(schema("KiteFlightRequest")).toEqual({
      type: "object",
      required: [],
      properties: { wind: text, rain: text },
      not: { type: "object", required: ["model"], properties: { model: { enum: ["kite-1"] } } },
    });
    expect(readRequests(operation())).toEqual({
      "a.md": `${COMPONENTS}KiteFlightRequest`,
      "b.md": `${COMPONENTS}KiteFlightRequest`,
      "kite-1.md": `${COMPONENTS}KiteRequestKite1`,
    });
  });

  it("sorts the variants by name, whatever the order of their pages", () => {
    const page = (operationId: string, name: string, model: string) =>
      makeModelPage(model, { operationId, name });
    const { operation } = merge(page("a", "C", "x-1"), page("b", "A", "x-2"), page("c", "B", "x-3"));
    expect(schemaOf(operation())).toEqual({
      oneOf: ["AX2", "BX3", "CX1"].map((name) => ({ $ref: `${COMPONENTS}${name}` })),
    });
  });

  it("names no variant for a page whose models several variants serve", () => {
    const { operation } = merge(
      makePage({ file: "a.md", name: "Both", model: { enum: ["kite-1", "kite-2"] } }),
      makeModelPage("kite-1", { file: "b.md" }),
      makePage({
        file: "c.md",
        name: "Both",
        model: { enum: ["kite-2", "kite-3"] },
        properties: { wind: text },
      }),
    );
    expect(readRequests(operation())).toEqual({
      "a.md": undefined,
      "b.md": `${COMPONENTS}KiteRequestKite1`,
      "c.md": `${COMPONENTS}BothKiteFamily`,
    });
  });
});

describe("joinRequests, how a body is read", () => {
  const branch = (model: string, more: JsonObject = {}): JsonObject => ({
    type: "object",
    properties: { model: { const: model } },
    ...more,
  });

  it.each<[string, JsonObject, string[]]>([
    [
      "oneOf",
      { oneOf: [branch("kite-1"), branch("kite-2")] },
      ["KiteFlightRequestKite1", "KiteFlightRequestKite2"],
    ],
    [
      "anyOf",
      { anyOf: [branch("kite-1"), branch("kite-2")] },
      ["KiteFlightRequestKite1", "KiteFlightRequestKite2"],
    ],
    [
      "references, which keep their names",
      {
        description: "Any",
        type: "object",
        discriminator: { propertyName: "model" },
        oneOf: [{ $ref: `${COMPONENTS}One` }, { $ref: `${COMPONENTS}Two` }],
      },
      ["OneKite1", "TwoKite2"],
    ],
    [
      "a union in a union",
      { anyOf: [{ oneOf: [branch("kite-1")] }, branch("kite-2")] },
      ["KiteFlightRequestKite1", "KiteFlightRequestKite2"],
    ],
    [
      "branches of which one names no model",
      { oneOf: [branch("kite-1"), { type: "object", properties: { wind: text } }] },
      ["KiteFlightRequest", "KiteFlightRequestKite1"],
    ],
  ])("a union is read as its branches: %s", (_, body, want) => {
    const schemas = { One: branch("kite-1"), Two: branch("kite-2") };
    const { schemaNames } = merge(makeBodyPage("a.md", body, schemas));
    expect(schemaNames.filter((name) => !/^(ErrorResponse|KiteFlightResponse)$/.test(name))).toEqual(want);
  });

  it("a union next to the model, or without one, is one variant", () => {
    const unions = [
      {
        ...branch("kite-1"),
        oneOf: [branch("kite-1", { required: ["a"] }), branch("kite-1", { required: ["b"] })],
      },
      {
        oneOf: [
          { type: "object", required: ["a"] },
          { type: "object", required: ["b"] },
        ],
      },
    ];
    const names = unions.map((body) => schemaOf(merge(makeBodyPage("a.md", body)).operation()));
    expect(names).toEqual([
      { $ref: `${COMPONENTS}KiteRequestKite1` },
      { $ref: `${COMPONENTS}KiteFlightRequest` },
    ]);
  });

  it("a body that its page lacks, or that is `true`, is anything", () => {
    for (const body of [{ $ref: `${COMPONENTS}Lost` }, true])
      expect(merge(makeBodyPage("a.md", body)).schema("KiteFlightRequest")).toEqual({});
  });

  it("a body of parts that cannot be put together stays as it is", () => {
    const parts = [
      branch("kite-1", { additionalProperties: false }),
      { type: "object", properties: { wind: text } },
    ];
    const { schema } = merge(makeBodyPage("a.md", { allOf: parts }), otherModel);
    expect(schema("KiteRequestKite1")).toEqual({
      allOf: parts,
      type: "object",
      required: ["model"],
      properties: { model: { type: "string", enum: ["kite-1"] } },
    });
  });

  it("a part that cannot be put together with others stays a component of its own", () => {
    const parts = [{ $ref: `${COMPONENTS}Part` }, { properties: { wind: text } }];
    const schemas = { Part: branch("kite-1", { additionalProperties: false }) };
    const { schema } = merge(makeBodyPage("a.md", { allOf: parts }, schemas));
    expect(schema("KiteRequestKite1").allOf).toEqual([
      { $ref: expect.stringMatching(/\/Part_[0-9a-f]{8}$/) },
      { properties: { wind: text } },
    ]);
  });

  it("parts in parts are put together", () => {
    const part = { $ref: `${COMPONENTS}Part` };
    const schemas = { Part: { allOf: [branch("kite-1"), { properties: { wind: text } }] } };
    const { schema } = merge(makeBodyPage("a.md", { allOf: [part, { required: ["wind"] }] }, schemas));
    expect(Object.keys(objectAt(schema("KiteRequestKite1"), "properties")).sort()).toEqual(["model", "wind"]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      "its title and description",
      { title: "Model", description: "Which" },
      { title: "Model", description: "Which" },
    ],
    [
      "a default and an example that are its own",
      { default: "kite-1", example: "kite-1" },
      { default: "kite-1", example: "kite-1" },
    ],
    [
      "no default, example or examples of another model",
      { default: "kite-2", example: "kite-2", examples: ["kite-1"] },
      {},
    ],
    ["no condition", { pattern: "^kite", minLength: 3 }, {}],
  ])("of the model's property one of several variants keeps %s", (_, published, kept) => {
    const { schema } = merge(
      makePage({ model: { enum: ["kite-1"], ...published }, required: ["wind"] }),
      otherModel,
    );
    expect(schema("KiteRequestKite1")).toEqual({
      type: "object",
      required: ["model", "wind"],
      properties: { model: { type: "string", ...kept, enum: ["kite-1"] } },
    });
  });

  it.each<[string, JsonObject]>([
    ["optional", { enum: ["kite-1"] }],
    ["null", { type: ["string", "null"], enum: ["kite-1", null] }],
    ["with conditions", { type: "string", pattern: "^kite", enum: ["kite-1"] }],
    ["a constant", { const: "kite-1" }],
  ])("the only variant stays as its page has it, with a model that is %s", (_, model) => {
    const body = { type: "object", required: ["wind"], properties: { model, wind: text } };
    const [alone, told] = [[], [otherModel]].map((others) =>
      merge(makeBodyPage("a.md", body), ...others).schema("KiteRequestKite1"),
    );
    expect(alone).toEqual(body);
    expect(told?.required).toEqual(["model", "wind"]);
  });

  it("what is required stays in its order where it has the model", () => {
    const body = { ...branch("kite-1"), required: ["wind", "model"] };
    expect(merge(makeBodyPage("a.md", body)).schema("KiteRequestKite1").required).toEqual(["wind", "model"]);
  });

  it("a name of letters, digits, dots, hyphens and underscores stays, any other becomes its words", () => {
    const nameOf = (name: string) =>
      String(objectAt(schemaOf(merge(makeModelPage("kite-1", { name })).operation())).$ref)
        .split("/")
        .at(-1);
    expect(["my_Kite.v1-x", "my Kite request", "Kite (request)"].map(nameOf)).toEqual([
      "my_Kite.v1-xKite1",
      "MyKiteRequestKite1",
      "KiteRequestKite1",
    ]);
  });
});

describe("joinRequests, a body that is a reference", () => {
  const json = (schema: Json) => ({ content: { "application/json": { schema } } });
  const post = (operationId: string, name: string) => ({
    post: {
      operationId,
      requestBody: json({ $ref: `${COMPONENTS}${name}` }),
      responses: { "200": { description: "" } },
    },
  });
  const kite: JsonObject = { type: "object", properties: { tail: text } };
  const mergeDocument = (schemas: JsonObject, paths: JsonObject) =>
    merge(makePage({ document: { paths, components: { schemas } } })).schema;
  const isShared = { $ref: expect.stringMatching(/^#\/components\/schemas\/Kite_[0-9a-f]{8}$/) };

  it("stays one where its page documents several operations, which share the component", () => {
    const schema = mergeDocument(
      { Kite: kite },
      { "/v1/kites": post("createKite", "Kite"), "/v1/planes": post("createPlane", "Kite") },
    );
    expect(schema("KiteRequest")).toEqual(isShared);
    expect(schema("PlaneRequest")).toEqual(schema("KiteRequest"));
  });

  it("is, of several pages, that of the one with more parameters, as where each documents one operation", () => {
    const page = (file: string, Kite: JsonObject) =>
      makePage({
        file,
        document: {
          paths: { "/v1/kites": post("createKite", "Kite"), [`/v1/${file}`]: post("createPlane", "Kite") },
          components: { schemas: { Kite } },
        },
      });
    const long: JsonObject = { type: "string", pattern: `^${"a".repeat(99)}$` };
    const more = { ...kite, properties: { tail: text, wind: text } };
    const pages = [page("a", more), page("b", { ...kite, properties: { tail: long } })];
    for (const given of [pages, pages.toReversed()])
      expect(merge(...given).schema("KiteRequest")).toEqual(more);
  });

  it("is the branch without a model alone, where the others have one", () => {
    const branches = [{ ...kite, properties: { model: { const: "kite-1" } } }, kite];
    const schema = mergeDocument(
      { Kite: { oneOf: branches } },
      { "/v1/kites": post("createKite", "Kite"), "/v1/planes": post("createPlane", "Kite") },
    );
    expect(propertiesOf(schema("KiteRequest"))).toMatchObject({ tail: text });
  });

  it("has the words of its page about what it shares with one that has a model", () => {
    const page = (name: string, model: JsonObject, description: string) =>
      makePage({
        file: `${name}.md`,
        ...model,
        properties: { tail: { $ref: `${COMPONENTS}Tail` }, [name]: text },
        schemas: { Tail: { type: "object", properties: { knot: { type: "string", description } } } },
      });
    const { schema } = merge(
      page("one", { model: { const: "kite-1" } }, "Tight."),
      page("other", {}, "Loose."),
    );
    expect(propertiesOf(schema("KiteFlightRequest")).tail).toMatchObject({
      description: "- `tail.knot`: Loose.",
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["is the only operation of its page", { Kite: kite }, { "/v1/kites": post("createKite", "Kite") }],
    [
      "leads back to itself",
      { Kite: { ...kite, properties: { tail: text, next: { $ref: `${COMPONENTS}Kite` } } } },
      { "/v1/kites": post("createKite", "Kite"), "/v1/planes": post("createPlane", "Kite") },
    ],
    [
      "names a model",
      { Kite: { ...kite, properties: { tail: text, model: { const: "kite-1" } } } },
      { "/v1/kites": post("createKite", "Kite"), "/v1/planes": post("createPlane", "Kite") },
    ],
  ])("is what it refers to where it %s", (_, schemas, paths) => {
    const schema = mergeDocument(schemas, paths);
    const found = ["KiteRequest", "KiteKite1"].map((name) => objectAt(schema(name), "properties").tail);
    expect(found).toContainEqual(text);
  });
});

describe("joinRequests, a model in the path", () => {
  const native = (model: string, properties: JsonObject, body: JsonObject = {}) =>
    makePage({ file: `${model}.md`, path: `/v1/models/${model}:fly`, properties, schemas: body });
  const schemas = (...pages: ReturnType<typeof native>[]) =>
    schemaOf(merge(...pages).operation("/v1/models/{model}:fly"));

  it("has one variant for equal bodies, and any of several for different ones, as the body does not tell", () => {
    expect(schemas(native("kite-1", { wind: text }), native("kite-2", { wind: text }))).toEqual({
      $ref: expect.stringMatching(/KiteRequest_[0-9a-f]{8}$/),
    });
    const several = schemas(native("kite-1", { wind: text }), native("kite-2", { rain: text }));
    expect(several).toEqual({
      anyOf: [{ $ref: expect.stringMatching(/KiteRequest_[0-9a-f]{8}$/) }, { $ref: expect.any(String) }],
    });
    expect(several).toEqual(schemas(native("kite-2", { rain: text }), native("kite-1", { wind: text })));
  });

  it("has any of several variants where one page calls the model in the path differently", () => {
    const parameters = [{ name: "id", in: "path", required: true, schema: text }];
    const other = makePage({ path: "/v1/models/{id}:fly", operation: { parameters } });
    const pages = [native("kite-1", { wind: text }), native("kite-2", { rain: text }), other];
    expect(objectAt(schemas(...pages)).anyOf).toHaveLength(3);
  });

  it("leaves a body as it is: its property called model is another", () => {
    const { schema } = merge(native("kite-1", { model: { enum: ["a", "b"] } }));
    const [, name = ""] =
      /schemas\/(KiteRequest_.*)$/.exec(
        String(objectAt(schemas(native("kite-1", { model: { enum: ["a", "b"] } }))).$ref),
      ) ?? [];
    expect(schema(name)).toEqual({
      type: "object",
      required: [],
      properties: { model: { enum: ["a", "b"] } },
    });
  });
});

describe("the model of a path that one page alone describes", () => {
  const wind: JsonObject = { type: "integer" };
  const request = (
    model: JsonObject,
    required: string[],
    ...others: ReturnType<typeof makePage>[]
  ): JsonObject => {
    const own = makePage({ file: "own.md", model, properties: { wind }, required });
    const { schema, schemaNames } = merge(own, ...others);
    const name = schemaNames.find((one) => one.startsWith("KiteRequest")) ?? "";
    return { name, ...schema(name) };
  };

  it.each<[how: string, model: JsonObject]>([
    ["a union of known models and any string", { anyOf: [{ type: "string" }, { enum: ["kite-1"] }] }],
    ["an example alone", { type: "string", example: "kite-1" }],
    ["a default alone", { type: "string", default: "kite-1" }],
  ])("stays open, and as optional as the page says, with %s", (_, model) => {
    for (const required of [["model"], ["wind"], []]) {
      const { name, properties, required: demanded } = request(model, required);
      expect(name).toBe("KiteRequestKite1");
      expect(properties).toEqual({ model, wind });
      expect(demanded).toEqual(required);
    }
  });

  it("stays open where another file has the same page", () => {
    const model: JsonObject = { type: "string", example: "kite-1" };
    const other = makePage({ file: "ja.md", model, properties: { wind }, required: [] });
    expect(request(model, [], other)).toMatchObject({ required: [], properties: { model, wind } });
  });

  it("is closed where another page has to be told apart from it", () => {
    for (const model of [{ enum: ["kite-2"] }, { type: "string", example: "kite-2" }] as JsonObject[]) {
      const other = makePage({ file: "other.md", model, properties: { wind }, required: [] });
      const { properties, required } = request({ type: "string", example: "kite-1" }, [], other);
      expect(properties).toMatchObject({ model: { enum: ["kite-1"] } });
      expect(required).toEqual(["model"]);
    }
  });
});

describe("joinRequests, of paths that differ behind # or ? alone", () => {
  const body = (name: string, ...more: Json[]): JsonObject => ({
    type: "object",
    required: [name],
    properties: Object.fromEntries([name, ...more].map((one) => [String(one), text])),
  });
  const page = (path: string, schema: JsonObject) => {
    const made = makePage({ file: `${path}.md`, path, operationId: "fly" });
    objectAt(made.document, "components", "schemas").KiteRequest = schema;
    return made;
  };

  it.each(["#Action=", "?action="])("takes the body of any of them: %s", (selector) => {
    const pages = ["Rise", "Sink"].map((name) => page(`/v1/kites${selector}${name}`, body(name)));
    const { operation, schema, problems } = merge(...pages, page("/v1/kites", body("Turn")));
    const names = objectAt(operation("/v1/kites"), "requestBody", "content", "application/json", "schema")
      .anyOf as JsonObject[];
    const required = names.map(({ $ref }) => schema(String($ref).replace(COMPONENTS, "")).required);
    expect(required.flat().toSorted()).toEqual(["Rise", "Sink", "Turn"]);
    expect(problems.filter(({ kind }) => kind === "duplicate-model")).toEqual([]);
    const requests = Object.values(readRequests(operation("/v1/kites")));
    expect(new Set(requests).size).toBe(3);
  });

  it("tells bodies that have a model by that", () => {
    const pages = ["Rise", "Sink"].map((name) =>
      page(`/v1/kites#${name}`, {
        ...body(name),
        properties: { [name]: text, model: { type: "string", enum: [`kite-${name}`] } },
      }),
    );
    const { operation } = merge(...pages);
    expect(objectAt(operation("/v1/kites"), "requestBody", "content", "application/json", "schema")).toEqual({
      oneOf: ["Rise", "Sink"].map((name) => ({ $ref: `${COMPONENTS}KiteRequestKite${name}` })),
    });
  });

  it("follows the page that says most of those with one selector, and reports the other", () => {
    const pages = [body("Rise"), body("Rise", "wind")].map((schema) => page("/v1/kites#Rise", schema));
    const { operation, schema, problems } = merge(...pages);
    const { $ref } = objectAt(operation("/v1/kites"), "requestBody", "content", "application/json", "schema");
    expect(Object.keys(propertiesOf(schema(String($ref).replace(COMPONENTS, ""))))).toEqual(["Rise", "wind"]);
    expect(problems).toContainEqual(expect.objectContaining({ message: expect.stringContaining("#Rise: ") }));
  });
});
