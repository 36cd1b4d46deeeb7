import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { escapePointer, isObject, type JsonObject, listOperations, objectAt } from "./openapi.ts";
import type { Problem } from "./problem.ts";

/** Name under which Ajv holds the whole document, so that `#/components/…` resolves in it. */
const DOCUMENT = "openapi";

/** Ajv as this project uses it: JSON Schema 2020-12 with formats, and keywords of OpenAPI let through. */
export function createAjv(document: JsonObject, options: Options = {}): Ajv2020 {
  // Lint has checked the keywords; compiling the meta-schema to do it again would take longer than all the rest.
  // A component that many refer to is compiled once only where it is not inlined.
  const fast = { validateSchema: false, inlineRefs: false };
  const ajv = new Ajv2020({ strict: false, logger: false, ...fast, ...options });
  addFormats.default(ajv);
  ajv.addSchema(document, DOCUMENT);
  return ajv;
}

/**
 * Compiles the schema that stands at a JSON pointer (`#/components/schemas/Task`) of the document. A second call for
 * the same place gives the same function.
 *
 * @throws {Error} Ajv cannot compile it, or there is nothing.
 */
export function compileAt(ajv: Ajv2020, pointer: string): ValidateFunction {
  const validate = ajv.getSchema(`${DOCUMENT}${pointer}`);
  if (validate === undefined) throw new Error(`There is no schema at ${pointer}`);
  return validate;
}

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

/**
 * Finds schemas that Ajv cannot compile. A mock that meets one would let every body pass, and say nothing
 * (stoplightio/prism#2442).
 *
 * @param ajv Ajv with the document, where there is one already.
 */
export function findUncompilableSchemas(
  file: string,
  document: JsonObject,
  ajv = createAjv(document),
): Problem[] {
  const places = listBodySchemas(document).flatMap(({ pointer, schema }) => listMembers(schema) ?? [pointer]);
  return [...new Set(places)].flatMap((pointer): Problem[] => {
    try {
      compileAt(ajv, pointer);
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The schema cannot be compiled: ${reason}. Correct it with an overlay.`;
      return [{ severity: "error", file, pointer, message }];
    }
  });
}

/** The places that a schema refers to, when references are all it is: such a union compiles when its members do. */
function listMembers({ $ref, oneOf }: JsonObject): string[] | undefined {
  if (typeof $ref === "string") return [$ref];
  if (!Array.isArray(oneOf)) return undefined;
  const members = oneOf.map((member) => (isObject(member) ? member.$ref : undefined));
  return members.every((member) => typeof member === "string") ? members : undefined;
}
