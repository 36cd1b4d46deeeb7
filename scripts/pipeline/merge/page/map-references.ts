import {
  childOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
} from "../../../../src/openapi/json.ts";
import { parseComponentName } from "../../../../src/openapi/references.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { addSiblings } from "../schemas/intersect.ts";

/**
 * Copies a schema with each reference in it replaced. The siblings of a reference, which 3.1 allows, are kept.
 *
 * @param finish Has the last word on each schema.
 */
export function mapReferences(
  schema: JsonObject,
  replace: (reference: JsonObject, pointer: string) => JsonObject,
  finish: (schema: JsonObject) => JsonObject,
): JsonObject {
  const visit = (value: Json): Json => (isObject(value) ? mapReferences(value, replace, finish) : value);
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    if (DROPPED_KEYWORDS.has(keyword)) return [];
    const shape = shapeOfKeyword(keyword);
    if (shape === "list" && Array.isArray(value)) return [[keyword, value.map(visit)]];
    if (shape === "map" && isObject(value)) {
      return [[keyword, Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]))]];
    }
    return [[keyword, shape === "one" ? visit(value) : value]];
  });
  const copy = finish(Object.fromEntries(entries));
  const { $ref } = schema;
  const told = { ...copy, ...moveDiscriminator(schema, copy) };
  return typeof $ref === "string" ? addSiblings(replace({ $ref }, $ref), told) : told;
}

/**
 * The discriminator of a union whose variants have become components of the merged document, with the references of its
 * mapping. Nothing where they have not: the keyword means references alone, and what is inlined fixes its values itself.
 */
function moveDiscriminator(schema: JsonObject, copy: JsonObject): JsonObject {
  const { propertyName, mapping } = objectAt(schema, "discriminator");
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(copy[key])) ?? "";
  const targets = new Map(
    listAt(schema, keyword).map((variant, index) => [
      childOf(variant, "$ref"),
      childOf(listAt(copy, keyword)[index], "$ref"),
    ]),
  );
  const moved = Object.entries(objectAt(mapping)).map(([value, target]): [string, Json] => [
    value,
    targets.get(target) ?? null,
  ]);
  const isWhole =
    moved.length > 0 && moved.every(([, target]) => parseComponentName(String(target)) !== undefined);
  return isWhole && propertyName !== undefined
    ? { discriminator: { propertyName, mapping: Object.fromEntries(moved) } }
    : {};
}

/** Keywords that name schemas by their place in the page, which is another one in the merged document. */
const DROPPED_KEYWORDS = new Set(["$ref", "discriminator", "$defs", "definitions"]);
