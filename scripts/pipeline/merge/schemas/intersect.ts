import { isObject, type Json, type JsonObject, listAt, setOwn } from "../../../../src/openapi/json.ts";
import { readProperties } from "../../../../src/openapi/json-schema.ts";
import { isAnnotation, writeData, writeStructure } from "../../../../src/openapi/structure.ts";

/** Keywords of an object schema that can be put together with those of another. */
const OF_OBJECTS = new Set(["type", "properties", "required"]);

/**
 * The intersection of some object schemas as one schema, where that is plain: where none has keywords other than
 * `properties` and `required`, and no two have different schemas for one property.
 */
export function intersectObjects(schemas: readonly JsonObject[]): JsonObject | undefined {
  const properties: JsonObject = {};
  for (const schema of schemas) {
    const isPlain = Object.keys(schema).every((keyword) => isAnnotation(keyword) || OF_OBJECTS.has(keyword));
    if (!isPlain || (schema.type !== undefined && schema.type !== "object")) return undefined;
    for (const [name, property] of Object.entries(readProperties(schema))) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const both =
        known === undefined || known === true
          ? property
          : isSame(known, property)
            ? addDescription(known, property)
            : conjoinBoth(known, property);
      if (both === undefined) return undefined;
      setOwn(properties, name, both);
    }
  }
  const required = [
    ...new Set(schemas.flatMap((schema) => (Array.isArray(schema.required) ? schema.required : []))),
  ];
  const annotations = schemas
    .toReversed()
    .flatMap((schema) => Object.entries(schema).filter(([key]) => isAnnotation(key)));
  return {
    ...(schemas.some(({ type }) => type !== undefined) ? { type: "object" } : {}),
    ...Object.fromEntries(annotations),
    ...joinSaid(schemas),
    ...(required.length === 0 ? {} : { required }),
    properties,
  };
}

/** A schema without `allOf`, where its parts can be put together. */
export function flattenAllOf(schema: JsonObject): JsonObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || !allOf.every(isObject)) return schema;
  return intersectObjects([rest, ...allOf.map(flattenAllOf)]) ?? schema;
}

/** A schema together with the siblings of the reference to it, which add to it and replace annotations other than its description. */
export function addSiblings(target: JsonObject, siblings: JsonObject): JsonObject {
  const joined = conjoin(target, siblings) ?? intersectObjects([siblings, target]);
  return joined ?? { ...siblings, allOf: [...listAt(siblings, "allOf"), target] };
}

/** Keywords of which one decides what another of the same schema applies to. */
const FAMILIES = [
  ["properties", "patternProperties", "additionalProperties"],
  ["prefixItems", "items"],
  ["contains", "minContains", "maxContains"],
  ["if", "then", "else"],
];

/** Keywords after which a property or an item is evaluated: section 11 of JSON Schema 2020-12. */
const EVALUATING = new Set([
  ...["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"],
  ...["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
  ...["prefixItems", "items", "contains", "unevaluatedItems"],
]);

/**
 * One schema with the keywords of two, of which `inner` applies to the same values as `outer`, such as the only schema
 * of an `allOf` or the target of a reference. Annotations of the outer one win, but descriptions stand one after the
 * other, and what one says is deprecated is so. Undefined where that might accept other values: where a keyword stands in both, where one of them says what a
 * keyword of the other applies to, and where the inner one would see what the outer one evaluates.
 */
export function conjoin(inner: JsonObject, outer: JsonObject): JsonObject | undefined {
  const isFree = Object.entries(inner).every(
    ([key, value]) =>
      isAnnotation(key) ||
      key === "default" ||
      !Object.hasOwn(outer, key) ||
      // `nullable` would add to the type of both, and stands beside one of them.
      (writeData(value) === writeData(outer[key] ?? null) && outer.nullable === undefined),
  );
  const isSplit = FAMILIES.some(
    (family) =>
      family.some((key) => Object.hasOwn(inner, key)) && family.some((key) => Object.hasOwn(outer, key)),
  );
  const isClosed = "unevaluatedProperties" in inner || "unevaluatedItems" in inner;
  const wouldSee = isClosed && Object.keys(outer).some((key) => EVALUATING.has(key));
  return isFree && !isSplit && !wouldSee ? { ...inner, ...outer, ...joinSaid([outer, inner]) } : undefined;
}

/** Both that what schemas say of one value and that it is deprecated, which section 9.3 of JSON Schema lets any of them say. */
function joinSaid(schemas: readonly JsonObject[]): JsonObject {
  const isDeprecated = schemas.some(({ deprecated }) => deprecated === true);
  return { ...joinDescriptions(schemas), ...(isDeprecated ? { deprecated: true } : {}) };
}

/** All that schemas say of the values that each of them applies to, the outer one first. */
export function joinDescriptions(schemas: readonly JsonObject[]): JsonObject {
  const texts = schemas.flatMap(({ description }) => (typeof description === "string" ? [description] : []));
  const said = [...new Set(texts)].filter(
    (text) => !texts.some((other) => other !== text && other.split("\n").includes(text)),
  );
  return said.length === 0 ? {} : { description: said.join("\n\n") };
}

function isSame(known: Json, property: Json): boolean {
  return property === true || writeStructure(known) === writeStructure(property);
}

/** One of two schemas that accept the same, with what both say. */
function addDescription(one: Json, other: Json): Json {
  return isObject(one) && isObject(other) ? { ...one, ...joinSaid([one, other]) } : one;
}

function conjoinBoth(one: Json, other: Json): JsonObject | undefined {
  return isObject(one) && isObject(other) ? (conjoin(other, one) ?? conjoin(one, other)) : undefined;
}
