import { describe, expect, it } from "vitest";
import type { Change } from "../../../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../../../scripts/diff/compare/compare-documents.ts";
import { createIsUnchanged } from "../../../../../scripts/diff/schemas/unchanged.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { brief, makeDocument, object, PATH, request, response } from "../documents.ts";

describe("compareDocuments, of requests", () => {
  it("shows the value that worked and is refused now, in a whole body", () => {
    const before = object(
      { prompt: { type: "string" }, duration: { type: "integer", maximum: 15 } },
      "prompt",
    );
    const after = object(
      { prompt: { type: "string" }, duration: { type: "integer", maximum: 10 } },
      "prompt",
    );
    expect(compareDocuments(request(before), request(after))).toEqual([
      {
        level: "breaking",
        kind: "values-changed",
        operation: `POST ${PATH}`,
        model: "",
        direction: "request",
        pointer: "#/paths/~1v1~1clips/post/requestBody/content/application~1json/schema/properties/duration",
        message: "`duration` is now at most 10 (was 15). `duration: 11` was accepted and is refused now.",
        example: { prompt: "", duration: 11 },
      },
    ]);
  });

  it.each(["constructor", "hasOwnProperty", "toString"])("names an unknown keyword called %s", (keyword) => {
    const [before, after] = [object({ a: {} }), object({ a: { [keyword]: "kite" } })];
    const said = (changes: readonly Change[]) => changes.map(({ message }) => message).join();
    expect(said(compareDocuments(request(before), request(after)))).toContain(`\`${keyword}\``);
    expect(said(compareDocuments(request(after), request(before)))).toContain(`\`${keyword}\``);
  });

  it("finds no change where names that should be texts are the same objects", () => {
    const make = () =>
      makeDocument(
        {
          operationId: { toString: "kite" },
          parameters: [
            {
              name: { toString: "kite" },
              in: "path",
              required: true,
              schema: { required: [{ toString: 1 }] },
            },
            { name: { a: 1 }, in: "query", schema: {} },
          ],
          security: [{ key: [] }],
          servers: [{ url: { toString: "kite" } }],
        },
        { components: { securitySchemes: { key: { type: "apiKey", name: { toString: 1 }, in: { a: 1 } } } } },
      );
    expect(compareDocuments(make(), make())).toEqual([]);
  });

  it("compares a callback that has itself as a callback", () => {
    const make = (description: string) => {
      const responses = { "200": { description } };
      const again = { again: { $ref: "#/components/callbacks/again" } };
      return makeDocument(
        { callbacks: again },
        {
          components: {
            callbacks: { again: { "{$request.body#/url}": { post: { responses, callbacks: again } } } },
          },
        },
      );
    };
    expect(compareDocuments(make("a"), make("b")).map(({ level }) => level)).toContain("documentation");
  });

  it.each<JsonObject>([
    { type: "array", minItems: 1e21 },
    { type: "object", minProperties: 1e9 },
    { type: "string", minLength: 1e21 },
    { type: "string", pattern: "^a+$", minLength: 1e9 },
  ])("makes no value as large as %j asks for", (schema) => {
    const [change] = compareDocuments(request(schema), request({ type: "boolean" }));
    expect(change?.level).toMatch(/risky|breaking/);
  });

  it("judges an edit by the whole: a limit on a property that cannot come is harmless", () => {
    const before = {
      ...object({ a: { type: "string" }, b: { type: "string", maxLength: 9 } }),
      oneOf: [object({ b: false })],
    };
    const after = {
      ...object({ a: { type: "string" }, b: { type: "string", maxLength: 5 } }),
      oneOf: [object({ b: false })],
    };
    expect(brief(compareDocuments(request(before), request(after)))).toEqual([
      "compatible values-changed: `b` is now at most 5 characters long (was 9).",
    ]);
  });

  it.each<[title: string, before: Json, after: Json, level: string]>([
    [
      "a new optional property",
      object({ a: {} }),
      object({ a: {}, b: { type: "string" } }),
      "compatible property-added",
    ],
    [
      "a new required property",
      object({ a: {} }),
      object({ a: {}, b: {} }, "b"),
      "breaking property-required",
    ],
    ["a property that is gone", object({ a: {}, b: {} }), object({ a: {} }), "breaking property-removed"],
    [
      "a property that is read-only now",
      object({ a: { type: "string" } }),
      object({ a: { type: "string", readOnly: true } }),
      "breaking read-only",
    ],
    [
      "a required property with a default",
      object({ a: { type: "string", default: "x" } }),
      object({ a: { type: "string", default: "x" } }, "a"),
      "risky property-required",
    ],
    [
      "another default",
      object({ a: { type: "string", default: "x" } }),
      object({ a: { type: "string", default: "y" } }),
      "risky default-changed",
    ],
    ["a deprecated property", object({ a: {} }), object({ a: { deprecated: true } }), "risky deprecated"],
    [
      "words about price",
      object({ a: { description: "A clip." } }),
      object({ a: { description: "A clip. It costs 5 credits." } }),
      "risky words-changed",
    ],
    [
      "other words",
      object({ a: { description: "A clip." } }),
      object({ a: { description: "A video." } }),
      "documentation words-changed",
    ],
    [
      "a format that no validator knows",
      object({ a: { type: "string" } }),
      object({ a: { type: "string", format: "licence-plate" } }),
      "risky values-changed",
    ],
    [
      "a property deep in a list",
      object({ a: { type: "array", items: object({ b: { enum: ["x", "y"] } }) } }),
      object({ a: { type: "array", items: object({ b: { enum: ["x"] } }) } }),
      "breaking values-changed",
    ],
    [
      "the values of a map",
      { type: "object", additionalProperties: { type: "number" } },
      { type: "object", additionalProperties: { type: "integer" } },
      "breaking values-changed",
    ],
    [
      "one variant of several",
      { oneOf: [object({ a: { type: "string" } }, "a"), { type: "null" }] },
      { oneOf: [object({ a: { type: "string", minLength: 1 } }, "a"), { type: "null" }] },
      "breaking values-changed",
    ],
  ])("rates %s", (_, before, after, wanted) => {
    const [first, ...others] = compareDocuments(request(before), request(after)).filter(({ kind }) =>
      wanted.endsWith(kind),
    );
    expect(`${first?.level} ${first?.kind}`).toBe(wanted);
    expect(others).toEqual([]);
  });

  it.each<[title: string, before: Json, after: Json]>([
    [
      "a component that is written in place",
      { $ref: "#/components/schemas/Old" },
      object({ a: { type: "string" } }),
    ],
    [
      "allOf around the same",
      object({ a: { type: "string" } }),
      { allOf: [object({ a: { type: "string" } })] },
    ],
    ["an enum of one for a const", object({ a: { const: "x" } }), object({ a: { enum: ["x"] } })],
    [
      "types as a list or as a union",
      object({ a: { type: ["string", "null"] } }),
      object({ a: { anyOf: [{ type: "null" }, { type: "string" }] } }),
    ],
    [
      "another order",
      object({ a: { enum: ["x", "y"] }, b: {} }, "a", "b"),
      object({ b: {}, a: { enum: ["y", "x"] } }, "b", "a"),
    ],
  ])("does not mind %s", (_, before, after) => {
    const components = { components: { schemas: { Old: object({ a: { type: "string" } }) } } };
    for (const [one, other] of [
      [before, after],
      [after, before],
    ] as const)
      for (const make of [request, response])
        expect(
          compareDocuments(make(one, components), make(other, components)).filter(
            ({ level, kind }) => level !== "compatible" && kind !== "unused-component",
          ),
        ).toEqual([]);
  });

  it("compares schemas that contain themselves, and ends", () => {
    const node = (leaf: Json) => ({
      components: { schemas: { Node: object({ leaf, next: { $ref: "#/components/schemas/Node" } }) } },
    });
    const body = { $ref: "#/components/schemas/Node" };
    const changes = compareDocuments(
      request(body, node({ type: "integer" })),
      request(body, node({ type: "integer", maximum: 3 })),
    );
    expect(brief(changes)).toEqual([
      "breaking values-changed: `leaf` is now at most 3. `leaf: 4` was accepted and is refused now.",
    ]);
  });
});

