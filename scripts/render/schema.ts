import { createMemory } from "../pipeline/memory.ts";
import { type JsonObject, listOperations, objectAt } from "../pipeline/openapi.ts";
import { isolateSchema } from "../pipeline/reachable.ts";
import { type Origin, renderHeader } from "./header.ts";
import { shapeForTypes } from "./shape-for-types.ts";

/**
 * Text of `schema.ts`. Paths and component schemas are printed one by one, so that after a change the others are
 * remembered, and put together as if the document had been printed at once.
 */
export async function renderSchema(
  document: JsonObject,
  origin: Origin,
  memory = createMemory(),
): Promise<string> {
  const { paths, components, webhooks = {}, $defs = {} } = shapeForTypes(document);
  const { schemas, ...otherComponents } = objectAt(components);
  const pathEntries = Object.entries(objectAt(paths));
  const schemaEntries = Object.entries(objectAt(schemas));
  // What an entry refers to is given too: its type may depend on what stands there.
  const give = ([name, value]: (typeof pathEntries)[number]) => [
    name,
    JSON.stringify(isolateSchema(document, objectAt(value))),
    JSON.stringify(value),
  ];
  const pick = (entries: typeof pathEntries, indexes: readonly number[]): JsonObject =>
    Object.fromEntries(entries.filter((_, index) => indexes.includes(index)));

  const printedPaths = await memory.rememberAll("path types", pathEntries.map(give), async (indexes) => {
    const { printMembers } = await import("./print-types.ts");
    const own = pick(pathEntries, indexes);
    const printed = printMembers({ paths: own }, document);
    return printed.paths.map((path, index) => {
      const [name = ""] = Object.keys(own).slice(index);
      const count = listOperations({ paths: { [name]: own[name] ?? {} } }).length;
      return { path, operations: printed.operations.splice(0, count) };
    });
  });
  const printedSchemas = await memory.rememberAll("types", schemaEntries.map(give), async (indexes) => {
    const { printMembers } = await import("./print-types.ts");
    return printMembers({ components: { schemas: pick(schemaEntries, indexes) } }, document).schemas;
  });
  const around: JsonObject = {
    webhooks,
    $defs,
    ...(printedPaths.length === 0 ? {} : { paths: { "/": { get: { operationId: "any", responses: {} } } } }),
    components: { ...otherComponents, ...(printedSchemas.length === 0 ? {} : { schemas: { Any: {} } }) },
  };
  const frame = await memory.rememberLater("frame of types", [JSON.stringify(around)], async () =>
    (await import("./print-types.ts")).printTypes(around),
  );
  const text = frame
    .replace(PATHS, join(printedPaths.map(({ path }) => path)))
    .replace(OPERATIONS, join(printedPaths.flatMap(({ operations }) => operations)))
    .replace(SCHEMAS, join(printedSchemas));
  return `${renderHeader(origin, "//")}${text}`;
}

/** Where paths, operations and component schemas stand. */
const PATHS = /(?<=^export interface paths \{\n)[\s\S]*?(?=^\}$)/m;
const OPERATIONS = /(?<=^export interface operations \{\n)[\s\S]*?(?=^\}$)/m;
const SCHEMAS = /(?<=^ {4}schemas: \{\n)[\s\S]*?(?=^ {4}\};$)/m;

/** As a function: in a text, `$` would mean something. */
function join(texts: readonly string[]): () => string {
  return () => texts.map((text) => `${text}\n`).join("");
}
