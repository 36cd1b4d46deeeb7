import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { findPreferredMedia, isJson } from "../../../src/openapi/media-types.ts";
import { listParameters, listResponses, type OperationEntry } from "../../../src/openapi/operations.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";

/** How a request is written that is not JSON with plain parameters, as the runtime is told it. */
export interface RequestFacts extends JsonObject {
  parameters?: JsonObject[];
  body?: JsonObject[];
  parseAs?: "blob" | "text";
}

/** What a success is read as: undefined where it has no body. */
export type ReadAs = "blob" | "json" | "text" | undefined;

/** What the runtime is told of an operation; undefined where it is JSON with plain parameters. */
export function readRequestFacts(document: JsonObject, entry: OperationEntry): RequestFacts | undefined {
  const { operation } = entry;
  const parameters = listParameters(document, entry).flatMap((one) => readParameter(document, one));
  const content = Object.entries(objectAt(operation.requestBody, "content"));
  const isPlainBody = content.every(([mediaType]) => mediaType === "application/json");
  const preferred = findPreferredMedia(operation.requestBody)?.mediaType;
  const body = content
    .toSorted(([one], [other]) => Number(other === preferred) - Number(one === preferred))
    .map(([mediaType, media]) => readMedia(document, mediaType, objectAt(media)));
  const parseAs = readAs(operation);
  const facts: RequestFacts = {
    ...(parameters.length > 0 && { parameters }),
    ...(!isPlainBody && { body }),
    ...((parseAs === "blob" || parseAs === "text") && { parseAs }),
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/** What the first documented success of an operation is read as. */
export function readAs(operation: JsonObject): ReadAs {
  const [, response] = listResponses(operation).find(([status]) => status.startsWith("2")) ?? [];
  const media = findPreferredMedia(response);
  if (media === undefined) return undefined;
  if (isJson(media.mediaType)) return "json";
  return isTextType(media.mediaType) ? "text" : "blob";
}

/** Whether a media type that is no JSON is text: XML, SVG, YAML, CSV and all that begins with `text/`. */
export function isTextType(mediaType: string): boolean {
  return /^text\/|[/+](?:x-)?(?:xml|yaml|csv|ndjson|jsonl|javascript|www-form-urlencoded)\b/i.test(mediaType);
}

const PRIMITIVES = new Set<Json | undefined>(["string", "number", "integer", "boolean", "null"]);
const STYLE_FIELDS = ["style", "explode", "allowReserved"];
const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  header: "simple",
  query: "form",
  cookie: "form",
};

/** Nothing for a plain parameter: a text, number or truth value in its default style, and in a query also a list of them. */
function readParameter(document: JsonObject, parameter: JsonObject): JsonObject[] {
  const { in: place, name, content, schema } = parameter;
  const [mediaType] = Object.keys(objectAt(content));
  if (mediaType !== undefined) return [{ in: place ?? "", name: name ?? "", content: mediaType }];
  const isDefault =
    (parameter.style ?? DEFAULT_STYLES[String(place)]) === DEFAULT_STYLES[String(place)] &&
    parameter.allowReserved !== true;
  const kind = kindOf(document, schema);
  const isPlainList = kind === "list" && place === "query" && parameter.explode !== false;
  if (isDefault && place !== "cookie" && (kind === "primitive" || isPlainList)) return [];
  return [{ in: place ?? "", name: name ?? "", ...pickStyle(parameter) }];
}

function pickStyle(holder: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(holder).filter(([key]) => STYLE_FIELDS.includes(key)));
}

/** What values a schema takes, where that is all one kind. A list is one of primitives. */
export type ValueKind = "primitive" | "list" | "object" | "other";

/** How deep branches and items are looked into: a schema may hold itself. */
const MAX_DEPTH = 8;

export function kindOf(document: JsonObject, given: Json | undefined, depth = 0): ValueKind {
  if (depth > MAX_DEPTH) return "other";
  const schema = isObject(given) ? resolveComponent(document, given) : {};
  const types = [schema.type].flat();
  const values = readFixedValues(schema);
  if (values?.every((value) => typeof value !== "object")) return "primitive";
  if (types.every((type) => PRIMITIVES.has(type))) return "primitive";
  if (types.join() === "array")
    return kindOf(document, schema.items, depth + 1) === "primitive" ? "list" : "other";
  if (types.join() === "object") return "object";
  const branches = [schema.oneOf ?? schema.anyOf ?? schema.allOf ?? []].flat();
  const [first = "other", ...others] = new Set(branches.map((branch) => kindOf(document, branch, depth + 1)));
  return others.length === 0 ? first : "other";
}

function readMedia(document: JsonObject, mediaType: string, media: JsonObject): JsonObject {
  const encoding = Object.entries(objectAt(media, "encoding")).flatMap(
    ([name, value]): [string, JsonObject][] => {
      const { contentType, headers } = objectAt(value);
      const known = Object.entries(objectAt(headers)).flatMap(([header, described]) => {
        const text = readHeaderValue(document, objectAt(described).schema);
        return text === undefined ? [] : [[header.toLowerCase(), text] as const];
      });
      const own: JsonObject = {
        ...(contentType !== undefined && { contentType }),
        ...pickStyle(objectAt(value)),
        ...(known.length > 0 && { headers: Object.fromEntries(known) }),
      };
      return Object.keys(own).length === 0 ? [] : [[name, own]];
    },
  );
  return { mediaType, ...(encoding.length > 0 && { encoding: Object.fromEntries(encoding) }) };
}

/** The one value that a header of a part has, as nobody gives it another: the only one there is, or the default. */
export function readHeaderValue(document: JsonObject, schema: Json | undefined): string | undefined {
  const own = isObject(schema) ? resolveComponent(document, schema) : {};
  const values = readFixedValues(own) ?? [];
  const value = values.length === 1 ? values[0] : own.default;
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
