import type { Change } from "../../../../scripts/diff/change.ts";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";

/** The path of the one operation of the documents here. */
export const PATH = "/v1/clips";

/** A document of one operation, and with more. */
export function makeDocument(operation: JsonObject, rest: JsonObject = {}): JsonObject {
  const responses = { "200": { description: "Done." } };
  return {
    openapi: "3.1.0",
    info: { title: "Clips", version: "1.0.0" },
    paths: { [PATH]: { post: { operationId: "createClip", responses, ...operation } } },
    ...rest,
  };
}

/** A document whose operation takes a body. */
export const request = (schema: Json, rest?: JsonObject, type = "application/json") =>
  makeDocument({ requestBody: { required: true, content: { [type]: { schema } } } }, rest);

/** A document whose operation responds with a body. */
export const response = (schema: Json, rest?: JsonObject, type = "application/json") =>
  makeDocument({ responses: { "200": { description: "Done.", content: { [type]: { schema } } } } }, rest);

/** An object with some properties, and of these the required ones. */
export const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});

/** Changes as a person reads them. */
export const brief = (changes: readonly Change[]) =>
  changes.map(({ level, kind, message }) => `${level} ${kind}: ${message}`);
