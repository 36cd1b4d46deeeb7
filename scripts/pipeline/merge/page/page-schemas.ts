import { isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { parsePointer, resolvePointer } from "../../../../src/openapi/pointer.ts";
import {
  followReferences,
  parseComponentName,
  referTo,
  visitReferences,
} from "../../../../src/openapi/references.ts";
import { isAnnotation, writeStructure } from "../../../../src/openapi/structure.ts";
import { fingerprint, joinPascal, splitWords } from "../names/words.ts";
import { addSiblings, flattenAllOf } from "../schemas/intersect.ts";
import { mapReferences } from "./map-references.ts";
import { readAsAny } from "./read-as-any.ts";

/** The schemas of one page, ready to stand in the merged document. */
export interface PageSchemas {
  /**
   * What a reference points to, with the words that stand beside it, or the value itself. Undefined where the page lacks
   * the component.
   */
  resolve(value: Json | undefined): JsonObject | undefined;
  /** Such a schema, together with the siblings of each reference on the way to it. */
  read(value: Json | undefined): JsonObject | undefined;
  /**
   * For a request: references become references to components that all pages share. Such a component is named
   * after its published name and its structure, so pages that mean the same share it, and no page can rename it.
   */
  share(schema: JsonObject): JsonObject;
  /**
   * For a response that pages join: references are replaced by what they point to, as far as that ends, and is not too
   * large.
   */
  inline(schema: JsonObject): JsonObject;
  /**
   * A body's schema, where it is a reference to a component and annotations, and may be that in the merged document too. One
   * that leads back to itself may not: tools that resolve references keep it, and would see no property of the body.
   */
  keepReference(value: Json | undefined): JsonObject | undefined;
  /** For a response that is kept as the page has it: as `share`, with components that no request refers to. */
  shareResponse(schema: JsonObject): JsonObject;
  /** The components that these have made references to so far, by name. */
  shared: ReadonlyMap<string, JsonObject>;
  /** Begins another merge of the same page: what it lacks is reported again, and what leads there is read again. */
  beginMerge(): void;
}

/** What a reference says in the place of what it points to: section 4.8.23 of OpenAPI 3.1.0. */
const WORDS = new Set(["summary", "description"]);

/** Components that refer to each other twice at every level would double with each: such a response is kept by reference. */
const MAX_INLINED = 5_000;

/**
 * Reads the schemas of a page, each once: who asks for one again is given the same object.
 *
 * @param reportMissing Called once in each merge with each pointer that the page refers to and does not have.
 */
export function createPageSchemas(
  document: JsonObject,
  reportMissing: (pointer: string) => void,
): PageSchemas {
  const missing = new Set<string>();
  const shared = new Map<string, JsonObject>();
  const inlined = new Map<string, JsonObject>();
  const reachable = new Map<string, Set<string>>();
  const direct = new Map<string, Set<string>>();
  const hashes = new Map<string, string>();
  const requests: SharedKind = { shared: new Map(), describe: writeTarget };
  const responses: SharedKind = { shared: new Map(), describe: hashTarget };
  const sizes = new Map<string, number>();
  const broken = new Map<string, boolean>();
  /** Forget what has been made of references to what the page lacks. */
  const forget: (() => void)[] = [];

  const readTarget = (pointer: string): Json => resolvePointer(document, pointer) ?? null;

  function resolve(value: Json | undefined): JsonObject | undefined {
    const { target, pointer } = followReferences(document, value);
    if (target === undefined && pointer !== undefined && !missing.has(pointer)) {
      missing.add(pointer);
      reportMissing(pointer);
    }
    const found = target === true ? {} : isObject(target) ? target : undefined;
    const words = found === value ? [] : Object.entries(objectAt(value)).filter(([key]) => WORDS.has(key));
    return found === undefined || words.length === 0 ? found : { ...found, ...Object.fromEntries(words) };
  }

  function read(value: Json | undefined): JsonObject | undefined {
    if (!isObject(value) || typeof value.$ref !== "string" || resolve(value) === undefined)
      return resolve(value);
    const { $ref, ...siblings } = value;
    const target = read(readTarget($ref));
    // A reference alone is what it leads to, as the same object.
    return target === undefined || Object.keys(siblings).length === 0
      ? target
      : addSiblings(target, siblings);
  }

  /** What a reference points to, past components that are nothing but another reference. */
  function settle(reference: JsonObject): JsonObject | undefined {
    if (resolve(reference) === undefined) return undefined;
    let target: Json = reference;
    while (isObject(target) && typeof target.$ref === "string" && Object.keys(target).length === 1)
      target = readTarget(target.$ref);
    return isObject(target) ? target : resolve(target);
  }

  /** The references that stand in what a reference points to. */
  function listDirect(pointer: string): Set<string> {
    const known = direct.get(pointer);
    if (known !== undefined) return known;
    const found = new Set<string>();
    direct.set(pointer, found);
    visitReferences(readTarget(pointer), (reference) => found.add(reference));
    return found;
  }

  /** The references that a reference can lead to; itself among them where it is recursive. */
  function reach(pointer: string): Set<string> {
    const known = reachable.get(pointer);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [pointer];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const reference of listDirect(at)) {
        if (found.has(reference)) continue;
        found.add(reference);
        open.push(reference);
      }
    }
    reachable.set(pointer, found);
    return found;
  }

  /** Whether a reference can lead to what the page lacks. */
  function isBroken(pointer: string): boolean {
    const lacks = ($ref: string) => followReferences(document, { $ref }).target === undefined;
    const found = broken.get(pointer) ?? (lacks(pointer) || [...reach(pointer)].some(lacks));
    broken.set(pointer, found);
    return found;
  }

  /** The function with what it has made of each object: pages are never changed once they are read. */
  function makeOnce(make: (schema: JsonObject) => JsonObject): (schema: JsonObject) => JsonObject {
    const made = new WeakMap<JsonObject, JsonObject>();
    return (schema) => {
      const known = made.get(schema);
      if (known !== undefined) return known;
      const result = make(schema);
      made.set(schema, result);
      let leadsNowhere = false;
      visitReferences(schema, (pointer) => {
        leadsNowhere ||= isBroken(pointer);
      });
      if (leadsNowhere) forget.push(() => made.delete(schema));
      return result;
    };
  }

  function beginMerge(): void {
    missing.clear();
    for (const one of forget.splice(0)) one();
  }

  function writeTarget(pointer: string): string {
    return writeStructure(readTarget(pointer));
  }

  /** Of a response, whose components can lead to most of a page: the text of all of them would be too long. */
  function hashTarget(pointer: string): string {
    const known = hashes.get(pointer) ?? fingerprint(writeTarget(pointer));
    hashes.set(pointer, known);
    return known;
  }

  /** How many references are followed where one is inlined, each as often as it occurs. */
  function measure(pointer: string): number {
    const known = sizes.get(pointer);
    if (known !== undefined) return known;
    sizes.set(pointer, 1);
    let size = 1;
    visitReferences(readTarget(pointer), (inner) => {
      size += measure(inner);
    });
    sizes.set(pointer, size);
    return size;
  }

  /** A component of its own for what a reference points to. */
  function shareTarget(pointer: string, schema: JsonObject, kind: SharedKind): JsonObject {
    const known = kind.shared.get(pointer);
    if (known !== undefined) return known;
    const texts = [pointer, ...[...reach(pointer)].sort()].map(
      (one) => `${parseComponentName(one) ?? one}=${kind.describe(one)}`,
    );
    const reference: JsonObject = {};
    kind.shared.set(pointer, reference); // a recursive schema meets its own reference below
    const name = joinPascal(splitWords(parsePointer(pointer).at(-1) ?? "")) || "Schema";
    const sharedName = `${name}_${fingerprint(texts.join("\n"))}`;
    Object.assign(reference, referTo(sharedName));
    if (isBroken(pointer))
      forget.push(() => {
        kind.shared.delete(pointer);
        shared.delete(sharedName);
      });
    shared.set(sharedName, shareAs(schema, kind));
    return reference;
  }

  function shareAs(schema: JsonObject, kind: SharedKind): JsonObject {
    const shareReference = (reference: JsonObject, pointer: string): JsonObject => {
      const target = settle(reference);
      if (target === undefined) return {};
      const isComponent = parseComponentName(pointer) !== undefined;
      return isComponent || reach(pointer).has(pointer)
        ? shareTarget(pointer, target, kind)
        : shareAs(target, kind);
    };
    return mapReferences(schema, shareReference, flattenAllOf);
  }

  function inline(schema: JsonObject): JsonObject {
    return readAsAny(mapReferences(schema, inlineReference, flattenAllOf));
  }

  function inlineReference(reference: JsonObject, pointer: string): JsonObject {
    const target = settle(reference);
    if (target === undefined) return {};
    if (reach(pointer).has(pointer)) return shareTarget(pointer, target, requests);
    if (measure(pointer) > MAX_INLINED) return shareTarget(pointer, target, responses);
    const known = inlined.get(pointer) ?? mapReferences(target, inlineReference, flattenAllOf);
    inlined.set(pointer, known);
    if (isBroken(pointer)) forget.push(() => inlined.delete(pointer));
    return known;
  }

  function keepReference(value: Json | undefined): JsonObject | undefined {
    const reference = objectAt(value);
    const { $ref, ...siblings } = reference;
    if (typeof $ref !== "string" || !Object.keys(siblings).every(isAnnotation)) return undefined;
    const isKept = parseComponentName($ref) !== undefined && resolve({ $ref }) !== undefined;
    return isKept && !reach($ref).has($ref) ? reference : undefined;
  }

  return {
    resolve,
    read,
    keepReference,
    share: makeOnce((schema) => shareAs(schema, requests)),
    inline: makeOnce(inline),
    shareResponse: makeOnce((schema) => shareAs(schema, responses)),
    shared,
    beginMerge,
  };
}

/** Components of one direction: requests and responses read one published schema differently. */
interface SharedKind {
  /** References by the pointer that they have in the page. */
  shared: Map<string, JsonObject>;
  /** What stands at a pointer of the page, as far as names depend on it. */
  describe(pointer: string): string;
}
