import type { JsonObject } from "../../openapi/document.ts";
import { rewriteObjects } from "../../openapi/walk.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/**
 * Makes a document ready for Prism: without `callbacks`, which Prism would send at once, to any URL, with random
 * bodies; and with its dialect said, without which Prism reads the schemas of 3.1 as draft-07.
 */
export function prepareForPrism(document: JsonObject): JsonObject {
  const prepared = rewriteObjects(document, "document", (object, kind) => {
    if (kind !== "operation") return object;
    const { callbacks: _, ...rest } = object;
    return rest;
  });
  return { jsonSchemaDialect: DIALECT, ...prepared };
}
