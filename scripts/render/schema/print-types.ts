import type { GlobalContext } from "openapi-typescript";
import { astToString } from "openapi-typescript/dist/lib/ts.cjs";
import { resolveRef } from "openapi-typescript/dist/lib/utils.cjs";
import transformSchema from "openapi-typescript/dist/transform/index.cjs";
import ts from "typescript";
import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { openStrings, printOwnType } from "./own-types.ts";
import { showDescriptions } from "./plain-comments.ts";
import { nameRecursiveType } from "./recursive-lists.ts";

/** A path with its operations, as members of `paths` and `operations`. */
export interface PrintedPath {
  paths: string[];
  operations: string[];
  helpers: string[];
}

/** A component schema, as a member of `schemas`. */
export interface PrintedSchema {
  schemas: string[];
  helpers: string[];
}

/** What is neither a path nor a component schema. */
export interface PrintedRest {
  webhooks: string[];
  /** Members of `components`, without `schemas`. */
  components: string[];
  $defs: string[];
  operations: string[];
  helpers: string[];
}

/**
 * Prints one path.
 *
 * @param whole The document, where references are looked up.
 */
export function printPath(path: string, item: Json, whole: JsonObject): PrintedPath {
  const { blocks, helpers } = transform({ paths: { [path]: item } }, whole);
  return { paths: printAll(blocks.paths), operations: printAll(blocks.operations), helpers };
}

/**
 * Prints one component schema.
 *
 * @param recursive Names of components that TypeScript takes as aliases alone.
 */
export function printSchema(
  name: string,
  schema: Json,
  whole: JsonObject,
  recursive: ReadonlySet<string>,
): PrintedSchema {
  const { blocks, helpers } = transform({ components: { schemas: { [name]: schema } } }, whole);
  const [schemas] = blocks.components;
  const printed = listTypeMembers(schemas).map((member) => nameRecursiveType(member, name, recursive));
  return {
    schemas: printAll(printed.map(({ member }) => member)),
    helpers: [...helpers, ...printAll(printed.flatMap(({ alias = [] }) => alias))],
  };
}

/** Prints a document without paths and component schemas. */
export function printRest(rest: JsonObject, whole: JsonObject): PrintedRest {
  const { blocks, helpers } = transform(rest, whole);
  const [, ...components] = blocks.components;
  return {
    webhooks: printAll(blocks.webhooks),
    components: printAll(components),
    $defs: printAll(blocks.$defs),
    operations: printAll(blocks.operations),
    helpers,
  };
}

/** Prints all of a document at once. Tests hold what is put together from parts to it. */
export function printTypes(document: JsonObject): string {
  return astToString(transformDocument(document, document));
}

const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
const file = ts.createSourceFile("types.ts", "", ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);

function printAll(nodes: readonly ts.Node[]): string[] {
  return nodes.map((node) => printer.printNode(ts.EmitHint.Unspecified, node, file).replaceAll(PERCENT, "%"));
}

type BlockName = "paths" | "webhooks" | "components" | "$defs" | "operations";

/** The members of each block that openapi-typescript exports, and the types they make use of. */
interface TransformedParts {
  blocks: Record<BlockName, readonly ts.Node[]>;
  helpers: string[];
}

/** Stands for a percent sign in keys: openapi-typescript decodes them like an address, and throws at `100%`. */
const PERCENT = "<percent sign>";

function hidePercents(value: Json): Json {
  if (Array.isArray(value)) return value.map(hidePercents);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value))
    setOwn(copy, key.replaceAll("%", PERCENT), hidePercents(item));
  return copy;
}

function transform(given: JsonObject, whole: JsonObject): TransformedParts {
  const part = objectAt(hidePercents(given));
  const blocks: TransformedParts["blocks"] = {
    paths: [],
    webhooks: [],
    components: [],
    $defs: [],
    operations: [],
  };
  const helpers: ts.Node[] = [];
  for (const node of transformDocument(part, whole)) {
    // A block without members is an alias of `Record<string, never>`.
    if (ts.isInterfaceDeclaration(node)) blocks[node.name.text as BlockName] = [...node.members];
    else if (!(ts.isTypeAliasDeclaration(node) && Object.hasOwn(blocks, node.name.text))) helpers.push(node);
  }
  return { blocks, helpers: printAll(helpers) };
}

function listTypeMembers(property: ts.Node | undefined): readonly ts.Node[] {
  const type = property !== undefined && ts.isPropertySignature(property) ? property.type : undefined;
  return type !== undefined && ts.isTypeLiteralNode(type) ? type.members : [];
}

/**
 * Its entry would load and lint the document once more, with a second copy of Redocly; the document comes here merged
 * and linted, so only its transformation is used.
 */
function transformDocument(document: JsonObject, whole: JsonObject): ts.Node[] {
  const context: Partial<GlobalContext> = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    // A default is filled in by the server, so a request may leave the property out.
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    injectFooter: [],
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    silent: true,
    transform: printOwnType,
    postTransform: openStrings,
    resolve: ($ref: string) => hideOptional(resolveRef(whole, $ref, { silent: true }) as Json) as never,
  };
  const nodes = decodeLeniently(() => transformSchema(document, context));
  nodes.forEach(showDescriptions);
  return nodes;
}

/** What may be null has no properties that `WithRequired` could ask for. */
function hideOptional(target: Json): Json {
  if (!isObject(target) || !listAt(target, "type").includes("null")) return target;
  const { properties: _, ...rest } = target;
  return rest;
}

/** It decodes the names on the way to each type, and throws at a `%` in one that encodes nothing. */
function decodeLeniently<T>(run: () => T): T {
  const { decodeURIComponent: decode } = globalThis;
  globalThis.decodeURIComponent = (text) => {
    try {
      return decode(text);
    } catch {
      return text;
    }
  };
  try {
    return run();
  } finally {
    globalThis.decodeURIComponent = decode;
  }
}
