import { describe, expect, it } from "vitest";
import { writeBooleanSchemas } from "../../../../../scripts/pipeline/repair/boolean-schemas.ts";
import { type Json, objectAt } from "../../../../../src/openapi/json.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

function write(schema: Json): Json | undefined {
  const document = makeDocument({ components: { schemas: { Kite: schema } } });
  const { output, problems } = writeBooleanSchemas({ file: "a.md", document });
  expect(problems).toEqual([]);
  return objectAt(output.document, "components", "schemas").Kite;
}

describe("writeBooleanSchemas", () => {
  it.each<[Json, Json]>([
    [true, {}],
    [false, { not: {} }],
    [{ properties: { a: true, b: false } }, { properties: { a: {}, b: { not: {} } } }],
    [{ allOf: [true, { not: false }] }, { allOf: [{}, { not: { not: {} } }] }],
    [
      { prefixItems: [false], contains: true },
      { prefixItems: [{ not: {} }], contains: {} },
    ],
    [{ dependentSchemas: { a: false } }, { dependentSchemas: { a: { not: {} } } }],
  ])("writes %j as %j", (given, want) => {
    expect(write(given)).toEqual(want);
  });

  it.each<[Json]>([
    [{ additionalProperties: false, items: true }],
    [{ unevaluatedItems: false, unevaluatedProperties: false }],
    [{ uniqueItems: true, default: false, enum: [true], example: { not: true } }],
  ])("leaves %j, which every tool knows", (given) => {
    expect(write(given)).toEqual(given);
  });

  it("writes the schema of a body", () => {
    const document = {
      paths: { "/a": { post: { requestBody: { content: { "a/b": { schema: false } } } } } },
    };
    const { output } = writeBooleanSchemas({ file: "a.md", document });
    expect(objectAt(output.document, "paths", "/a", "post", "requestBody", "content", "a/b")).toEqual({
      schema: { not: {} },
    });
  });
});
