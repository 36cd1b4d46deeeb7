import { describe, expect, it } from "vitest";
import { prepareForPrism, toPrismOperations } from "../../../../../src/mock/prism/prism-operations.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";

/** The schema of a body, as the mock's operation has it. */
async function readBody(schema: JsonObject, schemas: JsonObject = {}): Promise<unknown> {
  const document: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Kites", version: "1" },
    paths: {
      "/v1/kites": {
        post: {
          requestBody: { content: { "application/json": { schema } } },
          responses: { "200": { description: "Response" } },
        },
      },
    },
    components: { schemas },
  };
  const [operation] = await toPrismOperations(prepareForPrism(document));
  return operation?.request?.body?.contents?.[0]?.schema;
}

describe("toPrismOperations", () => {
  it("keeps what a schema and the one it refers to say of the same keyword", async () => {
    const Kite = { properties: { wind: { type: "integer" } } };
    const cat = { $ref: "#/components/schemas/Kite", properties: { name: { const: "a" } } };
    expect(await readBody(cat, { Kite })).toMatchObject({
      properties: { name: { const: "a" } },
      allOf: [{ properties: { wind: { type: "integer" } } }],
    });
  });

  it.each<Json>([{ $ref: "#/components/schemas/Kite" }, [{ deep: { $ref: "https://kites.example/a" } }]])(
    "keeps a $ref in a value that a schema fixes: %j",
    async (value) => {
      expect(await readBody({ enum: [value], default: value })).toMatchObject({
        enum: [value],
        default: value,
      });
    },
  );
});