describe("compareDocuments, by model", () => {
  const model = (name: string, properties: JsonObject) =>
    object({ model: { enum: [name] }, prompt: { type: "string" }, ...properties }, "model", "prompt");
  const union = (...variants: Json[]) => request({ oneOf: variants });
  const size = { size: { type: "string" }, seed: { type: "integer" }, quality: { enum: ["a", "b"] } };

  it("names the model whose bodies change, and no other", () => {
    const before = union(model("kite", { seconds: { type: "integer", maximum: 15 } }), model("swan", {}));
    const after = union(model("kite", { seconds: { type: "integer", maximum: 10 } }), model("swan", {}));
    expect(compareDocuments(before, after)).toMatchObject([
      { level: "breaking", model: "kite", example: { model: "kite", prompt: "", seconds: 11 } },
    ]);
  });

  it("tells a model that is new, one that is gone, and one that looks renamed", () => {
    const before = union(model("kite", size), model("swan", {}));
    expect(
      compareDocuments(before, union(model("swan", {}), model("kite", size), model("crane", {}))),
    ).toMatchObject([{ level: "compatible", kind: "model-added", model: "crane" }]);
    expect(
      compareDocuments(before, union(model("kite", size), model("crane", { other: {} })))[0],
    ).toMatchObject({
      level: "breaking",
      kind: "model-removed",
      model: "swan",
      example: { model: "swan", prompt: "" },
    });
    expect(compareDocuments(before, union(model("kite-2", size), model("swan", {})))[0]).toMatchObject({
      level: "risky",
      kind: "model-renamed",
      model: "kite",
    });
  });
});

