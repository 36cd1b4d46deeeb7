import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeDocuments } from "../../../../../scripts/pipeline/merge/index.ts";
import { readContributingPages } from "../../../../../src/openapi/contributing-pages.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../../src/openapi/parse/parse-document.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const FLIGHTS = "#/components/schemas";
const bodyOf = (operation: JsonObject) => objectAt(operation, "requestBody", "content", "application/json");
const pagesOf = readContributingPages;

describe("mergeDocuments", () => {
  it("makes one operation of a method and path, named after them, whatever its pages call it", () => {
    const { document, operation } = merge(
      makeModelPage("kite-1", { operationId: "flyOne" }),
      makeModelPage("kite-2", { operationId: "flyTwo" }),
    );
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/v1/kites/flights"]);
    expect(operation().operationId).toBe("createKiteFlight");
  });

  it("keeps a page's own words where it has the operation to itself, and lists the pages where it has not", () => {
    expect(merge(makePage()).operation().summary).toBe("Fly a kite");
    const shared = merge(makeModelPage("kite-1"), makeModelPage("kite-2")).operation();
    expect(shared.summary).toBe("Create kite flight");
    expect(shared.description).toBe("- `kite-1`: Fly a kite\n- `kite-2`: Fly a kite");
  });

  it("unites the documented statuses, servers, security and parameters", () => {
    const parameter = (name: string): Json => ({
      name,
      in: "query",
      required: true,
      schema: { type: "string" },
    });
    const { operation, document } = merge(
      makeModelPage("kite-1", { operation: { parameters: [parameter("wind"), parameter("rain")] } }),
      makeModelPage("kite-2", {
        operation: {
          parameters: [parameter("wind")],
          servers: [{ url: "https://fast.example.org" }, { url: "https://api.example.org" }],
          responses: { "429": { description: "Too many" } },
        },
      }),
      makeModelPage("kite-3", {
        operationId: "flyKite",
        document: {
          components: {
            schemas: { KiteRequest: { type: "object", properties: { model: { const: "kite-3" } } } },
            securitySchemes: { bearerAuth: { type: "apiKey", in: "header", name: "X-Key" } },
          },
        },
      }),
    );
    const { responses, servers, security, parameters } = operation();
    expect(Object.keys(objectAt(responses))).toEqual(["200", "400", "429"]);
    expect(servers).toEqual([{ url: "https://api.example.org" }, { url: "https://fast.example.org" }]);
    expect(security).toEqual([{ bearerAuth: [] }, { headerXKeyKey: [] }]);
    expect(Object.keys(objectAt(document, "components", "securitySchemes"))).toEqual([
      "bearerAuth",
      "headerXKeyKey",
    ]);
    expect(parameters).toMatchObject([
      { name: "rain", required: false },
      { name: "wind", required: false },
    ]);
    expect(document.servers).toEqual([{ url: "https://api.example.org" }]);
  });

  it("lists every contributing page under x-pages, with its function, its models and its variant", () => {
    const { operation } = merge(
      makeModelPage("kite-1"),
      makePage({
        file: "both.md",
        operationId: "flyBirdsBirdFamily",
        model: { enum: ["bird-1", "bird-2"] },
        name: "Birds",
      }),
    );
    expect(pagesOf(operation())).toEqual([
      {
        operationId: "createKiteFlightKite1",
        models: ["kite-1"],
        request: `${FLIGHTS}/KiteRequestKite1`,
        source: "kite-1.md",
      },
      {
        operationId: "flyBirdsBirdFamily",
        models: ["bird-1", "bird-2"],
        request: `${FLIGHTS}/BirdsBirdFamily`,
        source: "both.md",
      },
    ]);
  });

  it("names the examples of a request after the function of their page", () => {
    const schema = { $ref: "#/components/schemas/KiteRequest" };
    const content = {
      "application/json": { schema, example: { wind: 2 }, examples: { calm: { value: { wind: 1 } } } },
    };
    const { operation } = merge(makePage({ operation: { requestBody: { content } } }));
    expect(Object.keys(objectAt(bodyOf(operation()), "examples"))).toEqual([
      "createKiteFlight.example",
      "createKiteFlight.calm",
    ]);
  });

  it("keeps the examples every page gives of a success, named the same way, and of a failure once what several show", () => {
    const show = (id: string): JsonObject => ({
      "200": { description: "Done", content: { "application/json": { schema: {}, example: { id } } } },
      "400": {
        description: "Wrong",
        content: { "application/json": { schema: {}, example: { error: id } } },
      },
      "404": { description: "None", content: { "application/json": { schema: {}, example: { error: 4 } } } },
    });
    const { operation } = merge(
      makeModelPage("kite-1", { operation: { responses: show("one") } }),
      makeModelPage("kite-2", { operation: { responses: show("two") } }),
    );
    const media = (status: string) =>
      objectAt(operation(), "responses", status, "content", "application/json");
    expect(media("200").examples).toEqual({
      "createKiteFlightKite1.example": { value: { id: "one" } },
      "createKiteFlightKite2.example": { value: { id: "two" } },
    });
    expect(media("400").examples).toEqual({
      "createKiteFlightKite1.example": { value: { error: "one" } },
      "createKiteFlightKite2.example": { value: { error: "two" } },
    });
    expect(media("404").example).toEqual({ error: 4 });
  });

  it("refuses a page without an operation, and says so", () => {
    const { problems } = merge(makePage(), makePage({ file: "empty.md", document: { paths: {} } }));
    expect(problems).toMatchObject([
      { file: "empty.md", message: expect.stringContaining("describes no operation") },
    ]);
  });

  it("gives the same bytes for any order of the pages", () => {
    const pages = ["kite-1", "kite-2", "kite-1-pro", "bird-1"].map((model, index) =>
      makeModelPage(model, { properties: { [`p${index}`]: { type: "string", description: model } } }),
    );
    const duplicates = [makeModelPage("kite-9", { file: "kite-1.md" }), makePage({ file: "kite-1.md" })];
    const all = [...pages, ...duplicates];
    const want = JSON.stringify(mergeDocuments(all));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(JSON.stringify(mergeDocuments(shuffled))).toBe(want);
      }),
    );
  });
});

