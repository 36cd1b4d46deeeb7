import { isObject, type Json, type JsonObject, objectAt, toText } from "./json.ts";
import { listOperations, listResponses, type OperationEntry } from "./operations.ts";

/** A media type without its parameters, in small letters: it is the same in any (RFC 9110, 8.3.1). */
export function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

/** Whether a media type is a form, in parts or as pairs. */
export function isForm(mediaType: string): boolean {
  return /^multipart\/|^application\/x-www-form-urlencoded$/.test(essenceOf(mediaType));
}

/** Whether a media type is JSON, also one with a name of its own (`application/problem+json`), in any letter case. */
export function isJson(mediaType: string): boolean {
  return /[/+]json\b/i.test(mediaType);
}

/** Whether a media type that is no JSON is text: XML, SVG, YAML, CSV and all that begins with `text/`. */
export function isText(mediaType: string): boolean {
  return /^text\/|[/+](?:x-)?(?:xml|yaml|csv|ndjson|jsonl|javascript|www-form-urlencoded)\b/i.test(mediaType);
}

/** The media type that programs use of a request body or response: the first that is JSON, or else the first. */
export function findPreferredMedia(
  body: Json | undefined,
): { mediaType: string; media: JsonObject; schema: JsonObject } | undefined {
  const content = objectAt(body, "content");
  const types = Object.keys(content);
  const mediaType = types.find(isJson) ?? types[0];
  if (mediaType === undefined) return undefined;
  const media = objectAt(content, mediaType);
  return { mediaType, media, schema: objectAt(media, "schema") };
}

/** One media type of the body of a request or response, and where it stands. */
export interface BodyMedia extends OperationEntry {
  operationId: string;
  /** Status of the response; absent for the request. */
  status?: string;
  mediaType: string;
  /** The Media Type Object. */
  media: JsonObject;
  /** The keys that lead to it from the root of the document. */
  keys: string[];
}

/** The media types of all requests of a document. */
export function listRequestMedia(document: JsonObject): BodyMedia[] {
  return listOperations(document).flatMap((entry) => listContent(entry, ["requestBody"]));
}

/** The media types of all responses of a document. */
export function listResponseMedia(document: JsonObject): BodyMedia[] {
  return listOperations(document).flatMap(listOwnResponseMedia);
}

/** The media types of the responses of one operation. */
export function listOwnResponseMedia(entry: OperationEntry): BodyMedia[] {
  return listResponses(entry.operation).flatMap(([status]) =>
    listContent(entry, ["responses", status], status),
  );
}

function listContent(entry: OperationEntry, holder: string[], status?: string): BodyMedia[] {
  const { method, path, operation } = entry;
  return Object.entries(objectAt(operation, ...holder, "content")).flatMap(([mediaType, media]) =>
    isObject(media)
      ? [
          {
            ...entry,
            operationId: toText(operation.operationId),
            ...(status === undefined ? {} : { status }),
            mediaType,
            media,
            keys: ["paths", path, method, ...holder, "content", mediaType],
          },
        ]
      : [],
  );
}
