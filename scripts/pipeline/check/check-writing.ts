import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { isForm, isJson, isText, listRequestMedia } from "../../../src/openapi/media-types.ts";
import { listOperations, type OperationEntry } from "../../../src/openapi/operations.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { readHeaderValue, readValueKind, styleOf, type ValueKind } from "./styles.ts";

/**
 * Finds parameters and bodies that OpenAPI does not say how to write, and says what is sent.
 *
 * @param file Name of the document in the problems.
 */
export function checkWriting(file: string, document: JsonObject): Problem[] {
  const warn = (keys: readonly (string | number)[], message: string): Problem => ({
    severity: "warning",
    kind: "unwritable",
    file,
    pointer: pointerTo(keys.map(String)),
    message,
  });
  const parameters = listOperations(document).flatMap((entry) =>
    listOwnParameters(entry).flatMap(([keys, parameter]) =>
      describeParameter(document, parameter).map((message) => warn(keys, message)),
    ),
  );
  const bodies = listRequestMedia(document).flatMap(({ mediaType, media, keys }) =>
    describeMedia(document, mediaType, media).map((message) => warn(keys, message)),
  );
  return [...parameters, ...bodies];
}

function listOwnParameters({
  path,
  method,
  operation,
}: OperationEntry): [keys: (string | number)[], JsonObject][] {
  const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
  return parameters.flatMap((parameter, index) =>
    isObject(parameter)
      ? [[["paths", path, method, "parameters", index], parameter] as [(string | number)[], JsonObject]]
      : [],
  );
}

const FIX = "Say another style or a `content` in an overlay.";

function describeParameter(document: JsonObject, parameter: JsonObject): string[] {
  const { in: place, name, schema, content } = parameter;
  const what = `The ${place} parameter ${JSON.stringify(name)}`;
  const [mediaType] = Object.keys(objectAt(content));
  if (mediaType !== undefined) {
    const kind = readValueKind(document, objectAt(content, mediaType).schema);
    if (isJson(mediaType) || kind === "primitive" || kind === "other") return [];
    return [`${what} is ${mediaType}, which is written from text alone: pass that. ${FIX}`];
  }
  const style = styleOf(parameter);
  const kind = readValueKind(document, schema);
  const found: string[] = [];
  if (parameter.style !== undefined && parameter.style !== style)
    found.push(
      `${what} has the style ${JSON.stringify(parameter.style)}, which there is none of in a ${place}. Sent as ${style}. ${FIX}`,
    );
  const undefinedAs = describeUndefined(parameter, style, kind);
  if (undefinedAs !== undefined)
    found.push(`${what}: OpenAPI does not define ${style} for it. Sent ${undefinedAs}. ${FIX}`);
  if (isNested(document, schema))
    found.push(
      style === "deepObject"
        ? `${what} holds lists or objects in an object: OpenAPI does not define how ${style} writes them. Sent in further brackets, lists with one name. ${FIX}`
        : `${what} holds lists or objects in another, which no style writes: such values are refused before they are sent. ${FIX}`,
    );
  return found;
}

/** What is sent for a combination that the table of styles leaves open. */
function describeUndefined(parameter: JsonObject, style: string, kind: ValueKind): string | undefined {
  const { explode, in: place } = parameter;
  const isSeveral = kind === "list" || kind === "object";
  if (style === "deepObject") {
    if (kind === "primitive" || kind === "list") return "as form, exploded";
    return explode === false ? "exploded" : undefined;
  }
  if (style === "spaceDelimited" || style === "pipeDelimited") {
    if (kind === "primitive") return "as form";
    return explode === true ? "as form, exploded" : undefined;
  }
  return place === "cookie" && isSeveral && explode !== false ? "as a cookie for each item" : undefined;
}

/** Whether a list or object holds others. */
function isNested(document: JsonObject, given: Json | undefined): boolean {
  const schema = isObject(given) ? resolveComponent(document, given) : {};
  const { items, additionalProperties } = schema;
  return [items, additionalProperties, ...Object.values(readProperties(schema))].some((inner) => {
    const kind = isObject(inner) ? readValueKind(document, inner) : "primitive";
    return kind === "list" || kind === "object";
  });
}

function describeMedia(document: JsonObject, mediaType: string, media: JsonObject): string[] {
  const kind = readValueKind(document, media.schema);
  if (isJson(mediaType)) return [];
  if (!isForm(mediaType))
    return isText(mediaType) && (kind === "object" || kind === "list")
      ? [`No ${mediaType} is made of an object: the body is taken as text or a file, and sent as it is.`]
      : [];
  const properties = readProperties(resolveComponent(document, media.schema));
  return Object.entries(objectAt(media, "encoding")).flatMap(([name, encoding]) => {
    const { contentType } = objectAt(encoding);
    const isObjectField = readValueKind(document, properties[name]) === "object";
    const isOther = typeof contentType === "string" && isObjectField && !isJson(contentType);
    const open = Object.entries(objectAt(encoding, "headers")).filter(
      ([, header]) =>
        objectAt(header).required === true &&
        readHeaderValue(document, objectAt(header).schema) === undefined,
    );
    return [
      ...(isOther
        ? [
            `The field ${JSON.stringify(name)} is ${contentType}, which is not made of an object: pass text or a file.`,
          ]
        : []),
      ...open.map(
        ([header]) =>
          `The field ${JSON.stringify(name)} needs the header ${header}, which has no one value. It is left out; give it a \`const\` or a \`default\` in an overlay.`,
      ),
    ];
  });
}
