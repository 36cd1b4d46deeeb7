import { MODEL } from "../../../src/openapi/models.ts";
import type { TaskCreation } from "../../../src/openapi/task-operations.ts";
import {
  type CollectionFunction,
  type CollectionFunctions,
  findDiscriminator,
  hasOwnResponses,
  listModels,
  type QueryFunctions,
} from "../client/collections.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { bodyType, modelsType, responsesType, resultType } from "../shared/identifier.ts";
import { literalText, propertyText } from "../shared/source-text.ts";
import { queryName } from "./task-query.ts";

/** A part of a collection. */
interface CollectionPart {
  collection: string;
  /** What it is for the compiler. */
  type: string;
  /** What makes it, and with it its type where the compiler cannot find that out by itself. */
  made: { by: string; types: string; from: string };
  /** The name of a function; a part that has none is a whole set of functions. */
  name?: string;
}

/** A collection of the client: `videos`. */
export interface RenderedCollection {
  name: string;
  type: string;
  /** The expression that makes it. */
  made: string;
}

/** The type of a task as an operation responds with it. */
export function taskType(operation: OperationFacts, { state }: TaskCreation): string {
  return `IdentifiedTask<${givenType(operation)}, ${literalText(state)}>`;
}

/** The collections of a client, each with all that is in it. */
export function listCollections(functions: CollectionFunctions): RenderedCollection[] {
  const parts = listParts(functions);
  return [...new Set(parts.map(({ collection }) => collection))].map((name) => {
    const own = parts.filter(({ collection }) => collection === name);
    const sets = own.filter((part) => part.name === undefined);
    const single = own.filter((part) => part.name !== undefined);
    const functionsType = single.map((part) => `readonly ${propertyText(part.name ?? "")}: ${part.type}`);
    const [set] = sets;
    return {
      name,
      type: [
        ...sets.map(({ type }) => type),
        ...(single.length === 0 ? [] : [`{ ${functionsType.join("; ")} }`]),
      ].join(" & "),
      made:
        own.length === 1 && set !== undefined
          ? `${set.made.by}(${set.made.from})`
          : `{ ${[
              ...sets.map(({ made }) => `...${made.by}<${made.types}>(${made.from})`),
              ...single.map((part) => `${propertyText(part.name ?? "")}: ${part.made.by}(${part.made.from})`),
            ].join(", ")} }`,
    };
  });
}

function listParts({ queries, tasks, immediate, streams, calls }: CollectionFunctions): CollectionPart[] {
  return [
    ...queries.map((query) => {
      const types = readType(query, queries);
      const made = { by: "createTasks", types, from: `connection, ${queryName(query.operation)}` };
      return { collection: query.collection, type: `Tasks<${types}>`, made };
    }),
    ...tasks.flatMap((one) => {
      const query = queries.find(({ operation }) => operation.id === one.operation.task?.query);
      return query === undefined ? [] : [renderTaskCollection(one, query, queries)];
    }),
    ...immediate.map(({ collection, name, operation }) => {
      const types = [...requestTypes(operation), givenType(operation)].join(", ");
      const from = ["connection", pathText(operation), ...optionsText(operation)].join(", ");
      const made = { by: "createResponseFunction", types, from };
      const type = hasOwnResponses(operation)
        ? `ModelResponseFunction<${types}, ${responsesType(operation.id)}>`
        : `ResponseFunction<${types}>`;
      return { collection, name, type, made };
    }),
    ...streams.map(({ collection, name, operation }) => {
      const types = requestTypes(operation).join(", ");
      const from = ["connection", pathText(operation), ...optionsText(operation)].join(", ");
      const made = { by: "createStreamFunction", types, from };
      return { collection, name, type: `StreamFunction<${types}>`, made };
    }),
    ...calls.map(renderCall),
  ];
}

function renderTaskCollection(
  { collection, operation }: CollectionFunction,
  query: QueryFunctions,
  queries: readonly QueryFunctions[],
): CollectionPart {
  const types = [
    ...requestTypes(operation),
    `SubmittedTask<${literalText(collection)}>`,
    readType(query, queries),
  ].join(", ");
  const options = optionsText(operation, operation.task);
  const from = ["connection", pathText(operation), queryName(query.operation), ...options].join(", ");
  return { collection, type: `TaskCollection<${types}>`, made: { by: "createTaskCollection", types, from } };
}

function renderCall({ collection, name, operation }: CollectionFunction): CollectionPart {
  const { id, method, path, mediaType, bodyRequired, hasParameters } = operation;
  const bodyText = `${bodyType(id)}${bodyRequired ? "" : " | undefined"}`;
  const given = [
    ...(hasParameters ? [["params", `operations[${JSON.stringify(id)}]["parameters"]`] as const] : []),
    ...(mediaType === undefined ? [] : [["body", bodyText] as const]),
  ];
  const options = method === "get" ? 'Pick<CreateOptions, "signal">' : "CreateOptions";
  const parameters = [...given.map(([one, type]) => `${one}: ${type}`), `options?: ${options}`].join(", ");
  const type = `(${parameters}) => Promise<${givenType(operation)}>`;
  const facts = {
    method: method.toUpperCase(),
    path,
    takes: given.map(([one]) => one),
    ...(mediaType !== undefined && !bodyRequired && { optional: true }),
  };
  const toBody = mediaType?.startsWith("multipart/") === true ? ", toBody: toForm" : "";
  const from = `connection, ${literalText(facts).slice(0, -2)}${toBody} }`;
  return { collection, name, type, made: { by: "createCallFunction", types: type, from } };
}

/** The task that a query reads: of that of most tasks, `Task`. */
function readType(query: QueryFunctions, queries: readonly QueryFunctions[]): string {
  return query === queries[0] ? "Task" : taskType(query.operation, query.task);
}

function requestTypes(operation: OperationFacts): string[] {
  const inPath = findDiscriminator(operation)?.in === "path";
  return [
    listModels(operation).size === 0 ? "object" : modelsType(operation.id),
    inPath
      ? `{ ${MODEL}: string } & ${bodyType(operation.id)}`
      : `${bodyType(operation.id)}${operation.bodyRequired ? "" : " | void"}`,
  ];
}

/** What is unusual about a function that posts a body. */
function optionsText({ bodyRequired }: OperationFacts, task?: TaskCreation): string[] {
  const options = {
    ...(!bodyRequired && { optional: true }),
    ...(task?.createdId !== task?.queriedId && { id: task?.createdId }),
  };
  return Object.keys(options).length === 0 ? [] : [literalText(options)];
}

/** The type of an operation's response. */
export function givenType({ id, successMediaType }: OperationFacts): string {
  return successMediaType === undefined ? "object" : resultType(id);
}

function pathText({ path }: OperationFacts): string {
  return path.includes("{") ? `modelPath(${literalText(path)})` : literalText(path);
}
