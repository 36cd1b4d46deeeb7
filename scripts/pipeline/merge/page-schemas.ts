import { isObject, type Json, type JsonObject, objectAt, parsePointer } from "../openapi.ts";
import { shapeOfKeyword } from "../walk.ts";
import { type Components, readComponentName } from "./components.ts";
import { isAnnotation, writeStructure } from "./structure.ts";
import { fingerprint, joinPascal, splitWords } from "./words.ts";

/** The schemas of one page, ready to stand in the merged document. */
export interface PageSchemas {
  /** What a reference points to, or the value itself. Undefined where the page lacks the component. */
  resolve(value: Json | undefined): JsonObject | undefined;
  /**
   * For a request: references become references to components that all pages share. Such a component is named
   * after its published name and its structure, so pages that mean the same share it, and no page can rename it.
   */
  share(schema: JsonObject): JsonObject;
  /** For a response: references are replaced by what they point to, as far as that ends. */
  inline(schema: JsonObject): JsonObject;
}

/** @param reportMissing Called once with each pointer that the page refers to and does not have. */
export function createPageSchemas(
  document: JsonObject,
  components: Components,
  reportMissing: (pointer: string) => void,
): PageSchemas {
  const published = objectAt(document, "components", "schemas");
  const missing = new Set<string>();
  const shared = new Map<string, JsonObject>();
  const inlined = new Map<string, JsonObject>();
  const reachable = new Map<string, Set<string>>();

  function resolve(value: Json | undefined): JsonObject | undefined {
    let at = value;
    for (let hops = 0; isObject(at) && typeof at.$ref === "string"; hops += 1) {
      const target = findAt(document, at.$ref);
      if (target === undefined || hops > 20) {
        if (!missing.has(at.$ref)) reportMissing(at.$ref);
        missing.add(at.$ref);
        return undefined;
      }
      at = target;
    }
    return isObject(at) ? at : undefined;
  }

  /** The components that a component can lead to; itself among them where it is recursive. */
  function reach(name: string): Set<string> {
    const known = reachable.get(name);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const visit = (value: Json): void => {
      const next = readComponentName(value);
      if (next !== undefined && !found.has(next)) {
        found.add(next);
        visit(published[next] ?? null);
      }
      if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    };
    visit(published[name] ?? null);
    reachable.set(name, found);
    return found;
  }

  function shareComponent(name: string, schema: JsonObject): JsonObject {
    const known = shared.get(name);
    if (known !== undefined) return known;
    const texts = [name, ...[...reach(name)].sort()].map(
      (one) => `${one}=${writeStructure(published[one] ?? null)}`,
    );
    const reference: JsonObject = {};
    shared.set(name, reference); // a recursive component meets its own reference below
    const sharedName = `${joinPascal(splitWords(name))}_${fingerprint(texts.join("\n"))}`;
    reference.$ref = `#/components/schemas/${sharedName}`;
    components.add(sharedName, share(schema));
    return reference;
  }

  function share(schema: JsonObject): JsonObject {
    return mapReferences(schema, (reference) => {
      const name = readComponentName(reference);
      const target = resolve(reference);
      if (target === undefined) return {};
      return name === undefined ? share(target) : shareComponent(name, target);
    });
  }

  function inline(schema: JsonObject): JsonObject {
    return mapReferences(schema, inlineReference, readAsAny);
  }

  function inlineReference(reference: JsonObject): JsonObject {
    const name = readComponentName(reference);
    const target = resolve(reference);
    if (target === undefined) return {};
    if (name === undefined) return inline(target);
    if (reach(name).has(name)) return shareComponent(name, target);
    const known = inlined.get(name) ?? inline(target);
    inlined.set(name, known);
    return known;
  }

  return { resolve, share, inline };
}

/**
 * Copies a schema with each reference in it replaced. What stands beside a reference, as 3.1 allows, is kept.
 *
 * @param finish Has the last word on each schema.
 */
function mapReferences(
  schema: JsonObject,
  replace: (reference: JsonObject) => JsonObject,
  finish: (schema: JsonObject) => JsonObject = (same) => same,
): JsonObject {
  const visit = (value: Json): Json => (isObject(value) ? mapReferences(value, replace, finish) : value);
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    // A mapping would name components as the page does. The members of a union tell themselves apart by their values.
    if (keyword === "$ref" || keyword === "discriminator") return [];
    const shape = shapeOfKeyword(keyword);
    if (shape === "list" && Array.isArray(value)) return [[keyword, value.map(visit)]];
    if (shape === "map" && isObject(value)) {
      return [[keyword, Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]))]];
    }
    return [[keyword, shape === "one" ? visit(value) : value]];
  });
  const copy = finish(unwrapSingle(Object.fromEntries(entries)));
  return typeof schema.$ref === "string" ? { ...replace({ $ref: schema.$ref }), ...copy } : copy;
}

/** To a reader of answers "one of" is "any of": it need not count how many descriptions fit. */
function readAsAny(schema: JsonObject): JsonObject {
  const { oneOf, ...rest } = schema;
  return oneOf === undefined || rest.anyOf !== undefined ? schema : { ...rest, anyOf: oneOf };
}

/** A combination of one schema is that schema. */
function unwrapSingle(schema: JsonObject): JsonObject {
  const keyword = COMBINATIONS.find((key) => Array.isArray(schema[key]) && schema[key].length === 1);
  if (keyword === undefined) return schema;
  const { [keyword]: list, ...rest } = schema;
  const [only] = Array.isArray(list) ? list : [];
  const isFree =
    isObject(only) && Object.keys(only).every((key) => isAnnotation(key) || !Object.hasOwn(rest, key));
  return isFree ? { ...only, ...rest } : schema;
}

const COMBINATIONS = ["oneOf", "anyOf", "allOf"];

function findAt(document: JsonObject, pointer: string): Json | undefined {
  let at: Json | undefined = document;
  for (const key of parsePointer(pointer)) {
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}
