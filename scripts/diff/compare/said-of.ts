import { childOf, type JsonObject } from "../../../src/openapi/json.ts";

/** What is said about something and limits nothing: some of its fields, and all its extensions. For `compareWords`. */
export function saidOf(object: JsonObject, ...fields: string[]): JsonObject {
  const extensions = Object.keys(object).filter((key) => key.startsWith("x-"));
  return Object.fromEntries([...fields, ...extensions].map((key) => [key, childOf(object, key) ?? null]));
}
