import { isTaskId } from "../client/tasks/read-task.ts";
import { explainSlash, listUnescapedSlashes } from "../text/unescaped-slash.ts";
import { foldName } from "./body/same-names.ts";
import { Refusal } from "./refusal.ts";

/** Where the response of an operation has the task that it makes, as its document says. */
interface MadeTask {
  /** The path of the operation that asks for the task. */
  readonly query: string;
  /** The keys from the response to the task in it. Absent where the response is the task. */
  readonly envelope?: readonly string[] | undefined;
  /** The property that is the task's id. */
  readonly id: string;
}

/** Where a request names a task that exists, as its document says. */
interface NamedTask {
  /** The path of the operation that asks for the task. */
  readonly query: string;
  /** A part of the body, or a parameter outside of the path. */
  readonly in: "body" | "header" | "query";
  /** The keys from the body to it, or the name of the parameter. `"*"` is every item of a list. */
  readonly keys: readonly string[];
}

/**
 * One operation. `body`: the media type of its body, where that is not `application/json`. `headers`: the names of its
 * parameters that are headers. `task`: where its response has the task that it makes; what has no such makes none.
 * `named`: where its request names others.
 */
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers?: readonly string[] | undefined;
  readonly task?: MadeTask | undefined;
  readonly named?: readonly NamedTask[] | undefined;
}

/** The operations that are let through, as `operationTable` of `evolink-openapi/functions` lists them. */
export type Operations = Readonly<Record<string, Operation>>;

/** A request that is one of the operations. */
export interface Route extends Operation {
  /** With the parameters of the request, encoded anew. */
  filled: string;
  params: Record<string, string>;
}

interface Template {
  operation: Operation;
  names: string[];
  pattern: RegExp;
}

/** Makes what finds the operation of a path: a literal path before one with parameters. */
export function createRouter(operations: Operations): (method: string, path: string) => Route {
  const templates = Object.values(operations)
    .map((operation): Template => {
      const { method, path } = operation;
      const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => `${match[1]}`);
      const literals = path.split(/\{[^{}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const pattern = new RegExp(`^${literals.join("([^/]+)")}$`);
      return { operation: { ...operation, method: method.toUpperCase() }, names, pattern };
    })
    .sort((one, other) => one.names.length - other.names.length);

  return (method, path) => {
    const found = templates.flatMap(({ operation, names, pattern }) => {
      const match = pattern.exec(path);
      return match ? [{ operation, names, values: match.slice(1) }] : [];
    });
    const template = found.find(({ operation }) => operation.method === method);
    const allow = found.map(({ operation }) => operation.method).join(", ");
    if (!template && allow) throw new Refusal(405, "method_not_allowed", `Use ${allow} here.`, { allow });
    if (!template) throw new Refusal(404, "not_found", explainAbsence(templates, method, path));
    const { operation, names, values } = template;
    const params = Object.fromEntries(values.map((value, at) => [`${names[at]}`, decode(value)]));
    const filled = operation.path.replace(/\{([^{}]+)\}/g, (_, name) =>
      encodeURIComponent(`${params[name]}`),
    );
    return { ...operation, filled, params };
  };
}

function explainAbsence(templates: readonly Template[], method: string, path: string): string {
  const [unescaped] = templates
    .filter(({ operation }) => operation.method === method)
    .flatMap(({ operation, pattern }) =>
      listUnescapedSlashes(operation.path, path).filter(({ escaped }) => pattern.test(escaped)),
    );
  return `No such operation.${unescaped ? ` ${explainSlash(unescaped)}` : ""}`;
}

/** @throws {Refusal} what decodes to nothing, or could reach another path. */
function decode(value: string): string {
  try {
    const text = decodeURIComponent(value);
    // What is encoded twice may be decoded twice.
    if (!/%(2e|2f|5c)/i.test(text) && text.split(/[\\/]/).every((part) => /[^.]/.test(part))) return text;
  } catch {}
  throw new Refusal(404, "not_found", "No such operation.");
}

const MODEL = "model";

/**
 * The models that a request asks for: that of its path or else of its body, and those of its query. In a path it is the
 * parameter behind `/models/`, wherever that stands, or the last segment there where the document has the model itself.
 */
export function findModels({ path, params }: Route, query: URLSearchParams, body: unknown): unknown[] {
  const parameter = /\/models\/\{([^{}]+)\}/.exec(path)?.[1] ?? MODEL;
  const literal = /\/models\/([^/:{}]+)(?::[^/]*)?$/.exec(path)?.[1];
  const inPath = literal === undefined ? params[parameter] : decodeURIComponent(literal);
  const inQuery = [...query].flatMap(([name, text]) => (foldName(name) === MODEL ? text : []));
  const inBody = Object.entries(Object(body)).find(([name]) => foldName(name) === MODEL)?.[1];
  return [inPath ?? inBody, ...inQuery].filter((model) => model !== undefined);
}

/** A task that a request is about. */
export interface AskedTask {
  id: string;
  /** The queries that it may be one of. */
  queries: readonly string[];
}

/**
 * The tasks that a route is about: that of the query that its path is or goes on from, such as to cancel or to download it,
 * and those that parameters name as a query's does, unless that is but `id`.
 */
export function findTasks({ path, params }: Route, queryPaths: readonly string[]): AskedTask[] {
  const [first] = Object.keys(params);
  const asked = queryPaths.filter((query) => goesOn(path, query));
  return Object.entries(params).flatMap(([name, id]) => {
    const isAsked = name === first && asked.length > 0;
    const named = queryPaths.filter((query) => name !== "id" && query.includes(`{${name}}`));
    const queries = isAsked ? asked : named;
    if (queries.length === 0) return [];
    if (isTaskId(id)) return [{ id, queries }];
    throw new Refusal(400, "invalid_task_id", "No task has such an id.");
  });
}

/** Whether a path is that of something, or of a part of it, whatever its parameters are called. */
function goesOn(path: string, query: string): boolean {
  const [own, start] = [withoutNames(path), withoutNames(query)];
  return own.startsWith(start) && /^([/:]|$)/.test(own.slice(start.length));
}

const withoutNames = (path: string) => path.replaceAll(/\{[^{}]*\}/g, "{}");
