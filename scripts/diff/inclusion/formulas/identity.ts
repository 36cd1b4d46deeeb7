import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { resolveReference } from "./references.ts";

/** Keywords whose order means nothing. */
const UNORDERED = new Set(["allOf", "anyOf", "oneOf", "enum", "required", "type"]);

/** Keywords that are read in another way, or name a schema. */
const STRUCTURAL = new Set(["$ref", "$defs", "definitions", "$schema", "$id", "id", "$anchor"]);

/** Keywords that limit no value, besides annotations. */
const SAID = new Set(["default", "readOnly", "writeOnly", "discriminator"]);

function isSaid(keyword: string): boolean {
  return isAnnotation(keyword) || SAID.has(keyword);
}

/** Whether a schema is a reference, and asks nothing besides. */
export function isPlainReference(schema: JsonObject): schema is JsonObject & { $ref: string } {
  return (
    typeof schema.$ref === "string" &&
    Object.keys(schema).every((keyword) => STRUCTURAL.has(keyword) || isSaid(keyword))
  );
}

/** Schemas read for one number; more are only met where references cross in many ways. */
const MAX_STEPS = 20_000;

/**
 * Numbers schemas so that two with the same number accept the same values, also of two documents: references are
 * followed, annotations and order are left out, and a reference back to a schema around is written as its distance.
 */
export class Identities {
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<JsonObject, WeakMap<JsonObject, number>>();

  readonly #withAnnotations: boolean;
  #steps = 0;

  /** `withAnnotations`: whether what is said about values counts as well. Default: false. */
  constructor({ withAnnotations = false } = {}) {
    this.#withAnnotations = withAnnotations;
  }

  of(schema: Json, document: JsonObject): number {
    this.#steps = 0;
    return this.#read(schema, document, []).number;
  }

  /** `reach`: how far up the stack a reference back goes; Infinity where none leaves the schema. */
  #read(schema: Json, document: JsonObject, stack: readonly Json[]): { number: number; reach: number } {
    if (!isObject(schema))
      return {
        number: this.#intern(schema === true ? "{}" : JSON.stringify(schema)),
        reach: Number.POSITIVE_INFINITY,
      };
    const index = stack.indexOf(schema);
    if (index >= 0) return { number: this.#intern(`back ${stack.length - index}`), reach: index };
    let byDocument = this.#known.get(document);
    if (byDocument === undefined) {
      byDocument = new WeakMap();
      this.#known.set(document, byDocument);
    }
    const known = byDocument.get(schema);
    if (known !== undefined) return { number: known, reach: Number.POSITIVE_INFINITY };
    this.#steps += 1;
    // Schemas that refer to each other in many ways are equal to themselves alone.
    if (this.#steps > MAX_STEPS) {
      const number = this.#intern(`itself ${this.#numbers.size}`);
      byDocument.set(schema, number);
      return { number, reach: Number.POSITIVE_INFINITY };
    }

    const inside = [...stack, schema];
    let reach = Number.POSITIVE_INFINITY;
    const enter = (item: Json): string => {
      const found = this.#read(item, document, inside);
      reach = Math.min(reach, found.reach);
      return String(found.number);
    };
    const fields = Object.keys(schema)
      .filter((keyword) => !STRUCTURAL.has(keyword) && (this.#withAnnotations || !isSaid(keyword)))
      .sort()
      .map((keyword) => `${keyword}:${writeValue(keyword, schema[keyword] ?? null, enter)}`);
    const { $ref, $dynamicRef } = schema;
    // What it means depends on where one comes from: on the whole document.
    if ($dynamicRef !== undefined) fields.push(`in:${this.#intern(canonical(document))}`);
    if (typeof $ref === "string") {
      const target = resolveReference($ref, document);
      if (target === undefined) fields.push(`$ref:${JSON.stringify($ref)}`);
      // A mere reference is what it refers to.
      else if (fields.length === 0) {
        const found = this.#read(target, document, inside);
        reach = Math.min(reach, found.reach);
        // A reference back counts this schema too, which is left out where it is not read as one of its own.
        if (found.reach === Number.POSITIVE_INFINITY) {
          byDocument.set(schema, found.number);
          return found;
        }
        fields.push(`$ref:${found.number}`);
      } else fields.push(`$ref:${enter(target)}`);
    }
    const number = this.#intern(`{${fields.join(",")}}`);
    if (reach >= stack.length) {
      byDocument.set(schema, number);
      return { number, reach: Number.POSITIVE_INFINITY };
    }
    return { number, reach };
  }

  #intern(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

function writeValue(keyword: string, value: Json, enter: (item: Json) => string): string {
  const shape = shapeOfKeyword(keyword);
  if (shape === undefined || (shape === "one" && typeof value !== "object" && typeof value !== "boolean"))
    return writeData(keyword, value);
  if (shape === "one") return enter(value);
  if (shape === "list" && Array.isArray(value)) {
    const items = value.map(enter);
    return `[${(UNORDERED.has(keyword) ? items.sort() : items).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${enter(value[key] ?? null)}`).join()}}`;
}

function writeData(keyword: string, value: Json): string {
  const list = UNORDERED.has(keyword) ? [value].flat() : undefined;
  return list === undefined ? canonical(value) : [...new Set(list.map(canonical))].sort().join();
}

/** JSON whose keys are in order, so that equal values have equal texts. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join()}}`;
}
