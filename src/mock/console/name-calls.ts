import { isJson } from "../../openapi/media-types.ts";
import { MODEL } from "../../openapi/models.ts";
import { nameCollection, nameQueries, readPathNames } from "../../openapi/names/collections.ts";
import { requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/**
 * The client's functions that make tasks, and those that ask for them: `videos.create`, `tasks.get`. Of several operations
 * with the same collection, the path that sorts first is its `create`. All others are left to the openapi-fetch client, which
 * has every path.
 */
export function nameCalls({ operations, taskRoles }: Engine): Map<PrismOperation, string> {
  const calls = new Map<PrismOperation, string>();
  const taken = new Set<string>();
  const sorted = [...operations].sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const operation of sorted) {
    const role = taskRoles.get(operation);
    if (role?.does !== "create" || !isCreate(operation)) continue;
    const collection = nameCollection(readPathNames(operation.path).collection);
    if (taken.has(collection)) continue;
    taken.add(collection);
    // A call with the model of its path in its body is another request.
    if (!operation.path.includes("{")) calls.set(operation, `${collection}.create`);
  }
  const queries = sorted.filter((operation) => taskRoles.get(operation)?.does === "query");
  const names = nameQueries(queries.map(({ iid = "", path }) => ({ id: iid, path })));
  for (const [index, query] of queries.entries()) calls.set(query, `${names[index]}.get`);
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
