import { sample } from "@stoplight/json-schema-sampler";
import { isObject, type Json, type JsonObject } from "../../openapi/json.ts";
import { followReferences } from "../../openapi/references.ts";
import { rewriteObjects, shapeOfKeyword } from "../../openapi/walk.ts";
import { withoutWarnings } from "../base/without-warnings.ts";
import { drawText } from "./draw-text.ts";
import { repeatFixed } from "./repeat-fixed.ts";

/** Items and properties of a value, more than any documented response has. A larger one takes seconds to make. */
const MAX_PARTS = 20_000;
/** Characters of a text. */
const MAX_TEXT = 1_000_000;

/** Whether every value of a schema is larger than the mock makes one: by its lists and objects, multiplied, and texts. */
export function isTooLarge(schema: JsonObject, bundle: JsonObject): boolean {
  const following = new Set<JsonObject>();
  const measure = (value: Json | undefined): number => {
    if (!isObject(value) || following.has(value)) return 1;
    following.add(value);
    const { target } = followReferences(bundle, value);
    const { minLength, minItems, minProperties } = value;
    const own = Math.max(
      1,
      sizeOf(minItems),
      sizeOf(minProperties),
      sizeOf(minLength) > MAX_TEXT ? MAX_PARTS + 1 : 1,
    );
    const inner = Object.entries(value).flatMap(([keyword, item]) => {
      const shape = ["anyOf", "oneOf", "not", "if"].includes(keyword) ? undefined : shapeOfKeyword(keyword);
      return shape === "one"
        ? [measure(item)]
        : shape === undefined
          ? []
          : Object.values(item ?? {}).map(measure);
    });
    const size = own * Math.max(1, target === value ? 1 : measure(target), ...inner);
    following.delete(value);
    return size;
  };
  return measure(schema) > MAX_PARTS;
}

const sizeOf = (value: Json | undefined) => (typeof value === "number" ? value : 0);

/** A value of the examples and defaults in a schema; undefined where the sampler has none, or it would be too large. */
export function sampleSchema(
  schema: JsonObject,
  bundle: JsonObject,
  options: { skipNonRequired?: boolean } = {},
): unknown {
  if (isTooLarge(schema, bundle)) return undefined;
  try {
    const [own, others] = [show(schema, bundle), showBundle(bundle)];
    return withoutWarnings(() => sample(own as never, { ...options, ticks: MAX_PARTS }, others));
  } catch {
    return undefined;
  }
}

const shown = new WeakMap<JsonObject, JsonObject>();

/** What a schema refers to is the same for many. */
function showBundle(bundle: JsonObject): JsonObject {
  const { __bundled__: bundled } = bundle;
  if (!isObject(bundled)) return bundle;
  const known =
    shown.get(bundled) ??
    Object.fromEntries(
      Object.entries(bundled).map(([name, one]) => [name, isObject(one) ? show(one, bundle) : one]),
    );
  shown.set(bundled, known);
  return { __bundled__: known };
}

/** The word `string`, in base64. */
const BASE64 = "c3RyaW5n";
const SHOWING = ["const", "enum", "default", "example", "examples"];

/** A schema with values where the sampler would take a word or another part's value. */
function show(schema: JsonObject, bundle: JsonObject): JsonObject {
  return rewriteObjects(schema, "schema", (one) => repeatFixed(showText(one), bundle));
}

/** Gives texts in base64, and those with a pattern, a default that fits where nothing shows a value: the sampler has a word for every text. */
function showText(schema: JsonObject): JsonObject {
  if (![schema.type].flat().includes("string") || SHOWING.some((keyword) => keyword in schema)) return schema;
  const isBase64 = schema.format === "byte" || schema.contentEncoding === "base64";
  const text =
    typeof schema.pattern === "string" ? drawText(schema) : isBase64 ? encodeText(schema) : undefined;
  return text === undefined ? schema : { ...schema, default: text };
}

function encodeText({ minLength, maxLength = Number.POSITIVE_INFINITY }: JsonObject): string {
  const text = BASE64.repeat(Math.max(1, Math.ceil(sizeOf(minLength) / BASE64.length)));
  // Four letters are three bytes: a shorter text ends with whole ones.
  return text.slice(0, Math.floor(Number(maxLength) / 4) * 4);
}
