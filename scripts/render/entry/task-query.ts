import type { JsonObject } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { readEndings } from "../../../src/openapi/tasks/endings.ts";
import { joinAllOf } from "../../../src/openapi/tasks/envelope.ts";
import { findFailure } from "../../../src/openapi/tasks/failure.ts";
import { findProgress, isPlainProgress } from "../../../src/openapi/tasks/progress.ts";
import { ANY_NAME, findResults } from "../../../src/openapi/tasks/results.ts";
import type { TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import type { QueryFunctions } from "../client/collections.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { blockText, literalText } from "../shared/source-text.ts";

/** Name of the constant that holds what is known of the tasks of a query. */
export const queryName = ({ id }: OperationFacts) => `${toIdentifier(id)}Query`;

/** What the runtime is told of the tasks of a query, but for what of it reads them. */
export function readQuery(document: JsonObject, { collection, inTasks, operation, task }: QueryFunctions) {
  const { first, ended } = readEndings(task.states);
  const [results = []] = findResults(document, task);
  return {
    path: operation.path,
    ...(!inTasks && { collection }),
    ...(task.queried.envelope.length > 0 && { envelope: task.queried.envelope }),
    ...(task.queriedId !== undefined && { id: task.queriedId }),
    state: task.state,
    first,
    ended,
    results,
  };
}

/** What the runtime is told of a submission whose response has the task elsewhere than that of its query. */
export function readCreation({ created, createdId, queried, queriedId }: TaskCreation) {
  const isElsewhere = created.envelope.join() !== queried.envelope.join();
  return {
    ...(isElsewhere && { envelope: created.envelope }),
    ...(createdId !== queriedId && { id: createdId }),
  };
}

/** What the runtime is told to read tasks with: the names of what it has for that, and what these are given. */
export function listReaders(document: JsonObject, { task }: QueryFunctions) {
  const failure = findFailure(document, task);
  const places = findResults(document, task);
  const progress = findProgress(document, task);
  const areElsewhere = places.length > 1 || places.some((keys) => keys.includes(ANY_NAME));
  const saysEstimate = [task.created, task.queried].some(
    ({ properties }) => "estimated_time" in readProperties(joinAllOf(document, properties.task_info)),
  );
  return {
    ...(!saysEstimate && { estimateMs: ["guessEstimate"] as const }),
    ...(areElsewhere && { links: ["linksAt", places] as const }),
    ...(progress !== undefined &&
      !isPlainProgress(progress) && { progress: ["progressAt", progress.keys, progress.whole] as const }),
    ...(failure !== undefined && { failure: ["failureAt", failure] as const }),
  };
}

/** What the runtime is told of the tasks of a query, as text. */
export function renderQuery(document: JsonObject, query: QueryFunctions): string {
  const facts = Object.entries(readQuery(document, query)).map(
    ([name, value]) => `${name}: ${literalText(value)}`,
  );
  const readers = Object.entries(listReaders(document, query)).map(
    ([name, [by, ...given]]) => `${name}: ${by}(${given.map(literalText).join(", ")})`,
  );
  return `${blockText("{", [...facts, ...readers], "}")} as const satisfies TaskQuery`;
}
