import { type JsonObject, objectAt, setOwn } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";

const PROTO = "__proto__";

/** `properties.__proto__` is skipped by Ajv. The same as a pattern that only this name matches is not. */
export function nameProto(schema: JsonObject): JsonObject {
  const properties = readProperties(schema);
  if (!Object.hasOwn(properties, PROTO)) return schema;
  const others: JsonObject = {};
  for (const [name, property] of Object.entries(properties))
    if (name !== PROTO) setOwn(others, name, property);
  const patternProperties = {
    ...objectAt(schema, "patternProperties"),
    [`^${PROTO}$`]: properties[PROTO] ?? true,
  };
  return { ...schema, properties: others, patternProperties };
}
