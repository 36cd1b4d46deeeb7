import {
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  setOwn,
  toText,
} from "../../../src/openapi/json.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { resolveReference } from "../inclusion/formulas/references.ts";

/** A schema with its references followed and its `allOf` joined, in parts that can be compared one by one. */
export interface SchemaView {
  properties: ReadonlyMap<string, Json>;
  required: ReadonlySet<string>;
  /** What every item is like, where nothing else is said of items. */
  items: Json | undefined;
  /** What else is asked of the value. */
  rest: JsonObject;
  annotations: JsonObject;
}

/** Deeper than any schema that is composed by hand. */
const MAX_DEPTH = 30;

/** Keywords that are said about a value and do not limit it, besides annotations. */
const SAID = new Set(["default", "readOnly", "writeOnly", "discriminator"]);

/** Of two limits of one kind, the one that leaves less. */
const STRICTER: ReadonlyMap<string, (...limits: number[]) => number> = new Map([
  ...["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"].map(
    (keyword) => [keyword, Math.max] as const,
  ),
  ...["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"].map(
    (keyword) => [keyword, Math.min] as const,
  ),
]);

export function viewSchema(schema: Json, document: JsonObject): SchemaView {
  const properties = new Map<string, Json>();
  const required = new Set<string>();
  const annotations: JsonObject = {};
  const rest: JsonObject = {};
  const further: Json[] = [];

  const add = (part: Json, depth: number): void => {
    if (!isObject(part)) {
      if (part !== true) further.push(part);
      return;
    }
    for (const [keyword, value] of Object.entries(part)) {
      if (keyword === "$ref" || keyword === "$defs" || keyword === "definitions") continue;
      if (keyword === "properties") addProperties(objectAt(value));
      else if (keyword === "required")
        for (const name of listAt(part, "required")) required.add(toText(name));
      else if (keyword === "allOf" && depth < MAX_DEPTH) continue;
      else if (isAnnotation(keyword) || SAID.has(keyword)) {
        if (!Object.hasOwn(annotations, keyword)) setOwn(annotations, keyword, value);
      } else if (!Object.hasOwn(rest, keyword)) setOwn(rest, keyword, value);
      else addLimit(keyword, rest[keyword], value);
    }
    if (depth >= MAX_DEPTH) return;
    if (typeof part.$ref === "string")
      add(resolveReference(part.$ref, document) ?? { $ref: part.$ref }, depth + 1);
    for (const item of listAt(part, "allOf")) add(item, depth + 1);
  };
  const addLimit = (keyword: string, known: Json | undefined, value: Json): void => {
    const choose = STRICTER.get(keyword);
    if (choose !== undefined && typeof known === "number" && typeof value === "number")
      rest[keyword] = choose(known, value);
    else if (JSON.stringify(known) !== JSON.stringify(value)) further.push({ [keyword]: value });
  };
  const addProperties = (found: JsonObject): void => {
    for (const [name, item] of Object.entries(found)) {
      const known = properties.get(name);
      properties.set(name, known === undefined ? item : { allOf: [known, item] });
    }
  };
  add(schema, 0);

  const isList = isObject(rest.items) && rest.prefixItems === undefined && rest.contains === undefined;
  const items = isList ? rest.items : undefined;
  if (isList) delete rest.items;
  if (further.length > 0) rest.allOf = further;
  return { properties, required, items, rest, annotations };
}

/** Keywords whose schemas are about the same value. */
const IN_PLACE = ["allOf", "anyOf", "oneOf"] as const;

/** The properties that a schema names anywhere in place: of itself, and of what it combines and refers to. */
export function listDeclared(schema: Json, document: JsonObject, depth = 0): Set<string> {
  if (!isObject(schema) || depth > MAX_DEPTH) return new Set();
  const parts = [
    ...IN_PLACE.flatMap((keyword) => listAt(schema, keyword)),
    ...["not", "if", "then", "else"].flatMap((keyword) =>
      schema[keyword] === undefined ? [] : [schema[keyword]],
    ),
    ...(typeof schema.$ref === "string" ? [resolveReference(schema.$ref, document) ?? true] : []),
  ];
  const own = Object.keys(objectAt(schema, "properties"));
  return new Set([...own, ...parts.flatMap((part) => [...listDeclared(part, document, depth + 1)])]);
}
