import { isObject, type Json, type JsonObject, toText } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";

/** The styles of each place, the default first: section 4.8.12.4 of OpenAPI 3.1.2. */
const STYLES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** The styles that a parameter may have where it stands, the default first. */
export function stylesOf(parameter: JsonObject): readonly [string, ...string[]] {
  return STYLES[toText(parameter.in)] ?? ["form"];
}

/** The style of a parameter; the default where it has none, or one of another place. */
export function styleOf(parameter: JsonObject): string {
  const styles = stylesOf(parameter);
  return styles.find((style) => style === parameter.style) ?? styles[0];
}

const PRIMITIVES = new Set<Json | undefined>(["string", "number", "integer", "boolean", "null"]);

/** What values a schema takes, where that is all one kind. A list is one of primitives. */
export type ValueKind = "primitive" | "list" | "object" | "other";

/** How deep branches and items are looked into: a schema may hold itself. */
const MAX_DEPTH = 8;

export function readValueKind(document: JsonObject, given: Json | undefined, depth = 0): ValueKind {
  if (depth > MAX_DEPTH) return "other";
  const schema = isObject(given) ? resolveComponent(document, given) : {};
  const types = [schema.type].flat();
  const values = readFixedValues(schema);
  if (values?.every((value) => typeof value !== "object")) return "primitive";
  if (types.every((type) => PRIMITIVES.has(type))) return "primitive";
  if (types.join() === "array")
    return readValueKind(document, schema.items, depth + 1) === "primitive" ? "list" : "other";
  if (types.join() === "object") return "object";
  const branches = [schema.oneOf ?? schema.anyOf ?? schema.allOf ?? []].flat();
  const [first = "other", ...others] = new Set(
    branches.map((branch) => readValueKind(document, branch, depth + 1)),
  );
  return others.length === 0 ? first : "other";
}

/** The one value that a header of a part has, as nobody gives it another: the only one there is, or the default. */
export function readHeaderValue(document: JsonObject, schema: Json | undefined): string | undefined {
  const own = isObject(schema) ? resolveComponent(document, schema) : {};
  const values = readFixedValues(own) ?? [];
  const value = values.length === 1 ? values[0] : own.default;
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
