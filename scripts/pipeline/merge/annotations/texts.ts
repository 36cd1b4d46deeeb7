import { listContributingPages } from "../../../../src/openapi/contributing-pages.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { resolveFully } from "../../../../src/openapi/references.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import { type ObjectKind, rewriteObjects } from "../../../../src/openapi/walk.ts";
import { writeLink } from "./join-annotations.ts";

/** A text of a document, and where it stands. */
export interface Text {
  keys: string[];
  text: string;
}

const textsOf = new WeakMap<JsonObject, Text[]>();

/** Lists what the objects of a document say, once for each document: in a watch most pages stay the same. */
export function listAllTexts(document: JsonObject): Text[] {
  const known = textsOf.get(document);
  if (known !== undefined) return known;
  const texts: Text[] = [];
  rewriteObjects(document, "document", (object, kind, keys) => {
    for (const { keys: own, text } of listTexts(document, object, kind))
      texts.push({ keys: [...keys, ...own], text });
    return object;
  });
  textsOf.set(document, texts);
  return texts;
}

/** Tells whether a text stands in a document, be it as one of several in one place. */
export function collectSaid(document: JsonObject): (text: string) => boolean {
  const said = new Set<string>();
  const collect = (object: JsonObject, kind: ObjectKind) => {
    for (const { text } of listTexts(document, object, kind)) said.add(text);
    return object;
  };
  rewriteObjects(document, "document", collect);
  for (const { response } of listContributingPages(document))
    if (isObject(response)) rewriteObjects(response, "schema", collect);
  let byLine: ReturnType<typeof indexLines> | undefined;
  return (text) => {
    if (said.has(text)) return true;
    byLine ??= indexLines(said);
    const [first, ...others] = splitLines(text);
    if (first === undefined) return true;
    const places = byLine.get(first) ?? [];
    return places.some(({ lines, at }) => others.every((line, index) => lines[at + 1 + index] === line));
  };
}

/** Where each line stands, and what stands in it under names of models and of places. */
function indexLines(texts: ReadonlySet<string>): Map<string, { lines: readonly string[]; at: number }[]> {
  const places = new Map<string, { lines: readonly string[]; at: number }[]>();
  for (const lines of [...texts].map(splitLines))
    for (const [at, line] of lines.entries())
      for (const item of listItems(line)) {
        const known = places.get(item);
        if (known === undefined) places.set(item, [{ lines, at }]);
        else known.push({ lines, at });
      }
  return places;
}

function splitLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function listItems(line: string): string[] {
  const inner = line.replace(/^- (?:(?:`[^`]*`(?:, )?)+: ?)?/, "");
  return inner === line ? [line] : [line, ...listItems(inner)];
}

const WORDS = ["title", "summary", "description", "$comment"];

/** Objects whose extensions and other annotations are joined. Those of others are kept, or reported, one by one. */
const JOINED = new Set<ObjectKind>(["parameter", "header", "schema"]);

/** What an object says in words, or shows. Examples in schemas only illustrate. */
function listTexts(document: JsonObject, object: JsonObject, kind: ObjectKind): Text[] {
  if (UNHEARD.has(kind)) return [];
  const texts: Text[] = [];
  const add = (value: Json | undefined, ...keys: string[]) => {
    if (typeof value === "string") texts.push({ keys, text: value });
  };
  for (const word of WORDS) add(object[word], word);
  const addData = (holder: JsonObject, ...keys: string[]) => {
    for (const [key, value] of Object.entries(holder))
      if (key.startsWith("x-") || key === "xml") add(`${key}: ${writeData(value)}`, ...keys, key);
  };
  if (isObject(object.externalDocs)) {
    add(writeLink(object.externalDocs), "externalDocs");
    addData(object.externalDocs, "externalDocs");
  }
  if (JOINED.has(kind)) addData(object);
  if (kind === "schema") return texts;
  if (object.example !== undefined) add(writeData(object.example), "example");
  for (const [name, example] of Object.entries(objectAt(object.examples))) {
    const { value, ...rest } = resolveFully(document, example);
    if (value !== undefined) add(writeData(value), "examples", name, "value");
    for (const [key, one] of Object.entries(rest)) add(one, "examples", name, key);
  }
  return texts;
}

/** Objects that other stages report. */
const UNHEARD = new Set<ObjectKind>(["document", "components", "pathItem", "callback"]);
