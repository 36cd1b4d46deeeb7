import type { JsonObject } from "../../../src/openapi/json.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { readEndings } from "../../../src/openapi/tasks/endings.ts";
import { findResults } from "../../../src/openapi/tasks/results.ts";
import type { QueryFunctions } from "../client/collections.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { tableText } from "../shared/source-text.ts";

/** Name of the constant that holds what is known of the tasks of a query. */
export const queryName = ({ id }: OperationFacts) => `${toIdentifier(id)}Query`;

/** What the runtime is told of the tasks of a query. */
export function readQuery(document: JsonObject, { operation, task }: QueryFunctions) {
  const { first, ended } = readEndings(task.states);
  return {
    path: operation.path,
    ...(task.queriedId !== undefined && { id: task.queriedId }),
    state: task.state,
    first,
    ended,
    results: findResults(document, task.queried, task.created),
  };
}

/** The same as text. */
export const renderQuery = (document: JsonObject, query: QueryFunctions): string =>
  `${tableText(Object.entries(readQuery(document, query)))} as const satisfies TaskQuery`;
