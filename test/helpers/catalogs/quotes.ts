import { type ContributingPage, readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { resolvePointer } from "../../../src/openapi/pointer.ts";
import { visitReferences } from "../../../src/openapi/references.ts";

/**
 * What the request of a page's models says in a merged document and no page about one of them does; and what the page
 * says and its request does not. Of pages with one operation, as only these are told apart by their file.
 */
export function listQuotes(merged: JsonObject, pages: readonly PageDocument[]): string[] {
  const texts = new Map(pages.map(({ file, document }) => [file, listPageTexts(document)]));
  return listOperations(merged).flatMap(({ operation }) => {
    const all = readContributingPages(operation);
    return all.flatMap((page) => {
      const { request, models, source } = page;
      const own = texts.get(source);
      if (request === undefined || own === undefined) return [];
      const isAbout = (other: ContributingPage) =>
        other === page || other.models.some((one) => models.includes(one));
      const said = listTexts(merged, { $ref: request });
      const known = all.filter(isAbout).flatMap(({ source: file }) => texts.get(file) ?? []);
      const foreign = said.filter((text) => /\p{Letter}/u.test(removeTexts(text, known)));
      const isAlone = all.filter((other) => other.request === request).length === 1;
      const lost = isAlone ? own.filter((text) => !said.some((one) => one.includes(text))) : [];
      return [
        ...foreign.map((text) => `${source} does not say: ${text}`),
        ...lost.map((text) => `${source} lost: ${text}`),
      ];
    });
  });
}

function listPageTexts(document: JsonObject): string[] | undefined {
  if (listOperations(document).length !== 1) return undefined;
  return listRequestMedia(document).flatMap(({ media }) => listTexts(document, media.schema ?? null));
}

/** Without the texts, and without the places and ids of models under which they stand. */
function removeTexts(text: string, texts: readonly string[]): string {
  let rest = text;
  for (const one of texts.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(one, "");
  return rest.replace(/- (?:`[^`]*`(?:, )?)+:/g, "");
}

/** All descriptions in a schema and in what it refers to, in one line each. */
function listTexts(document: JsonObject, schema: Json): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const collect = (value: Json | undefined): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (["example", "examples", "enum", "const", "default"].includes(key) || key.startsWith("x-")) continue;
      const isText = (key === "description" || key === "title") && typeof item === "string";
      if (isText) found.add(item.replace(/\s+/g, " ").trim());
      else collect(item);
    }
  };
  const follow = (value: Json): void => {
    collect(value);
    visitReferences(value, (pointer) => {
      if (seen.has(pointer)) return;
      seen.add(pointer);
      follow(resolvePointer(document, pointer) ?? null);
    });
  };
  follow(schema);
  return [...found];
}
