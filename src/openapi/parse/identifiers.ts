import { isObject, type JsonObject, listAt } from "../json.ts";
import { parsePointer, pointerTo, valueAt } from "../pointer.ts";
import { visitReferences } from "../references.ts";
import { rewriteObjects } from "../walk.ts";

/** Stands for the address of a page, against which its relative identifiers are resolved. */
const BASE = "https://page.invalid/";

/**
 * Writes references by `$id`, `$anchor` and `$dynamicAnchor` as plain pointers into the document: other tools follow no
 * others. A reference that names nothing of the document stays as it is.
 *
 * A `$dynamicRef` becomes a plain `$ref` where only one schema can be meant, whichever way leads to it.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2
 */
export function resolveIdentifiers(document: JsonObject): JsonObject {
  if (!hasIdentifiers(document)) return document;
  const index = indexIdentifiers(document);
  return rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    const { $ref, $dynamicRef } = schema;
    const base = index.baseOf(keys);
    const target = typeof $ref === "string" ? index.locate($ref, base) : undefined;
    const plain = target === undefined ? schema : { ...schema, $ref: pointerTo(target) };
    const dynamic = typeof $dynamicRef === "string" ? index.locate($dynamicRef, base) : undefined;
    if (dynamic === undefined || index.isAmbiguous(dynamic, String($dynamicRef))) return plain;
    const { $dynamicRef: _, ...rest } = plain;
    const reference = { $ref: pointerTo(dynamic) };
    return rest.$ref === undefined
      ? { ...rest, ...reference }
      : { ...rest, allOf: [...listAt(rest, "allOf"), reference] };
  });
}

function hasIdentifiers(document: JsonObject): boolean {
  let isFound = /"\$(?:id|dynamicRef)"/.test(JSON.stringify(document));
  visitReferences(document, (reference) => {
    isFound ||= !reference.startsWith("#/");
  });
  return isFound;
}

interface Index {
  /** The URI against which the references of a schema are resolved. */
  baseOf(keys: readonly string[]): string;
  /** The keys of what a reference names; undefined where that is nothing of the document. */
  locate(reference: string, base: string): string[] | undefined;
  /** Whether a dynamic reference to a schema may mean another one, depending on the way to it. */
  isAmbiguous(target: readonly string[], reference: string): boolean;
}

function indexIdentifiers(document: JsonObject): Index {
  const identified: { schema: JsonObject; keys: readonly string[] }[] = [];
  rewriteObjects(document, "document", (schema, kind, keys) => {
    const isIdentified = ["$id", "$anchor", "$dynamicAnchor"].some((key) => typeof schema[key] === "string");
    if (kind === "schema" && isIdentified) identified.push({ schema, keys });
    return schema;
  });
  const bases = new Map<string, string>([["#", BASE]]);
  const resources = new Map<string, readonly string[]>([[BASE, []]]);
  const anchors = new Map<string, readonly string[]>();
  const dynamic = new Map<string, number>();

  const baseOf = (keys: readonly string[]): string => {
    for (let length = keys.length; length > 0; length -= 1) {
      const base = bases.get(pointerTo(keys.slice(0, length)));
      if (base !== undefined) return base;
    }
    return BASE;
  };
  // What stands around a schema comes first, as its own identifier is relative to it.
  for (const { schema, keys } of identified.sort((one, other) => one.keys.length - other.keys.length)) {
    const { $id, $anchor, $dynamicAnchor } = schema;
    const [address = "", name = ""] = typeof $id === "string" ? $id.split("#") : [];
    const base = address === "" ? undefined : resolveUri(address, baseOf(keys));
    if (base !== undefined) {
      bases.set(pointerTo(keys), base);
      resources.set(base, keys);
    }
    // Until draft 7 an anchor was written as an identifier that is nothing but a fragment.
    for (const anchor of [$anchor, $dynamicAnchor, name])
      if (typeof anchor === "string" && anchor !== "") anchors.set(`${baseOf(keys)}#${anchor}`, keys);
    if (typeof $dynamicAnchor === "string")
      dynamic.set($dynamicAnchor, (dynamic.get($dynamicAnchor) ?? 0) + 1);
  }

  const locate: Index["locate"] = (reference, base) => {
    const [address = "", fragment = ""] = splitOnce(reference);
    const uri = address === "" ? base : resolveUri(address, base);
    const resource = resources.get(uri ?? "");
    if (uri === undefined || resource === undefined) return undefined;
    if (fragment !== "" && !fragment.startsWith("/")) return anchors.get(`${uri}#${fragment}`)?.slice();
    const inside = [...resource, ...parsePointer(fragment)];
    if (valueAt(document, inside) !== undefined) return inside;
    // Written as if the schema had no identifier, which many pages mean.
    const outside = parsePointer(fragment);
    return address === "" && valueAt(document, outside) !== undefined ? outside : undefined;
  };
  const isAmbiguous: Index["isAmbiguous"] = (target, reference) => {
    const [, fragment = ""] = splitOnce(reference);
    const schema = valueAt(document, target);
    return isObject(schema) && schema.$dynamicAnchor === fragment && (dynamic.get(fragment) ?? 0) > 1;
  };
  return { baseOf, locate, isAmbiguous };
}

function splitOnce(reference: string): string[] {
  const at = reference.indexOf("#");
  return at < 0 ? [reference] : [reference.slice(0, at), reference.slice(at + 1)];
}

function resolveUri(address: string, base: string): string | undefined {
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
