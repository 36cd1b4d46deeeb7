import { readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { childOf, type Json, type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";
import { readFixedValues, readProperties, readProperty } from "../../../src/openapi/json-schema.ts";
import { essenceOf, findPreferredMedia, isJson } from "../../../src/openapi/media-types.ts";
import { findModelProperty, MODEL, readModels } from "../../../src/openapi/models.ts";
import { type PathNames, readPathNames } from "../../../src/openapi/names/collections.ts";
import {
  listOperations,
  listParameters,
  listResponses,
  type Method,
} from "../../../src/openapi/operations.ts";
import {
  parseComponentName,
  readComponent,
  readComponentName,
  resolveFully,
} from "../../../src/openapi/references.ts";
import { fillServerVariables, listServerVariables } from "../../../src/openapi/servers.ts";
import { createNamedTaskFinder, type NamedTask } from "../../../src/openapi/tasks/named-tasks.ts";
import { findTaskCreations, type TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import { createReadTypes } from "../../pipeline/repair/numerals/accepted-types.ts";
import { createKeyReader, type KeyPlace } from "./key-place.ts";
import { listPageResponses } from "./page-responses.ts";
import { type ReadAs, type RequestFacts, readAs, readRequestFacts } from "./request-facts.ts";

/** One contributing page of an operation, as the merge stage left it in `x-pages`. */
export interface PageFacts {
  /** Name of the page's function. */
  name: string;
  /** The models that the page documents; may be empty. */
  models: string[];
  /** Name of the component schema of the page's request, when it has one. */
  component: string | undefined;
  /** Whether a request needs nothing but its model. */
  needsModelAlone: boolean;
  /** Where a request names the model: in a property of the body, in a parameter of the path, or nowhere. */
  discriminator: { in: "body" | "path"; name: string } | undefined;
}

/** The variants of a request body, each of which fixes the property that names the model. */
export interface BodyVariants {
  discriminator: string;
  variants: { component: string; models: string[] }[];
}

/** A variable in the address of a server. */
export interface ServerVariable {
  default: string;
  enum?: string[];
}

/** What the renderers need to know of an operation. */
export interface OperationFacts extends PathNames {
  id: string;
  method: Method;
  path: string;
  server: string;
  /** Its address with the variables that a client may choose, each with its default; undefined where it has none. */
  serverVariables: { url: string; variables: Record<string, ServerVariable> } | undefined;
  /** How its requests carry the key; undefined where it wants none. */
  key: KeyPlace | undefined;
  summary: string;
  description: string;
  /** Media type of the request body, when there is one. JSON is preferred. */
  mediaType: string | undefined;
  /** The Media Type Object of it; empty when there is none. */
  media: JsonObject;
  /** The properties of a form that are files, or lists of them; empty where the body is no such form. */
  files: { name: string; isList: boolean }[];
  /** Names of the component schemas that the body of that media type may be. */
  bodyComponents: string[];
  bodyRequired: boolean;
  /** The body as variants by model, where all of it is that. */
  bodyVariants: BodyVariants | undefined;
  hasParameters: boolean;
  /** Whether a request must have one of them. */
  needsParameters: boolean;
  /** The names of the parameters that are headers. */
  headers: string[];
  /** Whether a request may, or must, have a parameter outside of the path. */
  parametersOutsidePath: "none" | "optional" | "required";
  /** How its requests are written; undefined where they are JSON with plain parameters. */
  request: RequestFacts | undefined;
  /** Status of the first documented success, such as `200`. */
  success: string | undefined;
  successMediaType: string | undefined;
  /** What that success is read as; undefined where it has no body. */
  readAs: ReadAs;
  /** Whether the body, or that success, is JSON that may be something else than an object or a list. */
  takesAnyValue: boolean;
  givesAnyValue: boolean;
  /** Whether that success is a list, or an object that holds one at its top. */
  givesList: boolean;
  /** What is known of the task, where the response is one that one waits for. */
  task: TaskCreation | undefined;
  /** Where a request names tasks that exist. */
  named: NamedTask[];
  pages: PageFacts[];
  /** The component of the response of each model that has one of its own: see `listPageResponses`. */
  ownResponses: [model: string, component: string][];
}

/** Reads from the document what the renderers share. */
export function listOperationFacts(document: JsonObject): OperationFacts[] {
  const creations = findTaskCreations(document);
  const tasks = new Map(creations.map((task) => [task.create, task]));
  const findNamed = createNamedTaskFinder(document, creations);
  const readKey = createKeyReader(document);
  const ownResponses = listPageResponses(document);
  const readTypes = createReadTypes(document);
  const mayBeScalar = (schema: JsonObject) =>
    [...readTypes(schema)].some((type) => type !== "object" && type !== "array");
  return listOperations(document).map((entry) => {
    const { method, path, operation } = entry;
    const id = String(operation.operationId);
    const body = operation.requestBody;
    const [success, response] = listResponses(operation).find(([status]) => status.startsWith("2")) ?? [];
    const given = findPreferredMedia(response);
    const parameters = listParameters(document, entry);
    const { mediaType, media = {}, schema = {} } = findPreferredMedia(body) ?? {};
    const pages = readPages(document, operation, parameters);
    return {
      id,
      method,
      path,
      server: readServer(operation) ?? readServer(document) ?? "",
      serverVariables: readServerVariables(operation) ?? readServerVariables(document),
      key: readKey(operation),
      ...readPathNames(path),
      summary: textOf(operation.summary),
      description: textOf(operation.description),
      mediaType,
      media,
      files: essenceOf(mediaType ?? "") === "multipart/form-data" ? listFiles(document, schema) : [],
      bodyComponents: [schema, ...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")].flatMap(
        (one) => readComponentName(one) ?? [],
      ),
      bodyRequired: childOf(body, "required") === true,
      bodyVariants: readBodyVariants(document, schema, pages),
      hasParameters: parameters.length > 0,
      needsParameters: parameters.some(isNeeded),
      headers: parameters.flatMap((one) => (one.in === "header" ? textOf(one.name) : [])),
      parametersOutsidePath: readOutsidePath(parameters),
      request: readRequestFacts(document, entry),
      success,
      successMediaType: given?.mediaType,
      readAs: readAs(operation),
      takesAnyValue: isJson(mediaType ?? "") && mayBeScalar(schema),
      // A response that is described by properties is an object, as its type says.
      givesAnyValue:
        isJson(given?.mediaType ?? "") &&
        mayBeScalar(given?.schema ?? {}) &&
        resolveFully(document, given?.schema ?? {}).properties === undefined,
      givesList: isList(document, given?.schema ?? {}),
      task: tasks.get(id),
      named: findNamed(entry),
      pages,
      ownResponses: ownResponses
        .filter(({ operationId }) => operationId === id)
        .flatMap(({ name, models }) => models.map((model): [string, string] => [model, name])),
    };
  });
}

function readOutsidePath(parameters: readonly JsonObject[]): OperationFacts["parametersOutsidePath"] {
  const outside = parameters.filter((one) => one.in !== "path");
  if (outside.length === 0) return "none";
  return outside.some(isNeeded) ? "required" : "optional";
}

const isNeeded = (parameter: JsonObject) => parameter.in === "path" || parameter.required === true;

function listFiles(document: JsonObject, schema: JsonObject): OperationFacts["files"] {
  return Object.entries(readProperties(resolveFully(document, schema))).flatMap(([name, property]) => {
    const own = resolveFully(document, property);
    const isList = own.items !== undefined;
    const { type, format } = isList ? resolveFully(document, own.items ?? {}) : own;
    return [type].flat().includes("string") && format === "binary" ? [{ name, isList }] : [];
  });
}

function isList(document: JsonObject, schema: JsonObject): boolean {
  const own = resolveFully(document, schema);
  const inner = Object.values(readProperties(own)).map((one) => resolveFully(document, one));
  return [own, ...inner].some(({ type }) => [type].flat().includes("array"));
}

function readPages(
  document: JsonObject,
  operation: JsonObject,
  parameters: readonly JsonObject[],
): PageFacts[] {
  return readContributingPages(operation).map(({ operationId, models, request }) => {
    const component = request === undefined ? undefined : parseComponentName(request);
    const discriminator = findModelName(document, models, component, parameters);
    return {
      name: operationId,
      models,
      component,
      needsModelAlone: component !== undefined && needsAlone(document, component, discriminator?.name),
      discriminator,
    };
  });
}

/** Whether the one property suffices. What is composed may need more. */
function needsAlone(document: JsonObject, component: string, property: string | undefined): boolean {
  const schema = readComponent(document, component);
  const isComposed = ["$ref", "allOf", "anyOf", "oneOf"].some((keyword) => keyword in schema);
  return !isComposed && listAt(schema, "required").every((name) => name === property);
}

/** A request names its model where exactly the page's models may stand, or else in the property that leaves it open. */
function findModelName(
  document: JsonObject,
  models: readonly string[],
  component: string | undefined,
  parameters: readonly JsonObject[],
): PageFacts["discriminator"] {
  if (models.length === 0) return undefined;
  const holdsAll = (values: ReadonlySet<Json>) => models.every((model) => values.has(model));
  const request = component === undefined ? {} : readComponent(document, component);
  for (const [name, schema] of Object.entries(readProperties(request))) {
    const values = readFixedValues(schema) ?? [];
    if (values.length === models.length && holdsAll(new Set(values))) return { in: "body", name };
  }
  for (const { in: place, name, schema } of parameters) {
    const values = readFixedValues(schema) ?? [];
    if (place === "path" && typeof name === "string" && holdsAll(new Set(values))) {
      return { in: "path", name };
    }
  }
  const resolve = (value: Json | undefined) =>
    value === undefined ? undefined : resolveFully(document, value);
  const named = readModels(findModelProperty(request, resolve) ?? {}, resolve);
  return models.every((model) => named.includes(model)) ? { in: "body", name: MODEL } : undefined;
}

function readBodyVariants(
  document: JsonObject,
  schema: JsonObject,
  pages: readonly PageFacts[],
): BodyVariants | undefined {
  const isUnion = Array.isArray(schema.oneOf);
  const found = pages.flatMap((page) => page.discriminator ?? []);
  // A page whose own body is a union of models is served by several components, and has no discriminator by itself.
  const discriminator =
    found.find((one) => one.in === "body")?.name ?? (isUnion && found.length === 0 ? MODEL : undefined);
  if (discriminator === undefined) return undefined;
  const references = Array.isArray(schema.oneOf) ? schema.oneOf : [schema];
  const variants = references.map((reference) => {
    const component = readComponentName(reference) ?? "";
    const property = readProperty(readComponent(document, component), discriminator);
    return { component, models: (readFixedValues(property) ?? []).map(String) };
  });
  return variants.every(({ models }) => models.length > 0) ? { discriminator, variants } : undefined;
}

function readServerVariables(holder: JsonObject): OperationFacts["serverVariables"] {
  const [server] = listAt(holder, "servers");
  const url = childOf(server, "url");
  const names = typeof url === "string" ? listServerVariables(url) : [];
  if (typeof url !== "string" || names.length === 0) return undefined;
  const variables = names.map((name): [string, ServerVariable] => {
    const values = listAt(server, "variables", name, "enum").map(String);
    const initial = textOf(objectAt(server, "variables", name).default);
    return [name, { default: initial, ...(values.length > 0 && { enum: values }) }];
  });
  return { url, variables: Object.fromEntries(variables) };
}

function readServer(holder: JsonObject): string | undefined {
  const [server] = listAt(holder, "servers");
  const url = childOf(server, "url");
  return typeof url === "string" ? fillServerVariables(url, server) : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
