import type { JsonObject } from "../../../src/openapi/json.ts";
import { essenceOf, isForm, isJson, isText } from "../../../src/openapi/media-types.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";

/** Stands for all that may be sent as bytes until the types are printed. */
export const SENT_FILE = "\0sent file";

/** Stands for what a response of bytes is read as. */
export const RECEIVED_FILE = "\0received file";

/** Gives a body that is neither JSON nor a form the type that programs have of it, whatever its schema says it holds. */
export function shapeMedia(document: JsonObject, media: JsonObject, keys: readonly string[]): JsonObject {
  const mediaType = keys.at(-1) ?? "";
  const isRequest = keys.includes("requestBody");
  const isBody = isRequest || keys.includes("responses");
  if (!isBody || keys.includes("parameters") || (isRequest && isForm(mediaType)) || isJson(mediaType))
    return media;
  // What its schema describes is not the text, but each event.
  if (essenceOf(mediaType) === "text/event-stream") return media;
  const isString = [resolveComponent(document, media.schema).type].flat().join() === "string";
  if (isText(mediaType) && isString) return media;
  const format = isRequest ? { format: SENT_FILE } : isText(mediaType) ? {} : { format: RECEIVED_FILE };
  return { ...media, schema: { type: "string", ...format } };
}
