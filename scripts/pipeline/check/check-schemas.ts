import { listBodySchemas, schemaAt } from "../../../src/openapi/body-schemas.ts";
import { isObject, type JsonObject } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { createAjv } from "../../../src/validation/compile/ajv.ts";
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
  const requests = new Set(listPlaces(document, "request"));
  return [...new Set([...requests, ...listPlaces(document, "answer")])].flatMap((pointer): Problem[] => {
    const schema = schemaAt(document, pointer);
    // Validators are made of requests. Of answers nothing is kept but that they compile.
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
    createAjv({}, { discriminator: true, code: { optimize: false } }).compile(schema);
    return {};
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the schemas of all requests, or of all answers, stand: unions of references member by member. */
export function listPlaces(document: JsonObject, of: "request" | "answer"): string[] {
  return listBodySchemas(document)
    .filter(({ status }) => (status === undefined) === (of === "request"))
    .flatMap(({ pointer, schema }) => listMembers(schema) ?? [pointer]);
}

/** The places that a schema refers to, when references are all it is: such a union compiles when its members do. */
function listMembers({ $ref, oneOf }: JsonObject): string[] | undefined {
  if (typeof $ref === "string") return [$ref];
  if (!Array.isArray(oneOf)) return undefined;
  const members = oneOf.map((member) => (isObject(member) ? member.$ref : undefined));
  return members.every((member) => typeof member === "string") ? members : undefined;
}
