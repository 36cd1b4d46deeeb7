import { describe, expect, it } from "vitest";
import { compareDocuments } from "../../../../scripts/diff/compare/compare-documents.ts";
import { describeTypes } from "../../../../scripts/diff/describe-types.ts";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";

const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});

function makeDocument(body: Json, result: Json): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Clips", version: "1" },
    paths: {
      "/v1/clips": {
        post: {
          operationId: "createClip",
          requestBody: { content: { "application/json": { schema: body } } },
          responses: {
            "200": { description: "Done.", content: { "application/json": { schema: result } } },
          },
        },
      },
    },
  };
}

const variant = (model: string, properties: JsonObject) =>
  object({ model: { enum: [model] }, ...properties }, "model");

describe("describeTypes", () => {
  it("says what the compiler does, where types show the change, and nothing where they do not", () => {
    const before = makeDocument(
      {
        oneOf: [
          variant("kite", { size: { type: "number" }, seconds: { type: "integer", maximum: 9 } }),
          variant("swan", { tags: { type: "array", items: { enum: ["x", "y"] } } }),
        ],
      },
      object({ id: { type: "string" } }, "id"),
    );
    const after = makeDocument(
      {
        oneOf: [
          variant("kite", { size: { type: "string" }, seconds: { type: "integer", maximum: 8 } }),
          variant("swan", { tags: { type: "array", items: { enum: ["x"] } } }),
        ],
      },
      object({ id: { type: "string" } }),
    );
    const told = describeTypes(before, after, compareDocuments(before, after)).map(
      ({ model, message, types }) => `${model}: ${message.split(".")[0]}: ${types ?? "nothing"}`,
    );
    expect(told).toEqual([
      "kite: `size` is now string (was number): Type 'number' is not assignable to type 'string'.",
      "kite: `seconds` is now at most 8 (was 9): nothing",
      expect.stringMatching(
        /^swan: `tags\[\]` is no longer "y": Type '"y"' is not assignable to type '"x"'\.$/,
      ),
      ": Status 200: `id` may be missing now: Type 'undefined' is not assignable to type 'string'.",
    ]);
  }, 60_000);

  it.each<[string, Json, Json, string]>([
    ["files", { type: "string", contentMediaType: "image/png" }, { type: "integer" }, "'string' is not"],
    ["maps", { additionalProperties: { type: "string" } }, { type: "string" }, "is not assignable"],
    [
      "tuples",
      { type: "array", prefixItems: [{ type: "string" }], maxItems: 1 },
      { type: "string" },
      "is not",
    ],
    [
      "required properties of another schema",
      { allOf: [object({ a: { type: "string" } })], required: ["a"] },
      { type: "string" },
      "does not satisfy the constraint 'number'",
    ],
  ])("knows the types that %s are printed as", (_, one, other, said) => {
    const [before, after] = [one, other].map((schema) =>
      makeDocument(object({ part: schema }), object({ id: { type: "string" } })),
    ) as [JsonObject, JsonObject];
    const [change] = describeTypes(before, after, compareDocuments(before, after));
    expect(change?.types).toContain(said);
  });
});
