import { isDeepStrictEqual } from "node:util";
import { childOf, isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { parseComponentName, visitReferences } from "../../../../src/openapi/references.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { findEqual, writeWords } from "./join-annotations.ts";
import { joinTexts, writeItem } from "./join-texts.ts";

/** A component that models share, as one page annotates it. */
export interface SharedComponent {
  name: string;
  own: JsonObject;
  /** With what all pages say. */
  shared: JsonObject;
}

/** A page that a schema is made of. */
export interface Reader {
  models: readonly string[];
  /** What a reference leads to, where the page has it and shares it with others; nothing for any other schema. */
  readShared(reference: JsonObject): SharedComponent | undefined;
}

/**
 * Adds to the descriptions in a schema what its own pages say inside of the components that it shares with others: to
 * that of the property whose reference leads there, as a list by place.
 */
export function addOwnWords(schema: JsonObject, readers: readonly Reader[], place = ""): JsonObject {
  const found = readers.map((reader) => ({ reader, words: new Map() as Words }));
  let fallback: Json | undefined;
  const copy = mapWithin(schema, place, (reference, at) => {
    for (const { reader, words } of found) {
      const component = reader.readShared(reference);
      if (component === undefined) continue;
      if (at === place) fallback ??= component.shared.description;
      collectWords(component, at, reader, words, new Set());
    }
  });
  const places = new Set(found.flatMap(({ words }) => [...words.keys()]));
  if (places.size === 0) return copy;
  const textAt = (at: string) =>
    joinTexts(
      found.map(({ reader: { models }, words }) => ({
        models,
        text: [...(words.get(at) ?? [])].join("\n\n") || null,
      })),
    );
  const items = [...places].flatMap((at) => {
    const text = at === place ? undefined : textAt(at);
    return text === undefined ? [] : [writeItem(`\`${at.replace(/^\./, "")}\``, text)];
  });
  const own = textAt(place);
  const parts = [schema.description ?? fallback, own, items.join("\n")];
  return {
    ...copy,
    description: parts.filter((part) => typeof part === "string" && part !== "").join("\n\n"),
  };

  /** Copies what belongs to one property; a property in it has its own description. */
  function mapWithin(
    value: JsonObject,
    at: string,
    onReference: (reference: JsonObject, at: string) => void,
  ): JsonObject {
    onReference(value, at);
    return mapSchemas(value, at, (child, inside, keyword) =>
      keyword === "properties" ? addOwnWords(child, readers, inside) : mapWithin(child, inside, onReference),
    );
  }
}

/** Those of a page's shared components in which it says something of its own, or that lead to one. */
export function findTelling(
  components: readonly SharedComponent[],
): Map<string | undefined, SharedComponent> {
  const users = new Map<string | undefined, SharedComponent[]>();
  for (const component of components) {
    visitReferences(component.own, (pointer) => {
      const name = parseComponentName(pointer);
      const known = users.get(name) ?? [];
      known.push(component);
      users.set(name, known);
    });
  }
  const found = new Map<string | undefined, SharedComponent>();
  const open = components.filter(({ own, shared }) => !isDeepStrictEqual(own, shared));
  for (let component = open.pop(); component !== undefined; component = open.pop()) {
    if (found.has(component.name)) continue;
    found.set(component.name, component);
    open.push(...(users.get(component.name) ?? []));
  }
  return found;
}

/** What is said, by place: properties by name, `[]` for the items of a list, `*` for a property of any name. */
type Words = Map<string, Set<string>>;

/**
 * Collects what a page says inside of a component that it shares with others, where not all say it. Of a component that
 * is met in several places, at the first of them: there may be more places than components by far.
 */
function collectWords(
  { name, own, shared }: SharedComponent,
  at: string,
  reader: Reader,
  words: Words,
  seen: Set<string>,
): void {
  if (seen.has(name)) return;
  seen.add(name);
  const visit = (schema: JsonObject, common: JsonObject | undefined, place: string): void => {
    const text = writeWords(schema, common);
    if (text !== undefined) words.set(place, (words.get(place) ?? new Set()).add(text));
    const inner = reader.readShared(schema);
    if (inner !== undefined) collectWords(inner, place, reader, words, seen);
    mapSchemas(schema, place, (child, inside, keyword, key) => {
      const others = childOf(common, keyword);
      const other =
        shapeOfKeyword(keyword) === "list"
          ? findEqual(child)(others)
          : key === undefined
            ? others
            : childOf(others, key);
      visit(child, isObject(other) ? other : undefined, inside);
      return child;
    });
  };
  visit(own, shared, at);
}

/** How the values that a keyword is about are found from those that its schema is about. */
function stepOf(keyword: string, key: string | undefined): string {
  if (keyword === "properties") return `.${key}`;
  if (keyword === "patternProperties" || keyword === "additionalProperties") return ".*";
  return ["items", "prefixItems", "contains", "unevaluatedItems"].includes(keyword) ? "[]" : "";
}

/** Copies a schema with each schema in it replaced. */
function mapSchemas(
  schema: JsonObject,
  at: string,
  replace: (child: JsonObject, at: string, keyword: string, key: string | undefined) => JsonObject,
): JsonObject {
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const shape = shapeOfKeyword(keyword);
    const enter = (child: Json, key?: string): Json =>
      isObject(child) ? replace(child, `${at}${stepOf(keyword, key)}`, keyword, key) : child;
    if (shape === "one") setOwn(copy, keyword, enter(value));
    else if (shape === "list" && Array.isArray(value))
      setOwn(
        copy,
        keyword,
        value.map((item) => enter(item)),
      );
    else if (shape === "map" && isObject(value)) {
      const map: JsonObject = {};
      for (const [key, item] of Object.entries(value)) setOwn(map, key, enter(item, key));
      setOwn(copy, keyword, map);
    } else setOwn(copy, keyword, value);
  }
  return copy;
}
