import { isJson } from "../../openapi/media-types.ts";
import { MODEL } from "../../openapi/models.ts";
import { nameCollection, readPathNames, TASKS } from "../../openapi/names/collections.ts";
import { requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/**
 * The client's functions that make tasks, and the one that asks for most of them: `videos.create`, `tasks.get`. Of several
 * operations with the same collection, the path that sorts first is its `create`. All others are left to the
 * openapi-fetch client, which has every path.
 */
export function nameCalls({ operations, taskCreations, query }: Engine): Map<PrismOperation, string> {
  const queryOf = new Map(taskCreations.map((task) => [task.create, task.query]));
  const creates = [...operations]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .filter((operation) => queryOf.has(operation.iid ?? "") && isCreate(operation));
  const calls = new Map<PrismOperation, string>();
  const taken = new Set<string>();
  for (const operation of creates) {
    const call = `${nameCollection(readPathNames(operation.path).collection)}.create`;
    // A call with the model of its path in its body is another request.
    if (!taken.has(call) && !operation.path.includes("{")) calls.set(operation, call);
    taken.add(call);
  }
  const asked = creates.map(({ iid }) => queryOf.get(iid ?? ""));
  const countOf = (id: string | undefined) => asked.filter((one) => one === id).length;
  const most = Math.max(0, ...asked.map(countOf));
  if (query && most > 0 && countOf(query.iid) === most) calls.set(query, `${TASKS}.get`);
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
