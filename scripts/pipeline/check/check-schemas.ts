import { childOf, isObject, type JsonObject } from "../../../src/openapi/json.ts";
import { type BodyMedia, listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { createCache } from "../../cache.ts";
import { createCompiler } from "./evaluate/compile-schema.ts";

/**
 * Finds schemas that Ajv cannot compile, each where it stands. A mock that meets one would let every body pass, and say
 * nothing (stoplightio/prism#2442).
 *
 * @param cache Default: an empty one. The validators of requests are compiled here, and are written from there.
 */
export function checkSchemas(file: string, document: JsonObject, cache = createCache()): Problem[] {
  const compiler = createCompiler(document, cache);
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const check = (
    bodies: readonly BodyMedia[],
    compile: (pointer: string) => ReturnType<typeof compiler.inspectTarget>,
  ) => {
    const open = new Set(listPlaces(bodies));
    // Each of them may refer to more.
    for (const pointer of open) {
      if (seen.has(pointer)) continue;
      seen.add(pointer);
      const compiled = compile(pointer);
      if ("reason" in compiled) {
        const message = `The schema cannot be compiled: ${compiled.reason}. Correct it with an overlay.`;
        problems.push({ severity: "error", file, pointer, message });
      } else for (const reference of compiled.references) open.add(reference);
    }
  };
  check(listRequestMedia(document), compiler.compileTarget);
  check(listResponseMedia(document), compiler.inspectTarget);
  return problems;
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
