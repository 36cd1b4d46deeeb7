import { describe, expect, it, vi } from "vitest";
import { createAjv } from "../../../../../src/validation/compile/ajv.ts";
import { askMockOf } from "../../../../helpers/mock.ts";

const ask = (schema: object, init?: RequestInit) =>
  askMockOf(
    "/a",
    { get: { responses: { 200: { description: "", content: { "application/json": { schema } } } } } },
    "/a",
    init,
  );

describe("a response of the mock without an example", () => {
  it.each<[string, object]>([
    ["many items", { type: "array", minItems: 1_000, items: { type: "integer" } }],
    [
      "a tuple with more",
      { type: "array", prefixItems: [{ const: 1 }], items: { type: "string" }, minItems: 4 },
    ],
    ["letters by their class", { type: "string", pattern: "^\\p{Lu}[\\p{Ll}_]+$" }],
    ["multiples of a fraction", { type: "number", multipleOf: 0.01, minimum: 0.005, maximum: 0.02 }],
    [
      "names of a pattern",
      {
        type: "object",
        patternProperties: { "^x-": { type: "integer" } },
        minProperties: 2,
        additionalProperties: false,
      },
    ],
    [
      "names of a form",
      {
        type: "object",
        minProperties: 2,
        propertyNames: { pattern: "^[a-z]{3}$" },
        additionalProperties: { type: "integer" },
      },
    ],
    ["what is not to be", { type: "integer", not: { enum: [0, 1, 2] } }],
    [
      "what depends on another",
      {
        type: "object",
        required: ["a"],
        properties: { a: { type: "integer" } },
        dependentSchemas: { a: { required: ["z"], properties: { z: { const: 3 } } } },
      },
    ],
    ["base64", { type: "string", format: "byte", minLength: 1 }],
  ])("fits a schema with %s", async (_, schema) => {
    const response = await ask(schema);
    expect(response.status).toBe(200);
    expect(createAjv({}).validate(schema, await response.json())).toBe(true);
  });

  it.each<[string, object]>([
    ["items", { type: "array", minItems: 1e9, items: { type: "string" } }],
    ["items in items", { type: "array", minItems: 1e4, items: { type: "array", minItems: 1e4, items: {} } }],
    ["properties", { type: "object", minProperties: 1e8 }],
    ["letters", { type: "string", minLength: 1e10 }],
  ])("is refused soon where its schema asks for too many %s, and says so", async (_, schema) => {
    const started = performance.now();
    const response = await ask(schema);
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringMatching(/GET \/a: .*larger/),
    ]);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

it.each<[string, RequestInit | undefined, number]>([
  ["its own", undefined, 500],
  ["Prism's own", { headers: { prefer: "code=200" } }, 200],
])("prints nothing about a schema without a value in a response of %s making", async (_, init, status) => {
  const printed = ["warn", "debug", "error", "log"].map((name) => vi.spyOn(console, name as "warn"));
  const schema = { type: "object", allOf: [{ type: "array", allOf: [{ type: "string", format: "x" }] }] };
  const response = await ask(schema, init);
  expect(response.status).toBe(status);
  if (status === 500) expect(await response.text()).toMatch("no value was found that fits");
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
});

describe("a response of the mock", () => {
  const header = async (name: string, more: object, status = "200") => {
    const headers = { [name]: { required: true, ...more } };
    const item = { get: { responses: { [status]: { description: "", headers } } } };
    return (await askMockOf("/a", item, "/a")).headers.get(name);
  };
  const point = { type: "object", required: ["x"], properties: { x: { type: "integer", example: 1 } } };

  it("has the headers that it must, spelled as headers are", async () => {
    expect(await header("X-A", { schema: point })).toBe("x,1");
    expect(await header("X-A", { schema: point, explode: true })).toBe("x=1");
    expect(await header("X-A", { content: { "application/json": { schema: point } } })).toBe('{"x":1}');
    expect(await header("X-A", { schema: { type: "string", example: "日\n" } })).toBe("%E6%97%A5%0A");
  });

  it.each([
    ["304", 304],
    ["301", 301],
    ["3XX", 302],
  ])("is a %s where nothing else is documented", async (documented, status) => {
    const headers = { Location: { schema: { type: "string", example: "/b" } } };
    const item = { get: { responses: { [documented]: { description: "", headers } } } };
    const response = await askMockOf("/a", item, "/a", { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([status, "/b"]);
  });
});
