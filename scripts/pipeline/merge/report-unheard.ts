import { listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { listUsedComponents } from "../../../src/openapi/reachable.ts";
import { resolveFully } from "../../../src/openapi/references.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import { writeLink } from "./annotations/join-annotations.ts";
import { findTranslations } from "./page/address.ts";
import type { PageOperation } from "./page/page-operation.ts";

/**
 * Reports, once for each page, that texts of it stand nowhere in the merged document: where another page speaks for its
 * models, or where one text alone has a place. A page in another language than one before it says the same as that.
 */
export function reportUnheard(
  pages: readonly PageDocument[],
  operations: readonly PageOperation[],
  merged: JsonObject,
  report: (problem: Problem) => void,
): void {
  const isSaid = collectSaid(merged);
  const translations = findTranslations(pages);
  for (const page of pages) {
    if (translations.has(page)) continue;
    const { file, document } = page;
    const [first, ...others] = findUnsaid(document, isSaid);
    if (first === undefined) continue;
    const count =
      others.length === 0 ? "A text of this page is" : `${others.length + 1} texts of this page are`;
    const shown = first.text.length > SHOWN ? `${first.text.slice(0, SHOWN)}…` : first.text;
    report({
      severity: "warning",
      kind: "texts-differ",
      file,
      pointer: pointerTo(first.keys),
      message: `${count} left out, ${explain(document, operations)}: ${JSON.stringify(shown)}${others.length === 0 ? "" : ", …"}`,
    });
  }
}

/** How much of a text is shown, and how many pages are named. */
const SHOWN = 60;
const NAMED = 3;

/** Which pages are followed instead: those about the same operation and model, or else about one of the two. */
function explain(document: JsonObject, operations: readonly PageOperation[]): string {
  const own = operations.filter((one) => one.document === document);
  const others = operations.filter((one) => one.document !== document);
  const hasModelOf = (one: PageOperation) =>
    own.some(({ models }) => models.some((model) => one.models.includes(model)));
  const isSame = (one: PageOperation) =>
    own.some(({ path, method }) => path === one.path && method === one.method);
  const nearest = [(one: PageOperation) => isSame(one) && hasModelOf(one), hasModelOf, isSame].find(
    (isNear) => others.some(isNear),
  );
  if (nearest === undefined) return "as something else is said in their place";
  const files = [...new Set(others.filter(nearest).map(({ source }) => source))];
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : "";
  return `as ${files.slice(0, NAMED).join(", ")}${more} ${files.length === 1 ? "says" : "say"} something else`;
}

interface Text {
  keys: string[];
  text: string;
}

function findUnsaid(document: JsonObject, isSaid: (text: string) => boolean): Text[] {
  const unsaid: Text[] = [];
  rewriteObjects(document, "document", (object, kind, keys) => {
    for (const { keys: own, text } of listTexts(document, object, kind))
      if (!isSaid(text)) unsaid.push({ keys: [...keys, ...own], text });
    return object;
  });
  if (unsaid.length === 0) return [];
  // Other stages report what nothing leads to.
  const used = listUsedComponents(document);
  return unsaid
    .filter(({ keys }) => keys[0] !== "components" || used.has(pointerTo(keys.slice(0, 3))))
    .sort((one, other) => one.keys.length - other.keys.length);
}

/** Tells whether a text stands in a document, be it as one of several in one place. */
function collectSaid(document: JsonObject): (text: string) => boolean {
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
  return inner === line || inner === "" ? [line] : [line, ...listItems(inner)];
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