describe("compareDocuments, of responses", () => {
  it.each<[title: string, before: Json, after: Json, level: string]>([
    [
      "a value that was not described",
      object({ a: { type: "integer", maximum: 10 } }),
      object({ a: { type: "integer", maximum: 15 } }),
      "breaking values-changed",
    ],
    [
      "a value that does not come any more",
      object({ a: { type: "integer", maximum: 15 } }),
      object({ a: { type: "integer", maximum: 10 } }),
      "compatible values-changed",
    ],
    [
      "a new value of an enum, which is open in our types",
      object({ a: { type: "string", enum: ["x"] } }),
      object({ a: { type: "string", enum: ["x", "y"] } }),
      "risky values-changed",
    ],
    [
      "a property that may be missing",
      object({ a: {} }, "a"),
      object({ a: {} }),
      "breaking property-optional",
    ],
    ["a new property", object({ a: {} }), object({ a: {}, b: {} }), "compatible property-added"],
    [
      "a property that is not described any more",
      object({ a: {}, b: {} }),
      object({ a: {} }),
      "risky property-removed",
    ],
    [
      "a further variant",
      { anyOf: [object({ a: {} }, "a"), object({ b: {} }, "b")] },
      { anyOf: [object({ a: {} }, "a"), object({ b: {} }, "b"), object({ c: {} }, "c")] },
      "breaking values-changed",
    ],
  ])("rates %s", (_, before, after, wanted) => {
    const found = compareDocuments(response(before), response(after)).find(({ kind }) =>
      wanted.endsWith(kind),
    );
    expect(`${found?.level} ${found?.kind}`).toBe(wanted);
  });
});

describe("compareDocuments, of what goes one way only", () => {
  const marked = (mark: JsonObject) => object({ key: { type: "string", ...mark } }, "key");

  it.each(["readOnly", "writeOnly"])("finds no change where a property is %s in both", (mark) => {
    for (const make of [request, response]) {
      const document = make(object({ of: marked({ [mark]: true }) }));
      expect(compareDocuments(document, structuredClone(document))).toEqual([]);
    }
  });

  it("finds that a response may not have any more what it might have", () => {
    const [before, after] = [response(object({ key: true })), response(object({ key: false }))];
    expect(compareDocuments(before, after).map(({ message }) => message)).toEqual([
      expect.stringContaining("`key` may not come any more"),
    ]);
  });

  it("finds that a response lacks what is write-only now, and minds none that has more", () => {
    const [plain, hidden] = [response(marked({})), response(marked({ writeOnly: true }))];
    expect(compareDocuments(plain, hidden).map(({ level }) => level)).toContain("breaking");
    expect(compareDocuments(hidden, plain).map(({ level }) => level)).not.toContain("breaking");
  });
});

