import { describe, expect, it } from "vitest";
import { mergeDocuments } from "../../../../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../../../../scripts/pipeline/prepare-pages.ts";
import type { SourceFile } from "../../../../../../scripts/pipeline/read/read-page.ts";
import { loadFolder } from "../../../../../../scripts/sources/load.ts";
import { listContributingPages } from "../../../../../../src/openapi/contributing-pages.ts";
import { type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { listOperations } from "../../../../../../src/openapi/operations.ts";
import { componentSchemas } from "../../../../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../../../../src/openapi/walk.ts";
import { listCatalogs } from "../../../../../helpers/catalogs/catalog.ts";
import {
  makeKiteCatalog,
  type PublishedPage,
  toJsonFile,
} from "../../../../../helpers/catalogs/kite-catalog.ts";
import { readSkeleton, rewriteProse, SCRIPTS } from "../../../../../helpers/catalogs/prose.ts";
import { toMarkdownFile } from "../../../../../helpers/catalogs/publish.ts";

const languages = Object.keys(SCRIPTS);
const folders = await listCatalogs();
const catalogs = [
  { folder: "a catalogue of our own", pages: makeKiteCatalog() },
  ...(await Promise.all(folders.map(async (folder) => ({ folder, pages: await loadCatalog(folder) })))),
];

describe.each(catalogs)("$folder", ({ pages }) => {
  const english = build(pages.map(toJsonFile));

  it("merges into the same document when its prose is in all scripts at once", () => {
    const foreign = build(pages.map((page) => toJsonFile(translate(page, ...languages))));
    expect(readSkeleton(foreign.document)).toEqual(readSkeleton(english.document));
    expect(foreign.kinds).toEqual(english.kinds);
  });

  it("merges into the same bytes from Markdown, with Windows lines and a byte order mark too", () => {
    const files = pages.map((page, index) =>
      index % 2 === 0 ? toMarkdownFile(page) : withMark(toMarkdownFile(page, "mdx", "\r\n")),
    );
    expect(withoutEndings(build(files).document)).toBe(withoutEndings(english.document));
  });

  it("stays itself when each page is there in a second language", () => {
    const both = build([
      ...pages.map((page) => toJsonFile({ ...page, name: `en/${page.name}` })),
      ...pages.map((page) => toJsonFile({ ...translate(page, "Japanese"), name: `ja/${page.name}` })),
    ]);
    expect(namesOf(both.document)).toEqual(namesOf(english.document));
    expect(both.kinds["duplicate-model"]).toBe((english.kinds["duplicate-model"] ?? 0) * 2);
    // A page is not heard twice, and nobody is told so.
    expect(both.kinds["texts-differ"]).toBe(english.kinds["texts-differ"]);
  });

  it.each(["en", "JA"])(
    "says everything in the chosen language, %s, when each page is there in two",
    (lang) => {
      const english = pages.map((page) => toJsonFile({ ...page, name: `en/${page.name}` }));
      const japanese = pages.map((page) =>
        toJsonFile({ ...translate(page, "Japanese"), name: `ja/${page.name}` }),
      );
      const own = build(lang === "en" ? english : japanese, lang).document;
      expect(withoutData(build([...english, ...japanese], lang).document)).toEqual(withoutData(own));
    },
  );
});

describe("a catalogue of our own", () => {
  const pages = makeKiteCatalog();
  const english = build(pages.map(toJsonFile));

  it.each(languages)("merges into the same document when all its prose is %s", (language) => {
    const foreign = build(pages.map((page) => toJsonFile(translate(page, language))));
    expect(readSkeleton(foreign.document)).toEqual(readSkeleton(english.document));
    expect(JSON.stringify(foreign.document)).not.toContain("red kite");
  });

  it("is found out to differ when more than prose does", () => {
    const [first, ...rest] = structuredClone(pages);
    const schemas = objectAt(first?.document, "components", "schemas");
    objectAt(schemas, "FlightRequest", "properties", "wind").maximum = 13;
    const other = build([first, ...rest].flatMap((page) => (page === undefined ? [] : [toJsonFile(page)])));
    expect(readSkeleton(other.document)).not.toEqual(readSkeleton(english.document));
  });

  it("merges alike from one page with all its documents", () => {
    const texts = pages.map((page) => new TextDecoder().decode(toMarkdownFile(page).bytes));
    const whole = build([{ path: "all.md", bytes: new TextEncoder().encode(texts.join("\n")) }]);
    expect(namesOf(whole.document)).toEqual(namesOf(english.document));
  });
});

async function loadCatalog(folder: string): Promise<PublishedPage[]> {
  const { output } = await loadFolder(folder);
  return output.map(({ path, bytes }) => ({
    name: path.replace(/^en\/|\.json$/g, ""),
    document: JSON.parse(new TextDecoder().decode(bytes)),
  }));
}

function translate({ name, document }: PublishedPage, ...chosen: string[]): PublishedPage {
  return { name, document: rewriteProse(document, chosen.map((language) => SCRIPTS[language]).join(" ")) };
}

function build(files: SourceFile[], lang?: string): { document: JsonObject; kinds: Record<string, number> } {
  const prepared = preparePages(files);
  const { output: document, problems } = mergeDocuments(prepared.output.pages, [], { lang });
  const kinds: Record<string, number> = {};
  for (const { kind = "other" } of [...prepared.problems, ...problems]) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return { document, kinds };
}

function withMark({ path, bytes }: SourceFile): SourceFile {
  return { path, bytes: new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]) };
}

function withoutEndings(document: JsonObject): string {
  return JSON.stringify(document).replaceAll(/\.(?:json|mdx?)"/g, '"');
}

/** A document without its examples, which both languages have, and without the list of its pages. */
function withoutData(document: JsonObject): JsonObject {
  return rewriteObjects(
    document,
    "document",
    ({ example: _, examples: __, "x-pages": ___, ...object }) => object,
  );
}

/** All names that people build on. */
function namesOf(document: JsonObject): unknown {
  return {
    operations: listOperations(document).map(({ method, path, operation }) => [
      method,
      path,
      operation.operationId,
    ]),
    functions: [...new Set(listContributingPages(document).map(({ operationId }) => operationId))].sort(),
    schemas: Object.keys(componentSchemas(document)),
  };
}
