import { isDeepStrictEqual } from "node:util";
import {
  childOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  setOwn,
} from "../../../../src/openapi/json.ts";
import { isAnnotation, writeStructure } from "../../../../src/openapi/structure.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { DEPRECATED, joinTexts, writeDeprecatedAt } from "./join-texts.ts";

/** A schema as a page annotates it. */
export interface Annotated {
  schema: JsonObject;
  /** The models that the page is about; without them, all. */
  models?: readonly string[];
  /** Which page that is. */
  origin?: { document: JsonObject };
  /** Which of several places of the page this is, where they are one here: "as text/plain", or "in response 400". */
  place?: string | undefined;
}

/** The annotations that some schemas have together. */
export type JoinAnnotations = (schemas: readonly Annotated[]) => JsonObject;

/** Annotations that tell what is true of a value. Others illustrate it, and those of the first page will do. */
const WORDS = new Set(["title", "description", "deprecated", "externalDocs"]);

/** Those of the first page that has them, and of what is told of a value only what all say. */
export function keepCommonAnnotations(schemas: readonly Annotated[]): JsonObject {
  const joined: JsonObject = {};
  for (const { schema } of schemas) {
    for (const [keyword, value] of Object.entries(schema)) {
      if (!isAnnotation(keyword) || Object.hasOwn(joined, keyword)) continue;
      if (!WORDS.has(keyword) || schemas.every((one) => isDeepStrictEqual(one.schema[keyword], value)))
        setOwn(joined, keyword, value);
    }
  }
  return joined;
}

/** The same, with a description that tells every model its own. */
export function joinAnnotations(schemas: readonly Annotated[]): JsonObject {
  const common = keepCommonAnnotations(schemas);
  const own = schemas.map((one) => ({
    text: writeWords(one.schema, common, writeDeprecated(one, schemas)),
    models: one.models ?? [],
    page: one.origin?.document,
    place: one.place,
  }));
  const text = own.every((one) => one.text === undefined) ? undefined : joinTexts(own);
  if (text === undefined) return common;
  const { description } = common;
  return { ...common, description: typeof description === "string" ? `${description}\n\n${text}` : text };
}

/** That a schema is deprecated; of a page that says so at some of the places that are one here, where. */
function writeDeprecated({ origin, place }: Annotated, schemas: readonly Annotated[]): string {
  const isInPart =
    place !== undefined &&
    schemas.some((one) => one.origin?.document === origin?.document && one.schema.deprecated !== true);
  return isInPart ? writeDeprecatedAt(place) : DEPRECATED;
}

/** What a schema tells of a value, besides what all tell. */
export function writeWords(
  schema: JsonObject,
  common: JsonObject = {},
  whereDeprecated = DEPRECATED,
): string | undefined {
  const { title, description, deprecated, externalDocs } = schema;
  const isOwn = (keyword: string) => !isDeepStrictEqual(common[keyword], schema[keyword]);
  const parts = [
    isOwn("title") ? title : undefined,
    isOwn("description") ? description : undefined,
    deprecated === true && isOwn("deprecated") ? whereDeprecated : undefined,
    isObject(externalDocs) && isOwn("externalDocs") ? writeLink(externalDocs) : undefined,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? undefined : [...new Set(parts)].join("\n\n");
}

/** A link to further documentation as a text. */
export function writeLink({ description, url }: JsonObject): string {
  return [description, url].filter((part) => typeof part === "string").join(": ");
}

/** Puts annotations together at each place of schemas that have one structure. */
export function mapAnnotations(schemas: readonly Annotated[], join: JoinAnnotations): JsonObject {
  const [first] = schemas;
  if (first === undefined) return {};
  if (schemas.every(({ schema }) => schema === first.schema)) return first.schema;
  const annotations = join(schemas);
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(first.schema)) {
    if (!isAnnotation(keyword)) setOwn(copy, keyword, mapChildren(keyword, value, schemas, join));
    else if (Object.hasOwn(annotations, keyword)) setOwn(copy, keyword, annotations[keyword] ?? null);
  }
  for (const [keyword, value] of Object.entries(annotations))
    if (!Object.hasOwn(copy, keyword)) setOwn(copy, keyword, value);
  return copy;
}

function mapChildren(
  keyword: string,
  value: Json,
  schemas: readonly Annotated[],
  join: JoinAnnotations,
): Json {
  const visit = (child: Json, pick: (value: Json | undefined) => Json | undefined): Json => {
    if (!isObject(child)) return child;
    return mapAnnotations(
      schemas.flatMap((one) => {
        const schema = pick(one.schema[keyword]);
        return isObject(schema) ? [{ ...one, schema }] : [];
      }),
      join,
    );
  };
  const shape = shapeOfKeyword(keyword);
  if (shape === "one") return visit(value, (own) => own);
  if (shape === "list" && Array.isArray(value)) return value.map((item) => visit(item, findEqual(item)));
  if (shape !== "map" || !isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    const child = visit(item, (own) => childOf(own, name));
    setOwn(copy, name, child);
  }
  return copy;
}

/** Pages may have another order in lists of schemas, where it means nothing. */
export function findEqual(item: Json): (list: Json | undefined) => Json | undefined {
  const structure = writeStructure(item);
  return (list) => listAt(list).find((other) => writeStructure(other) === structure);
}
