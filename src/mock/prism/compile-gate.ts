import { createHash } from "node:crypto";
import type { Ajv2020, Options, ValidateFunction } from "ajv/dist/2020.js";
import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../openapi/json.ts";
import { readFixedValues, typeOf } from "../../openapi/json-schema.ts";
import type { Problem } from "../../openapi/problem.ts";
import { resolveComponent } from "../../openapi/references.ts";
import { adaptSchema } from "../../openapi/use/adapt-schema.ts";
import type { Use } from "../../openapi/use/use.ts";
import { type Rewrite, rewriteObjects } from "../../openapi/walk.ts";
import { createAjv, EXPLAINED } from "../../validation/compile/ajv.ts";
import { discriminateUnion, refersIntoUnion } from "../../validation/compile/discriminate-unions.ts";
import { nameProto } from "../../validation/compile/name-proto.ts";
import { bundleOf, listSchemas } from "./contents.ts";
import type { PrismOperation } from "./prism-operations.ts";
import { takeApart } from "./schema-parts.ts";

/** The compiled form of a schema of an operation; the same schema object is compiled once. */
export type SchemaCompiler = (schema: JsonObject, operation: PrismOperation) => ValidateFunction;

// Optimising the code of a schema takes longer than running it a thousand times.
const OPTIONS: Options = { code: { optimize: false } };

/** A parameter, and whether it came as JSON. */
export interface NamedSchema {
  name: string;
  schema: JsonObject;
  isJson: boolean;
}

/** The compiled forms of the schemas of operations, with what it takes to explain a refusal. */
export interface SchemaCompilers {
  /** A request may leave out what is `readOnly`. */
  compileRequest: SchemaCompiler;
  /** Of a form, whose values are texts still. */
  compileForm: SchemaCompiler;
  /** Of an object that may have the parameter, whose value is text still unless it came as JSON. */
  compileParameter(parameter: NamedSchema, operation: PrismOperation): ValidateFunction;
  /** A response may leave out what is `writeOnly`. */
  compileResponse: SchemaCompiler;
}

export function createSchemaCompilers(): SchemaCompilers {
  const create = (exempts: Use["exempts"], more: Options = {}) =>
    createCompiler({ ...OPTIONS, ...EXPLAINED, ...more }, (whole) => {
      const adapted = discriminateUnions(adaptToDirection(whole, exempts));
      return more.coerceTypes ? rewriteWhole(adapted, (one) => nameTypes(dropLimitsOfFile(one))) : adapted;
    });
  const compileRequest = create("readOnly");
  const compileForm = create("readOnly", { coerceTypes: true });
  const wrapped = new WeakMap<object, JsonObject>();
  return {
    compileRequest,
    compileForm,
    compileParameter({ name, schema, isJson }, operation) {
      const whole =
        wrapped.get(schema) ??
        nameProto({ type: "object", required: [name], properties: { [name]: schema } });
      wrapped.set(schema, whole);
      return (isJson ? compileRequest : compileForm)(whole, operation);
    },
    compileResponse: create("writeOnly"),
  };
}

/** What most schemas are without. */
const MARKS = /"(?:readOnly|writeOnly)":/;

/** @param whole A schema with those it refers to. */
function adaptToDirection(whole: JsonObject, exempts: Use["exempts"]): JsonObject {
  if (!MARKS.test(JSON.stringify(whole))) return whole;
  const { __bundled__, ...schema } = whole;
  const adapter = {
    document: { __bundled__: objectAt(__bundled__) },
    refer: (reference: string) => reference,
  };
  const adapt = (one: Json) => adaptSchema(adapter, one, { exempts, carrier: "text" });
  const bundled = Object.entries(objectAt(__bundled__)).map(([name, one]) => [name, adapt(one)]);
  return { ...objectAt(adapt(schema)), __bundled__: Object.fromEntries(bundled) };
}

/** @param whole A schema with those it refers to. */
function discriminateUnions({ __bundled__, ...schema }: JsonObject): JsonObject {
  const bundled = objectAt(__bundled__);
  if (refersIntoUnion({ schema, bundled })) return { ...schema, __bundled__: bundled };
  return rewriteWhole({ ...schema, __bundled__: bundled }, (nested) =>
    discriminateUnion(nested, (value) => resolveComponent({ __bundled__: bundled }, value)),
  );
}

/** In a form a file stands by its name, and what a page says of the file's text is not said of that. */
function dropLimitsOfFile(schema: JsonObject): JsonObject {
  if (schema.format !== "binary") return schema;
  const { minLength: _min, maxLength: _max, pattern: _pattern, ...rest } = schema;
  return rest;
}

/** Says of which types fixed values are: a text is coerced to a type alone, and to none where it may stay a text. */
function nameTypes(schema: JsonObject): JsonObject {
  const values = readFixedValues(schema) ?? [];
  const types = new Set(values.map(typeOf));
  if (types.size === 0 || types.has("array") || types.has("object")) return schema;
  if (!types.delete("string")) return schema.type === undefined ? { ...schema, type: [...types] } : schema;
  if (types.size === 0) return schema;
  const [texts, others] = [true, false].map((isText) =>
    values.filter((value) => (typeof value === "string") === isText),
  );
  const { enum: _, ...rest } = schema;
  const either = {
    anyOf: [
      { type: [...types], enum: others ?? [] },
      { type: "string", enum: texts ?? [] },
    ],
  };
  return { ...rest, allOf: [...listAt(schema, "allOf"), either] };
}

