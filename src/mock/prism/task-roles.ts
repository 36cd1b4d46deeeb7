import { isObject, type Json, type JsonObject, objectAt } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import { listOperations } from "../../openapi/operations.ts";
import { parsePointer } from "../../openapi/pointer.ts";
import { resolveFully } from "../../openapi/references.ts";
import { readEndings } from "../../openapi/tasks/endings.ts";
import { joinAllOf } from "../../openapi/tasks/envelope.ts";
import { findFailure } from "../../openapi/tasks/failure.ts";
import { nameOperation } from "../../openapi/tasks/read-response.ts";
import { findResults } from "../../openapi/tasks/results.ts";
import { findTaskCreations } from "../../openapi/tasks/task-operations.ts";
import { openEnvelope } from "../tasks/envelope.ts";
import { FALLBACK_ID } from "../tasks/task-ids.ts";
import { bundleOf, type MediaContent } from "./contents.ts";
import type { PrismOperation } from "./prism-operations.ts";
import type { Router } from "./router.ts";
import {
  findTaskResponse,
  listJson,
  readTaskResponse,
  sampleTask,
  type TaskForm,
  type TaskNames,
  type TaskResponse,
} from "./task-forms.ts";

/** A response that lists tasks. */
export interface TaskList {
  status: number;
  content: MediaContent;
  /** The keys that lead to the list; none where the response itself is it. */
  keys: readonly string[];
  item: TaskResponse;
}

/** What an operation does with tasks. What is done to some is told of the forms that they may have, of which there is one. */
export type TaskRole =
  | { does: "create"; form: TaskForm }
  | { does: "query"; forms: readonly TaskForm[] }
  /** @property response where it describes the task. */
  | { does: "cancel" | "delete"; forms: readonly TaskForm[]; response: TaskResponse | undefined }
  | { does: "list"; forms: readonly TaskForm[]; list: TaskList };

/** Finds what the operations of a document do with tasks: those that the generated client knows as such, and no others. */
export function findTaskRoles(
  document: JsonObject,
  operations: readonly PrismOperation[],
): Map<PrismOperation, TaskRole> {
  const byName = new Map(operations.map((operation) => [nameOf(operation), operation]));
  const entries = new Map(listOperations(document).map((entry) => [nameOperation(entry), entry.operation]));
  const roles = new Map<PrismOperation, TaskRole>();
  const queries = new Map<PrismOperation, { names: TaskNames; forms: TaskForm[] }>();
  for (const creation of findTaskCreations(document)) {
    const { state, states, createdId, queriedId } = creation;
    const { ended } = readEndings(states);
    const names: TaskNames = { id: queriedId, state, ended };
    const [create, query] = [byName.get(creation.create), byName.get(creation.query)];
    const created = create && findTaskResponse(create, { ...names, id: createdId });
    const queried = query && findTaskResponse(query, names);
    if (!created || !queried) continue;
    const documentedId = [queried, created].map(readDocumentedId).find((id) => id !== undefined);
    const form: TaskForm = {
      name: `${created.operation.method.toUpperCase()} ${created.operation.path}`,
      create: created,
      query: queried,
      results: findResults(document, creation),
      failure: findFailure(document, creation),
      callbackUrl: findCallbackUrl(document, entries.get(creation.create)) ?? DEFAULT_CALLBACK_URL,
      documentedId: documentedId ?? FALLBACK_ID,
    };
    roles.set(created.operation, { does: "create", form });
    const known = queries.get(queried.operation) ?? { names, forms: [] };
    known.forms.push(form);
    queries.set(queried.operation, known);
  }
  for (const [query, { forms }] of queries) roles.set(query, { does: "query", forms });
  for (const [query, { names, forms }] of queries)
    for (const operation of operations) {
      const role = roles.has(operation) ? undefined : readRole(operation, query, names, forms);
      if (role !== undefined) roles.set(operation, role);
    }
  return roles;
}

/** The forms of all tasks, in the order of the document. */
export const listForms = ({ taskRoles }: { taskRoles: ReadonlyMap<PrismOperation, TaskRole> }): TaskForm[] =>
  [...taskRoles.values()].flatMap((role) => (role.does === "create" ? [role.form] : []));