describe("mergeDocuments, models", () => {
  it.each<[string, JsonObject, string[]]>([
    ["an enum", { type: "string", enum: ["kite-1", "kite-2"] }, ["kite-1", "kite-2"]],
    ["a const", { const: "kite-1" }, ["kite-1"]],
    ["a default, where it is open", { type: "string", default: "kite-1", example: "kite-2" }, ["kite-1"]],
    ["an example, where it has no default either", { type: "string", example: "kite-2" }, ["kite-2"]],
    ["the branches of a union", { anyOf: [{ const: "kite-1" }, { enum: ["kite-2"] }] }, ["kite-1", "kite-2"]],
  ])("reads them from %s", (_, model, want) => {
    // Another page has to be told apart, so that the models are all that the variant accepts.
    const { operation, schema } = merge(makePage({ model }), makeModelPage("other-1"));
    const page = pagesOf(operation()).find(({ source }) => source === "kite.md");
    expect(page?.models).toEqual(want);
    const variant = schema(String(page?.request).split("/").at(-1) ?? "");
    expect(objectAt(variant, "properties", "model")).toMatchObject({ type: "string", enum: want });
    expect(variant.required).toEqual(["model"]);
  });

  it("has the bare reference for one variant, and oneOf for several", () => {
    const one = makeModelPage("kite-1");
    expect(bodyOf(merge(one).operation()).schema).toEqual({ $ref: `${FLIGHTS}/KiteRequestKite1` });
    expect(bodyOf(merge(one, makeModelPage("kite-2")).operation()).schema).toEqual({
      oneOf: [{ $ref: `${FLIGHTS}/KiteRequestKite1` }, { $ref: `${FLIGHTS}/KiteRequestKite2` }],
    });
  });

  it("gives a model to the page with the fewest models, and reports what the other page says", () => {
    const overview = makePage({
      file: "a-overview.md",
      name: "KitesRequest",
      model: { enum: ["kite-1", "kite-2"] },
      properties: { wind: { type: "string" }, rain: { type: "string" } },
    });
    const { operation, schema, problems } = merge(
      overview,
      makeModelPage("kite-1", { properties: { wind: { type: "integer" } } }),
    );
    expect(objectAt(schema("KiteRequestKite1"), "properties", "wind")).toEqual({ type: "integer" });
    expect(objectAt(schema("KitesRequestKiteFamily"), "properties", "model").enum).toEqual(["kite-2"]);
    expect(pagesOf(operation()).find(({ source }) => source === "a-overview.md")).not.toHaveProperty(
      "request",
    );
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "duplicate-model",
        file: "a-overview.md",
        pointer: "#/paths/~1v1~1kites~1flights/post/requestBody",
        message: "kite-1: kite-1.md is more specific, and is followed. Only here: rain. Different: wind.",
      },
    ]);
  });

  it("of two pages about one model follows the one with more parameters", () => {
    const quick = makeModelPage("kite-1", {
      file: "a-quick.md",
      name: "QuickRequest",
      operationId: "flyQuick",
    });
    const full = makeModelPage("kite-1", { file: "b-full.md", properties: { wind: { type: "string" } } });
    const { operation, schemaNames } = merge(quick, full);
    expect(bodyOf(operation()).schema).toEqual({ $ref: `${FLIGHTS}/KiteRequestKite1` });
    expect(schemaNames).not.toContain("QuickRequestKite1");
    expect(pagesOf(operation()).map(({ operationId, request }) => [operationId, request])).toEqual([
      ["createKiteFlightKite1", `${FLIGHTS}/KiteRequestKite1`],
      ["flyQuickKite1", `${FLIGHTS}/KiteRequestKite1`],
    ]);
  });

  it("accepts no body in two variants", () => {
    const ajv = new Ajv2020({ strict: false });
    const models = fc.uniqueArray(fc.constantFrom("a-1", "a-2", "b-1", "b-2", "c"), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(models, { minLength: 2, maxLength: 5 }),
        fc.constantFrom("a-1", "b-2", "c", "other"),
        (pages, model) => {
          const { operation, document } = merge(
            ...pages.map((list, index) =>
              makePage({
                file: `${index}.md`,
                model: list.length === 0 ? { type: "string" } : { enum: list },
              }),
            ),
          );
          const { schema } = bodyOf(operation());
          const variants = (objectAt(schema).oneOf ?? [schema]) as JsonObject[];
          const accepting = variants.filter(({ $ref }) => {
            const [, , , name = ""] = String($ref).split("/");
            return ajv.validate(objectAt(document, "components", "schemas", name), { model });
          });
          const isKnown = pages.some((list) => list.length === 0 || list.some((one) => one === model));
          expect(accepting).toHaveLength(isKnown ? 1 : 0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("makes a parameter of a model in the path, so that its pages share one operation", () => {
    const native = (model: string, operationId: string) =>
      makePage({ file: `${model}.md`, path: `/v1beta/models/${model}:flyKite`, operationId });
    const { operation, document } = merge(native("kite-2.5", "flyKite"), native("kite-3", "flyKite"));
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/v1beta/models/{model}:flyKite"]);
    const merged = operation("/v1beta/models/{model}:flyKite");
    expect(merged.operationId).toBe("flyKite");
    expect(merged.parameters).toMatchObject([
      { name: "model", in: "path", required: true, schema: { type: "string", enum: ["kite-2.5", "kite-3"] } },
    ]);
    expect(pagesOf(merged).map(({ operationId, models }) => [operationId, models])).toEqual([
      ["flyKite25", ["kite-2.5"]],
      ["flyKite3", ["kite-3"]],
    ]);
    expect(new Set(pagesOf(merged).map(({ request }) => request)).size).toBe(1);
  });

  const path = "/v1/models/kite-2/flights";
  const flights = makePage({ file: "flights.md", path, properties: { height: { type: "integer" } } });
  const parameter = { name: "model", in: "path", required: true, schema: { enum: ["kite-2"] } };

  it.each<[what: string, page: PageDocument]>([
    ["calls the segment a model", makeModelPage("kite-2", { path: "/v1/others" })],
    [
      "describes the path for any model, on another server",
      makePage({
        file: "any.md",
        path: "/v1/models/{model}/flights",
        properties: { width: { type: "integer" } },
        operation: { parameters: [parameter], servers: [{ url: "https://another.example.org" }] },
      }),
    ],
  ])("leaves the operation of a path as it is when a new page %s", (_, page) => {
    const alone = merge(flights);
    const both = merge(flights, page);
    expect(both.operation(path)).toEqual(alone.operation(path));
    expect(both.schema("ModelKite2FlightRequest")).toEqual(alone.schema("ModelKite2FlightRequest"));
    expect(alone.operation(path).operationId).toBe("createModelKite2Flight");
  });

  it("leaves a path as it is where the body says a model", () => {
    const { operation } = merge(makePage({ path, model: { type: "string", enum: ["tail-1", "kite-2"] } }));
    expect(pagesOf(operation(path)).map(({ models }) => models)).toEqual([["tail-1", "kite-2"]]);
    expect(operation(path).parameters).toBeUndefined();
    const json = { schema: { type: "object", properties: { model: { enum: ["tail-1", "kite-2"] } } } };
    const requestBody = { content: { "text/plain": {}, "application/json": json } };
    expect(merge(makePage({ path, operation: { requestBody } })).operation(path).parameters).toBeUndefined();
  });
});

describe("mergeDocuments, components", () => {
  const wind = (limit: number): JsonObject => ({
    type: "object",
    properties: { force: { type: "integer", maximum: limit } },
  });
  const using = (model: string, schema: JsonObject) =>
    makeModelPage(model, {
      properties: { wind: { $ref: "#/components/schemas/Wind" } },
      schemas: { Wind: schema },
    });

  it("are one where pages publish the same structure, and two where they do not", () => {
    const same = merge(
      using("kite-1", wind(9)),
      using("kite-2", { ...wind(9), description: "Wind" }),
    ).schemaNames;
    const different = merge(using("kite-1", wind(9)), using("kite-2", wind(8))).schemaNames;
    expect(same.filter((name) => name.startsWith("Wind"))).toHaveLength(1);
    expect(different.filter((name) => name.startsWith("Wind"))).toHaveLength(2);
  });

  it("keep their names when a page comes or goes", () => {
    const alone = merge(using("kite-1", wind(9))).schemaNames;
    const together = merge(
      using("kite-1", wind(9)),
      using("kite-2", wind(8)),
      using("kite-0", wind(7)),
    ).schemaNames;
    expect(together).toEqual(expect.arrayContaining(alone));
  });

  it("have names that OpenAPI allows, whatever the page calls them", () => {
    const { schemaNames } = merge(makeModelPage("kite-1", { name: "Kite 'request' *" }));
    expect(schemaNames).toContain("KiteRequestKite1");
  });

  it("may have properties, and paths, that are called like parts of JavaScript", () => {
    const properties = JSON.parse(
      '{ "__proto__": { "type": "string" }, "constructor": { "type": "string" } }',
    );
    const { document, schema } = merge(makeModelPage("kite-1", { properties, path: "__proto__" }));
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/__proto__"]);
    expect(Object.keys(objectAt(schema("KiteRequestKite1"), "properties"))).toEqual([
      "model",
      "__proto__",
      "constructor",
    ]);
  });

  it("say anyOf in a response where the page says oneOf, as a reader need not count", () => {
    const response = { oneOf: [{ type: "object" }, { type: "object", required: ["id"] }] };
    expect(merge(makePage({ response })).schema("KiteFlightResponse")).toEqual({ anyOf: response.oneOf });
  });

  it("may be recursive, in a request and in a response", () => {
    const tail = { type: "object", properties: { next: { $ref: "#/components/schemas/Tail" } } };
    const { schema, schemaNames } = merge(
      makePage({
        properties: { tail: { $ref: "#/components/schemas/Tail" } },
        response: { $ref: "#/components/schemas/Tail" },
        schemas: { Tail: tail },
      }),
    );
    const name = schemaNames.find((one) => one.startsWith("Tail_")) ?? "";
    expect(objectAt(schema(name), "properties").next).toEqual({ $ref: `${FLIGHTS}/${name}` });
    expect(objectAt(schema("KiteFlightResponse"), "properties").next).toEqual({ $ref: `${FLIGHTS}/${name}` });
  });

  it("join the responses of all pages into one, named after the operation", () => {
    const response = (status: string): JsonObject => ({
      type: "object",
      properties: { status: { type: "string", enum: [status] } },
    });
    const { operation, schema, problems } = merge(
      makeModelPage("kite-1", { response: response("up") }),
      makeModelPage("kite-2", {
        response: { $ref: "#/components/schemas/Response" },
        schemas: { Response: response("down") },
      }),
    );
    expect(objectAt(operation(), "responses", "200", "content", "application/json").schema).toEqual({
      $ref: `${FLIGHTS}/KiteFlightResponse`,
    });
    expect(objectAt(schema("KiteFlightResponse"), "properties", "status").enum).toEqual(["down", "up"]);
    expect(problems[0]?.message).toContain(
      "KiteFlightResponse/properties/status: The pages list different values.",
    );
  });

  it("have one schema for every failure", () => {
    const { operation } = merge(makePage(), makePage({ file: "get.md", method: "get", path: "/v1/kites" }));
    for (const one of [operation(), operation("/v1/kites", "get")]) {
      expect(objectAt(one, "responses", "400", "content", "application/json").schema).toEqual({
        $ref: `${FLIGHTS}/ErrorResponse`,
      });
    }
  });

  it("that a page lacks are reported once, and read as anything", () => {
    const lost = { $ref: "#/components/schemas/Lost" };
    const { schema, problems } = merge(makePage({ properties: { one: lost, two: lost } }));
    expect(objectAt(schema("KiteFlightRequest"), "properties")).toEqual({ one: {}, two: {} });
    expect(problems).toMatchObject([
      {
        file: "kite.md",
        pointer: "#/components/schemas/KiteRequest/properties/one/$ref",
        message: expect.stringContaining("refers to #/components/schemas/Lost and does not have it"),
      },
    ]);
  });

  it("that a failure lacks leave the other pages' schema as it is", () => {
    const failure = (schema: Json): JsonObject => ({
      "400": { description: "Wrong", content: { "application/json": { schema } } },
    });
    const said = { type: "object", properties: { error: { type: "string" } } };
    const { schema } = merge(
      makeModelPage("kite-1", { operation: { responses: failure({ $ref: "#/components/schemas/Lost" }) } }),
      makeModelPage("kite-2", { operation: { responses: failure(said) } }),
    );
    expect(schema("ErrorResponse")).toEqual(said);
  });
});

describe("mergeDocuments, however a page is written", () => {
  const content = (media: JsonObject): JsonObject => ({ "application/json": media });
  const servers = [{ url: "https://api.example.org/v1/" }];

  it("takes one address for one operation, however it is divided", () => {
    const { document, operation } = merge(
      makeModelPage("kite-1"),
      makeModelPage("kite-2", { path: "kites/flights", document: { servers } }),
    );
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/v1/kites/flights"]);
    expect(operation().servers).toEqual([{ url: "https://api.example.org" }]);
  });

  it("takes paths that differ in the names of parameters alone for one, under the names most pages use", () => {
    const get = (file: string, name: string) =>
      makePage({
        file,
        method: "get",
        path: `/v1/tasks/{${name}}`,
        operation: { parameters: [{ name, in: "path", required: true, schema: { type: "string" } }] },
      });
    const { document, problems } = merge(get("a.md", "id"), get("b.md", "task_id"), get("c.md", "task_id"));
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/v1/tasks/{task_id}"]);
    const { parameters } = objectAt(document, "paths", "/v1/tasks/{task_id}", "get");
    expect(parameters).toMatchObject([{ name: "task_id", in: "path" }]);
    expect(problems).toMatchObject([{ kind: "equivalent-paths", file: "a.md" }]);
  });

  it("follows references to components of every kind, chains of them too", () => {
    const page = makePage({
      operation: {
        parameters: [{ $ref: "#/components/parameters/Wind" }],
        requestBody: { $ref: "#/components/requestBodies/Body" },
        responses: { "200": { $ref: "#/components/responses/Done" } },
      },
    });
    page.document.components = {
      ...objectAt(page.document, "components"),
      parameters: {
        Wind: { $ref: "#/components/parameters/Real" },
        Real: { name: "wind", in: "query", schema: { $ref: "#/components/schemas/Force" } },
      },
      requestBodies: {
        Body: {
          content: content({
            schema: { type: "object" },
            examples: { one: { $ref: "#/components/examples/One" } },
          }),
        },
      },
      responses: {
        Done: {
          description: "Done",
          headers: { "X-Left": { $ref: "#/components/headers/Left" } },
          content: content({ schema: { $ref: "#/components/schemas/Force" } }),
        },
      },
      headers: { Left: { schema: { $ref: "#/components/schemas/Force" } } },
      examples: { One: { value: { wind: 1 } } },
      schemas: { Force: { type: "integer" } },
    };
    const { operation, schema, problems } = merge(page);
    const { parameters, responses } = operation();
    expect(parameters).toMatchObject([{ name: "wind", schema: { type: "integer" } }]);
    expect(bodyOf(operation()).examples).toEqual({ "createKiteFlight.one": { value: { wind: 1 } } });
    expect(objectAt(responses, "200", "headers", "X-Left")).toEqual({ schema: { type: "integer" } });
    expect(schema("KiteFlightResponse")).toEqual({ type: "integer" });
    expect(problems).toEqual([]);
  });

  it("lets a parameter of the operation override that of its path, and leaves out what is none", () => {
    const page = makePage({
      operation: {
        parameters: [
          { name: "wind", in: "query", schema: { type: "integer" } },
          { name: "Authorization", in: "header", required: true, schema: { type: "string" } },
          { name: "body", in: "body", schema: {} },
          { name: "ghost", in: "path", required: true, schema: {} },
        ],
      },
    });
    const item = objectAt(page.document, "paths", "/v1/kites/flights");
    item.parameters = [{ name: "wind", in: "query", schema: { type: "string" } }];
    const { operation, problems } = merge(page);
    expect(operation().parameters).toEqual([
      { name: "wind", in: "query", required: false, schema: { type: "integer" } },
    ]);
    expect(problems.map(({ message }) => message.split(/ (?:is|in) /)[0])).toEqual([
      "The header Authorization",
      'A parameter called "body"',
      "The parameter ghost",
    ]);
  });

  it("reads servers of the path item, and path items that are components", () => {
    const page = makePage();
    const item = objectAt(page.document, "paths", "/v1/kites/flights");
    page.document.paths = { "/v1/kites/flights": { $ref: "#/components/pathItems/Flights" } };
    page.document.components = {
      ...objectAt(page.document, "components"),
      pathItems: { Flights: { ...item, servers: [{ url: "https://fast.example.org" }] } },
    };
    expect(merge(page).operation().servers).toEqual([{ url: "https://fast.example.org" }]);
  });

  it("takes media types for the same whatever their letters and parameters", () => {
    const schema = { $ref: "#/components/schemas/KiteRequest" };
    const charset = { requestBody: { content: { "Application/JSON; charset=utf-8": { schema } } } };
    const { operation } = merge(makeModelPage("kite-1"), makeModelPage("kite-2", { operation: charset }));
    expect(Object.keys(objectAt(operation(), "requestBody", "content"))).toEqual(["application/json"]);
  });

  it.each<[string, JsonObject, string[], string[]]>([
    ["`default` alone is the success", { default: { description: "Done" } }, ["200"], ["missing-response"]],
    [
      "`default` next to a success is a failure",
      { "201": { description: "" }, default: { description: "" } },
      ["201", "default"],
      [],
    ],
    ["a range in small letters", { "2xx": { description: "" } }, ["2XX"], []],
    ["no success is any response", { "400": { description: "" } }, ["200", "400"], ["missing-response"]],
    ["no responses at all", {}, ["200"], ["missing-response"]],
    [
      "what is no status",
      { "2000": { description: "" }, "200": { description: "" } },
      ["200"],
      ["malformed"],
    ],
  ])("reads responses: %s", (_, responses, statuses, kinds) => {
    const { operation, problems } = merge(makePage({ operation: { responses } }));
    expect(Object.keys(objectAt(operation().responses)).sort()).toEqual(statuses);
    expect(problems.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each<[string, JsonObject, JsonObject[], string[]]>([
    ["that nobody asks for", { security: [] }, [], []],
    ["that is optional", { security: [{}, { bearerAuth: [] }] }, [{}, { bearerAuth: [] }], []],
    ["of a scheme that the page lacks", { security: [{ lost: [] }] }, [], ["missing-component"]],
  ])("reads security %s", (_, operation, want, kinds) => {
    const merged = merge(makePage({ operation }));
    expect(merged.operation().security).toEqual(want);
    expect(merged.problems.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("gives what stands next to the branches of a body to each of them", () => {
    const branch = (model: string): JsonObject => ({
      type: "object",
      properties: { model: { const: model } },
    });
    const page = makePage();
    objectAt(page.document, "components", "schemas").KiteRequest = {
      type: "object",
      required: ["wind"],
      properties: { wind: { type: "integer" } },
      oneOf: [branch("kite-1"), branch("kite-2")],
    };
    const { schema } = merge(page);
    expect(schema("KiteFlightRequestKite1")).toMatchObject({
      required: ["model", "wind"],
      properties: { wind: { type: "integer" }, model: { enum: ["kite-1"] } },
    });
  });

  it("finds the model in a base, and all parameters in one place", () => {
    const page = makePage({
      schemas: { Base: { type: "object", required: ["model"], properties: { model: { const: "kite-1" } } } },
    });
    objectAt(page.document, "components", "schemas").KiteRequest = {
      allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { wind: { type: "integer" } } }],
    };
    const { schema } = merge(page);
    expect(Object.keys(objectAt(schema("KiteRequestKite1"), "properties"))).toEqual(["model", "wind"]);
  });

  it("puts together the parts of a parameter, so that lint finds in it what they require", () => {
    const wind = {
      allOf: [{ type: "object", required: ["force"] }, { properties: { force: { type: "integer" } } }],
    };
    expect(
      objectAt(merge(makePage({ properties: { wind } })).schema("KiteFlightRequest"), "properties", "wind"),
    ).toEqual({
      type: "object",
      required: ["force"],
      properties: { force: { type: "integer" } },
    });
  });

  it("names a request after its operation where its own name has no Latin letter", () => {
    expect(merge(makeModelPage("kite-1", { name: "動画リクエスト" })).schemaNames).toContain(
      "KiteFlightRequestKite1",
    );
    expect(merge(makeModelPage("kite-1", { name: "Größe-Änderung" })).schemaNames).toContain(
      "GrosseAnderungKite1",
    );
  });

  it("keeps examples of one name that show different things", () => {
    const page = (file: string, text: string) =>
      makeModelPage("kite-1", {
        file,
        operation: {
          requestBody: {
            content: content({
              schema: { $ref: "#/components/schemas/KiteRequest" },
              examples: { one: { value: { text } } },
            }),
          },
        },
      });
    const { operation } = merge(page("en.md", "Up"), page("ja.md", "上"), page("copy.md", "Up"));
    expect(bodyOf(operation()).examples).toEqual({
      "createKiteFlightKite1.one": { value: { text: "Up" } },
      "createKiteFlightKite1.one.2": { value: { text: "上" } },
    });
  });

  it("tells operations of like names apart, and reports which one has another name", () => {
    const { operation, problems } = merge(
      makeModelPage("kite-1"),
      makeModelPage("kite-2"),
      makeModelPage("kite-3", { path: "/v1beta/kites/flights" }),
    );
    expect(operation("/v1beta/kites/flights").operationId).toBe("createKiteFlightV1Beta");
    expect(problems).toMatchObject([
      { kind: "duplicate-names", file: "kite-3.md", pointer: "#/paths/~1v1beta~1kites~1flights/post" },
    ]);
  });

  it("reports functions that are called alike and do different things", () => {
    const { problems } = merge(
      makePage({ operationId: "fly" }),
      makePage({ file: "b.md", path: "/v1/boats", operationId: "fly" }),
    );
    expect(problems).toMatchObject([
      { kind: "duplicate-names", file: "kite.md", message: expect.stringContaining("b.md") },
    ]);
  });

  it("keeps what stands next to a reference in a response", () => {
    const { schema } = merge(
      makePage({
        response: { $ref: "#/components/schemas/Task", properties: { wind: { type: "integer" } } },
        schemas: { Task: { type: "object", properties: { id: { type: "string" } } } },
      }),
    );
    expect(Object.keys(objectAt(schema("KiteFlightResponse"), "properties")).sort()).toEqual(["id", "wind"]);
  });

  it("comes back from a reference that leads deep into itself", () => {
    const inner = {
      type: "object",
      properties: { again: { $ref: "#/components/schemas/Deep/properties/inner" } },
    };
    const deep = { $ref: "#/components/schemas/Deep" };
    const { schemaNames } = merge(
      makePage({
        properties: { deep },
        response: deep,
        schemas: { Deep: { type: "object", properties: { inner } } },
      }),
    );
    expect(schemaNames.filter((name) => name.startsWith("Inner_"))).toHaveLength(1);
  });
});