describe("compareDocuments, around the body", () => {
  const parameter = (fields: JsonObject) =>
    makeDocument({
      parameters: [{ name: "n", in: "query", schema: { type: "integer", maximum: 9 }, ...fields }],
    });
  const statuses = (...codes: string[]) =>
    makeDocument({ responses: Object.fromEntries(codes.map((code) => [code, { description: "Text." }])) });
  const secured = (security: Json, scheme: JsonObject = { type: "http", scheme: "bearer" }) =>
    makeDocument(
      { security },
      {
        components: {
          securitySchemes: { key: scheme, other: { type: "apiKey", in: "header", name: "x-key" } },
        },
      },
    );
  const served = (...urls: string[]) => makeDocument({}, { servers: urls.map((url) => ({ url })) });
  const called = (schema: Json) =>
    makeDocument({
      callbacks: {
        done: {
          "{$request.body#/url}": {
            post: {
              requestBody: { content: { "application/json": { schema } } },
              responses: { "200": { description: "Text." } },
            },
          },
        },
      },
    });
  const typed = (...types: string[]) =>
    makeDocument({
      requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: {} }])) },
    });

  it.each<[title: string, before: JsonObject, after: JsonObject, level: string]>([
    [
      "an operation that is gone",
      {
        ...makeDocument({}),
        paths: { ...Object(makeDocument({}).paths), "/v1/old": { get: { responses: {} } } },
      },
      makeDocument({}),
      "breaking operation-removed",
    ],
    [
      "an operation that moved",
      { ...makeDocument({}), paths: { "/v0/clips": { post: { operationId: "createClip", responses: {} } } } },
      makeDocument({}),
      "breaking operation-moved",
    ],
    ["a deprecated operation", makeDocument({}), makeDocument({ deprecated: true }), "risky deprecated"],
    ["a new optional parameter", makeDocument({}), parameter({}), "compatible parameter-added"],
    ["a new required parameter", makeDocument({}), parameter({ required: true }), "breaking parameter-added"],
    ["a parameter that is gone", parameter({}), makeDocument({}), "breaking parameter-removed"],
    [
      "a parameter that is required now",
      parameter({}),
      parameter({ required: true }),
      "breaking parameter-required",
    ],
    ["a parameter that moved", parameter({}), parameter({ in: "header" }), "breaking parameter-moved"],
    [
      "a parameter that takes less",
      parameter({}),
      parameter({ schema: { type: "integer", maximum: 8 } }),
      "breaking values-changed",
    ],
    [
      "a list that is written in another style",
      parameter({ schema: { type: "array" } }),
      parameter({ schema: { type: "array" }, style: "pipeDelimited" }),
      "breaking parameter-style",
    ],
    ["a status of success that is gone", statuses("200", "202"), statuses("200"), "breaking status-removed"],
    ["a new status of success", statuses("200"), statuses("200", "202"), "risky status-added"],
    ["a new error", statuses("200"), statuses("200", "429"), "compatible status-added"],
    [
      "a media type that is no longer accepted",
      typed("application/json", "multipart/form-data"),
      typed("application/json"),
      "breaking media-type-removed",
    ],
    [
      "a further media type",
      typed("application/json"),
      typed("application/json", "text/plain"),
      "compatible media-type-added",
    ],
    ["another scheme", secured([{ key: [] }]), secured([{ other: [] }]), "breaking security-changed"],
    [
      "a further scheme to choose",
      secured([{ key: [] }]),
      secured([{ key: [] }, { other: [] }]),
      "compatible security-changed",
    ],
    [
      "a scheme beside the first",
      secured([{ key: [] }]),
      secured([{ key: [], other: [] }]),
      "breaking security-changed",
    ],
    [
      "a server that is gone",
      served("https://a.example"),
      served("https://b.example"),
      "breaking server-removed",
    ],
    [
      "another first server",
      served("https://a.example"),
      served("https://b.example", "https://a.example"),
      "risky server-changed",
    ],
    ["a callback that is gone", called({}), makeDocument({}), "breaking callback-removed"],
    [
      "a callback that may send more",
      called(object({ a: { type: "integer" } })),
      called(object({ a: { type: "number" } })),
      "breaking values-changed",
    ],
    [
      "a callback that sends less",
      called(object({ a: { type: "number" } })),
      called(object({ a: { type: "integer" } })),
      "compatible values-changed",
    ],
    [
      "another operationId",
      makeDocument({}),
      makeDocument({ operationId: "makeClip" }),
      "risky operation-id",
    ],
  ])("rates %s", (_, before, after, wanted) => {
    const found = compareDocuments(before, after).find(({ kind }) => wanted.endsWith(` ${kind}`));
    expect(`${found?.level} ${found?.kind}`).toBe(wanted);
  });

  it("follows references to definitions that stand in a schema, and takes no broken one for unchanged", () => {
    const whole = (minimum: number): JsonObject => ({
      openapi: "3.1.0",
      info: { title: "Clips", version: "1" },
      paths: {
        "/clips": {
          post: {
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "array",
                    items: { $ref: "#/definitions/count" },
                    definitions: { count: { type: "integer", minimum } },
                  },
                },
              },
            },
            responses: { "200": { description: "Done." } },
          },
        },
      },
    });
    const [change, ...others] = compareDocuments(whole(0), whole(1));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ level: "breaking", example: [0] });
    expect(compareDocuments(whole(1), whole(0))).toMatchObject([{ level: "compatible" }]);
  });

  it("does not mind schemes and path parameters that are called otherwise", () => {
    const at = (name: string) => ({
      ...makeDocument({}),
      paths: {
        [`/v1/clips/{${name}}`]: {
          get: {
            operationId: "get",
            parameters: [{ name, in: "path", required: true, schema: { type: "string" } }],
            responses: {},
          },
        },
      },
    });
    expect(brief(compareDocuments(at("id"), at("clip_id")))).toMatchObject([
      expect.stringMatching(/^risky parameter-renamed/),
    ]);
    const named = (name: string) =>
      makeDocument(
        { security: [{ [name]: [] }] },
        { components: { securitySchemes: { [name]: { type: "http", scheme: "bearer" } } } },
      );
    expect(compareDocuments(named("bearer"), named("token"))).toEqual([]);
  });

  it("reports a component that no operation uses", () => {
    const before = makeDocument({}, { components: { schemas: { Spare: { type: "string" } } } });
    expect(brief(compareDocuments(before, makeDocument({})))).toEqual([
      "documentation unused-component: The component `Spare`, which no operation uses, is gone.",
    ]);
  });

  it.each(["constructor", "toString"])("takes what is called %s for new where nothing was", (name) => {
    const schemas = { components: { schemas: { [name]: { type: "string" } } } };
    expect(brief(compareDocuments(makeDocument({}), makeDocument({}, schemas)))).toEqual([
      `documentation unused-component: The component \`${name}\`, which no operation uses, is new.`,
    ]);
    const security = { security: [{ [name]: [] }] };
    expect(brief(compareDocuments(makeDocument(security), makeDocument(security)))).toEqual([]);
  });
});

