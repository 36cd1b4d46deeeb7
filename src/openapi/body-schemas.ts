import { isObject, type JsonObject, objectAt } from "./json.ts";
import { listOperations } from "./operations.ts";
import { escapePointer, parsePointer } from "./pointer.ts";

/** A schema of a request or answer body, and where it stands. */
export interface BodySchema {
  pointer: string;
  schema: JsonObject;
  operationId: string;
  /** Status of the answer; absent for the request. */
  status?: string;
  mediaType: string;
}

/** The schemas of every request and answer body of a document. */
export function listBodySchemas(document: JsonObject): BodySchema[] {
  return listOperations(document).flatMap(({ path, method, operation }) => {
    const base = `#/paths/${escapePointer(path)}/${method}`;
    const operationId = String(operation.operationId);
    const listContent = (holder: JsonObject, at: string, status?: string): BodySchema[] =>
      Object.entries(objectAt(holder, "content")).flatMap(([mediaType, media]) =>
        isObject(media) && isObject(media.schema)
          ? [
              {
                pointer: `${at}/content/${escapePointer(mediaType)}/schema`,
                schema: media.schema,
                operationId,
                mediaType,
                ...(status === undefined ? {} : { status }),
              },
            ]
          : [],
      );
    return [
      ...listContent(objectAt(operation, "requestBody"), `${base}/requestBody`),
      ...Object.keys(objectAt(operation, "responses")).flatMap((status) =>
        listContent(objectAt(operation, "responses", status), `${base}/responses/${status}`, status),
      ),
    ];
  });
}

/** The schema at a pointer; of a component, a reference to it, so that it is compiled alike wherever it is named. */
export function schemaAt(document: JsonObject, pointer: string): JsonObject {
  return pointer.startsWith("#/components/")
    ? { $ref: pointer }
    : objectAt(document, ...parsePointer(pointer));
}
