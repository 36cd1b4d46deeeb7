import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { isOfType, readProperties } from "../../../../src/openapi/json-schema.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";
import { hasFormat } from "../../../../src/validation/compile/has-format.ts";
import { boundPattern } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import { isMultiple } from "../../../../src/validation/is-multiple.ts";
import isEqual from "../../../../src/validation/json-values.ts";
import { every, negate, some, type Truth } from "../../../truth.ts";

/** Whether a schema accepts a value; undefined where that has to be asked of the compiled schema. */
export type Interpret = (schema: JsonObject, value: Json) => Truth;

/** How deep schemas may lie in each other, and how many of them may be asked about one value. */
const [MAX_DEPTH, MAX_STEPS] = [50, 10_000];

/**
 * Judges values by the schemas of a document without compiling them. To make a function takes a hundred times as long as
 * to call it once, which is all that most examples do. Knows the common keywords alone.
 */
export function createInterpreter(document: JsonObject): Interpret {
  return (schema, value) => {
    let steps = 0;
    const accept = (part: Json | undefined, item: Json, depth: number): Truth => {
      steps += 1;
      if (typeof part === "boolean") return part;
      if (!isObject(part) || depth > MAX_DEPTH || steps > MAX_STEPS || isInfinite(item)) return undefined;
      const keywords = Object.keys(part).filter((key) => !isIgnored(key));
      // One that is not known may change what others say: `prefixItems` does to `items`.
      if (!keywords.every((keyword) => RULES.has(keyword))) return undefined;
      const place: Place = {
        schema: part,
        follow: (pointer) => accept(resolvePointer(document, pointer), item, depth + 1),
        accept: (inner, below) => accept(inner, below, depth + 1),
      };
      return every(keywords, (keyword) => RULES.get(keyword)?.(part[keyword] ?? null, item, place));
    };
    return accept(schema, value, 0);
  };
}

/** What a discriminator says, the variants of a merged document say by their properties, too. */
const IGNORED = new Set(["default", "discriminator", "readOnly", "writeOnly"]);

function isIgnored(keyword: string): boolean {
  return isAnnotation(keyword) || IGNORED.has(keyword);
}

/** Where a keyword stands. */
interface Place {
  schema: JsonObject;
  /** Whether the same value is accepted by what a pointer leads to. */
  follow(pointer: string): Truth;
  accept(schema: Json, value: Json): Truth;
}

/** Whether a keyword accepts a value; undefined also where the keyword holds what it should not. */
type Rule = (operand: Json, value: Json, place: Place) => Truth;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ["$ref", (pointer, _, { follow }) => (typeof pointer === "string" ? follow(pointer) : undefined)],
  ["type", (types, value) => isOfType(value, [types].flat())],
  ["const", (fixed, value) => isEqual(fixed, value)],
  ["enum", ofList((list, value) => list.some((one) => isEqual(one, value)))],
  // Of a binary string, the compiled schema makes a file.
  ["format", (format, value) => (format === "binary" ? undefined : hasFormat(String(format), value))],
  ["minimum", ofLimit(toNumber, (number, least) => number >= least)],
  ["maximum", ofLimit(toNumber, (number, most) => number <= most)],
  ["exclusiveMinimum", ofLimit(toNumber, (number, least) => number > least)],
  ["exclusiveMaximum", ofLimit(toNumber, (number, most) => number < most)],
  ["multipleOf", ofLimit(toNumber, (number, unit) => (unit > 0 ? isMultiple(number, unit) : undefined))],
  ["minLength", ofLimit(toLength, (length, least) => length >= least)],
  ["maxLength", ofLimit(toLength, (length, most) => length <= most)],
  ["pattern", (pattern, value) => typeof value !== "string" || matches(String(pattern), value)],
  ["minItems", ofLimit(countItems, (count, least) => count >= least)],
  ["maxItems", ofLimit(countItems, (count, most) => count <= most)],
  ["minProperties", ofLimit(countProperties, (count, least) => count >= least)],
  ["maxProperties", ofLimit(countProperties, (count, most) => count <= most)],
  ["required", ofList((names, value) => !isObject(value) || names.every((name) => hasOwn(value, name)))],
  [
    "items",
    (schema, value, { accept }) => !Array.isArray(value) || every(value, (item) => accept(schema, item)),
  ],
  [
    "properties",
    (schemas, value, { accept }) =>
      isObject(schemas)
        ? every(
            entriesOf(value),
            ([name, item]) => !hasOwn(schemas, name) || accept(schemas[name] ?? null, item),
          )
        : undefined,
  ],
  [
    "additionalProperties",
    (schema, value, { schema: whole, accept }) =>
      every(entriesOf(value), ([name, item]) => hasOwn(readProperties(whole), name) || accept(schema, item)),
  ],
  ["allOf", ofList((branches, value, { accept }) => every(branches, (branch) => accept(branch, value)))],
  ["anyOf", ofList((branches, value, { accept }) => some(branches, (branch) => accept(branch, value)))],
  ["oneOf", ofList((branches, value, { accept }) => isOne(branches.map((branch) => accept(branch, value))))],
  ["not", (schema, value, { accept }) => negate(accept(schema, value))],
] satisfies [string, Rule][]);

function ofList(rule: (list: readonly Json[], value: Json, place: Place) => Truth): Rule {
  return (operand, value, place) => (Array.isArray(operand) ? rule(operand, value, place) : undefined);
}

/** A limit of something that not every value has. */
function ofLimit(
  measure: (value: Json) => number | undefined,
  rule: (size: number, limit: number) => Truth,
): Rule {
  return (limit, value) => {
    const size = measure(value);
    if (typeof limit !== "number") return undefined;
    return size === undefined || rule(size, limit);
  };
}

function toNumber(value: Json): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function toLength(value: Json): number | undefined {
  return typeof value === "string" ? Array.from(value).length : undefined;
}

function countItems(value: Json): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function countProperties(value: Json): number | undefined {
  return isObject(value) ? Object.keys(value).length : undefined;
}

/** JSON has no such numbers, but YAML does. */
function isInfinite(value: Json): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** One that may be slow has a matcher of its own, which is worth making once. */
function matches(pattern: string, text: string): Truth {
  return boundPattern(pattern).kind === "native" ? new RegExp(pattern, "u").test(text) : undefined;
}

function entriesOf(value: Json): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

function hasOwn(object: JsonObject, name: Json): boolean {
  return Object.hasOwn(object, String(name));
}

function isOne(truths: readonly Truth[]): Truth {
  const count = truths.filter((truth) => truth === true).length;
  if (count > 1) return false;
  return truths.includes(undefined) ? undefined : count === 1;
}
