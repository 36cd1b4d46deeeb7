import { isObject, type Json, type JsonObject } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";

/** What a schema takes: one text, several, or named ones. */
type Kind = "text" | "list" | "object";

/** The kinds that a schema and its branches name, the one with more parts first; a text where they name none. */
export function kindsOf(schema: JsonObject): Kind[] {
  const named = new Set<Kind>();
  const add = ({ type, ...one }: JsonObject): void => {
    const types = [type ?? []].flat();
    if (types.includes("array") || "prefixItems" in one || "items" in one) named.add("list");
    if (types.includes("object") || "properties" in one) named.add("object");
    if (types.some((each) => each !== "array" && each !== "object" && each !== "null")) named.add("text");
    for (const key of ["allOf", "oneOf", "anyOf"]) [one[key] ?? []].flat().filter(isObject).forEach(add);
  };
  add(schema);
  return named.size === 0
    ? ["text"]
    : (["list", "object", "text"] as const).filter((kind) => named.has(kind));
}

/** The properties that a schema and its branches name, and whether others have a place in it, too. */
export function describeNames(schema: JsonObject): { named: Record<string, Json>; takesOthers: boolean } {
  const branches = ["allOf", "oneOf", "anyOf"].flatMap((key) => [schema[key] ?? []].flat()).filter(isObject);
  const inner = branches.map(describeNames);
  const named = Object.assign(Object.create(null), ...inner.map((one) => one.named), readProperties(schema));
  const { type, additionalProperties: others } = schema;
  const isOpen = isObject(others) || others === true || "patternProperties" in schema;
  const isObjectAlone = branches.length === 0 && [type].flat().includes("object");
  const namesNone = isObjectAlone && Object.keys(named).length === 0 && others !== false;
  return { named, takesOthers: isOpen || namesNone || inner.some((one) => one.takesOthers) };
}
