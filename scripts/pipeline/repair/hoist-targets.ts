import { isObject, type JsonObject, objectsAt, setOwn } from "../../../src/openapi/json.ts";
import { readDiscriminator } from "../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo, resolvePointer } from "../../../src/openapi/pointer.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import {
  componentSchemas,
  findFreeName,
  parseComponentName,
  referTo,
  visitReferences,
  withComponentSchemas,
} from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { UNIONS } from "./variants/variant-values.ts";

/**
 * Copies to the components what a schema refers to in a place where no schema stands: below a keyword that nobody knows,
 * or in an example. No stage after this one enters such a place, and unknown keywords are dropped. So are variants of a
 * discriminated union that stand anywhere else: its keyword tells components apart, by their names.
 */
export function hoistTargets(page: PageDocument): Staged<PageDocument> {
  let { document } = page;
  // What has been copied may refer to more of its kind.
  for (let hoisted = hoistOnce(document); hoisted !== undefined; hoisted = hoistOnce(document))
    document = hoisted;
  return { output: { ...page, document }, problems: [] };
}

/** Undefined where there is nothing to copy. */
function hoistOnce(document: JsonObject): JsonObject | undefined {
  let isPlain = true;
  visitReferences(document, (pointer) => {
    isPlain &&= parseComponentName(pointer) !== undefined;
  });
  if (isPlain) return undefined;
  const places = new Set<string>();
  const references = new Set<string>();
  const variants = new Set<string>();
  rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind === "schema") places.add(pointerTo(keys));
    if (kind === "schema" && typeof schema.$ref === "string") references.add(schema.$ref);
    if (kind === "schema" && readDiscriminator(schema) !== undefined)
      for (const variant of UNIONS.flatMap((keyword) => objectsAt(schema, keyword)))
        if (typeof variant.$ref === "string" && parseComponentName(variant.$ref) === undefined)
          variants.add(variant.$ref);
    return schema;
  });

  const schemas = { ...componentSchemas(document) };
  const moved = new Map<string, JsonObject>();
  for (const pointer of references) {
    const target = resolvePointer(document, pointer);
    const isKept = places.has(pointerTo(parsePointer(pointer))) && !variants.has(pointer);
    if (!isObject(target) || isKept) continue;
    const name = findFreeName(parsePointer(pointer).at(-1) ?? "", schemas);
    setOwn(schemas, name, target);
    moved.set(pointer, referTo(name));
  }
  if (moved.size === 0) return undefined;
  return rewriteObjects(withComponentSchemas(document, schemas), "document", (schema, kind) => {
    if (kind !== "schema") return schema;
    const referring = typeof schema.$ref === "string" ? { ...schema, ...moved.get(schema.$ref) } : schema;
    return moveMapping(referring, moved);
  });
}

function moveMapping(schema: JsonObject, moved: ReadonlyMap<string, JsonObject>): JsonObject {
  const { discriminator } = schema;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return schema;
  const mapping: JsonObject = {};
  for (const [value, target] of Object.entries(discriminator.mapping))
    setOwn(mapping, value, moved.get(String(target))?.$ref ?? target);
  return { ...schema, discriminator: { ...discriminator, mapping } };
}
