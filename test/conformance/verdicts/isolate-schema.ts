import type { JsonObject } from "../../../src/openapi/json.ts";
import { valueAt } from "../../../src/openapi/pointer.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";

/** A schema that can stand alone: with the component schemas it leads to, and nothing else of its document. */
export function isolateSchema(document: JsonObject, schema: JsonObject): JsonObject {
  const known = componentSchemas(document);
  const names = [...collectReachable(document, [schema])];
  return names.length === 0
    ? schema
    : {
        ...schema,
        components: {
          schemas: Object.fromEntries(names.map((name) => [name, valueAt(known, [name]) ?? {}])),
        },
      };
}
