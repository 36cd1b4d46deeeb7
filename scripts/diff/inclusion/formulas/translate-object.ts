import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../../src/openapi/json.ts";
import { and, type Formula, type Keys, type Literal, or, type Reading } from "./formula.ts";
import { translateSize } from "./translate-scalar.ts";

/** The document of schemas that are made here, and refer to nothing. */
const NOWHERE: JsonObject = {};

/** The keywords of objects. `inPlace` translates a schema for the object itself. */
export function translateObject(
  schema: JsonObject,
  { document, isNegated, isClosed }: Reading,
  inPlace: (schema: Json) => Formula,
): Formula[] {
  const literal = (item: Json): Literal => ({
    schema: item,
    document,
    isNegated,
    isClosed: isClosed && !isNegated,
  });
  const each = (keys: Keys, item: Json): Formula => {
    if (item === true) return !isNegated;
    return isNegated
      ? { op: "some", keys, literals: [literal(item)] }
      : { op: "every", keys, literal: literal(item) };
  };
  const found = translateSize(schema.minProperties, schema.maxProperties, isNegated);
  const properties = objectAt(schema, "properties");
  const patterns = objectAt(schema, "patternProperties");
  for (const name of requiredNames(schema)) found.push(isNegated ? lacks(name) : has(name));
  for (const [name, item] of Object.entries(properties)) found.push(each({ name }, item));
  for (const [pattern, item] of Object.entries(patterns)) found.push(each(matching({ pattern }), item));
  if (schema.additionalProperties !== undefined)
    found.push(each(otherKeys(Object.keys(properties), Object.keys(patterns)), schema.additionalProperties));
  if (schema.propertyNames !== undefined && schema.propertyNames !== true) {
    const match: Literal = { schema: schema.propertyNames, document, isNegated: true, isClosed: false };
    found.push(
      isNegated
        ? { op: "some", keys: { match }, literals: [] }
        : { op: "every", keys: { match }, literal: never() },
    );
  }
  const whenPresent = (name: string, then: Formula): Formula =>
    isNegated ? and([has(name), then]) : or([lacks(name), then]);
  for (const [name, names] of Object.entries(objectAt(schema, "dependentRequired"))) {
    const others = Array.isArray(names) ? names.filter((one) => typeof one === "string") : [];
    found.push(whenPresent(name, isNegated ? or(others.map(lacks)) : and(others.map(has))));
  }
  for (const [name, item] of Object.entries(objectAt(schema, "dependentSchemas")))
    found.push(whenPresent(name, inPlace(item)));
  return found;
}

/**
 * What an object declares. One that declares nothing may hold anything; so may one that says what further properties
 * are like.
 */
export function declareProperties(schema: JsonObject): Formula {
  const names = [...Object.keys(objectAt(schema, "properties")), ...requiredNames(schema)];
  const patterns = Object.keys(objectAt(schema, "patternProperties"));
  const isOpen = [schema.additionalProperties, schema.unevaluatedProperties].some(
    (further) => further === true || isObject(further),
  );
  return names.length + patterns.length === 0 && !isOpen ? true : { op: "declares", names, patterns, isOpen };
}

/** The names that are in neither list. */
export function otherKeys(names: readonly string[], patterns: readonly string[]): Keys {
  const anyOf = [
    ...(names.length === 0 ? [] : [{ enum: [...names].sort() }]),
    ...patterns.map((pattern) => ({ pattern })),
  ];
  return matching(anyOf.length === 0 ? true : { not: { anyOf } });
}

function requiredNames(schema: JsonObject): string[] {
  return listAt(schema, "required").filter((name) => typeof name === "string");
}

export function has(name: string): Formula {
  return { op: "some", keys: { name }, literals: [] };
}

export function lacks(name: string): Formula {
  return { op: "every", keys: { name }, literal: never() };
}

function never(): Literal {
  return { schema: false, document: NOWHERE, isNegated: false, isClosed: false };
}

function matching(schema: Json): Keys {
  return { match: { schema, document: NOWHERE, isNegated: false, isClosed: false } };
}
