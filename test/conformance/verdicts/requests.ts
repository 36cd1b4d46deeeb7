import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { listOperations, type Method } from "../../../src/openapi/operations.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { isFlatForm } from "./forms.ts";

/** One request body to be judged: of a body that is one of several models', one of these. */
export interface CheckedRequest {
  operationId: string;
  method: Method;
  /** With its parameters filled in. */
  path: string;
  schema: Json;
  /** Whether it is sent as `multipart/form-data`, and not as JSON. */
  isForm: boolean;
  /** The models the body or the path stands for; empty where a request names none. */
  models: string[];
}

/**
 * Every request body of the document that Prism can judge, JSON or a form: one for each member of a body, and for each
 * model a path may name.
 */
export function listCheckedRequests(document: JsonObject): CheckedRequest[] {
  return listOperations(document).flatMap(({ method, path, operation }) => {
    const content = objectAt(operation, "requestBody", "content");
    const json = objectAt(content, "application/json").schema;
    const schema = json ?? objectAt(content, "multipart/form-data").schema;
    const isForm = json === undefined;
    if (schema === undefined || (isForm && !isFlatForm(document, schema))) return [];
    const operationId = String(operation.operationId);
    const { oneOf } = resolveComponent(document, schema);
    const members = Array.isArray(oneOf) ? oneOf : [schema];
    const pathModels = readParameterValues(document, operation, MODEL);
    if (path.includes(`{${MODEL}}`) && pathModels.length > 0) {
      return pathModels.map((model) => ({
        operationId,
        method,
        path: fillPath(document, path, operation, model),
        schema,
        isForm,
        models: [model],
      }));
    }
    const filled = fillPath(document, path, operation);
    return members.map((member) => ({
      operationId,
      method,
      path: filled,
      schema: member,
      isForm,
      models: readModels(resolveComponent(document, member)),
    }));
  });
}

function readModels(schema: JsonObject): string[] {
  const { enum: values, const: value } = objectAt(schema, "properties", MODEL);
  return (Array.isArray(values) ? values : value === undefined ? [] : [value]).map(String);
}

/** A path with its parameters filled in: with the model where that is one of them, else the first of their values. */
function fillPath(document: JsonObject, path: string, operation: JsonObject, model?: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const [first = "x"] = readParameterValues(document, operation, name);
    return encodeURIComponent(name === MODEL && model !== undefined ? model : first);
  });
}

function readParameterValues(document: JsonObject, { parameters }: JsonObject, wanted: string): string[] {
  const known = Array.isArray(parameters) ? parameters.map((one) => resolveComponent(document, one)) : [];
  const { enum: values } = objectAt(
    known.filter(isObject).find(({ name }) => name === wanted),
    "schema",
  );
  return Array.isArray(values) ? values.map(String) : [];
}
