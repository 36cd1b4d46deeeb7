import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "./json.ts";
import { resolveComponent } from "./references.ts";

/** The HTTP methods a path item may hold, in the order of the OpenAPI specification. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
export type Method = (typeof METHODS)[number];

/** One operation of a document, with the method and path it stands under. */
export interface OperationEntry {
  method: Method;
  path: string;
  operation: JsonObject;
}

/** Every operation of a document, in document order. */
export function listOperations(document: JsonObject): OperationEntry[] {
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      return isObject(operation) ? [{ method, path, operation }] : [];
    }),
  );
}

/** Puts an operation under its path and method, beside those that the path has already. */
export function setOperation(paths: JsonObject, { method, path, operation }: OperationEntry): void {
  setOwn(paths, path, { ...objectAt(paths, path), [method]: operation });
}

/** What the server calls by itself: the webhooks of a document, each a path item, by name. */
export function listWebhooks(document: JsonObject): [name: string, pathItem: Json][] {
  return Object.entries(objectAt(document, "webhooks"));
}

/** The responses of an operation, by status. */
export function listResponses(operation: JsonObject): [status: string, response: Json][] {
  return Object.entries(objectAt(operation, "responses"));
}

/** The parameters of an operation, those of its path item first. */
export function listParameters(document: JsonObject, { path, operation }: OperationEntry): JsonObject[] {
  const shared = listAt(document, "paths", path, "parameters");
  return [...shared, ...listAt(operation, "parameters")].flatMap((parameter) =>
    isObject(parameter) ? [resolveComponent(document, parameter)] : [],
  );
}
