import type { PageDocument } from "../extract.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  listOperations,
  type Method,
  objectAt,
  pointerTo,
} from "../openapi.ts";
import type { Problem } from "../problem.ts";
import type { Components } from "./components.ts";
import { templateModel } from "./model-path.ts";
import { MODEL, readBodyModels, readModels } from "./models.ts";
import { createPageSchemas, type PageSchemas } from "./page-schemas.ts";

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
  /** Parameters of the path item and of the operation. */
  parameters: JsonObject[];
  /** The models that the page is about; empty where it names none. */
  models: string[];
  /** Whether a request names its model in the path, rather than in its body. */
  isModelInPath: boolean;
}

/** Lists the operations of a page. A page without one is refused. */
export function readPageOperations(
  { file: source, document }: PageDocument,
  { components, report }: { components: Components; report(problem: Problem): void },
): PageOperation[] {
  const schemas = createPageSchemas(document, components, (pointer) =>
    report({
      severity: "warning",
      kind: "missing-component",
      file: source,
      pointer,
      message: "The page refers to this and does not have it. Read as anything; describe it in an overlay.",
    }),
  );
  const operations = listOperations(document).map(({ method, path: published, operation }): PageOperation => {
    const { path, model } = templateModel(published);
    const own = readParameters(schemas, [
      objectAt(document, "paths", published).parameters,
      operation.parameters,
    ]);
    const named =
      model === undefined ? own : [...own, pathParameter(MODEL, { type: "string", enum: [model] })];
    const undeclared = listUndeclared(path, named);
    for (const name of undeclared) {
      const message = `The path has {${name}}, and no parameter describes it. Read as any string.`;
      const pointer = pointerTo(["paths", published, method]);
      report({ severity: "warning", kind: "missing-parameter", file: source, pointer, message });
    }
    const parameters = [...named, ...undeclared.map((name) => pathParameter(name, { type: "string" }))];
    const inPath = parameters.find(({ in: place, name }) => place === "path" && name === MODEL);
    return {
      source,
      pointer: pointerTo(["paths", published, method]),
      method,
      path,
      operation,
      document,
      schemas,
      parameters,
      models: inPath
        ? readModels({ ...inPath, ...schemas.resolve(inPath.schema) })
        : listBodyModels(schemas, operation),
      isModelInPath: inPath !== undefined,
    };
  });
  if (operations.length === 0) {
    const message =
      "The page describes no operation, so it adds nothing. Add one under `paths`, or remove the page.";
    report({ severity: "warning", kind: "no-operation", file: source, pointer: "#/paths", message });
  }
  return operations;
}

function listBodyModels(schemas: PageSchemas, operation: JsonObject): string[] {
  const body = schemas.resolve(operation.requestBody) ?? {};
  const media = Object.values(objectAt(body, "content")).filter(isObject);
  return [
    ...new Set(media.flatMap(({ schema }) => readBodyModels(schemas.resolve(schema) ?? {}, schemas.resolve))),
  ];
}

function readParameters(schemas: PageSchemas, lists: readonly (Json | undefined)[]): JsonObject[] {
  return lists.flatMap((list) =>
    Array.isArray(list)
      ? list.map((parameter) => schemas.resolve(parameter)).filter((found) => found !== undefined)
      : [],
  );
}

/** Parameters that stand in the path and that nothing describes. */
function listUndeclared(path: string, parameters: readonly JsonObject[]): string[] {
  const declared = new Set(parameters.filter((one) => one.in === "path").map(({ name }) => name));
  return [...path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) =>
    name === undefined || declared.has(name) ? [] : [name],
  );
}

function pathParameter(name: string, schema: JsonObject): JsonObject {
  return { name, in: "path", required: true, schema };
}

/** What a page says of something for its operation: in the operation itself, or else for the whole document. */
export function readInherited({ operation, document }: PageOperation, key: "servers" | "security"): Json[] {
  const value = operation[key] ?? document[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}
