import { essenceOf, isJson } from "../../../src/openapi/media-types.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { avoidNames, nameCollection, nameQueries, TASKS } from "../../../src/openapi/names/collections.ts";
import { toIdentifier, upperFirst } from "../../../src/openapi/names/identifier.ts";
import type { TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import type { OperationFacts } from "../shared/facts.ts";

/** One function of the client: `evolink.videos.create`. */
export interface CollectionFunction {
  collection: string;
  name: string;
  operation: OperationFacts;
}

/** The functions that ask for a task. */
export interface QueryFunctions extends CollectionFunction {
  /** The first of the tasks that they are for, which tells how its state is called. */
  task: TaskCreation;
  /** Whether they are in the collection `tasks`, be it besides. */
  inTasks: boolean;
}

/** The functions of the client. */
export interface CollectionFunctions {
  /** Those that ask for a task: `get` and `wait` of each collection. */
  queries: QueryFunctions[];
  /** Those that create a task: `create` and `generate`. */
  tasks: CollectionFunction[];
  /** Those that take a model and respond at once. */
  immediate: CollectionFunction[];
  /** The same, piece by piece. */
  streams: CollectionFunction[];
  /** Those that upload a file, and do nothing else. */
  uploads: CollectionFunction[];
  /** All others, with the same under a name of their own. */
  calls: CollectionFunction[];
}

/** What no custom method may be called. With a `then`, a collection would be taken for a promise. */
const FUNCTION_NAMES = new Set([
  "create",
  "generate",
  "then",
  "toJSON",
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/**
 * Names a function for each operation.
 *
 * The first segment of the path is the collection, and the custom method that it ends in the function; otherwise `create`
 * where a task or a model's response is created, and what the method does where it is neither. So a new path renames
 * nothing, unless it has the same two names. Then a task comes first, and of several the path that sorts first; the
 * others are plain calls, named after the rest of the path or else after their operation. A name that is taken by
 * something else gets an underscore. What responds at once has `stream` besides, or `streamVerb`, where that is free.
 * A form about one file is `upload` of its collection besides.
 */
export function listCollectionFunctions(operations: readonly OperationFacts[]): CollectionFunctions {
  const sorted = operations.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const posts = sorted
    .filter(({ method, mediaType }) => method === "post" && isJson(mediaType ?? ""))
    .filter(fillsPath);
  const taken = new Set<string>();
  const takeName = (operation: OperationFacts, name: string): CollectionFunction[] => {
    const collection = nameCollection(operation.collection);
    if (taken.has(`${collection}.${name}`)) return [];
    taken.add(`${collection}.${name}`);
    return [{ collection, name, operation }];
  };
  const tasks = posts.filter(({ task }) => task !== undefined).flatMap((one) => takeName(one, "create"));
  const queries = listQueries(sorted);
  for (const { collection } of queries)
    for (const name of ["get", "wait"]) taken.add(`${collection}.${name}`);
  for (const { collection } of tasks)
    for (const name of ["check", "generate"]) taken.add(`${collection}.${name}`);
  const immediate = posts
    .filter((operation) => operation.task === undefined && findDiscriminator(operation) !== undefined)
    .flatMap((one) => {
      const { customMethod } = one;
      return takeName(
        one,
        customMethod === undefined ? "create" : avoidNames(FUNCTION_NAMES, toIdentifier(customMethod)),
      );
    });
  const uploads = sorted.filter(isUpload).flatMap((one) => takeName(one, "upload"));
  const named = new Set([...queries, ...tasks, ...immediate].map(({ operation }) => operation));
  const calls = sorted
    .filter((operation) => !named.has(operation) && isCall(operation))
    .flatMap((operation) => {
      const [found] = takeName(operation, nameCall(operation));
      return found === undefined ? takeName(operation, toIdentifier(operation.id)) : [found];
    });
  const streams = immediate.flatMap(({ operation, name }) => {
    const own = name === "create" ? "stream" : `stream${upperFirst(name)}`;
    return isStreamMethod(operation) ? [] : takeName(operation, own);
  });
  return { queries, tasks, immediate, streams, uploads, calls };
}

/** Whether the path asks for a stream already. */
function isStreamMethod({ customMethod = "" }: OperationFacts): boolean {
  return /^stream[A-Z]/.test(customMethod);
}

/** Every query of a task, whatever its submission is called. The only one is `tasks` besides. */
function listQueries(operations: readonly OperationFacts[]): QueryFunctions[] {
  const creations = operations.flatMap(({ task }) => task ?? []);
  const queries = operations.flatMap((operation) => {
    const task = creations.find(({ query }) => query === operation.id);
    return task === undefined ? [] : [{ name: "get", operation, task }];
  });
  const names = nameQueries(queries.map(({ operation }) => operation));
  return queries.map((query, index) => {
    const { [index]: collection = "" } = names;
    return { ...query, collection, inTasks: collection === TASKS || queries.length === 1 };
  });
}

const VERBS: Partial<Record<string, string>> = { put: "replace", patch: "update", delete: "delete" };

/** `getQuota` of `GET /files/quota`, `uploadUrl` of `POST /files/upload/url`, `list` of a GET that gives a list. */
function nameCall({ method, path, collection, customMethod, givesList }: OperationFacts): string {
  if (customMethod !== undefined) return avoidNames(FUNCTION_NAMES, toIdentifier(customMethod));
  const segments = path.split("/");
  const rest = segments
    .slice(segments.indexOf(collection) + 1)
    .filter((segment) => !segment.startsWith("{"))
    .join("-");
  const isOne = segments.at(-1)?.startsWith("{") === true;
  if (method === "post") return rest === "" ? "create" : avoidNames(FUNCTION_NAMES, toIdentifier(rest));
  const verb = VERBS[method] ?? (givesList && !isOne ? "list" : "get");
  return rest === "" ? verb : `${verb}${upperFirst(toIdentifier(rest))}`;
}

/** Whether a function can return all that it gets: not what comes piece by piece, nor headers alone. */
function isCall({ method, success, successMediaType }: OperationFacts): boolean {
  const gives = success !== undefined && essenceOf(successMediaType ?? "") !== "text/event-stream";
  return gives && method !== "trace" && method !== "head" && method !== "options";
}

/** Whether an operation takes one file, and is neither a model's nor about something else, which its path names. */
function isUpload(operation: OperationFacts): boolean {
  const [file, ...others] = operation.files;
  const takesOne = file !== undefined && !file.isList && others.length === 0;
  const isModel = operation.task !== undefined || findDiscriminator(operation) !== undefined;
  return takesOne && !isModel && operation.method === "post" && !operation.hasParameters && isCall(operation);
}

export const findDiscriminator = ({ pages }: OperationFacts) =>
  pages.map(({ discriminator }) => discriminator).find((found) => found !== undefined);

/** Whether the path has no parameter but the model, as a call names nothing else of it. */
function fillsPath(operation: OperationFacts): boolean {
  const parameters = operation.path.match(/\{[^{}\s]+\}/g) ?? [];
  return (
    parameters.length === 0 ||
    (parameters.join() === `{${MODEL}}` && findDiscriminator(operation)?.in === "path")
  );
}

/** Whether models differ in their response, which a call has that says its model. */
export const hasOwnResponses = ({ task, ownResponses }: OperationFacts) =>
  task === undefined && ownResponses.length > 0;

/** The component schema of each model's request. None where the document does not tell the models' requests apart. */
export function listModels({ bodyVariants, pages }: OperationFacts): Map<string, string> {
  const variants =
    bodyVariants?.variants ??
    pages.flatMap(({ component, models, discriminator }) =>
      component !== undefined && discriminator?.in === "path" ? [{ component, models }] : [],
    );
  return new Map(variants.flatMap(({ component, models }) => models.map((model) => [model, component])));
}
