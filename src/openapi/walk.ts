import { isObject, type Json, type JsonObject, setOwn } from "./json.ts";
import { METHODS } from "./operations.ts";

/** The objects of OpenAPI 3.1 that can hold a schema, and the schema itself. */
export type ObjectKind = keyof typeof CHILDREN;

/** How a field holds its children: itself, as a list, or as a map from names. */
export type Shape = "one" | "list" | "map";

const operations = Object.fromEntries(METHODS.map((method) => [method, ["one", "operation"]]));

/** Keywords that hold schemas in the same way. */
function all(keywords: string[], shape: Shape): Record<string, readonly [Shape, string]> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, [shape, "schema"]]));
}

/** Where each kind of object keeps the others: sections 4.8 of OpenAPI 3.1.0 and 10 of JSON Schema 2020-12. */
const CHILDREN = {
  document: { paths: ["map", "pathItem"], webhooks: ["map", "pathItem"], components: ["one", "components"] },
  components: {
    schemas: ["map", "schema"],
    responses: ["map", "response"],
    parameters: ["map", "parameter"],
    requestBodies: ["map", "requestBody"],
    headers: ["map", "header"],
    callbacks: ["map", "callback"],
    pathItems: ["map", "pathItem"],
  },
  pathItem: { ...operations, parameters: ["list", "parameter"] },
  operation: {
    parameters: ["list", "parameter"],
    requestBody: ["one", "requestBody"],
    responses: ["map", "response"],
    callbacks: ["map", "callback"],
  },
  callback: { "*": ["one", "pathItem"] },
  parameter: { schema: ["one", "schema"], content: ["map", "mediaType"] },
  header: { schema: ["one", "schema"], content: ["map", "mediaType"] },
  requestBody: { content: ["map", "mediaType"] },
  response: { headers: ["map", "header"], content: ["map", "mediaType"] },
  mediaType: { schema: ["one", "schema"], encoding: ["map", "encoding"] },
  encoding: { headers: ["map", "header"] },
  schema: {
    ...all(["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"], "map"),
    ...all(["allOf", "anyOf", "oneOf", "prefixItems"], "list"),
    ...all(["items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties"], "one"),
    ...all(["propertyNames", "contains", "not", "if", "then", "else", "contentSchema"], "one"),
  },
} as const satisfies Record<string, Record<string, readonly [Shape, string]>>;

/** Where a kind of object keeps others, and as what. A field that is none of these holds data. */
export function listFields(kind: ObjectKind): Readonly<Record<string, readonly [Shape, ObjectKind]>> {
  return CHILDREN[kind] as Readonly<Record<string, readonly [Shape, ObjectKind]>>;
}

type Fields = ReadonlyMap<ObjectKind, ReadonlyMap<string, readonly [Shape, ObjectKind]>>;

const FIELDS: Fields = new Map(
  (Object.keys(CHILDREN) as ObjectKind[]).map((kind) => [kind, new Map(Object.entries(listFields(kind)))]),
);

const FIELDS_AROUND_SCHEMAS: Fields = new Map(
  [...FIELDS].map(([kind, fields]) => [
    kind,
    new Map([...fields].filter(([, [, child]]) => child !== "schema")),
  ]),
);

/** How a field of an object holds schemas, if it does. */
export function shapeOfSchemas(kind: ObjectKind, field: string): Shape | undefined {
  const [shape, child] = FIELDS.get(kind)?.get(field) ?? [];
  return child === "schema" ? shape : undefined;
}

/** How a keyword of JSON Schema holds other schemas, if it does. */
export function shapeOfKeyword(keyword: string): Shape | undefined {
  return shapeOfSchemas("schema", keyword);
}

/** Called with an object whose children are done already; what it returns stands in the object's place. */
export type Rewrite = (object: JsonObject, kind: ObjectKind, keys: readonly string[]) => JsonObject;

/**
 * Passes an object of a known kind, and every object below it, to `rewrite`, children first. Examples, defaults and
 * extensions are data, and are never entered.
 *
 * @returns a copy of what has changed: an object that stays as it is, with all below it, is the one that was given. So
 * neither may be written to.
 */
export function rewriteObjects(
  object: JsonObject,
  kind: ObjectKind,
  rewrite: Rewrite,
  keys: readonly string[] = [],
): JsonObject {
  return rewriteFrom(FIELDS, object, kind, rewrite, keys);
}

/** The same for the objects around schemas alone, which are a small part of a document. */
export function rewriteAroundSchemas(
  object: JsonObject,
  kind: Exclude<ObjectKind, "schema">,
  rewrite: Rewrite,
): JsonObject {
  return rewriteFrom(FIELDS_AROUND_SCHEMAS, object, kind, rewrite, []);
}

function rewriteFrom(
  fieldsOf: Fields,
  object: JsonObject,
  kind: ObjectKind,
  rewrite: Rewrite,
  keys: readonly string[],
): JsonObject {
  const fields = fieldsOf.get(kind);
  const enter = (value: Json, child: ObjectKind, at: readonly string[]): Json =>
    isObject(value) ? rewriteFrom(fieldsOf, value, child, rewrite, at) : value;
  const rewritten = changeNested(object, (value, field) => {
    const held = fields?.get(field) ?? fields?.get("*");
    if (held === undefined) return value;
    const [shape, child] = held;
    const at = [...keys, field];
    if (shape === "one") return enter(value, child, at);
    if (shape === "map")
      return isObject(value) ? changeNested(value, (item, key) => enter(item, child, [...at, key])) : value;
    if (!Array.isArray(value)) return value;
    const items = value.map((item, index) => enter(item, child, [...at, String(index)]));
    return items.every((item, index) => item === value[index]) ? value : items;
  });
  return rewrite(rewritten, kind, keys);
}

/** An object with other objects and lists in some places; the same object where all stay. */
function changeNested(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  let copy = object;
  for (const key of Object.keys(object)) {
    const value = object[key];
    // Most fields hold texts and numbers.
    if (typeof value !== "object" || value === null) continue;
    const changed = change(value, key);
    if (changed === value) continue;
    if (copy === object) copy = { ...object };
    setOwn(copy, key, changed);
  }
  return copy;
}
