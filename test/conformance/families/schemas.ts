import type { JsonObject } from "../../../src/openapi/json.ts";

export const text: JsonObject = { type: "string" };
export const integer: JsonObject = { type: "integer" };
export const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
