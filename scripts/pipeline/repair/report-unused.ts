import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import { listUsedComponents } from "../../../src/openapi/reachable.ts";
import { componentSchemas, visitReferences } from "../../../src/openapi/references.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { readInheritance } from "./variants/inheritance.ts";

/** Where schemas stand that nothing but references leads to. */
const DEFINITIONS = ["$defs", "definitions"];

/** More components than these are counted. */
const MAX_NAMED = 5;

/**
 * Reports the components of a page that nothing on it leads to: none of them stands in the merged document. A base leads to
 * what extends it (`readInheritance`), and that to the base.
 */
export function reportUnused(page: PageDocument): Staged<PageDocument> {
  const { file, document } = page;
  const { components } = document;
  const inherited = readInheritance(page).output.document;
  const used = listUsedComponents(document);
  if (inherited !== document) for (const pointer of listUsedComponents(inherited)) used.add(pointer);
  const unused = Object.entries(objectAt(components)).flatMap(([kind, named]) =>
    // Security schemes are asked for by name.
    kind === "securitySchemes" || kind.startsWith("x-")
      ? []
      : Object.entries(objectAt(named)).flatMap(([name, component]) =>
          used.has(pointerTo(["components", kind, name])) || saysNothing(component) ? [] : [name],
        ),
  );
  unused.push(...listUnusedDefinitions(document));
  if (unused.length === 0) return { output: { file, document }, problems: [] };
  const more = unused.length - MAX_NAMED;
  const names = [...unused.slice(0, MAX_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const message = `Nothing on the page refers to the components ${names}. Left out.`;
  return {
    output: { file, document },
    problems: [{ severity: "warning", kind: "malformed", file, pointer: "#/components", message }],
  };
}

/** Whether a component holds definitions alone, each of which is looked at by itself. */
function saysNothing(component: Json): boolean {
  const keywords = isObject(component) ? Object.keys(component) : [];
  return keywords.length > 0 && keywords.every((keyword) => DEFINITIONS.includes(keyword));
}

/** Names of the definitions inside of schemas that no reference leads to, or into, and that are no component as well (`hoistTargets`). */
function listUnusedDefinitions(document: JsonObject): string[] {
  const defined: { name: string; pointer: string; definition: Json }[] = [];
  rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    for (const keyword of DEFINITIONS)
      for (const [name, definition] of Object.entries(objectAt(schema[keyword])))
        defined.push({ name, pointer: pointerTo([...keys, keyword, name]), definition });
    return schema;
  });
  if (defined.length === 0) return [];
  const targets = new Set<string>();
  visitReferences(document, (pointer) => {
    const keys = parsePointer(pointer);
    for (const index of keys.keys()) targets.add(pointerTo(keys.slice(0, index + 1)));
  });
  const components = new Set(Object.values(componentSchemas(document)).map(writeData));
  return defined
    .filter(
      ({ pointer, definition }) =>
        !targets.has(pointer) && !components.has(writeData(definition)) && !saysNothing(definition),
    )
    .map(({ name }) => name);
}
