import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { askMockOf, HEADERS } from "../../../../helpers/mock.ts";

const NULL = { type: "null" };
const error = { type: "object", properties: { code: { type: "string" }, kind: { enum: ["a", "b"] } } };
const required = { ...error, required: ["code"] };

/** What a mock responds by a schema alone, of a document of a version. */
async function sample(schema: object, openapi = "3.1.0", schemas: object = {}): Promise<unknown> {
  const operation = { responses: { 200: { description: "", content: { "application/json": { schema } } } } };
  const response = await askMockOf("/a", { get: operation }, "/a", {}, { openapi, components: { schemas } });
  expect(response.status).toBe(200);
  return response.json();
}

/** An object with a property, which it has to have. */
const holding = (one: object) => ({ type: "object", required: ["a"], properties: { a: one } });

describe("a response without an example", () => {
  it.each<[form: string, schema: object, version?: string]>([
    ["anyOf with null", { anyOf: [error, NULL] }],
    ["null first in anyOf", { anyOf: [NULL, error] }],
    ["oneOf with null", { oneOf: [error, NULL] }],
    ["a list of types", { ...error, type: ["object", "null"] }],
    ["`nullable` of 3.0", { ...error, nullable: true }, "3.0.3"],
    ["`nullable` in 3.1", { ...error, nullable: true }],
    ["required parts", { anyOf: [required, NULL] }],
    ["a reference", { anyOf: [{ $ref: "#/components/schemas/Error" }, NULL] }],
    ["a reference to what may be null", { $ref: "#/components/schemas/MayBe" }],
    ["an allOf of one", { allOf: [{ $ref: "#/components/schemas/MayBe" }], description: "Why" }],
    ["a fixed null", { enum: [null] }],
    ["a default of null", { anyOf: [{ type: "integer" }, NULL], default: null }],
    ["a text", { type: ["string", "null"] }],
    ["a number", { anyOf: [{ type: "number" }, NULL] }],
    ["a list", { type: ["array", "null"], items: error }],
  ])("is null where it may be, and nothing is shown: %s", async (_, one, version) => {
    const schemas = { Error: error, MayBe: { anyOf: [{ $ref: "#/components/schemas/Error" }, NULL] } };
    const items = { type: "array", minItems: 1, items: one };
    expect(await sample(holding(one), version, schemas)).toEqual({ a: null });
    expect(await sample(holding(holding(one)), version, schemas)).toEqual({ a: { a: null } });
    expect(await sample(holding({ type: "array", items: holding(one) }), version, schemas)).toEqual({
      a: [{ a: null }],
    });
    expect(await sample(items, version, schemas)).toEqual([null]);
  });

  it.each<[shown: string, schema: object, value: unknown]>([
    ["an example", { anyOf: [error, NULL], example: { code: "x" } }, { code: "x" }],
    ["one of its examples", { type: ["string", "null"], examples: ["x", "y"] }, "x"],
    ["a default", { anyOf: [{ type: "integer" }, NULL], default: 3 }, 3],
    ["a default of a branch", { anyOf: [NULL, { type: "integer", default: 3 }] }, 3],
    ["fixed values", { type: ["string", "null"], enum: ["stop", "length", null] }, "stop"],
    ["a fixed value of a branch", { oneOf: [NULL, { const: "x" }] }, "x"],
    [
      "an example of a part",
      { anyOf: [NULL, { type: "object", properties: { n: { type: ["integer", "null"], example: 3 } } }] },
      { n: 3 },
    ],
    ["an example of an item", { type: ["array", "null"], items: { type: "string", example: "x" } }, ["x"]],
    ["an example behind a reference", { anyOf: [NULL, { $ref: "#/components/schemas/Shown" }] }, { n: 3 }],
  ])("is what is shown: %s", async (_, one, value) => {
    const Shown = { type: "object", properties: { n: { type: "integer", example: 3 } } };
    expect(await sample(holding(one), "3.1.0", { Shown })).toEqual({ a: value });
  });

  it("is not null as a whole", async () => {
    expect(await sample({ anyOf: [holding(required), NULL] })).toEqual({ a: { code: "string", kind: "a" } });
  });

  it("is not null where another schema excludes it", async () => {
    const MayBe: JsonObject = { ...required, type: ["object", "null"] };
    const both = { allOf: [{ $ref: "#/components/schemas/MayBe" }, { type: "object" }] };
    expect(await sample(holding(both), "3.1.0", { MayBe })).toMatchObject({ a: { code: "string" } });
    const not = { type: ["object", "null"], not: NULL };
    expect(await sample(holding(not))).toEqual({ a: {} });
  });

  it("ends where schemas go round in a circle", async () => {
    const Node = {
      type: "object",
      properties: { next: { anyOf: [{ $ref: "#/components/schemas/Node" }, NULL] } },
    };
    expect(await sample({ $ref: "#/components/schemas/Node" }, "3.1.0", { Node })).toEqual({ next: null });
  });

  it("repeats of the request what it would have null for", async () => {
    const answer = { type: "object", properties: { seed: { type: ["integer", "null"] }, x: NULL } };
    const operation = {
      requestBody: { content: { "application/json": { schema: { type: "object" } } } },
      responses: { 200: { description: "", content: { "application/json": { schema: answer } } } },
    };
    const ask = async (body: object) => {
      const init = { method: "POST", headers: HEADERS, body: JSON.stringify(body) };
      return (await askMockOf("/a", { post: operation }, "/a", init)).json();
    };
    expect(await ask({ seed: 7 })).toEqual({ seed: 7, x: null });
    expect(await ask({ seed: 7, x: 7 })).toEqual({ seed: null, x: null });
  });
});

describe("a response that is an error", () => {
  it("has its object to say why, though that may be null", async () => {
    const content = { "application/json": { schema: holding({ anyOf: [error, NULL] }) } };
    const parameters = [{ name: "q", in: "query", required: true, schema: { type: "string" } }];
    const operation = {
      parameters,
      responses: { 200: { description: "" }, 400: { description: "", content } },
    };
    const response = await askMockOf("/a", { get: operation }, "/a");
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { a: { code: "string" }, message: expect.stringContaining("q is required") },
    ]);
  });
});
