import { childOf, isObject, type JsonObject } from "../../../src/openapi/json.ts";
import { type BodyMedia, listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { schemaAt } from "../../../src/openapi/references.ts";
import { compileAlone, createAjv } from "../../../src/validation/compile/ajv.ts";
import { createCache } from "../../cache.ts";
import { createCompile } from "./compile-schema.ts";
import { createIsolate } from "./isolate.ts";

/**
 * Finds schemas that Ajv cannot compile. A mock that meets one would let every body pass, and say nothing
 * (stoplightio/prism#2442).
 */
export function checkSchemas(file: string, document: JsonObject, cache = createCache()): Problem[] {
  const compile = createCompile(document, cache);
  const isolate = createIsolate(document);
  const requests = new Set(listPlaces(listRequestMedia(document)));
  const responses = listPlaces(listResponseMedia(document));
  return [...new Set([...requests, ...responses])].flatMap((pointer): Problem[] => {
    const schema = schemaAt(document, pointer);
    // Validators are made of requests. Of responses nothing is kept but that they compile.
    const compiled = requests.has(pointer)
      ? compile(schema)
      : cache.getOrSet("compiles", [JSON.stringify(isolate(schema))], () => checkAlone(isolate(schema)));
    if (!("reason" in compiled)) return [];
    const message = `The schema cannot be compiled: ${compiled.reason}. Correct it with an overlay.`;
    return [{ severity: "error", file, pointer, message }];
  });
}

function checkAlone(schema: JsonObject): { reason: string } | Record<never, never> {
  try {
    compileAlone(createAjv({}, { discriminator: true, code: { optimize: false } }), schema);
    return {};
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
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
