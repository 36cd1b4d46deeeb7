import { type JsonObject, objectAt } from "../json.ts";
import { parsePointer, pointerTo, valueAt } from "../pointer.ts";
import { rewriteObjects } from "../walk.ts";

/** Stands for the address of a page, against which its relative identifiers are resolved. */
const BASE = "https://page.invalid/";

/** What the identifiers of a document mean. */
export interface IdentifierIndex {
  /** The URI against which the references of a schema are resolved. */
  baseOf(keys: readonly string[]): string;
  /** The keys of what a reference names; undefined where that is nothing of the document. */
  locate(reference: string, base: string): string[] | undefined;
  /** The dynamic anchor that a reference names at its target, if it does. */
  readDynamicAnchor(target: readonly string[], reference: string): string | undefined;
  /** How many schemas of the document have a dynamic anchor of a name. */
  countDynamic(name: string): number;
  /** The dynamic anchors of a resource, each with the keys of its schema; undefined where several schemas have it. */
  dynamicAnchorsOf(base: string): ReadonlyMap<string, readonly string[] | undefined>;
}

/** Reads the `$id`, `$anchor` and `$dynamicAnchor` of every schema in a document. */
export function indexIdentifiers(document: JsonObject): IdentifierIndex {
  const identified: { schema: JsonObject; keys: readonly string[] }[] = [];
  rewriteObjects(document, "document", (schema, kind, keys) => {
    const isIdentified = ["$id", "$anchor", "$dynamicAnchor"].some((key) => typeof schema[key] === "string");
    if (kind === "schema" && isIdentified) identified.push({ schema, keys });
    return schema;
  });
  const bases = new Map<string, string>([["#", BASE]]);
  const resources = new Map<string, readonly string[]>([[BASE, []]]);
  const anchors = new Map<string, readonly string[]>();
  const dynamic = new Map<string, Map<string, readonly string[] | undefined>>();
  const counts = new Map<string, number>();

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
    if (typeof $dynamicAnchor !== "string") continue;
    counts.set($dynamicAnchor, (counts.get($dynamicAnchor) ?? 0) + 1);
    const ofResource = dynamic.get(baseOf(keys)) ?? new Map<string, readonly string[] | undefined>();
    ofResource.set($dynamicAnchor, ofResource.has($dynamicAnchor) ? undefined : keys);
    dynamic.set(baseOf(keys), ofResource);
  }

  const locate: IdentifierIndex["locate"] = (reference, base) => {
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
  const readDynamicAnchor: IdentifierIndex["readDynamicAnchor"] = (target, reference) => {
    const [, fragment = ""] = splitOnce(reference);
    return objectAt(document, ...target).$dynamicAnchor === fragment ? fragment : undefined;
  };
  return {
    baseOf,
    locate,
    readDynamicAnchor,
    countDynamic: (name) => counts.get(name) ?? 0,
    dynamicAnchorsOf: (base) => dynamic.get(base) ?? new Map(),
  };
}

function splitOnce(reference: string): string[] {
  const at = reference.indexOf("#");
  return at < 0 ? [reference] : [reference.slice(0, at), reference.slice(at + 1)];
}

function resolveUri(address: string, base: string): string | undefined {
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}
