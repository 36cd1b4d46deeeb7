import { MODEL } from "../../../src/openapi/models.ts";
import { TASKS } from "../../../src/openapi/names/collections.ts";
import type { TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import {
  type CollectionFunction,
  type CollectionFunctions,
  findDiscriminator,
  hasOwnResponses,
  listModels,
  type QueryFunctions,
} from "../client/collections.ts";
import { endpointOf } from "../client/write-requests.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { commentText } from "../shared/morph.ts";
import { literalText, propertyText } from "../shared/source-text.ts";
import { bodyType, modelsType, responsesType, resultType } from "../shared/type-names.ts";
import { callText, fromText, type Made, readerOf, renderMade, takeParameters } from "./made.ts";
import { queryName } from "./task-query.ts";

/** A part of a collection. */
interface CollectionPart {
  collection: string;
  /** What it is for the compiler. */
  type: string;
  made: Made;
  /** The name of a function; a part that has none is a whole set of functions. */
  name?: string;
  operation: OperationFacts;
}

/** A collection of the client: `videos`. */
export interface RenderedCollection {
  name: string;
  type: string;
  /** What an editor shows of it. */
  docs: string[];
  /** The expression that makes it. */
  made: string;
}

/**
 * The type of a task as an operation responds with it.
 *
 * @param envelope the properties around it.
 */
export function taskType(
  operation: OperationFacts,
  { state }: TaskCreation,
  { envelope }: TaskCreation["queried"],
): string {
  const opened = envelope.reduce(
    (type, name) => `Enveloped<${type}, ${literalText(name)}>`,
    givenType(operation),
  );
  return `IdentifiedTask<${opened}, ${literalText(state)}>`;
}

/** The collections of a client, each with all that is in it. */
export function listCollections(functions: CollectionFunctions): RenderedCollection[] {
  const parts = listParts(functions);
  return [
    ...renderTasks(functions),
    ...[...new Set(parts.map(({ collection }) => collection))].map((name) => {
      const own = parts.filter(({ collection }) => collection === name);
      const sets = own.filter((part) => part.name === undefined);
      const single = own.filter((part) => part.name !== undefined);
      const functionsType = single.map(
        ({ name = "", operation, type }) =>
          `/** ${summarise(operation)} */ readonly ${propertyText(name)}: ${type}`,
      );
      const [set] = sets;
      return {
        name,
        docs: [[...new Set(own.map(({ operation }) => `- ${summarise(operation)}`))].join("\n")],
        type: [
          ...sets.map(({ type }) => type),
          ...(single.length === 0 ? [] : [`{ ${functionsType.join("; ")} }`]),
        ].join(" & "),
        made:
          own.length === 1 && set !== undefined
            ? `${set.made.by}(${set.made.from})`
            : `{ ${[
                ...sets.map(({ made }) => `...${made.by}<${made.types}>(${made.from})`),
                ...single.map(
                  (part) => `${propertyText(part.name ?? "")}: ${part.made.by}(${part.made.from})`,
                ),
              ].join(", ")} }`,
      };
    }),
  ];
}

/** The other name of the only query. A second one takes it away: what was written for the first then does not compile. */
function renderTasks({ queries }: CollectionFunctions): RenderedCollection[] {
  return queries
    .filter(({ inTasks, collection }) => inTasks && collection !== TASKS)
    .map(({ collection, operation }) => ({
      name: TASKS,
      docs: [`The tasks of \`${collection}\`, as long as these pages have no others.`],
      type: "Tasks<Task>",
      made: `createTasks(connection, ${queryName(operation)})`,
    }));
}

function listParts({
  queries,
  tasks,
  immediate,
  streams,
  uploads,
  calls,
}: CollectionFunctions): CollectionPart[] {
  return [
    ...queries.map((query) => {
      const types = readType(query);
      const made = { by: "createTasks", types, from: `connection, ${queryName(query.operation)}` };
      const { collection, operation } = query;
      return { collection, operation, type: `Tasks<${types}>`, made };
    }),
    ...tasks.flatMap((one) => {
      const query = queries.find(({ operation }) => operation.id === one.operation.task?.query);
      return query === undefined ? [] : [renderTaskCollection(one, query)];
    }),
    ...immediate.map(({ collection, name, operation }) => {
      const own = hasOwnResponses(operation);
      const types = [
        ...requestTypes(operation),
        givenType(operation),
        ...(own ? [responsesType(operation.id)] : []),
        ...moreTypes(operation),
      ].join(", ");
      const type = `${own ? "ModelResponseFunction" : "ResponseFunction"}<${types}>`;
      const made = renderMade(operation, "createResponseFunction", type, readerOf(operation));
      return { collection, name, type, made, operation };
    }),
    ...streams.map(({ collection, name, operation }) => {
      const type = `StreamFunction<${[...requestTypes(operation), ...moreTypes(operation)].join(", ")}>`;
      const made = renderMade(operation, "createStreamFunction", type);
      return { collection, name, type, made, operation };
    }),
    ...uploads.map(renderUpload),
    ...calls.map(renderCall),
  ];
}

function renderTaskCollection(
  { collection, operation }: CollectionFunction,
  query: QueryFunctions,
): CollectionPart {
  const types = [
    ...requestTypes(operation),
    `SubmittedTask<${literalText(collection)}>`,
    readType(query),
    ...moreTypes(operation),
  ].join(", ");
  const type = `TaskCollection<${types}>`;
  const made = {
    by: "createTaskCollection",
    types,
    from: fromText(operation, { query: queryName(query.operation) }),
  };
  return { collection, operation, type, made: takeParameters(operation, type, made) };
}

/** The type of the option for the parameters of an operation, where it has some. */
function moreTypes({ id, parametersOutsidePath }: OperationFacts): string[] {
  if (parametersOutsidePath === "none") return [];
  const params = `Omit<operations[${JSON.stringify(id)}]["parameters"], "path">`;
  return [
    parametersOutsidePath === "required" ? `{ params: ${params} }` : `{ params?: ${params} | undefined }`,
  ];
}

function renderCall({ collection, name, operation }: CollectionFunction): CollectionPart {
  const { id, mediaType, bodyRequired, hasParameters, needsParameters, readAs, files, method } = operation;
  const isBinary = readAs === "blob";
  const params = needsParameters || (mediaType !== undefined && bodyRequired) ? "params" : "params?";
  const given = [
    ...(hasParameters ? [[params, `operations[${JSON.stringify(id)}]["parameters"]`] as const] : []),
    ...(mediaType === undefined ? [] : [[bodyRequired ? "body" : "body?", bodyType(id)] as const]),
  ];
  const holdsFiles = files.length > 0;
  const own =
    method === "get" ? 'Pick<CreateOptions, "signal">' : holdsFiles ? "UploadOptions" : "CreateOptions";
  const options = isBinary ? `${own} & { parseAs?: As }` : own;
  const parameters = [...given.map(([one, type]) => `${one}: ${type}`), `options?: ${options}`].join(", ");
  const type = `${isBinary ? '<As extends BinaryAs = "blob">' : ""}(${parameters}) => Promise<${isBinary ? "Binary<As>" : givenType(operation)}>`;
  const by = holdsFiles ? "createUploadFunction" : "createCallFunction";
  const from = `connection, ${callText(operation)}`;
  return { collection, name, type, made: { by, types: type, from }, operation };
}

/** What makes the function that uploads a file: the other fields of its form are an option. */
function renderUpload({ collection, name, operation }: CollectionFunction): CollectionPart {
  const field = literalText(operation.files[0]?.name);
  const type = `FileUpload<${bodyType(operation.id)}, ${field}, ${givenType(operation)}>`;
  const from = `connection, ${callText(operation)}, ${field}`;
  return { collection, name, type, made: { by: "createFileUpload", types: type, from }, operation };
}

/** A line about an operation: what its page is called, and its request. */
function summarise(operation: OperationFacts): string {
  return commentText(`${operation.summary} \`${endpointOf(operation)}\``).replaceAll("\n", " ");
}

/** The task that a query reads: of that of `tasks`, `Task`. */
function readType(query: QueryFunctions): string {
  return query.inTasks ? "Task" : taskType(query.operation, query.task, query.task.queried);
}

function requestTypes(operation: OperationFacts): string[] {
  const inPath = findDiscriminator(operation)?.in === "path";
  return [
    listModels(operation).size === 0 ? "object" : modelsType(operation.id),
    inPath
      ? `{ ${MODEL}: string } & ${bodyType(operation.id)}`
      : operation.bodyRequired
        ? bodyType(operation.id)
        : // A body of any type is `unknown`, which would take `void` in.
          `NonNullable<${bodyType(operation.id)}> | void`,
  ];
}

/** The type of an operation's response. */
export function givenType({ id, successMediaType, readAs }: OperationFacts): string {
  if (readAs === undefined) return "void";
  return successMediaType === undefined ? "object" : resultType(id);
}
