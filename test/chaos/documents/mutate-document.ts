import { isObject, type Json, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import { pointerTo, valueAt } from "../../../src/openapi/pointer.ts";
import type { Draw } from "../../helpers/draw.ts";

/** A place in a document. */
type Keys = readonly string[];

/** Names that mean something to JavaScript, JSON pointers, YAML, paths, templates or comments. */
const HOSTILE_NAMES = [
  ..."__proto__ constructor hasOwnProperty toString prototype length then toJSON default $ref $id type model".split(
    " ",
  ),
  ..."properties required enum 0 -1 1e9 NaN null true ~ ~0 ~1 / # % %2F %zz .. * */ /* // {} {x} {{ <<".split(
    " ",
  ),
  "",
  " ",
  "a b",
  "a\nb",
  "\0",
  "\u2028",
  "\ud800",
  `\`\${x}\``,
  '"',
  "'",
  "\\",
  "凧",
  "class",
  "async",
  "x-",
  "x-pages",
  "#/components/schemas/Kite",
  "a".repeat(300),
];

const NUMBERS = [0, -0, -1, 0.1, 1e21, 1e308, 5e-324, 2 ** 53, 2 ** 31, -(2 ** 63), 1e9];

const WORDS = [
  ...HOSTILE_NAMES,
  "object",
  "string",
  "3.0.0",
  "2.0",
  "post",
  "default",
  "200",
  "application/json",
  "^(a+)+$",
  "(",
  "https://example.org",
  "file:///etc/passwd",
  "2020-01-01",
];

/** A value of any kind, small, with no regard to what stands there. */
function drawValue(draw: Draw, document: JsonObject): Json {
  const kinds: readonly (() => Json)[] = [
    () => null,
    () => draw(2) === 0,
    () => NUMBERS[draw(NUMBERS.length)] ?? 0,
    () => WORDS[draw(WORDS.length)] ?? "",
    () => [],
    () => ({}),
    () => [drawValue(draw, document)],
    () => named(HOSTILE_NAMES[draw(HOSTILE_NAMES.length)] ?? "", drawValue(draw, document)),
    () => ({ $ref: drawPointer(draw, document) }),
    () => ({ $ref: drawValue(draw, document) }),
    () => ({ allOf: [{ $ref: drawPointer(draw, document) }, drawValue(draw, document)] }),
    () => ({ oneOf: [{ $ref: drawPointer(draw, document) }, { type: "null" }] }),
    () => ({ type: "array", items: drawValue(draw, document) }),
    () => valueAt(document, drawPlace(draw, document)) ?? null,
    () => Array.from({ length: 2 + draw(300) }, (_, index) => (draw(2) === 0 ? index : `v${index}`)),
    () => nest(draw(250), drawValue(draw, document)),
  ];
  return kinds[draw(kinds.length)]?.() ?? null;
}

function named(name: string, value: Json): JsonObject {
  const object: JsonObject = {};
  setOwn(object, name, value);
  return object;
}

function nest(levels: number, value: Json): Json {
  const wraps: readonly ((inner: Json) => Json)[] = [
    (inner) => [inner],
    (inner) => ({ properties: { a: inner } }),
    (inner) => ({ anyOf: [inner] }),
  ];
  const wrap = wraps[levels % wraps.length] ?? ((inner: Json) => inner);
  return levels === 0 ? value : wrap(nest(levels - 1, value));
}

function drawPointer(draw: Draw, document: JsonObject): string {
  return pointerTo(drawPlace(draw, document));
}

/** The keys of a place, each as likely as any other. */
function drawPlace(draw: Draw, document: JsonObject): Keys {
  const places = listPlaces(document);
  return places[draw(places.length)] ?? [];
}

function listPlaces(document: JsonObject): Keys[] {
  const places: Keys[] = [];
  const visit = (value: Json, keys: Keys): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      places.push([...keys, key]);
      visit(child, [...keys, key]);
    }
  };
  visit(document, []);
  return places;
}

/** Changes what stands at a place; undefined takes it away. The document stays as it is. */
function replaceAt(value: Json, [key, ...rest]: Keys, replace: (old: Json) => Json | undefined): Json {
  if (key === undefined || typeof value !== "object" || value === null) return value;
  const change = (old: Json) => (rest.length === 0 ? replace(old) : replaceAt(old, rest, replace));
  if (Array.isArray(value))
    return value.flatMap((old, at) => (String(at) === key ? (listed(change(old)) ?? []) : [old]));
  const copy: JsonObject = {};
  for (const [name, old] of Object.entries(value)) {
    const changed = name === key ? change(old) : old;
    if (changed !== undefined) setOwn(copy, name, changed);
  }
  return copy;
}

/** `flatMap` would take a list that is one item for several. */
const listed = (value: Json | undefined) => (value === undefined ? undefined : [value]);

type Mutation = (document: JsonObject, keys: Keys, draw: Draw) => Json;

const MUTATIONS: readonly Mutation[] = [
  (document, keys) => replaceAt(document, keys, () => undefined),
  (document, keys, draw) => replaceAt(document, keys, () => drawValue(draw, document)),
  (document, keys, draw) => replaceAt(document, keys, () => drawValue(draw, document)),
  (document, keys, draw) => replaceAt(document, keys, () => ({ $ref: drawPointer(draw, document) })),
  // A reference to what is around it is a circle.
  (document, keys, draw) =>
    replaceAt(document, keys, () => ({ $ref: pointerTo(keys.slice(0, draw(keys.length + 1))) })),
  // The same under another name, in the place of it or beside it.
  (document, keys, draw) =>
    replaceAt(document, keys.slice(0, -1), (parent) => {
      if (!isObject(parent)) return [parent, parent];
      const old = keys.at(-1) ?? "";
      const name = HOSTILE_NAMES[draw(HOSTILE_NAMES.length)] ?? "";
      const isMoved = draw(2) === 0;
      const copy: JsonObject = {};
      for (const [key, value] of Object.entries(parent)) {
        if (!(isMoved && key === old)) setOwn(copy, key, value);
        if (key === old) setOwn(copy, name, value);
      }
      return copy;
    }),
  (document, keys, draw) =>
    replaceAt(document, keys, () => valueAt(document, drawPlace(draw, document)) ?? null),
  (document, keys) => replaceAt(document, keys, (old) => [old]),
  (document, keys) =>
    replaceAt(document, keys, (old) => (Array.isArray(old) ? (old[0] ?? null) : JSON.stringify(old))),
  (document, keys, draw) =>
    replaceAt(document, keys, (old) =>
      isObject(old) ? { ...old, ...named(WORDS[draw(WORDS.length)] ?? "", drawValue(draw, document)) } : old,
    ),
];

/** Changes a document in one to eight places, with no regard to what it means. */
export function mutateDocument(document: JsonObject, draw: Draw): JsonObject {
  let mutated = document;
  for (let times = 1 + draw(8); times > 0; times -= 1) {
    const keys = drawPlace(draw, mutated);
    const changed = MUTATIONS[draw(MUTATIONS.length)]?.(mutated, keys, draw);
    if (isObject(changed)) mutated = changed;
  }
  return mutated;
}
