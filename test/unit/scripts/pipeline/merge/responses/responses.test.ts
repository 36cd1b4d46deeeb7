import { describe, expect, it } from "vitest";
import { readContributingPages } from "../../../../../../src/openapi/contributing-pages.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { readComponentName } from "../../../../../../src/openapi/references.ts";
import { makeModelPage, makePage, merge } from "../../../../../helpers/pages.ts";

const text: JsonObject = { type: "string" };
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json, more: JsonObject = {}): JsonObject => ({
  description: "Said",
  content: { "application/json": { schema, ...more } },
});

/** Pages with these responses, one operation for all of them. */
const merged = (...responses: JsonObject[]) =>
  merge(
    ...responses.map((one, index) => makeModelPage(`kite-${index + 1}`, { operation: { responses: one } })),
  );

const schemaOf = (operation: JsonObject, status: string) =>
  objectAt(operation, "responses", status, "content", "application/json").schema;

describe("joinResponses", () => {
  it.each([
    ["200", "KiteFlightResponse"],
    ["201", "KiteFlightResponse201"],
    ["2XX", "KiteFlightResponse2XX"],
    ["302", "KiteFlightResponse302"],
    ["204", "KiteFlightResponse204"],
    ["305", "KiteFlightResponse305"],
    ["400", "ErrorResponse"],
    ["503", "ErrorResponse"],
    ["4XX", "ErrorResponse"],
    ["default", "ErrorResponse"],
  ])("has for %s the component %s", (status, name) => {
    const { operation, schema } = merged({ "200": json({}), [status]: json(text) });
    expect(schemaOf(operation(), status)).toEqual(refTo(name));
    expect(schema(name)).toEqual(text);
  });

  it("joins the failures of all operations, and reports where they contradict each other", () => {
    const failing = (file: string, path: string, type: string, status: string) =>
      makePage({
        file,
        path,
        operationId: path,
        operation: { responses: { "200": json({}), [status]: json({ type }) } },
      });
    const { schema, problems } = merge(
      failing("b.md", "/v1/a", "integer", "default"),
      failing("a.md", "/v1/b", "string", "400"),
    );
    expect(schema("ErrorResponse")).toEqual({ type: ["integer", "string"] });
    expect(problems).toMatchObject([
      {
        kind: "types-differ",
        file: "b.md",
        pointer: "#/paths/~1v1~1a/post/responses/default/content/application~1json/schema",
      },
    ]);
  });

  it("takes the failures of all operations in the order of their pages, not of the paths", () => {
    const failing = (operationId: string, path: string, type: string) =>
      makePage({ file: operationId, path, operationId, operation: { responses: { "400": json({ type }) } } });
    const { schema } = merge(failing("b", "/v1/a", "integer"), failing("a", "/v1/b", "string"));
    expect(schema("ErrorResponse").type).toEqual(["string", "integer"]);
  });

  it("names the first status at which a page has a failure that it has at several", () => {
    const wrong = (type: string, ...statuses: string[]) => ({
      responses: {
        "200": json({}),
        ...Object.fromEntries(statuses.map((status) => [status, json(refTo("Wrong"))])),
      },
      type,
    });
    const { problems } = merge(
      ...[wrong("integer", "400", "500"), wrong("string", "401")].map(({ type, responses }, index) =>
        makeModelPage(`kite-${index}`, { schemas: { Wrong: { type } }, operation: { responses } }),
      ),
    );
    expect(problems).toMatchObject([
      {
        kind: "types-differ",
        file: "kite-0.md",
        pointer: "#/paths/~1v1~1kites~1flights/post/responses/400/content/application~1json/schema",
      },
    ]);
  });

  it("reports under the operation and status where headers contradict each other", () => {
    const headed = (type: string) => ({
      "200": json(text),
      "202": { description: "", headers: { "X-A": { schema: { type } } } },
    });
    expect(merged(headed("string"), headed("integer")).problems).toMatchObject([
      { message: expect.stringContaining("createKiteFlight, response 202, headers/X-A: ") },
    ]);
  });

  it("takes for a page's own response that of its first success, where it is not that of the operation", () => {
    const [wind, gust]: JsonObject[] = [{ enum: ["wind"] }, { enum: ["gust"] }];
    const { operation } = merged(
      { "200": json(text), "202": json({ type: "integer" }) },
      { "201": json(wind ?? {}), "2XX": json(gust ?? {}) },
      {
        "201": { description: "", content: { "text/plain": { schema: gust ?? {} } } },
        "400": json(gust ?? {}),
      },
      { "302": json(gust ?? {}) },
    );
    const own = readContributingPages(operation()).filter(({ response }) => response !== undefined);
    expect(own.map(({ source, response }) => [source, response])).toEqual([["kite-2.md", wind]]);
  });

  it("has no component for failures where no page shows one", () => {
    expect(merged({ "200": json(text), "400": { description: "Wrong" } }).schemaNames).not.toContain(
      "ErrorResponse",
    );
  });

  it("shows the examples of a failure as the first page that has any does, where no other shows more", () => {
    const { operation } = merged(
      { "200": json({}, { example: 1 }), default: json({}), "400": json({}, { examples: {} }) },
      {
        "200": json({}, { example: 2 }),
        default: json({}, { example: "e" }),
        "400": json({}, { example: 0 }),
      },
      { "302": { description: "" }, default: json({}, { example: "other" }) },
    );
    const media = (status: string) =>
      objectAt(operation(), "responses", status, "content", "application/json");
    // The page with the fewest schemas comes first.
    expect(objectAt(media("default").examples)).toEqual({
      "createKiteFlightKite3.example": { value: "other" },
      "createKiteFlightKite2.example": { value: "e" },
    });
    expect(media("400").example).toBe(0);
    expect(Object.keys(objectAt(media("200"), "examples"))).toEqual([
      "createKiteFlightKite1.example",
      "createKiteFlightKite2.example",
    ]);
  });

  it("has one response for a status that pages write differently, with the place as the page writes it", () => {
    const { operation, problems } = merged(
      {
        "2xx": { description: "Done", content: { "Application/JSON;v=1": { schema: { type: "integer" } } } },
      },
      { "2XX": json(text) },
    );
    expect(Object.keys(objectAt(operation(), "responses"))).toEqual(["2XX"]);
    expect(problems).toMatchObject([
      { pointer: "#/paths/~1v1~1kites~1flights/post/responses/2xx/content/Application~1JSON;v=1/schema" },
    ]);
  });

  it("reads as anything a success that no page documents, and none where a page documents one", () => {
    const { operation } = merged({ "400": json(text) }, { "404": json(text) });
    expect(operation().responses).toMatchObject({
      "200": {
        description: "Not documented.",
        content: { "application/json": { schema: refTo("KiteFlightResponse") } },
      },
    });
    expect(
      Object.keys(objectAt(merged({ "402": json(text), "530": json(text) }).operation(), "responses")),
    ).toEqual(["200", "402", "530"]);
    const redirected = merged({ "302": { description: "Moved" } }, { "400": json(text) });
    expect(Object.keys(objectAt(redirected.operation(), "responses"))).toEqual(["302", "400"]);
  });

  it("sorts statuses, however pages do", () => {
    const given = { default: json(text), "5XX": json(text), "2XX": json(text), "4XX": json(text) };
    for (const entries of [Object.entries(given), Object.entries(given).reverse()]) {
      const { responses } = merged(Object.fromEntries(entries)).operation();
      expect(Object.keys(objectAt(responses))).toEqual(["2XX", "4XX", "5XX", "default"]);
    }
  });

  it("describes to each model its own, and has an empty description where there is none", () => {
    const { operation } = merged(
      { "200": { description: 1 } },
      { "200": { description: "One" }, "400": {} },
      { "200": { description: "Two" } },
    );
    expect(operation().responses).toMatchObject({
      "200": { description: "- `kite-2`: One\n- `kite-3`: Two" },
      "400": { description: "" },
    });
  });

  it.each<[string, (boolean | undefined)[], boolean]>([
    ["the one page", [true], true],
    ["every page", [true, true], true],
    ["one page of those that have it", [true, false], false],
    ["the first page alone", [true, undefined], false],
  ])("demands a header that %s demands: %j", (_, values, want) => {
    const responses = values.map((required) => ({
      "200": {
        description: "",
        headers: required === undefined ? {} : { "X-A": { required, schema: text } },
      },
    }));
    const { headers } = objectAt(merged(...responses).operation(), "responses", "200");
    expect(objectAt(headers ?? {}, "X-A").required).toBe(want ? true : undefined);
  });

  it("takes the headers of all pages, each as the first page has it, and described to each model", () => {
    const header = (description: string): JsonObject => ({ description, schema: text });
    const { operation } = merged(
      { "200": { description: "", headers: { "X-A": header("One") } }, "400": { description: "" } },
      { "200": { description: "", headers: { "X-A": header("Two"), "X-B": header("Two") } } },
    );
    expect(objectAt(operation(), "responses", "200").headers).toEqual({
      "X-A": header("- `kite-1`: One\n- `kite-2`: Two"),
      "X-B": header("Two"),
    });
    expect(objectAt(operation(), "responses", "400")).toEqual({ description: "" });
  });

  it("has a header once, and no description where no page has one", () => {
    const header: JsonObject = { schema: text };
    const response = { "200": { description: "", headers: { "X-A": header } } };
    const { operation } = merged(response, response);
    expect(objectAt(operation(), "responses", "200").headers).toEqual({ "X-A": header });
  });

  it("keeps the schemas of other media types where they stand, sorted by media type", () => {
    const { operation, schemaNames } = merged({
      "200": {
        description: "",
        content: { "text/plain": { schema: text }, "audio/mp3": {}, "application/x+json": { schema: text } },
      },
      "400": { description: "", content: { "text/plain": { schema: text } } },
    });
    const { "200": done, "400": wrong } = objectAt(operation(), "responses");
    expect(Object.entries(objectAt(done, "content"))).toEqual([
      ["application/x+json", { schema: refTo("KiteFlightResponse") }],
      ["audio/mp3", { schema: {} }],
      ["text/plain", { schema: text }],
    ]);
    expect(objectAt(wrong, "content")).toEqual({ "text/plain": { schema: text } });
    expect(schemaNames).toEqual(["KiteFlightResponse", "KiteRequestKite1"]);
  });
});

