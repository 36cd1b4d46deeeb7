import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { findPreferredMedia, isJson, isText } from "../../../src/openapi/media-types.ts";
import { listParameters, listResponses, type OperationEntry } from "../../../src/openapi/operations.ts";
import { readHeaderValue, readValueKind, styleOf, stylesOf } from "../../pipeline/check/styles.ts";

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
  return isText(media.mediaType) ? "text" : "blob";
}

const STYLE_FIELDS = ["style", "explode", "allowReserved"];

/** Nothing for a plain parameter: a text, number or truth value in its default style, and in a query also a list of them. */
function readParameter(document: JsonObject, parameter: JsonObject): JsonObject[] {
  const { in: place, name, content, schema } = parameter;
  const [mediaType] = Object.keys(objectAt(content));
  if (mediaType !== undefined) return [{ in: place ?? "", name: name ?? "", content: mediaType }];
  const style = styleOf(parameter);
  const isDefault = style === stylesOf(parameter)[0] && parameter.allowReserved !== true;
  const kind = readValueKind(document, schema);
  const isPlainList = kind === "list" && place === "query" && parameter.explode !== false;
  if (isDefault && place !== "cookie" && (kind === "primitive" || isPlainList)) return [];
  return [
    {
      in: place ?? "",
      name: name ?? "",
      ...pickStyle(parameter),
      ...(parameter.style !== undefined && { style }),
    },
  ];
}

function pickStyle(holder: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(holder).filter(([key]) => STYLE_FIELDS.includes(key)));
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
