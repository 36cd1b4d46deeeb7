import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import type { Draw } from "../../../helpers/draw.ts";

/** Adds to a document what few documents have. */
export type Detail = (document: JsonObject, draw: Draw) => JsonObject;

export const pick = <T>(items: readonly T[], draw: Draw): T => items[draw(items.length)] as T;

export const inJson = (media: JsonObject): JsonObject => ({ content: { "application/json": media } });
export const respond = (more: JsonObject): JsonObject => ({
  responses: { "200": { description: "", ...more } },
});

/** Adds an operation that responds, under a path of its own. */
export function addOperation(document: JsonObject, operation: JsonObject, path = "/v1/details"): JsonObject {
  const item = { post: { ...respond({}), ...operation } };
  return { ...document, paths: { ...objectAt(document, "paths"), [path]: item } };
}
