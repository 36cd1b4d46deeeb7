import { type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import {
  listOperations,
  listParameters,
  type Method,
  type OperationEntry,
} from "../../../src/openapi/operations.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { isFlatForm } from "./forms.ts";

/** One request body to compare verdicts on: of a union by model, one variant. */
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
 * Every request body of the document that Prism can validate, JSON or a form: one for each variant of a body, and for
 * each model that a path may name.
 */
export function listCheckedRequests(document: JsonObject): CheckedRequest[] {
  return listOperations(document).flatMap((entry) => {
    const { method, path, operation } = entry;
    const content = objectAt(operation, "requestBody", "content");
    const json = objectAt(content, "application/json").schema;
    const schema = json ?? objectAt(content, "multipart/form-data").schema;
    const isForm = json === undefined;
    if (schema === undefined || (isForm && !isFlatForm(document, schema))) return [];
    const operationId = String(operation.operationId);
    const { oneOf } = resolveComponent(document, schema);
    const variants = Array.isArray(oneOf) ? oneOf : [schema];
    const pathModels = readParameterValues(document, entry, MODEL);
    if (path.includes(`{${MODEL}}`) && pathModels.length > 0) {
      return pathModels.map((model) => ({
        operationId,
        method,
        path: fillPath(document, entry, model),
        schema,
        isForm,
        models: [model],
      }));
    }
    const filled = fillPath(document, entry);
    return variants.map((variant) => ({
      operationId,
      method,
      path: filled,
      schema: variant,
      isForm,
      models: readModels(resolveComponent(document, variant)),
    }));
  });
}

function readModels(schema: JsonObject): string[] {
  return (readFixedValues(objectAt(schema, "properties", MODEL)) ?? []).map(String);
}

/** A path with its parameters filled in: with the model where that is one of them, else the first of their values. */
function fillPath(document: JsonObject, entry: OperationEntry, model?: string): string {
  return entry.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const [first = "x"] = readParameterValues(document, entry, name);
    return encodeURIComponent(name === MODEL && model !== undefined ? model : first);
  });
}

function readParameterValues(document: JsonObject, entry: OperationEntry, wanted: string): string[] {
  const parameter = listParameters(document, entry).find(({ name }) => name === wanted);
  return (readFixedValues(objectAt(parameter, "schema")) ?? []).map(String);
}
