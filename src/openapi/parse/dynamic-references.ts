import { isObject, type JsonObject, listAt, setOwn } from "../json.ts";
import { parsePointer, pointerTo, valueAt } from "../pointer.ts";
import {
  componentSchemas,
  findFreeName,
  referTo,
  visitReferences,
  withComponentSchemas,
} from "../references.ts";
import { type ObjectKind, rewriteObjects } from "../walk.ts";
import type { IdentifierIndex } from "./identifier-index.ts";

/** The schemas that dynamic anchors mean on a way: those of the resources entered, of two the one entered first. */
type Scope = ReadonlyMap<string, readonly string[] | undefined>;

/** More copies than this, and the dynamic references of a document stay as they are. */
const MAX_COPIES = 200;

/**
 * Writes every `$dynamicRef` as a plain reference to the schema that it means on the way that leads to it. What is
 * reached on several ways, and means something else on each, becomes a component for each of them. A reference that
 * means nothing, or several schemas of one resource, stays as it is.
 *
 * @param document Its plain references are pointers already.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.2
 */
export function followDynamicReferences(document: JsonObject, index: IdentifierIndex): JsonObject {
  if (!hasDynamic(document)) return document;
  const schemas = { ...componentSchemas(document) };
  const copies = new Map<string, string>();
  const templates = new Set<string>();

  const enter = (scope: Scope, base: string): Scope => new Map([...index.dynamicAnchorsOf(base), ...scope]);
  /** The scope at some keys below others. */
  const descend = (scope: Scope, keys: readonly string[], from: number): Scope => {
    let at = scope;
    for (let length = from; length <= keys.length; length += 1)
      at = enter(at, index.baseOf(keys.slice(0, length)));
    return at;
  };
  const refer = (target: readonly string[], scope: Scope): string => {
    const pointer = pointerTo(target);
    const schema = valueAt(document, target);
    const inside = enter(scope, index.baseOf(target));
    const key = pointer + writeScope(inside);
    if (!isObject(schema) || key === pointer + writeScope(descend(new Map(), target, 0))) return pointer;
    if (!leadsToDynamic(document, target)) return pointer;
    const known = copies.get(key);
    if (known !== undefined || copies.size > MAX_COPIES) return known ?? pointer;
    const name = findFreeName(target.at(-1) ?? "", schemas);
    copies.set(key, referTo(name).$ref);
    templates.add(pointer);
    setOwn(schemas, name, {});
    const { $defs: _, definitions: __, ...content } = schema;
    setOwn(schemas, name, rewrite(content, "schema", target, inside));
    return referTo(name).$ref;
  };
  const rewrite = (root: JsonObject, kind: ObjectKind, from: readonly string[], scope: Scope): JsonObject =>
    rewriteObjects(
      root,
      kind,
      (schema, at, keys) => {
        if (at !== "schema") return schema;
        const { $ref, $dynamicRef } = schema;
        if (typeof $ref !== "string" && typeof $dynamicRef !== "string") return schema;
        const here = descend(scope, keys, from.length);
        const plain =
          typeof $ref === "string" ? { ...schema, $ref: refer(parsePointer($ref), here) } : schema;
        const initial =
          typeof $dynamicRef === "string" ? index.locate($dynamicRef, index.baseOf(keys)) : undefined;
        if (initial === undefined) return plain;
        const anchor = index.readDynamicAnchor(initial, String($dynamicRef)) ?? "";
        const target = here.has(anchor) ? here.get(anchor) : initial;
        return target === undefined ? plain : referInAddition(plain, refer(target, here));
      },
      from,
    );

  const whole = rewrite(document, "document", [], new Map());
  if (copies.size > MAX_COPIES) return document;
  return dropTemplates(
    withComponentSchemas(whole, { ...schemas, ...componentSchemas(whole) }),
    [...templates].map(parsePointer),
  );
}

/** Without the schemas that copies alone stand for: of one that nothing else refers to, its definitions are left. */
function dropTemplates(document: JsonObject, templates: readonly (readonly string[])[]): JsonObject {
  const isIn = (keys: readonly string[]) => (template: readonly string[]) =>
    template.every((key, index) => keys[index] === key);
  let dropped = templates;
  for (let before = -1; before !== dropped.length; ) {
    before = dropped.length;
    const left = dropped;
    visitReferences(document, (pointer, keys) => {
      if (left.some(isIn(keys))) return;
      const target = parsePointer(pointer);
      dropped = dropped.filter((template) => !isIn(target)(template));
    });
  }
  const pointers = new Set(dropped.map(pointerTo));
  return rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema" || !pointers.has(pointerTo(keys))) return schema;
    const { $defs = {}, definitions } = schema;
    return { $defs, ...(definitions !== undefined && { definitions }) };
  });
}

/** A schema whose `$dynamicRef` is a plain reference, beside the one that it may have. */
export function referInAddition(schema: JsonObject, $ref: string): JsonObject {
  const { $dynamicRef: _, ...rest } = schema;
  return rest.$ref === undefined
    ? { ...rest, $ref }
    : { ...rest, allOf: [...listAt(rest, "allOf"), { $ref }] };
}

function writeScope(scope: Scope): string {
  return JSON.stringify([...scope].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function hasDynamic(value: JsonObject): boolean {
  return JSON.stringify(value).includes('"$dynamicRef"');
}

/** Whether a dynamic reference is in a schema, or in what it refers to. */
function leadsToDynamic(document: JsonObject, target: readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [pointerTo(target)];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    const schema = valueAt(document, parsePointer(pointer));
    if (seen.has(pointer) || !isObject(schema)) continue;
    seen.add(pointer);
    if (hasDynamic(schema)) return true;
    visitReferences(schema, (reference) => open.push(reference));
  }
  return false;
}
