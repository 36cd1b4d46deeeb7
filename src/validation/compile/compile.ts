import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import {
  escapePointer,
  isObject,
  type JsonObject,
  listOperations,
  objectAt,
  parsePointer,
} from "../../openapi/document.ts";
import { createMemory } from "./cache.ts";
import { createIsolate } from "./isolate.ts";

/** Name under which Ajv holds the whole document, so that `#/components/…` resolves in it. */
const DOCUMENT = "openapi";

/** Ajv as this project uses it: JSON Schema 2020-12 with formats, and keywords of OpenAPI let through. */
export function createAjv(document: JsonObject, options: Options = {}): Ajv2020 {
  // Lint has checked the keywords; compiling the meta-schema to do it again would take longer than all the rest.
  // A component that many refer to is compiled once only where it is not inlined.
  const fast = { validateSchema: false, inlineRefs: false };
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    ...fast,
    meta: !!options.validateSchema,
    ...options,
  });
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

/** Options of an Ajv whose errors `explainErrors` can word. It takes schemas with `tagUnion` applied. */
export const EXPLAINED = {
  allErrors: true,
  verbose: true,
  messages: false,
  discriminator: true,
} as const satisfies Options;

/** What became of a schema: the source of its validator, or why it has none. */
export type CompiledSchema = { code: string } | { reason: string };

/** Compiles a schema of one document, with the components it refers to. */
export type Compile = (schema: JsonObject) => CompiledSchema;

/**
 * Makes the compiler of a document's schemas. The code is a CommonJS module that exports a function as Ajv makes them;
 * what it says of a value is enough for `explainErrors`.
 */
export function createCompile(document: JsonObject, memory = createMemory()): Compile {
  const isolate = createIsolate(document);
  return (schema) => {
    const part = isolate(schema);
    return memory.remember("compile", [JSON.stringify(part)], () => compileAlone(part));
  };
}

/** In an Ajv of its own: the names in the code count what was compiled before. */
function compileAlone(schema: JsonObject): CompiledSchema {
  const ajv = createAjv({}, { ...EXPLAINED, code: { source: true, lines: true } });
  // Few schemas ask which properties were evaluated, and keeping account of it takes a twentieth of the code.
  ajv.opts.unevaluated = JSON.stringify(schema).includes('"unevaluated');
  try {
    return { code: standaloneCode.default(ajv, ajv.compile(schema)) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The schema at a pointer; of a component, a reference to it, so that it is compiled alike wherever it is named. */
export function schemaAt(document: JsonObject, pointer: string): JsonObject {
  return pointer.startsWith("#/components/")
    ? { $ref: pointer }
    : objectAt(document, ...parsePointer(pointer));
}
