import { isObject, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import { componentSchemas, referTo, withComponentSchemas } from "../../../src/openapi/references.ts";

/**
 * A document in which a component that is an object, and equal to one before it, refers to that one. The types are the
 * same, and an API whose operations respond with the same thing has it once: of Stripe's, two fifths are repetitions.
 */
export function referToEqual(document: JsonObject): JsonObject {
  const first = new Map<string, string>();
  const schemas: JsonObject = {};
  for (const [name, schema] of Object.entries(componentSchemas(document))) {
    // What is no object is short, or may not lead back to itself by another name.
    const text = isObject(schema) && isObject(schema.properties) ? JSON.stringify(schema) : undefined;
    const known = text === undefined ? undefined : first.get(text);
    if (text !== undefined && known === undefined) first.set(text, name);
    setOwn(schemas, name, known === undefined ? schema : referTo(known));
  }
  return first.size === 0 ? document : withComponentSchemas(document, schemas);
}
