import { isObject, type Json, type JsonObject, objectAt } from "../../openapi/json.ts";
import { isForm, isJson } from "../../openapi/media-types.ts";
import { listOperations, listParameters, type OperationEntry } from "../../openapi/operations.ts";
import { followReferences, resolveComponent, resolveFully } from "../../openapi/references.ts";
import { shapeOfKeyword } from "../../openapi/walk.ts";

/** An operation of which Prism takes requests that the mock refuses, or refuses some that the mock takes. */
export interface Difference {
  /** `POST /v1/kites` */
  operation: string;
  /** What Prism reads otherwise, in words; never empty. */
  kinds: string[];
}

/** A parameter, it and its schema without their references. */
interface Parameter extends JsonObject {
  schema: JsonObject;
  /** The schema, and those combined with it, which describe the same value. */
  combined: JsonObject[];
}

/** What a kind of difference is looked for in. */
interface Parts {
  parameters: readonly Parameter[];
  contents: readonly { mediaType: string; schema: JsonObject }[];
  /** Every schema of parameters and body, the nested ones too. */
  schemas: readonly JsonObject[];
  /** The document says which JSON Schema its schemas are of. */
  saysDialect: boolean;
}

/** Keywords that JSON Schema did not have in draft-07. */
const NEW_KEYWORDS = [
  "prefixItems",
  "dependentRequired",
  "dependentSchemas",
  "minContains",
  "maxContains",
  "unevaluatedProperties",
  "unevaluatedItems",
  "$dynamicRef",
];

/** What Prism reads otherwise by its construction, as `test/contract` tries it on Prism itself. */
const KINDS: Readonly<Record<string, (parts: Parts) => boolean>> = {
  "lists and objects in the path": ({ parameters }) =>
    parameters.some((one) => isAt(one, "path") && isNested(one)),
  "names of path parameters with other characters than letters, digits, - and _": ({ parameters }) =>
    parameters.some((one) => isAt(one, "path") && !/^[\w-]+$/.test(String(one.name))),
  "lists and objects in headers": ({ parameters }) =>
    parameters.some((one) => isAt(one, "header") && isNested(one)),
  cookies: ({ parameters }) => parameters.some((one) => isAt(one, "cookie")),
  "an empty text for a required query parameter": ({ parameters }) =>
    parameters.some((one) => isAt(one, "query") && one.required === true && typesOf(one).includes("string")),
  "lists delimited by spaces": ({ parameters }) => parameters.some(({ style }) => style === "spaceDelimited"),
  "maxItems and uniqueItems of lists in the query": ({ parameters }) =>
    parameters.some(
      (one) =>
        isAt(one, "query") &&
        isExploded(one) &&
        typesOf(one).includes("array") &&
        one.combined.some(
          (schema) => Object.hasOwn(schema, "maxItems") || Object.hasOwn(schema, "uniqueItems"),
        ),
    ),
  "query parameters with a media type": ({ parameters }) =>
    parameters.some((one) => isAt(one, "query") && one.content !== undefined),
  "a comma in an item of a list in one query value": ({ parameters }) =>
    parameters.some(
      (one) =>
        isAt(one, "query") &&
        !isExploded(one) &&
        typesOf(one).includes("array") &&
        mayHoldComma(objectAt(one.schema, "items")),
    ),
  "objects in the query": ({ parameters }) =>
    parameters.some((one) => isAt(one, "query") && typesOf(one).includes("object")),
  "decimals in multipleOf": ({ schemas }) =>
    schemas.some(({ multipleOf }) => multipleOf !== undefined && !Number.isInteger(multipleOf)),
  "a body of null, false, 0 or an empty text": ({ contents }) =>
    contents.some(({ mediaType, schema }) => isJson(mediaType) && mayBeScalar(schema)),
  "keywords after draft-07, as the document names no jsonSchemaDialect": ({ schemas, saysDialect }) =>
    !saysDialect && schemas.some((schema) => NEW_KEYWORDS.some((keyword) => Object.hasOwn(schema, keyword))),
  "the format date-time": ({ schemas }) => schemas.some(({ format }) => format === "date-time"),
  "properties with the name of an inherited one": ({ schemas }) =>
    schemas.some((schema) =>
      [...Object.keys(objectAt(schema, "properties")), ...[schema.required ?? []].flat()].some(
        (name) => String(name) in Object.prototype,
      ),
    ),
  "properties that are readOnly": ({ schemas }) => schemas.some(({ readOnly }) => readOnly === true),
  "an allOf of which a part allows no further properties": ({ schemas }) =>
    schemas.some(({ additionalProperties }) => additionalProperties === false) &&
    schemas.some(({ allOf }) => allOf !== undefined),
  forms: ({ contents }) => contents.some(({ mediaType }) => isForm(mediaType)),
  "bodies that are neither JSON nor text": ({ contents }) =>
    contents.some(
      ({ mediaType, schema }) =>
        !isJson(mediaType) && !/form/i.test(mediaType) && ![schema.type].flat().includes("string"),
    ),
};

