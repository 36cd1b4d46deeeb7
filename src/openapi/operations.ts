import { isObject, type JsonObject, listAt, objectAt } from "./json.ts";
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

/** The parameters of an operation, those of its path item first. */
export function listParameters(document: JsonObject, { path, operation }: OperationEntry): JsonObject[] {
  const shared = listAt(document, "paths", path, "parameters");
  return [...shared, ...listAt(operation, "parameters")].flatMap((parameter) =>
    isObject(parameter) ? [resolveComponent(document, parameter)] : [],
  );
}
