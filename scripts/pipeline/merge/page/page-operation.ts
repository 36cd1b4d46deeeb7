import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../../src/openapi/json.ts";
import { findModelProperty, MODEL, readBodyModels, readModels } from "../../../../src/openapi/models.ts";
import { listResponses, listWebhooks, METHODS, type Method } from "../../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../../src/openapi/pointer.ts";
import type { Mistake, Problem } from "../../../../src/openapi/problem.ts";
import type { Components } from "../schemas/components.ts";
import { createIsModel, templateModel } from "./model-path.ts";
import { readContent, readParameters } from "./page-parts.ts";
import { readPagePath } from "./page-path.ts";
import type { PageSchemas } from "./page-schemas.ts";
import { readPageSchemas } from "./shared-schemas.ts";

/** One operation as one page describes it. */
export interface PageOperation {
  /** File of the page. */
  source: string;
  /** JSON pointer to the operation in the page. */
  pointer: string;
  method: Method;
  /** The path, its model made a parameter. */
  path: string;
  operation: JsonObject;
  document: JsonObject;
  schemas: PageSchemas;
  /** Whether it is the first that the page documents. */
  isFirst: boolean;
  /** Whether the page documents operations besides this one. */
  hasOtherOperations: boolean;
  /** Without base paths. */
  servers: JsonObject[];
  /** Parameters of the path item and of the operation. */
  parameters: JsonObject[];
  /** Responses by status. */
  responses: [status: string, response: JsonObject, published: string][];
  /** The models that the page is about; empty where it names none. */
  models: string[];
  /** Whether a request names its model in the path, rather than in its body. */
  isModelInPath: boolean;
  /** What follows its path: query and fragment. */
  selector?: string;
}

/**
 * Lists the operations of a page. A page without one is refused.
 */
export function readPageOperations(
  { file: source, document }: PageDocument,
  { components, report }: { components: Components; report(problem: Problem): void },
): PageOperation[] {
  const schemas = readPageSchemas({ file: source, document }, { components, report });
  const isModel = createIsModel(document);
  const empty: string[] = [];
  const operations = Object.entries(objectAt(document, "paths")).flatMap(([published, value]) => {
    const item = published.startsWith("x-")
      ? undefined
      : readPathItem(schemas, value, (message) =>
          report({
            severity: "warning",
            kind: "malformed",
            file: source,
            pointer: pointerTo(["paths", published]),
            message,
          }),
        );
    if (item === undefined) return [];
    if (!METHODS.some((method) => isObject(item[method]))) empty.push(published);
    return METHODS.flatMap((method) => {
      const operation = item[method];
      const pointer = pointerTo(["paths", published, method]);
      const say = (kind: Mistake, message: string) =>
        report({ severity: "warning", kind, file: source, pointer, message });
      if (!isObject(operation)) return [];
      const base = { source, pointer, method, operation, document, schemas };
      return [readOperation(base, item, published, { isModel, say })];
    });
  });
  if (operations.length === 0 && listWebhooks(document).length === 0) {
    const message =
      "The page describes no operation, so it adds nothing. Add one under `paths`, or remove the page.";
    report({ severity: "warning", kind: "no-operation", file: source, pointer: "#/paths", message });
  } else {
    for (const published of empty) {
      const message = "The path has no operation, so it is left out. Add one, or remove it.";
      const pointer = pointerTo(["paths", published]);
      report({ severity: "warning", kind: "no-operation", file: source, pointer, message });
    }
  }
  return operations.map((one, index) => ({
    ...one,
    isFirst: index === 0,
    hasOtherOperations: operations.length > 1,
  }));
}

/** A path item, with what it refers to: its own operations come first, its parameters are in addition. */
function readPathItem(
  schemas: PageSchemas,
  value: Json,
  report: (message: string) => void,
): JsonObject | undefined {
  const target = schemas.resolve(value);
  if (!isObject(value) || typeof value.$ref !== "string") return target;
  const { $ref: _, ...own } = value;
  const methods = METHODS.filter((method) => isObject(own[method]));
  if (target === undefined && methods.length === 0) return undefined;
  for (const method of methods)
    if (isObject(target?.[method]))
      report(`Both the path and what it refers to have \`${method}\`. Read as the path's own.`);
  return { ...target, ...own, parameters: [...listAt(target, "parameters"), ...listAt(own, "parameters")] };
}

