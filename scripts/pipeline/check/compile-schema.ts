import { Name } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { callRef } from "ajv/dist/vocabularies/core/ref.js";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { parsePointer, resolvePointer } from "../../../src/openapi/pointer.ts";
import { visitReferences } from "../../../src/openapi/references.ts";
import { compileAt, createAjv, EXPLAINED } from "../../../src/validation/compile/ajv.ts";
import { MULTIPLE_MODULE } from "../../../src/validation/compile/multiple-of.ts";
import {
  MATCHER_MODULE,
  writeBoundedPatterns,
} from "../../../src/validation/compile/pattern/bounded-pattern.ts";
import { replaceReferences, traceReferences } from "../../../src/validation/compile/trace-references.ts";
import { createCache } from "../../cache.ts";
import { createShape } from "./shape.ts";

/** What became of a schema: the source of its validator, and what that calls; or why it has none. */
export type CompiledSchema = { code: string; references: string[] } | { reason: string };

/** Names of the modules that the code of validators may require. */
export const MODULES: readonly string[] = [
  "ajv/dist/runtime/equal",
  "ajv/dist/runtime/ucs2length",
  "ajv-formats/dist/formats",
  MATCHER_MODULE,
  MULTIPLE_MODULE,
];

/**
 * Compiles the schemas of one document, each by itself: where it refers to another, its code calls the function that has
 * the name of the reference, `nameReference`. Each component is compiled once, however many refer to it.
 */
export interface SchemaCompiler {
  /** The code of a schema is a CommonJS module that exports a function as Ajv makes them, enough for `explainErrors`. */
  compile(schema: JsonObject): CompiledSchema;
  /** The same for what a reference leads to. */
  compileTarget(pointer: string): CompiledSchema;
  /** The pointer that a schema is nothing but a reference to, past others that are nothing more; else undefined. */
  readReference(schema: JsonObject): string | undefined;
}

export function createCompiler(document: JsonObject, cache = createCache()): SchemaCompiler {
  const { plain, shape } = createShape(document);
  const asksWhatIsEvaluated = JSON.stringify(plain).includes('"unevaluated');

  function settle(pointer: string): string {
    const seen = new Set<string>();
    let at = pointer;
    for (let next: Json | undefined = at; typeof next === "string" && !seen.has(next); next = aliasOf(at)) {
      seen.add(next);
      at = next;
    }
    return at;
  }

  function aliasOf(pointer: string): Json | undefined {
    const target = resolvePointer(plain, pointer);
    return isAlias(target) ? target.$ref : undefined;
  }

  function compileShaped(schema: JsonObject): CompiledSchema {
    const direct = new Set<string>();
    visitReferences(schema, (pointer) => direct.add(settle(pointer)));
    const references = [...direct].sort();
    const lost = references.find((pointer) => resolvePointer(plain, pointer) === undefined);
    if (lost !== undefined) return { reason: `can't resolve reference ${lost}` };
    const targets = references.map((pointer) => [pointer, outline(resolvePointer(plain, pointer))] as const);
    const content = JSON.stringify([schema, targets, asksWhatIsEvaluated]);
    return cache.getOrSet("compile", [content], () => {
      const part = { target: schema };
      for (const [pointer, target] of targets) placeAt(part, parsePointer(pointer), target);
      const compiled = compileToCode(part, asksWhatIsEvaluated, (pointer) => nameReference(settle(pointer)));
      return "reason" in compiled ? compiled : { ...compiled, references };
    });
  }

  return {
    compile: (schema) => compileShaped(shape(schema)),
    compileTarget: (pointer) => {
      const target = resolvePointer(plain, pointer);
      return compileShaped(target === false ? { not: {} } : objectAt(target));
    },
    readReference: (schema) => {
      const shaped = shape(schema);
      return isAlias(shaped) ? settle(String(shaped.$ref)) : undefined;
    },
  };
}

/** Name of the function that validates by what a reference leads to, in the code of those that refer to it. */
export function nameReference(pointer: string): string {
  const short = pointer.replace("#/components/schemas/", "");
  const safe = short.replaceAll(/\W/g, (unit) => `$${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `ref_${safe}`;
}

function isAlias(schema: Json | undefined): schema is JsonObject {
  return isObject(schema) && typeof schema.$ref === "string" && Object.keys(schema).length === 1;
}

/** What Ajv's `discriminator` reads of a variant that is a reference: the properties that are fixed to values. */
function outline(schema: Json | undefined): JsonObject {
  if (!isObject(schema)) return {};
  const fixed = Object.entries(readProperties(schema)).filter(
    ([, property]) => isObject(property) && ("enum" in property || "const" in property),
  );
  if (fixed.length === 0) return {};
  return { required: schema.required ?? [], properties: Object.fromEntries(fixed) };
}

function placeAt(root: JsonObject, [key = "", ...keys]: readonly string[], value: JsonObject): void {
  if (keys.length === 0) root[key] = { ...value, ...objectAt(root, key) };
  else {
    const child = objectAt(root, key);
    root[key] = child;
    placeAt(child, keys, value);
  }
}

/** In an Ajv of its own: the names in the code count what was compiled before. */
function compileToCode(
  part: JsonObject,
  asksWhatIsEvaluated: boolean,
  nameOf: (pointer: string) => string,
): { code: string } | { reason: string } {
  try {
    // What is only written down is not read by V8: a fifth of the time.
    const code = { source: true, lines: true, process: () => "return () => true" };
    const ajv = createAjv(part, { ...EXPLAINED, inlineRefs: true, code });
    ajv.opts.unevaluated = asksWhatIsEvaluated;
    // In the place that the keyword has among the others: `unevaluatedProperties` asks what it has seen.
    replaceReferences(ajv, () =>
      traceReferences((context) => callRef(context, new Name(nameOf(String(context.schema))))),
    );
    return { code: writeBoundedPatterns(standaloneCode.default(ajv, compileAt(ajv, "#/target"))) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
