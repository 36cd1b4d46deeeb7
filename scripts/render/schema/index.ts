import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { isolateSchema } from "../../../src/openapi/reachable.ts";
import { createCache } from "../../cache.ts";
import { type Origin, renderHeader } from "../shared/source-text.ts";
import type { PrintedMembers } from "./print-types.ts";
import { shapeForTypes } from "./shape-for-types.ts";

/**
 * Text of `schema.ts`. Paths and component schemas are printed one by one, so that after a change the others are
 * remembered, and put together as if the document had been printed at once.
 */
export async function renderSchema(
  document: JsonObject,
  origin: Origin,
  cache = createCache(),
): Promise<string> {
  const { paths, components, webhooks = {}, $defs = {} } = shapeForTypes(document);
  const { schemas, ...otherComponents } = objectAt(components);
  // What is referred to is given too: a type may depend on what stands there.
  const give = (name: string, value: Json) => [
    name,
    JSON.stringify(isolateSchema(document, objectAt(value))),
    JSON.stringify(otherComponents),
    JSON.stringify(value),
  ];
  const printEach = async (
    map: JsonObject,
    place: (some: JsonObject) => JsonObject,
    divide: (printed: PrintedMembers, some: JsonObject) => Omit<Piece, "helpers">[],
  ): Promise<Piece[]> => {
    const entries = Object.entries(map);
    const givens = entries.map(([name, value]) => give(name, value));
    return cache.getOrSetAll("types", givens, async (indexes) => {
      const { printMembers } = await import("./print-types.ts");
      const some = Object.fromEntries(entries.filter((_, index) => indexes.includes(index)));
      const printed = printMembers(place(some), document);
      return divide(printed, some).map((piece) => ({ ...piece, helpers: pickHelpers(printed, piece) }));
    });
  };

  const printedPaths = await printEach(
    objectAt(paths),
    (some) => ({ paths: some }),
    (printed, some) =>
      Object.values(some).map((item, index) => ({
        text: printed.paths[index] ?? "",
        operations: printed.operations.splice(0, countNamed(item)),
      })),
  );
  const printedSchemas = await printEach(
    objectAt(schemas),
    (some) => ({ components: { schemas: some } }),
    (printed) => printed.schemas.map((text) => ({ text, operations: [] })),
  );
  const around: JsonObject = {
    webhooks,
    $defs,
    ...(printedPaths.length === 0 ? {} : { paths: { "/": { get: { operationId: "any", responses: {} } } } }),
    components: { ...otherComponents, ...(printedSchemas.length === 0 ? {} : { schemas: { Any: {} } }) },
  };
  const frame = await cache.getOrSetLater("frame of types", give("", around), async () =>
    (await import("./print-types.ts")).printTypes(around, document),
  );
  const pieces = [...printedPaths, ...printedSchemas];
  const helpers = new Set(pieces.flatMap((piece) => piece.helpers).filter((text) => !frame.includes(text)));
  const text = frame
    .replace(PATHS, join(printedPaths.map((piece) => piece.text)))
    .replace(OPERATIONS, join(printedPaths.flatMap(({ operations }) => operations)))
    .replace(SCHEMAS, join(printedSchemas.map((piece) => piece.text)));
  return `${renderHeader(origin, "//")}${text}${join([...helpers])()}`;
}

/** What is printed of a path, with its operations, or of a component schema. */
interface Piece {
  text: string;
  operations: string[];
  /** Types that it makes use of. */
  helpers: string[];
}

function pickHelpers({ helpers }: PrintedMembers, { text, operations }: Omit<Piece, "helpers">): string[] {
  const own = [text, ...operations].join("\n");
  return helpers.filter(({ name }) => own.includes(`${name}<`)).map((helper) => helper.text);
}

/** How many operations of a path have a type of their own: those with an id. */
function countNamed(item: Json): number {
  if (!isObject(item) || item.$ref !== undefined) return 0;
  const operations = listOperations({ paths: { "/": item } });
  return operations.filter(({ operation }) => typeof operation.operationId === "string").length;
}

/** Where paths, operations and component schemas stand. */
const PATHS = /(?<=^export interface paths \{\n)[\s\S]*?(?=^\}$)/m;
const OPERATIONS = /(?<=^export interface operations \{\n)[\s\S]*?(?=^\}$)/m;
const SCHEMAS = /(?<=^export interface components \{\n {4}schemas: \{\n)[\s\S]*?(?=^ {4}\};$)/m;

/** As a function: in a text, `$` would mean something. */
function join(texts: readonly string[]): () => string {
  return () => texts.map((text) => `${text}\n`).join("");
}