/**
 * Finds the operations of which Prism judges requests otherwise than the client's validators and the mock. It only looks
 * at what a document says, which takes no time at start; that names of query parameters have no case for Prism, and that
 * the mock reads `name[]` as `name`, is so everywhere.
 */
export function findDifferences(document: JsonObject): Difference[] {
  return listOperations(document).flatMap((entry) => {
    const parts = readParts(document, entry);
    const kinds = Object.keys(KINDS).filter((kind) => KINDS[kind]?.(parts));
    return kinds.length === 0 ? [] : [{ operation: `${entry.method.toUpperCase()} ${entry.path}`, kinds }];
  });
}

/** How many operations are named at start; the mock's root has them all. */
const MAX_NAMED = 5;

/** What is said of them at start: a line for each of the first ones. */
export function describeDifferences(differences: readonly Difference[]): string[] {
  const more = differences.length - MAX_NAMED;
  return [
    ...differences
      .slice(0, MAX_NAMED)
      .map(
        ({ operation, kinds }) =>
          `${operation}: the mock follows the document where Prism would not: ${kinds.join("; ")}.`,
      ),
    ...(more > 0
      ? [`So it is with ${more} more operations: \`differences\` at the mock's root as JSON.`]
      : []),
  ];
}

function readParts(document: JsonObject, entry: OperationEntry): Parts {
  const parameters = listParameters(document, entry).map((one): Parameter => {
    const parameter = resolveComponent(document, one);
    const combined = new Set<JsonObject>();
    addNested(document, parameter.schema, combined, isCombination);
    return { ...parameter, schema: resolveFully(document, parameter.schema), combined: [...combined] };
  });
  const body = resolveComponent(document, entry.operation.requestBody);
  const contents = Object.entries(objectAt(body, "content")).map(([mediaType, media]) => ({
    mediaType,
    schema: resolveComponent(document, objectAt(media).schema),
  }));
  const schemas = new Set<JsonObject>();
  for (const { schema } of [...parameters, ...contents]) addNested(document, schema, schemas);
  const saysDialect = document.jsonSchemaDialect !== undefined;
  return { parameters, contents, schemas: [...schemas], saysDialect };
}

/** Adds a schema, what it refers to, and what it holds in the keywords that are entered. */
function addNested(
  document: JsonObject,
  value: Json | undefined,
  seen: Set<JsonObject>,
  isEntered = (_keyword: string) => true,
): void {
  if (!isObject(value) || seen.has(value)) return;
  seen.add(value);
  const { target } = followReferences(document, value);
  if (target !== value) addNested(document, target, seen, isEntered);
  for (const [keyword, item] of Object.entries(value)) {
    const shape = isEntered(keyword) ? shapeOfKeyword(keyword) : undefined;
    const children = shape === "one" ? [item] : shape === undefined ? [] : Object.values(item ?? {});
    for (const child of children) addNested(document, child, seen, isEntered);
  }
}

const isCombination = (keyword: string) => ["allOf", "anyOf", "oneOf"].includes(keyword);
const isAt = (parameter: JsonObject, place: string) => parameter.in === place;
const typesOf = ({ schema }: Parameter) => [schema.type].flat();
const isNested = (parameter: Parameter) =>
  typesOf(parameter).some((type) => type === "array" || type === "object");

const isExploded = ({ explode, style = "form" }: JsonObject) => explode ?? style === "form";

function mayHoldComma({ type, enum: values, const: value }: JsonObject): boolean {
  const fixed = Array.isArray(values) ? values : value === undefined ? undefined : [value];
  if (fixed) return fixed.some((one) => String(one).includes(","));
  return type === undefined || [type].flat().includes("string");
}

function mayBeScalar({ type, properties, ...rest }: JsonObject): boolean {
  const types = [type ?? []].flat();
  if (types.length > 0) return !types.every((one) => one === "object" || one === "array");
  return (
    properties === undefined && !["allOf", "anyOf", "oneOf"].some((keyword) => Object.hasOwn(rest, keyword))
  );
}
