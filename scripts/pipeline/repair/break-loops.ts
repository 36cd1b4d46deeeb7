import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo, resolvePointer } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { NAMED, parseComponentName, visitReferences } from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/** In-place applicators: keywords whose schemas apply to the same value as the schema around them. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/**
 * Removes `$ref`s that make a schema an alias of itself (`Kite` is all of `Kite`, or of what is a `Kite`), be it a
 * component or a part of one: they constrain nothing, and Ajv would recurse. A schema that contains itself in a property
 * is recursive, not an alias.
 */
export function breakLoops({ file, document }: PageDocument): Staged<PageDocument> {
  const targets = readTargets(document);
  const problems: Problem[] = [];
  if (![...targets.keys()].some((pointer) => leadsTo(targets, pointer, pointer)))
    return { output: { file, document }, problems };

  const output = rewriteObjects(document, "document", (schema, kind, keys) => {
    const target = kind === "schema" ? readTarget(schema) : undefined;
    if (target === undefined) return schema;
    const isLoop = listHolders(keys).some((holder) => target === holder || leadsTo(targets, target, holder));
    if (!isLoop) return schema;
    const message = `The schema is an alias of itself, by way of ${parseComponentName(target) ?? target}. The reference constrains nothing and is dropped.`;
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

/** What each schema that a reference leads to refers to in place, all by pointer. */
function readTargets(document: JsonObject): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, readonly string[]>();
  visitReferences(document, (_pointer, _keys, reference) => {
    const pointer = readTarget(reference) ?? "";
    if (!targets.has(pointer)) targets.set(pointer, listTargets(resolvePointer(document, pointer)));
  });
  return targets;
}

/** The pointers of a schema and of those around it that apply to the same value. */
function listHolders(keys: readonly string[]): string[] {
  const holders = [pointerTo(keys)];
  let rest = keys;
  for (;;) {
    const isListed = /^\d+$/.test(rest.at(-1) ?? "");
    const depth = isListed ? 2 : 1;
    if (!IN_PLACE.includes(rest.at(-depth) ?? "") || NAMED.has(rest.at(-depth - 1) ?? "")) return holders;
    rest = rest.slice(0, -depth);
    holders.push(pointerTo(rest));
  }
}

/** Where the reference of a schema leads, written as every other that leads there. */
function readTarget(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.$ref === "string" && schema.$ref.startsWith("#/")
    ? pointerTo(parsePointer(schema.$ref))
    : undefined;
}

/** What a schema refers to in place. */
function listTargets(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  const own = readTarget(schema);
  const parts = IN_PLACE.flatMap((keyword) => [schema[keyword] ?? []].flat()).flatMap(listTargets);
  return own === undefined ? parts : [own, ...parts];
}

function leadsTo(targets: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [...(targets.get(from) ?? [])];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    if (pointer === to) return true;
    if (seen.has(pointer)) continue;
    seen.add(pointer);
    open.push(...(targets.get(pointer) ?? []));
  }
  return false;
}
