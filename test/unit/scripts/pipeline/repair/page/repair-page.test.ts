import { describe, expect, it } from "vitest";
import { repairPage } from "../../../../../../scripts/pipeline/repair/page/repair-page.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { makePage } from "../../../../../helpers/pages.ts";

const AT = "#/paths/~1v1~1kites~1flights/post";

function repair(operation: JsonObject, schemas: JsonObject = {}) {
  const { output, problems } = repairPage(makePage({ operation, schemas }));
  return {
    operation: objectAt(output.document, "paths", "/v1/kites/flights", "post"),
    schemas: objectAt(output.document, "components", "schemas"),
    pointers: problems.map(({ pointer }) => pointer),
  };
}

const mediaOf = (media: Json): Json => ({ content: { "application/json": media } });

describe("repairPage", () => {
  it("puts what Swagger wrote next to a parameter into its schema", () => {
    const { operation, pointers } = repair({
      parameters: [
        { name: "limit", in: "query", type: "int", maximum: "9" },
        { name: "page", in: "query" },
      ],
    });
    expect(operation.parameters).toEqual([
      { name: "limit", in: "query", schema: { type: "integer", maximum: 9 } },
      { name: "page", in: "query", schema: {} },
    ]);
    expect(pointers).toContain(`${AT}/parameters/0/schema`);
  });

  it("requires what stands in a path, and reports who does not", () => {
    const schema = { type: "string" };
    const parameters = [
      { name: "a", in: "path", required: false, schema },
      { name: "b", in: "path", required: true, schema },
      { name: "c", in: "path", schema },
      { name: "d", in: "query", required: false, schema },
    ];
    const { operation, pointers } = repair({ parameters });
    expect(operation.parameters).toEqual(
      parameters.with(0, { name: "a", in: "path", required: true, schema }),
    );
    expect(pointers).toEqual([`${AT}/parameters/0/required`]);
  });

  it.each<[string, Json, Json, string]>([
    ["a list", [{ wind: 1 }], { 1: { value: { wind: 1 } } }, "examples"],
    ["an object without a value", { calm: { wind: 1 } }, { calm: { value: { wind: 1 } } }, "examples/calm"],
    [
      "described by what is no text",
      { calm: { value: 1, summary: { $ref: "#/a" }, description: "Calm" } },
      { calm: { value: 1, description: "Calm" } },
      "examples/calm/summary",
    ],
    ["a text", { "a/b": "calm" }, { "a/b": { value: "calm" } }, "examples/a~1b"],
  ])("repairs examples that are %s", (_, examples, want, pointer) => {
    const { operation, pointers } = repair({
      requestBody: { content: { "application/json": { examples } } },
    });
    expect(objectAt(operation, "requestBody", "content", "application/json").examples).toEqual(want);
    expect(pointers).toEqual([`${AT}/requestBody/content/application~1json/${pointer}`]);
  });

  it("leaves examples that are right, and references to them", () => {
    const examples = {
      one: { value: 1 },
      two: { $ref: "#/components/examples/Two" },
      three: { summary: "Third" },
    };
    const { operation, pointers } = repair({
      requestBody: { content: { "application/json": { examples } } },
    });
    expect(objectAt(operation, "requestBody", "content", "application/json").examples).toEqual(examples);
    expect(pointers).toEqual([]);
  });

  it("decodes a percent-encoded reference, and leaves one that is no UTF-8 as it is", () => {
    const { schemas } = repair({}, { A: { $ref: "#/components/schemas/a%20%zz" }, B: { $ref: "#/x/%ff" } });
    expect([schemas.A, schemas.B]).toEqual([{ $ref: "#/components/schemas/a %zz" }, { $ref: "#/x/%ff" }]);
  });

  it("leaves out the body of a method that `fetch` sends none with, and says so", () => {
    const content = { "application/json": { schema: { properties: { wind: {} } } } };
    const operation = { requestBody: { content }, responses: {} };
    const page = makePage({});
    const paths = { "/a": { get: operation, head: operation, delete: operation, post: operation } };
    const { output, problems } = repairPage({ ...page, document: { ...page.document, paths } });
    const bodies = Object.entries(objectAt(output.document, "paths", "/a")).map(([method, one]) => [
      method,
      objectAt(one).requestBody !== undefined,
    ]);
    expect(Object.fromEntries(bodies)).toEqual({ get: false, head: false, delete: true, post: true });
    expect(problems.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(["#/paths/~1a/get/requestBody", "#/paths/~1a/head/requestBody"]),
    );
  });

  it.each<[boolean, Json]>([
    [true, { content: {} }],
    [
      true,
      mediaOf({ encoding: {}, schema: { type: "object", properties: {}, additionalProperties: false } }),
    ],
    [true, { ...objectAt(mediaOf({ schema: { type: "object" } })), required: true }],
    [false, { ...objectAt(mediaOf({})), description: "A kite." }],
    [false, mediaOf({ example: {} })],
    [false, mediaOf({ schema: { type: "string" } })],
    [false, mediaOf({ schema: { additionalProperties: { type: "string" } } })],
    [false, mediaOf({ schema: { description: "A kite." } })],
    [false, mediaOf({ schema: true })],
    [false, { $ref: "#/components/requestBodies/Kite" }],
    [false, null],
  ])("leaves out in silence %s the body of a GET that is %j", (isSilent, requestBody) => {
    const page = makePage({});
    const paths = { "/a": { get: { requestBody, responses: {} } } };
    const { problems } = repairPage({ ...page, document: { ...page.document, paths } });
    expect(problems.filter(({ pointer }) => pointer.endsWith("get/requestBody"))).toHaveLength(
      isSilent ? 0 : 1,
    );
  });

  it("leaves out a required flag of what is no property", () => {
    const { schemas, pointers } = repair({}, { Wind: { type: "string", required: true } });
    expect(schemas.Wind).toEqual({ type: "string" });
    expect(pointers).toEqual(["#/components/schemas/Wind/required"]);
  });

  it.each([
    ["#/components/schemas/%E5%8B%95%E7%94%BB", "#/components/schemas/動画"],
    ["#/components/schemas/A%20kite", "#/components/schemas/A kite"],
    ["#/components/schemas/100%25", "#/components/schemas/100%25"],
  ])("reads the reference %s as %s", (written, want) => {
    const { schemas } = repair(
      {},
      { 動画: {}, "A kite": {}, "100%25": {}, User: { properties: { a: { $ref: written } } } },
    );
    expect(objectAt(schemas, "User", "properties", "a").$ref).toBe(want);
  });
});
