import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { createMemory } from "./memory.ts";
import {
  escapePointer,
  isObject,
  type Json,
  type JsonObject,
  listOperations,
  objectAt,
  parsePointer,
  resolveComponent,
} from "./openapi.ts";
import type { Problem } from "./problem.ts";
import { isolateSchema } from "./reachable.ts";
import { type Resolve, refersIntoUnion, tagUnion } from "./tag-unions.ts";
import { type ObjectKind, rewriteObjects } from "./walk.ts";

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

/**
 * Takes schemas out of a document: what decides which values they accept, and nothing else, so that Ajv says of a value
 * what is wrong with the branch of a union that it was meant for.
 */
export function createIsolate(document: JsonObject): (schema: JsonObject) => JsonObject {
  const known = isolates.get(document);
  if (known !== undefined) return known;
  const resolve: Resolve = (value) => resolveComponent(document, value);
  const tag = refersIntoUnion(document) ? same : (schema: JsonObject) => tagUnion(schema, resolve);
  const plain = shapeForAjv(document, "document", tag);
  const isolate = (schema: JsonObject) => isolateSchema(plain, shapeForAjv(schema, "schema", tag));
  isolates.set(document, isolate);
  return isolate;
}

/** Documents are never changed, and several stages take schemas out of the same one. */
const isolates = new WeakMap<JsonObject, (schema: JsonObject) => JsonObject>();

/** Without what Ajv would take for its own keyword. */
function same({ discriminator: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** Keywords that say nothing about which values are valid, and would travel into every application. */
const NOTES = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "xml",
]);

/** A file: what a program has is a Blob, which is known by its size and type. A string is its bytes as text. */
function describeFile(types: readonly Json[]): JsonObject {
  return {
    type: ["string", "object", ...(types.includes("null") ? ["null"] : [])],
    format: "binary",
    not: { type: "object", not: { required: ["size", "type"] } },
  };
}

/** Schemas with files as programs have them, with unions told apart, and without notes. */
function shapeForAjv(
  object: JsonObject,
  kind: ObjectKind,
  tag: (schema: JsonObject) => JsonObject,
): JsonObject {
  return rewriteObjects(object, kind, (copy, own) => {
    if (own !== "schema") return copy;
    const types = [copy.type ?? []].flat();
    if (types.includes("string") && copy.format === "binary") return describeFile(types);
    const entries = Object.entries(copy).filter(([key]) => !NOTES.has(key) && !key.startsWith("x-"));
    return tag(Object.fromEntries(entries));
  });
}

/** In an Ajv of its own: the names in the code count what was compiled before. */
function compileAlone(schema: JsonObject): CompiledSchema {
  const ajv = createAjv({}, { ...EXPLAINED, code: { source: true, lines: true } });
  // Few schemas ask which properties were evaluated, and keeping account of it takes a tenth of the code.
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

/**
 * Finds schemas that Ajv cannot compile. A mock that meets one would let every body pass, and say nothing
 * (stoplightio/prism#2442).
 */
export function findUncompilableSchemas(
  file: string,
  document: JsonObject,
  memory = createMemory(),
): Problem[] {
  const compile = createCompile(document, memory);
  const isolate = createIsolate(document);
  const requests = new Set(listPlaces(document, "request"));
  return [...new Set([...requests, ...listPlaces(document, "answer")])].flatMap((pointer): Problem[] => {
    const schema = schemaAt(document, pointer);
    // Validators are made of requests. Of answers nothing is kept but that they compile.
    const compiled = requests.has(pointer)
      ? compile(schema)
      : memory.remember("compiles", [JSON.stringify(isolate(schema))], () => checkAlone(isolate(schema)));
    if (!("reason" in compiled)) return [];
    const message = `The schema cannot be compiled: ${compiled.reason}. Correct it with an overlay.`;
    return [{ severity: "error", file, pointer, message }];
  });
}

function checkAlone(schema: JsonObject): { reason: string } | Record<never, never> {
  try {
    createAjv({}, { discriminator: true, code: { optimize: false } }).compile(schema);
    return {};
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the schemas of all requests, or of all answers, stand: unions of references member by member. */
export function listPlaces(document: JsonObject, of: "request" | "answer"): string[] {
  return listBodySchemas(document)
    .filter(({ status }) => (status === undefined) === (of === "request"))
    .flatMap(({ pointer, schema }) => listMembers(schema) ?? [pointer]);
}

/** The places that a schema refers to, when references are all it is: such a union compiles when its members do. */
function listMembers({ $ref, oneOf }: JsonObject): string[] | undefined {
  if (typeof $ref === "string") return [$ref];
  if (!Array.isArray(oneOf)) return undefined;
  const members = oneOf.map((member) => (isObject(member) ? member.$ref : undefined));
  return members.every((member) => typeof member === "string") ? members : undefined;
}
