import type { TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import { findDiscriminator } from "../client/collections.ts";
import { endpointOf } from "../client/write-requests.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { literalText } from "../shared/source-text.ts";
import { readCreation } from "./task-query.ts";

/** What makes a part of a collection, and with it its type where the compiler cannot find that out by itself. */
export interface Made {
  /** The name of a function of the runtime. */
  by: string;
  types: string;
  /** The arguments. */
  from: string;
}

/** A function that posts a body, and what makes it. */
export function renderMade(operation: OperationFacts, by: string, type: string, reader?: string): Made {
  return takeParameters(operation, type, { by, types: type, from: fromText(operation, { reader }) });
}

/** What makes functions that take the parameters of their operation as an option, where it has some. */
export function takeParameters(operation: OperationFacts, type: string, { by, types, from }: Made): Made {
  if (operation.parametersOutsidePath === "none") return { by, types, from };
  const make = `(connection) => ${by}(${from})`;
  return {
    by: "takeParameters",
    types: type,
    from: `connection, ${literalText(endpointOf(operation))}, ${make}`,
  };
}

/** The arguments of what makes a function that posts a body. */
export function fromText(
  operation: OperationFacts,
  { query, reader }: { query?: string; reader?: string | undefined },
): string {
  const options = optionsText(operation, operation.task, reader);
  return [connectionText(operation), pathText(operation), ...(query ? [query] : []), ...options].join(", ");
}

/** What the runtime is told of an operation that is a plain call. */
export function callText(operation: OperationFacts): string {
  const { method, path, mediaType, bodyRequired, hasParameters, takesAnyValue, readAs } = operation;
  const takes = [...(hasParameters ? ["params"] : []), ...(mediaType === undefined ? [] : ["body"])];
  const isOptional = mediaType !== undefined && !bodyRequired;
  const facts = {
    method: method.toUpperCase(),
    path,
    takes,
    ...(isOptional && { optional: true }),
    ...(takesAnyValue && { anyValue: true }),
  };
  const reader = readerOf(operation);
  const fields = [
    ...(reader === undefined ? [] : [`read: ${reader}`]),
    ...(readAs === "blob" ? ["open: openBinary"] : []),
  ];
  return addFields(literalText(facts), fields);
}

/** Adds fields to the text of an object. */
function addFields(text: string, fields: readonly string[]): string {
  const inner = text.slice(1, -1).trim();
  return `{ ${[...(inner === "" ? [] : [inner]), ...fields].join(", ")} }`;
}

/** What of the runtime reads a response; undefined for a JSON object, which every function reads by itself. */
export function readerOf({ readAs, givesAnyValue }: OperationFacts): string | undefined {
  if (readAs === "json") return givesAnyValue ? "readJson" : undefined;
  return READERS[readAs ?? "nothing"];
}

const READERS = { blob: "readBinary", text: "readText", nothing: "readNothing" };

/** The connection of a function that posts JSON: under its own media type, where it has one. */
function connectionText({ mediaType = "" }: OperationFacts): string {
  return mediaType === "application/json" ? "connection" : `sendAs(connection, ${literalText(mediaType)})`;
}

/** What is unusual about a function that posts a body. */
function optionsText(
  { bodyRequired }: OperationFacts,
  task: TaskCreation | undefined,
  reader: string | undefined,
): string[] {
  const options = {
    ...(!bodyRequired && { optional: true }),
    ...(task !== undefined && readCreation(task)),
  };
  const fields = reader === undefined ? [] : [`read: ${reader}`];
  return Object.keys(options).length + fields.length === 0 ? [] : [addFields(literalText(options), fields)];
}

/** A brace may also be a letter of the path: only where the path names the model, the body goes without it. */
function pathText(operation: OperationFacts): string {
  const path = literalText(operation.path);
  return findDiscriminator(operation)?.in === "path" ? `modelPath(${path})` : path;
}
