import { childOf, isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";

/** What is said about something and limits nothing: some of its fields, and all its extensions. For `compareWords`. */
export function saidOf(object: JsonObject, ...fields: string[]): JsonObject {
  const extensions = Object.keys(object).filter((key) => key.startsWith("x-"));
  return Object.fromEntries([...fields, ...extensions].map((key) => [key, childOf(object, key) ?? null]));
}

/** The schema of a parameter or a header, and what is said of its values. Both stand in it, or in its one media type. */
export function describedValue(parameter: JsonObject): { schema: Json; said: JsonObject } {
  const said = saidOf(parameter, "example", "examples");
  const [media] = Object.values(objectAt(parameter, "content"));
  if (!isObject(media)) return { schema: parameter.schema ?? true, said };
  const inside = Object.entries(saidOf(media, "example", "examples")).filter(([, value]) => value !== null);
  return { schema: media.schema ?? true, said: { ...said, ...Object.fromEntries(inside) } };
}