describe("compareDocuments, of schemas that refer to each other", () => {
  const names = Array.from("ABCDEFGHI");
  const refs = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
  const knot = () => {
    const schemas = Object.fromEntries(names.map((name) => [name, object(refs)]));
    return response(refs.A ?? true, { components: { schemas } });
  };

  it("finds no change in equal documents without going every way through them", () => {
    expect(compareDocuments(knot(), knot())).toEqual([]);
  });
});

describe("createIsUnchanged", () => {
  const to = (pointer: string) => ({ $ref: pointer });
  const A = "#/components/schemas/A";
  const isUnchanged = (was: Json, is: Json, before: JsonObject, after: JsonObject) =>
    createIsUnchanged({ components: { schemas: before } }, { components: { schemas: after } })(was, is);

  it.each<[what: string, was: Json, is: Json, before: JsonObject, after: JsonObject, want: boolean]>([
    ["equal ones", to(A), to(A), { A: { type: "null" } }, { A: { type: "null" } }, true],
    ["keywords in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, {}, {}, true],
    ["another text", { type: "null" }, { type: "string" }, {}, {}, false],
    [
      "another component",
      to(A),
      to(A),
      { A: to(`${A}a`), Aa: { type: "null" } },
      { A: to(`${A}a`), Aa: {} },
      false,
    ],
    ["a component that is gone", to(A), to(A), { A: {} }, {}, false],
    ["a change elsewhere", to(A), to(A), { A: {}, B: {} }, { A: {}, B: { type: "null" } }, true],
    ["a reference into a path", to("#/paths/a"), to("#/paths/a"), {}, {}, false],
    ["a component that has one", to(A), to(A), { A: to("#/paths/a") }, { A: to("#/paths/a") }, false],
    ["a dynamic reference", { $dynamicRef: "#a" }, { $dynamicRef: "#a" }, {}, {}, false],
  ])("tells of %s", (_, was, is, before, after, want) => {
    expect(isUnchanged(was, is, before, after)).toBe(want);
  });
});
