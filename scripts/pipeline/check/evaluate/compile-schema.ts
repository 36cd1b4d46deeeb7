import { type Ajv2020, Name, type Options } from "ajv/dist/2020.js";
import { ValueScope } from "ajv/dist/compile/codegen/index.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { callRef } from "ajv/dist/vocabularies/core/ref.js";
import { isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { readProperties } from "../../../../src/openapi/json-schema.ts";
import { parsePointer, resolvePointer } from "../../../../src/openapi/pointer.ts";
import { visitReferences } from "../../../../src/openapi/references.ts";
import { compileAt, createAjv, DOCUMENT, EXPLAINED } from "../../../../src/validation/compile/ajv.ts";
import { writeBoundedPatterns } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import {
  replaceReferences,
  traceReferences,
  type WriteCode,
} from "../../../../src/validation/compile/trace-references.ts";
import { createCache } from "../../../cache.ts";
import { isPlainSchema } from "./is-plain-schema.ts";
import { createShape } from "./shape.ts";

/** What became of a schema: the source of its validator, and the pointers that it calls validators of. */
export type CompiledSchema = { code: string; references: string[] } | Uncompiled;

/** Why a schema has no validator. */
interface Uncompiled {
  reason: string;
}

/**
 * Compiles the schemas of one document, each by itself: where it refers to another, its code calls the function that has
 * the name of the reference, `nameReference`. Each component is compiled once, however many refer to it.
 */
export interface SchemaCompiler {
  /** The code of a schema is a CommonJS module that exports a function as Ajv makes them, enough for `explainErrors`. */
  compile(schema: JsonObject): CompiledSchema;
  /** The same for what a reference leads to. */
  compileTarget(pointer: string): CompiledSchema;
  /** What a reference leads to refers to, or why it does not compile. Code is made only where that is not plain to see. */
  inspectTarget(pointer: string): { references: string[] } | Uncompiled;
  /** The pointer that a schema is nothing but a reference to, past others that are nothing more; else undefined. */
  readReference(schema: JsonObject): string | undefined;
}

export function createCompiler(document: JsonObject, cache = createCache()): SchemaCompiler {
  const known = compilers.get(document);
  if (known !== undefined) return known;
  const { plain, shape, asksWhatIsEvaluated } = createShape(document);
  const nameOf = (pointer: string) => nameReference(settle(pointer));
  const explained = createPartAjv(EXPLAINED_CODE, asksWhatIsEvaluated, nameOf);
  const lean = createPartAjv(LEAN, asksWhatIsEvaluated, nameOf);

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

  function targetOf(pointer: string): JsonObject {
    const target = resolvePointer(plain, pointer);
    return target === false ? { not: {} } : objectAt(target);
  }

  function listReferences(schema: JsonObject): { references: string[] } | Uncompiled {
    const direct = new Set<string>();
    visitReferences(schema, (pointer) => direct.add(settle(pointer)));
    const references = [...direct].sort();
    const lost = references.find((pointer) => resolvePointer(plain, pointer) === undefined);
    return lost === undefined ? { references } : { reason: `can't resolve reference ${lost}` };
  }

  function takeOut(schema: JsonObject): Part | Uncompiled {
    const listed = listReferences(schema);
    if ("reason" in listed) return listed;
    const { references } = listed;
    // Of a reference alone, Ajv would compile the outline that it leads to.
    const root = { target: isAlias(schema) ? { allOf: [schema] } : schema };
    for (const pointer of references)
      placeAt(root, parsePointer(pointer), outline(resolvePointer(plain, pointer)));
    return { root, references };
  }

  const explaining = new Map<string, CompiledSchema>();

  function compileShaped(schema: JsonObject, explains: boolean): CompiledSchema {
    const part = takeOut(schema);
    if ("reason" in part) return part;
    const content = JSON.stringify([part, asksWhatIsEvaluated]);
    const before = explaining.get(content);
    if (before !== undefined) return before;
    const compiled = cache.getOrSet(explains ? "compile" : "check", [content], () =>
      compilePart(explains ? explained : lean, part),
    );
    if (explains) explaining.set(content, compiled);
    return compiled;
  }

  const [explainedTargets, leanTargets] = [
    new Map<string, CompiledSchema>(),
    new Map<string, CompiledSchema>(),
  ];
  function compileTarget(pointer: string, explains: boolean): CompiledSchema {
    const before = explainedTargets.get(pointer) ?? (explains ? undefined : leanTargets.get(pointer));
    const compiled = before ?? compileShaped(targetOf(pointer), explains);
    (explains ? explainedTargets : leanTargets).set(pointer, compiled);
    return compiled;
  }

  function inspectTarget(pointer: string): { references: string[] } | Uncompiled {
    const schema = targetOf(pointer);
    return isPlainSchema(schema) ? listReferences(schema) : compileTarget(pointer, false);
  }

  const compiler: SchemaCompiler = {
    compile: (schema) => compileShaped(shape(schema), true),
    compileTarget: (pointer) => compileTarget(pointer, true),
    inspectTarget,
    readReference: (schema) => {
      const shaped = typeof schema.$ref === "string" ? shape(schema) : undefined;
      return isAlias(shaped) ? settle(String(shaped.$ref)) : undefined;
    },
  };
  compilers.set(document, compiler);
  return compiler;
}

/** Documents are never changed, and several stages compile schemas of the same one. */
const compilers = new WeakMap<JsonObject, SchemaCompiler>();

/** A schema taken out of its document, with all that its validator depends on. */
interface Part {
  /** The schema at `target`, and outlines of what it refers to, each in its place. */
  root: JsonObject;
  /** What it refers to, past references that are nothing more. */
  references: string[];
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

// What is only written down is not read by V8: a fifth of the time.
const dropCode = () => "return () => true";

const EXPLAINED_CODE: Options = {
  ...EXPLAINED,
  inlineRefs: true,
  code: { source: true, lines: true, process: dropCode },
};

/** Enough to find what does not compile, and what is no right value. */
const LEAN: Options = {
  ...EXPLAINED_CODE,
  verbose: false,
  code: { source: true, lines: true, optimize: false, process: dropCode },
};

/** An Ajv that compiles one schema after the other. What a schema refers to is only called, by its name. */
function createPartAjv(
  options: Options,
  asksWhatIsEvaluated: boolean,
  nameOf: (pointer: string) => string,
): Ajv2020 {
  const ajv = createAjv({}, options);
  ajv.opts.unevaluated = asksWhatIsEvaluated;
  // In the place that the keyword has among the others: `unevaluatedProperties` asks what it has seen.
  replaceReferences(ajv, () => {
    const call: WriteCode = (context) => callRef(context, new Name(nameOf(String(context.schema))));
    return options.verbose ? traceReferences(call) : call;
  });
  return ajv;
}

/** Compiles as if nothing had been compiled before, which the names in the code would count. */
function compilePart(ajv: Ajv2020, { root, references }: Part): CompiledSchema {
  try {
    ajv.removeSchema();
    Object.assign(ajv, { scope: new ValueScope({ scope: {}, lines: true }) });
    ajv.addSchema(root, DOCUMENT);
    const code = standaloneCode.default(ajv, compileAt(ajv, "#/target"));
    return { code: writeBoundedPatterns(code), references };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
