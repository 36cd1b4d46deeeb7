import { childOf, isObject, type JsonObject } from "../../../src/openapi/json.ts";
import { type BodyMedia, listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { schemaAt } from "../../../src/openapi/references.ts";
import { createSharedCompile } from "./compile-shared.ts";

/**
 * Finds schemas that Ajv cannot compile. A mock that meets one would let every body pass, and say nothing
 * (stoplightio/prism#2442).
 */
export function checkSchemas(file: string, document: JsonObject): Problem[] {
  const compile = createSharedCompile(document);
  const bodies = [...listRequestMedia(document), ...listResponseMedia(document)];
  return [...new Set(listPlaces(bodies))].flatMap((pointer): Problem[] => {
    const compiled = compile(schemaAt(document, pointer));
    if (!("reason" in compiled)) return [];
    const message = `The schema cannot be compiled: ${compiled.reason}. Correct it with an overlay.`;
    return [{ severity: "error", file, pointer, message }];
  });
}

/** Where the schemas of some bodies stand: unions of references variant by variant. */
export function listPlaces(bodies: readonly BodyMedia[]): string[] {
  return bodies.flatMap(({ keys, media: { schema } }) =>
    isObject(schema) ? (listTargets(schema) ?? [pointerTo([...keys, "schema"])]) : [],
  );
}

/** The places that a schema refers to, when references are all it is: such a union compiles when its variants do. */
function listTargets({ $ref, oneOf }: JsonObject): string[] | undefined {
  if (typeof $ref === "string") return [$ref];
  if (!Array.isArray(oneOf)) return undefined;
  const targets = oneOf.map((variant) => childOf(variant, "$ref"));
  return targets.every((target) => typeof target === "string") ? targets : undefined;
}
