import { createMemory } from "../pipeline/memory.ts";
import { type JsonObject, objectAt } from "../pipeline/openapi.ts";
import { isolateSchema, listResponseOnlySchemas } from "../pipeline/reachable.ts";
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
  const answers = listResponseOnlySchemas(document);
  const { paths, components, webhooks = {}, $defs = {} } = document;
  const { schemas, ...otherComponents } = objectAt(components);

  const print = (part: JsonObject, around: JsonObject = {}): Promise<string> => {
    const shaped = shapeForTypes(part, answers);
    // What it refers to is given too: a type may depend on what the other side requires.
    return memory.rememberLater("types", [JSON.stringify(shaped), JSON.stringify(around)], async () => {
      const { printTypes } = await import("./print-types.ts");
      return printTypes(shaped, document);
    });
  };
  const printEach = async (map: JsonObject, place: (entry: JsonObject) => JsonObject): Promise<string[]> => {
    const texts: string[] = [];
    for (const [name, value] of Object.entries(map)) {
      texts.push(await print(place({ [name]: value }), isolateSchema(document, objectAt(value))));
    }
    return texts;
  };

  const pathTexts = await printEach(objectAt(paths), (entry) => ({ paths: entry }));
  const schemaTexts = await printEach(objectAt(schemas), (entry) => ({ components: { schemas: entry } }));
  const frame = await print({
    webhooks,
    $defs,
    ...(pathTexts.length === 0 ? {} : { paths: { "/": { get: { operationId: "any", responses: {} } } } }),
    components: { ...otherComponents, ...(schemaTexts.length === 0 ? {} : { schemas: { Any: {} } }) },
  });
  const text = frame
    .replace(PATHS, joinBlocks(PATHS, pathTexts))
    .replace(OPERATIONS, joinBlocks(OPERATIONS, pathTexts))
    .replace(SCHEMAS, joinBlocks(SCHEMAS, schemaTexts));
  return `${renderHeader(origin, "//")}${text}`;
}

/** What is printed of paths, operations and component schemas: everything inside is indented further. */
const PATHS = /(?<=^export interface paths \{\n)[\s\S]*?(?=^\}$)/m;
const OPERATIONS = /(?<=^export interface operations \{\n)[\s\S]*?(?=^\}$)/m;
const SCHEMAS = /(?<=^ {4}schemas: \{\n)[\s\S]*?(?=^ {4}\};$)/m;

/** As a function: in a text, `$` would mean something. */
function joinBlocks(block: RegExp, texts: readonly string[]): () => string {
  return () => texts.map((text) => block.exec(text)?.[0] ?? "").join("");
}
