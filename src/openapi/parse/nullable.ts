import type { Json, JsonObject } from "../json.ts";

/**
 * Writes `nullable` of OpenAPI 3.0 as 3.1 says it: null is valid besides what the other keywords accept.
 *
 * So documents mean it wherever it stands. By 3.0.3 (4.7.24.2) it says nothing without a `type`, and an `enum` beside it
 * has to list null; 3.0.0, in which most of them are written, says "allows sending a null value for the defined schema".
 */
export function writeNullable(schema: JsonObject): JsonObject {
  if (typeof schema.nullable !== "boolean") return schema;
  const { nullable, ...rest } = schema;
  if (!nullable || admitsNull(rest)) return rest;
  if (typeof rest.type === "string" || Array.isArray(rest.type)) {
    const out: JsonObject = { ...rest, type: [...new Set([rest.type, "null"].flat())] };
    if (Array.isArray(rest.enum) && !rest.enum.includes(null)) out.enum = [...rest.enum, null];
    if (rest.const !== undefined && rest.const !== null) {
      out.enum = [rest.const, null];
      delete out.const;
    }
    return out;
  }
  const { description, example, default: initial, deprecated, title, readOnly, writeOnly, ...shape } = rest;
  const texts = { title, description, deprecated, default: initial, example };
  const annotations = withoutUndefined({ ...texts, readOnly, writeOnly });
  return { ...annotations, anyOf: [shape, { type: "null" }] };
}

/** Whether null is valid already: the schema limits neither type nor values, and combines nothing. */
function admitsNull(schema: JsonObject): boolean {
  return !["type", "enum", "const", "$ref", "allOf", "anyOf", "oneOf", "not"].some((key) => key in schema);
}

function withoutUndefined(fields: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
