import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type JsonObject, objectAt } from "../../src/openapi/json.ts";
import { listOperations } from "../../src/openapi/operations.ts";

/** The document everything is generated from. */
export function readDocument(path = "generated/openapi.yaml"): JsonObject {
  return parse(readFileSync(path, "utf8"));
}

/** Every documented response, as `createVideoGeneration 429`. */
export function listDocumentedResponses(document: JsonObject): string[] {
  return listOperations(document).flatMap(({ operation }) =>
    Object.keys(objectAt(operation, "responses")).map((status) => `${operation.operationId} ${status}`),
  );
}