type Base = Pick<PageOperation, "source" | "pointer" | "method" | "operation" | "document" | "schemas">;

function readOperation(
  base: Base,
  item: JsonObject,
  published: string,
  { isModel, say }: { isModel(id: string): boolean; say(kind: Mistake, message: string): void },
): Omit<PageOperation, "isFirst" | "hasOtherOperations"> {
  const { operation, document, schemas } = base;
  const {
    servers,
    query,
    path: whole,
    selector,
  } = readPagePath(published, operation.servers ?? item.servers ?? document.servers, (message) =>
    say("malformed", message),
  );
  // A body that says its own model is evidence of that alone, and would be sent without it.
  const isInBody = hasBodyModel(base);
  const { path, model } = templateModel(whole, (id) => !isInBody && isModel(id));
  const inPath = new Set(listPathParameters(path));
  const own = readParameters(schemas, [query, item.parameters, operation.parameters], (message) =>
    say("malformed", message),
  );
  const fitting = own.filter(({ in: place, name }) => {
    const fits = place !== "path" || inPath.has(String(name));
    if (!fits)
      say(
        "malformed",
        `The parameter ${name} is declared in the path, and the path does not have it. Dropped.`,
      );
    return fits;
  });
  const named =
    model === undefined ? fitting : [...fitting, pathParameter(MODEL, { type: "string", enum: [model] })];
  const declared = new Set(named.filter((one) => one.in === "path").map(({ name }) => name));
  const undeclared = [...inPath].filter((name) => !declared.has(name));
  for (const name of undeclared)
    say("missing-parameter", `The path has {${name}}, and no parameter describes it. Read as any string.`);

  const parameters = [...named, ...undeclared.map((name) => pathParameter(name, { type: "string" }))];
  const modelInPath = parameters.find(({ in: place, name }) => place === "path" && name === MODEL);
  return {
    ...base,
    path,
    ...(selector === undefined ? {} : { selector }),
    servers,
    parameters,
    responses: readResponses(base, say),
    models: modelInPath
      ? readModels({ ...modelInPath, ...objectAt(modelInPath.schema) }, schemas.read)
      : listBodyModels(schemas, operation),
    isModelInPath: modelInPath !== undefined,
  };
}

/** The responses by status. Where `default` is the only one that can be a success, it is. */
function readResponses(
  { operation, schemas }: Base,
  say: (kind: Mistake, message: string) => void,
): PageOperation["responses"] {
  const found = listResponses(operation).flatMap(([published, value]): PageOperation["responses"] => {
    if (published.startsWith("x-")) return [];
    const status = published.toUpperCase().replace("DEFAULT", "default");
    const response = schemas.resolve(value);
    const isStatus = /^(?:[1-5](?:\d\d|XX)|default)$/.test(status);
    if (!isStatus)
      say(
        "malformed",
        `A response of ${JSON.stringify(published)} is left out: a status is a number, such as 200, a range, such as 2XX, or \`default\`.`,
      );
    else if (!isObject(value))
      say("malformed", `The response of ${published} has to be an object, and is left out.`);
    return response === undefined || !isStatus ? [] : [[status, response, published]];
  });
  if (found.some(([status]) => /^[23]/.test(status))) return found;
  const isOpen = found.some(([status]) => status === "default");
  say(
    "missing-response",
    isOpen
      ? "No response but `default` can be the success. Read as 200."
      : "The page documents no successful response. Document one, or add it in an overlay.",
  );
  return found.map(([status, ...rest]) => [status === "default" ? "200" : status, ...rest]);
}

function hasBodyModel({ schemas, operation }: Base): boolean {
  const body = schemas.resolve(operation.requestBody) ?? {};
  return readContent(body.content).some(([, { schema }]) =>
    findModelProperty(schemas.read(schema) ?? {}, schemas.read),
  );
}

function listBodyModels(schemas: PageSchemas, operation: JsonObject): string[] {
  const body = schemas.resolve(operation.requestBody) ?? {};
  const models = readContent(body.content).flatMap(([, { schema }]) =>
    readBodyModels(schemas.read(schema) ?? {}, schemas.read),
  );
  return [...new Set(models)];
}

function listPathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
}

function pathParameter(name: string, schema: JsonObject): JsonObject {
  return { name, in: "path", required: true, schema };
}
