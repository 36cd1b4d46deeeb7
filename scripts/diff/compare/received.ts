import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { METHODS, type OperationEntry } from "../../../src/openapi/operations.ts";
import { saidOf } from "./said-of.ts";

/** Under which an operation here has what its path item says. Read in messages, and no field of any document. */
export const PATH_ITEM = "path item";

/**
 * The operations of a callback or a webhook, each with all that its path item says of it: a document has no path where
 * that would be looked for.
 */
export function listReceived(path: string, item: Json): OperationEntry[] {
  if (!isObject(item)) return [];
  return METHODS.flatMap((method) => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    const whole = joined.get(item) ?? new Map<string, JsonObject>();
    joined.set(item, whole);
    const one = whole.get(method) ?? joinItem(item, operation);
    whole.set(method, one);
    return [{ method, path, operation: one }];
  });
}

/** One for each, so that an operation whose callbacks lead to it again is the same one. */
const joined = new WeakMap<JsonObject, Map<string, JsonObject>>();

function joinItem(item: JsonObject, operation: JsonObject): JsonObject {
  const parameters = [...listAt(item, "parameters"), ...listAt(operation, "parameters")];
  return { [PATH_ITEM]: saidOf(item, "summary", "description", "servers"), ...operation, parameters };
}