/** The task that a request makes, where it makes one. */
export function findCreatedForm(
  { find, taskRoles }: { find: Router; taskRoles: ReadonlyMap<PrismOperation, TaskRole> },
  method: string,
  path: string,
): TaskForm | undefined {
  const route = find(method, path);
  const role = "status" in route ? undefined : taskRoles.get(route.operation);
  return role?.does === "create" ? role.form : undefined;
}

/** The keys that lead to the URL of a callback where the document does not say them. */
export const DEFAULT_CALLBACK_URL: readonly string[] = ["callback_url"];

/** As `TaskCreation` names it. */
const nameOf = ({ iid, method, path }: PrismOperation) => iid ?? `${method.toLowerCase()} ${path}`;

/** The keys in a request's body of the URL that its document calls back. */
function findCallbackUrl(document: JsonObject, operation: JsonObject | undefined): string[] | undefined {
  const callbacks = Object.values(objectAt(operation, "callbacks"));
  const expressions = callbacks.flatMap((callback) => Object.keys(resolveFully(document, callback)));
  const pointers = expressions.map((one) => /^\{?\$request\.body#(\/[^}]+)\}?$/.exec(one)?.[1]);
  return pointers.flatMap((pointer) => (pointer === undefined ? [] : [parsePointer(pointer)]))[0];
}

/** What the sampler makes of a text of which nothing is shown. */
const SAMPLED = "string";

function readDocumentedId(response: TaskResponse): string | undefined {
  const task = openEnvelope(sampleTask(response), response.envelope);
  const id = response.id === undefined ? undefined : task?.[response.id];
  return typeof id === "string" && id !== "" && id !== SAMPLED ? id : undefined;
}

const CANCELS = /cancel|abort|\bstop|terminate/i;

/** What is done at the path of a query: a task is deleted or cancelled there, cancelled below it, listed above it. */
function readRole(
  operation: PrismOperation,
  query: PrismOperation,
  names: TaskNames,
  forms: readonly TaskForm[],
): TaskRole | undefined {
  const method = operation.method.toLowerCase();
  const [own = "", asked = ""] = [operation, query].map(({ path }) => path.replaceAll(/\{[^{}]*\}/g, "{}"));
  const response = findTaskResponse(operation, names);
  if (own === asked && method === "delete") {
    const said = [operation.iid, operation.summary].filter((text) => text !== undefined).join(" ");
    return { does: CANCELS.test(said) ? "cancel" : "delete", forms, response };
  }
  const rest = own.startsWith(asked) ? own.slice(asked.length) : "";
  if (method !== "get" && /^[/:](?:cancel|abort|stop|terminate)\w*$/i.test(rest))
    return { does: "cancel", forms, response };
  const list = method === "get" && `${own}/{}` === asked ? findTaskList(operation, names) : undefined;
  return list && { does: "list", forms, list };
}

function findTaskList(operation: PrismOperation, names: TaskNames): TaskList | undefined {
  return listJson(operation).flatMap(({ status, content }) => {
    return listLists(bundleOf(operation), content.schema).flatMap(({ keys, items }) => {
      const media = { mediaType: content.mediaType, schema: items, examples: [], encodings: [] };
      const item = readTaskResponse(operation, status, media, names);
      return item ? [{ status, content, keys, item }] : [];
    });
  })[0];
}

/** Deeper than this, in properties, no API hides its lists. */
const MAX_DEPTH = 2;

/** The lists in a response, the outermost first. */
function listLists(
  bundle: JsonObject,
  value: Json | undefined,
  keys: string[] = [],
): { keys: string[]; items: JsonObject }[] {
  const schema = joinAllOf(bundle, value);
  const inside = keys.length < MAX_DEPTH ? Object.entries(readProperties(schema)) : [];
  return [
    ...(isObject(schema.items) ? [{ keys, items: schema.items }] : []),
    ...inside
      .flatMap(([name, property]) => listLists(bundle, property, [...keys, name]))
      .toSorted((one, other) => one.keys.length - other.keys.length),
  ];
}
