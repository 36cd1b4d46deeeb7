import { isJson } from "../../openapi/media-types.ts";
import { MODEL } from "../../openapi/models.ts";
import { nameCollection, readPathNames, TASKS } from "../../openapi/names/collections.ts";
import { toIdentifier } from "../../openapi/names/identifier.ts";
import { requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/**
 * The client's functions that make tasks, and those that ask for them: `videos.create`, `tasks.get`. Of several operations
 * with the same collection, the path that sorts first is its `create`; the query of most tasks is `tasks.get`, any other
 * has the collection of its path. All others are left to the openapi-fetch client, which has every path.
 */
export function nameCalls({ operations, taskRoles }: Engine): Map<PrismOperation, string> {
  const calls = new Map<PrismOperation, string>();
  const taken = new Set<string>();
  const asked: PrismOperation[] = [];
  const sorted = [...operations].sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const operation of sorted) {
    const role = taskRoles.get(operation);
    if (role?.does !== "create" || !isCreate(operation)) continue;
    const collection = nameCollection(readPathNames(operation.path).collection);
    if (taken.has(collection)) continue;
    taken.add(collection);
    asked.push(role.form.query.operation);
    // A call with the model of its path in its body is another request.
    if (!operation.path.includes("{")) calls.set(operation, `${collection}.create`);
  }
  const countOf = (query: PrismOperation) => asked.filter((one) => one === query).length;
  const queries = sorted.filter((operation) => asked.includes(operation));
  queries.sort((one, other) => countOf(other) - countOf(one));
  const named = new Set<string>();
  for (const [index, query] of queries.entries()) {
    const own = index === 0 ? TASKS : nameCollection(readPathNames(query.path).collection);
    const collection = named.has(own) ? toIdentifier(query.iid ?? "") : own;
    named.add(collection);
    calls.set(query, `${collection}.get`);
  }
  return calls;
}

/** Whether a call names all that its path needs: the model. */
function isCreate(operation: PrismOperation): boolean {
  const inPath = operation.path.match(/\{[^{}\s]+\}/g) ?? [];
  return (
    operation.method.toLowerCase() === "post" &&
    requestContents(operation).some(({ mediaType }) => isJson(mediaType)) &&
    (inPath.length === 0 || inPath.join() === `{${MODEL}}`)
  );
}
