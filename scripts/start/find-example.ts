import { listExamples } from "../../src/openapi/examples.ts";
import type { Json, JsonObject } from "../../src/openapi/json.ts";
import { listOperationFacts } from "../render/shared/facts.ts";

/** A documented request for a task. */
export interface DocumentedExample {
  operationId: string;
  /** The collection of the client that has the operation, such as `videos`. */
  collection: string;
  body: Json;
}

/**
 * Finds the first documented request of an operation that creates a task.
 *
 * @throws {Error} the document has none.
 */
export function findExample(document: JsonObject): DocumentedExample {
  for (const { id, media, collection, task } of listOperationFacts(document)) {
    if (task === undefined) continue;
    const [first] = listExamples(media);
    if (first !== undefined) return { operationId: id, collection, body: first.value };
  }
  throw new Error(
    "No operation that creates a task has a request example. Add one to a page, or with an overlay.",
  );
}