describe("joinResponses, references", () => {
  const wind: JsonObject = {
    type: "object",
    properties: { speed: { oneOf: [{ type: "number" }, { const: "calm" }] } },
  };
  const flight: JsonObject = { type: "object", properties: { wind: refTo("Wind"), gust: refTo("Wind") } };
  const get = (operationId: string) => ({
    get: { operationId, responses: { "200": json(refTo("Flight")) } },
  });
  const makeDocument = (paths: JsonObject) => ({
    document: { paths, components: { schemas: { Wind: wind, Flight: flight } } },
  });
  const page = makePage(makeDocument({ "/v1/flights": get("a"), "/v1/kites": get("b") }));

  it("keeps them where a page documents several operations, and its responses share the components", () => {
    const { schema } = merge(page);
    const flights = schema("GetFlightsResponse");
    expect(flights).toEqual({ $ref: expect.stringMatching(/^#\/components\/schemas\/Flight_[0-9a-f]{8}$/) });
    expect(schema("GetKitesResponse")).toEqual(flights);
    const { wind, gust } = objectAt(schema(String(readComponentName(flights))), "properties");
    expect(wind).toEqual({ $ref: expect.stringMatching(/^#\/components\/schemas\/Wind_[0-9a-f]{8}$/) });
    expect(gust).toEqual(wind);
  });

  it("has the properties of a response that leads back to itself where the response stands", () => {
    const schemas = { Flight: { type: "object", properties: { next: refTo("Flight") } } };
    const paths = { "/v1/flights": get("a"), "/v1/kites": get("b") };
    const { schema } = merge(makePage({ document: { paths, components: { schemas } } }));
    expect(schema("GetFlightsResponse")).toMatchObject({ type: "object", properties: { next: {} } });
  });

  it("has for them components that no request refers to", () => {
    const post = {
      operationId: "c",
      requestBody: { content: { "application/json": { schema: flight } } },
      responses: { "200": json(refTo("Flight")) },
    };
    const { schema } = merge(makePage(makeDocument({ "/v1/flights": { post }, "/v1/kites": get("b") })));
    const received = schema(String(readComponentName(schema("FlightResponse"))));
    const [sent, given] = [schema("FlightRequest"), received].map((one) =>
      String(objectAt(one, "properties", "wind").$ref),
    );
    expect(sent).not.toBe(given);
  });

  it("keeps them where a document has an operation twice, and joins what the references stand in", () => {
    const twice = (schema: string, status = "200") => ({
      post: { operationId: schema, responses: { "200": json({}), [status]: json(refTo(schema)) } },
    });
    const schemas = {
      Wind: wind,
      Calm: { type: "object", properties: { isCalm: { type: "boolean" } } },
      Flight: flight,
      Glide: { type: "object", properties: { wind: refTo("Calm"), gust: refTo("Wind") } },
    };
    const paths = { "/v1/flights": twice("Flight"), "/v1/flights?beta=true": twice("Glide") };
    const { schema } = merge(makePage({ document: { paths, components: { schemas } } }));
    const { wind: joined, gust } = objectAt(schema("FlightResponse"), "properties");
    const shared = { $ref: expect.stringMatching(/^#\/components\/schemas\/Wind_[0-9a-f]{8}$/) };
    expect(gust).toEqual(shared);
    expect(joined).toEqual({ anyOf: [shared, { $ref: expect.stringContaining("/Calm_") }] });
  });

  it("keeps the own response of each where a document has an operation twice", () => {
    const post = (operationId: string, properties: JsonObject) => ({
      post: { operationId, responses: { "200": json({ type: "object", properties }) } },
    });
    const paths = {
      "/v1/flights": post("fly", { wind: text }),
      "/v1/flights?beta=true": post("flyBeta", { gust: text }),
    };
    const { operation } = merge(makePage({ document: { paths } }));
    expect(
      readContributingPages(operation("/v1/flights")).map(({ operationId, response }) => [
        operationId,
        Object.keys(objectAt(response, "properties")),
      ]),
    ).toEqual([
      ["fly", ["wind"]],
      ["flyBeta", ["gust"]],
    ]);
  });

  it.each([
    ["a page documents one operation", [makePage(makeDocument({ "/v1/flights": get("a") }))]],
    [
      "pages document an operation together",
      [page, makePage({ file: "b.md", ...makeDocument({ "/v1/flights": get("a") }) })],
    ],
  ])("inlines them where %s", (_, pages) => {
    const { schema } = merge(...pages);
    expect(objectAt(schema("GetFlightsResponse"), "properties", "wind")).toMatchObject({ type: "object" });
  });
});
