import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { findVariant } from "../../../../../../scripts/pipeline/check/find-variant.ts";
import { mergeDocuments } from "../../../../../../scripts/pipeline/merge/index.ts";
import { listContributingPages } from "../../../../../../src/openapi/contributing-pages.ts";
import { listExamples } from "../../../../../../src/openapi/examples.ts";
import { type JsonObject, objectAt, objectsAt } from "../../../../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../../../../src/openapi/media-types.ts";
import { listOperations } from "../../../../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../../../../src/openapi/parse/parse-document.ts";
import { collectReachable } from "../../../../../../src/openapi/reachable.ts";
import { componentSchemas, resolveComponent } from "../../../../../../src/openapi/references.ts";
import { listCatalogs, readCatalog } from "../../../../../helpers/catalogs/catalog.ts";
import { listQuotes } from "../../../../../helpers/catalogs/quotes.ts";

const folders = await listCatalogs();

it.skipIf(folders.length === 0)("finds whole catalogues to test with", () => {
  expect(folders).not.toEqual([]);
});

describe.each(folders)("mergeDocuments, of the catalogue in %s", (folder) => {
  let pages: PageDocument[] = [];
  let whole: JsonObject = {};
  beforeAll(async () => {
    pages = await readCatalog(folder);
    whole = mergeDocuments(pages).output;
  });

  it("lets every page contribute", () => {
    expect(new Set(listContributingPages(whole).map(({ source }) => source))).toEqual(
      new Set(pages.map(({ file }) => file)),
    );
  });

  it("names each operation and each page function once", () => {
    const names = listContributingPages(whole).map(({ operationId }) => operationId);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const ids = listOperations(whole).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("fixes each model of a union in one variant", () => {
    for (const { media } of listRequestMedia(whole)) {
      const models = objectsAt(media, "schema", "oneOf").flatMap((variant) => {
        const { required, properties } = resolveComponent(whole, variant);
        expect(required).toContain("model");
        return objectAt(properties, "model").enum;
      });
      expect(new Set(models).size).toBe(models.length);
    }
  });

  it("tells the users of a model what its own pages say, and nothing else", () => {
    expect(listQuotes(whole, pages)).toEqual([]);
  });

  it("gives the same bytes for any order of some pages", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pages, { maxLength: 30 }), (some) => {
        const inOrder = pages.filter((page) => some.includes(page));
        expect(JSON.stringify(mergeDocuments(some))).toBe(JSON.stringify(mergeDocuments(inOrder)));
      }),
      { numRuns: 15 },
    );
  });

  it("renames nothing when pages come or go", () => {
    const all = new Map(listContributingPages(whole).map((page) => [page.source, page]));
    fc.assert(
      fc.property(fc.subarray(pages, { maxLength: 30 }), (some) => {
        const { output } = mergeDocuments(some);
        expect(namesOfResponses(whole)).toEqual(expect.arrayContaining(namesOfResponses(output)));
        for (const page of listContributingPages(output)) {
          const { operationId, models, request } = all.get(page.source) ?? {};
          expect({ operationId, models }).toEqual({ operationId: page.operationId, models: page.models });
          // A page that is more specific may have come, and serve this one.
          if (request !== page.request) continue;
          const reached = (document: JsonObject) =>
            [...collectReachable(document, [{ $ref: request ?? "#/" }])].sort();
          expect(reached(whole)).toEqual(reached(output));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps every documented example of a request, each meant for one variant", () => {
    const published = pages
      .flatMap(({ document }) => listRequestMedia(document))
      .flatMap(({ media }) => listExamples(media));
    const merged = listRequestMedia(whole).flatMap(({ media }) =>
      listExamples(media).map(({ value }) =>
        findVariant(whole, { pointer: "#/", schema: objectAt(media, "schema") }, value),
      ),
    );
    expect(merged).toHaveLength(published.length);
  });

  it("takes well under half a second", () => {
    const started = performance.now();
    mergeDocuments(pages);
    expect(performance.now() - started).toBeLessThan(500 * SLOW_MACHINE);
  });
});

/** Tests run at the same time, on machines that do other things as well. */
const SLOW_MACHINE = 3;

function namesOfResponses(document: JsonObject): string[] {
  return Object.keys(componentSchemas(document)).filter((name) => /Response\d*$/.test(name));
}
