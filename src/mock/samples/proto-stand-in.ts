import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../openapi/json.ts";

const PROTO = "__proto__";
/** How the schemas of the mock name that property (`nameProto`). */
const PROTO_PATTERN = `^${PROTO}$`;
const STAND_IN = "(the property called proto)";

/**
 * A schema with another name in the place of `__proto__`, for generators of values: they set properties by assignment,
 * find that the one required is still missing, and set it for ever.
 */
export function hideProto(schema: JsonObject): JsonObject {
  return JSON.stringify(schema).includes(PROTO) ? (hideIn(schema) as JsonObject) : schema;
}

function hideIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(hideIn);
  if (!isObject(value)) return value;
  const hidden = Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name === PROTO ? STAND_IN : name, hideIn(one)]),
  );
  if (Array.isArray(value.required))
    hidden.required = value.required.map((name) => (name === PROTO ? STAND_IN : name));
  const { [PROTO_PATTERN]: proto, ...patternProperties } = objectAt(hidden, "patternProperties");
  if (proto === undefined) return hidden;
  return {
    ...hidden,
    patternProperties,
    properties: { ...objectAt(hidden, "properties"), [STAND_IN]: proto },
  };
}

/** A value of such a schema, with the right name. */
export function restoreProto(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restoreProto);
  if (typeof value !== "object" || value === null) return value;
  const restored: JsonObject = {};
  for (const [name, one] of Object.entries(value))
    setOwn(restored, name === STAND_IN ? PROTO : name, restoreProto(one) as Json);
  return restored;
}