/** @param whole A schema with those it refers to, all of which are rewritten. */
function rewriteWhole({ __bundled__, ...schema }: JsonObject, rewrite: Rewrite): JsonObject {
  const rewritten = Object.entries(objectAt(__bundled__)).map(([name, one]) => [
    name,
    isObject(one) ? rewriteObjects(one, "schema", rewrite) : one,
  ]);
  return { ...rewriteObjects(schema, "schema", rewrite), __bundled__: Object.fromEntries(rewritten) };
}

/** Lets an operation through, or says what is wrong with it. */
export type CompileGate = (operation: PrismOperation) => Problem[];

/**
 * Finds schemas that do not compile. Prism does not apply such a schema at all: every body would pass, and nobody would
 * know (stoplightio/prism#2442). So what does not compile is not served.
 */
export function createCompileGate(file: string): CompileGate {
  // Whether a schema compiles does not hang on what is said of a refusal; without that it takes half the time.
  const options = { ...OPTIONS, validateSchema: true };
  const compile = createCompiler(options);
  const compileParts = createPartsCompiler(options);
  const passed = new WeakSet<PrismOperation>();
  /** Why a part that operations share does not compile. What holds it is not compiled as a whole again for that. */
  const reasons = new WeakMap<JsonObject, unknown>();
  const ensureCompiles = (schema: JsonObject, operation: PrismOperation): void => {
    const failing = compileParts(schema, operation, reasons);
    if (failing?.length === 0) return;
    const known = failing?.find((part) => reasons.has(part));
    if (known) throw reasons.get(known);
    try {
      // What does not compile in parts may do so whole, and otherwise is explained as a whole.
      compile(schema, operation);
    } catch (error) {
      for (const part of failing ?? []) reasons.set(part, error);
      throw error;
    }
  };
  return (operation) => {
    if (passed.has(operation)) return [];
    const problems = listSchemas(operation).flatMap(({ where, schema }): Problem[] => {
      try {
        ensureCompiles(schema, operation);
        return [];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const place = `${operation.method.toUpperCase()} ${operation.path}, ${where}`;
        const message = `${place}: the schema cannot be compiled (${reason}), so nothing would be checked. Correct it in the document.`;
        return [{ severity: "error", file, pointer: "", message }];
      }
    });
    if (problems.length === 0) passed.add(operation);
    return problems;
  };
}

/**
 * Compiles a schema in parts, each of which operations share: a schema with all that it refers to would be compiled anew
 * for each of them. It gives those that do not compile, or undefined where it cannot be taken apart.
 */
function createPartsCompiler(
  options: Options,
): (
  schema: JsonObject,
  operation: PrismOperation,
  known: WeakMap<JsonObject, unknown>,
) => JsonObject[] | undefined {
  const ajv = createAjv({}, options);
  ajv.opts.unevaluated = false;
  const compiled = new WeakSet<JsonObject>();
  const compiles = (part: JsonObject): boolean => {
    try {
      ajv.compile(part);
      return true;
    } catch {
      return false;
    } finally {
      ajv.removeSchema(part);
    }
  };
  return (schema, operation, known) => {
    const bundle = bundleOf(operation);
    const parts = takeApart([schema, ...Object.values(objectAt(bundle.__bundled__))], bundle, compiled);
    if (parts === undefined) return undefined;
    const failed = [...parts.keys()].filter((part) => known.has(part));
    if (failed.length > 0) return failed;
    // All at once takes less time than one by one.
    if (parts.size > 0 && !compiles({ allOf: [...parts.values()].map(dropData) }))
      return [...parts].filter(([, part]) => !compiles(dropData(part))).map(([part]) => part);
    for (const part of parts.keys()) compiled.add(part);
    return [];
  };
}

function createCompiler(
  options: Options,
  shape: (whole: JsonObject) => JsonObject = (same) => same,
): SchemaCompiler {
  // Made when it is needed: a mock whose documents have no forms goes without theirs.
  let ajv: Ajv2020 | undefined;
  const compiled = new WeakMap<object, ValidateFunction>();
  // Operations share components, and each has a copy of what it refers to.
  const byText = new Map<string, ValidateFunction>();
  return (schema, operation) => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const { __bundled__ } = operation as PrismOperation & { __bundled__?: JsonObject };
    const whole = rewriteWhole(__bundled__ ? { ...schema, __bundled__ } : schema, dropData);
    const text = createHash("sha256").update(JSON.stringify(whole)).digest("base64");
    ajv ??= createAjv({}, options);
    // The schemas spell out what is evaluated.
    ajv.opts.unevaluated = false;
    const validate = byText.get(text) ?? ajv.compile(shape(whole));
    compiled.set(schema, validate);
    byText.set(text, validate);
    return validate;
  };
}

/** Extensions tell the copies of a component apart, and Ajv takes an `$id` in an example for that of a schema. */
function dropData(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !/^(?:examples?$|x-)/.test(keyword));
  return Object.fromEntries(kept);
}
