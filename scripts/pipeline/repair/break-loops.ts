import { isObject, type Json } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { componentSchemas, readComponentName } from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/** In-place applicators: keywords whose schemas apply to the same value as the schema around them. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/**
 * Removes `$ref`s that make a component an alias of itself (`Kite` is all of `Kite`, or of what is a `Kite`): they
 * constrain nothing, and Ajv would recurse. A component that contains itself in a property is recursive, not an alias.
 */
export function breakLoops({ file, document }: PageDocument): Staged<PageDocument> {
  const components = componentSchemas(document);
  const targets = new Map(Object.entries(components).map(([name, schema]) => [name, listTargets(schema)]));
  const problems: Problem[] = [];
  if (![...targets.keys()].some((name) => leadsTo(targets, name, name)))
    return { output: { file, document }, problems };

  const output = rewriteObjects(document, "document", (schema, kind, keys) => {
    const [root, section, name = "", ...inside] = keys;
    const target = kind === "schema" ? readComponentName(schema) : undefined;
    if (target === undefined || root !== "components" || section !== "schemas") return schema;
    if (!inside.every((key) => IN_PLACE.includes(key) || /^\d+$/.test(key))) return schema;
    if (target !== name && !leadsTo(targets, target, name)) return schema;
    const message = `The component is an alias of itself, by way of ${target}. The reference constrains nothing and is dropped.`;
    problems.push({
      severity: "warning",
      kind: "malformed",
      file,
      pointer: pointerTo([...keys, "$ref"]),
      message,
    });
    const { $ref: _, ...rest } = schema;
    return rest;
  });
  return { output: { file, document: output }, problems };
}

/** The components that a schema refers to in place. */
function listTargets(schema: Json): string[] {
  if (!isObject(schema)) return [];
  const own = readComponentName(schema);
  const parts = IN_PLACE.flatMap((keyword) => [schema[keyword] ?? []].flat()).flatMap(listTargets);
  return own === undefined ? parts : [own, ...parts];
}

function leadsTo(targets: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [...(targets.get(from) ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(targets.get(name) ?? []));
  }
  return false;
}
