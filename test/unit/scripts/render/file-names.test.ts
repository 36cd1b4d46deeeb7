import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeDocuments } from "../../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../../scripts/pipeline/prepare-pages.ts";
import type { SourceFile } from "../../../../scripts/pipeline/read/read-page.ts";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { listCatalogs, readCatalog } from "../../../helpers/catalogs/catalog.ts";
import { makeKiteCatalog, toJsonFile } from "../../../helpers/catalogs/kite-catalog.ts";

const KITES = makeKiteCatalog().map(toJsonFile);
const catalogs = await listCatalogs();

/** The merged document, without the one thing that says how files are called: `source` in `x-pages`. */
function merge(pages: readonly PageDocument[]): string {
  return JSON.stringify(mergeDocuments(pages).output).replace(/,"source":"[^"]*"/g, "");
}

/** Everything that is generated, but for the manifest, which lists the files. */
async function generate(files: readonly SourceFile[]): Promise<Record<string, string>> {
  const { pages } = preparePages(files).output;
  const made = await renderFiles(prepareRender(mergeDocuments(pages).output, { inputs: files }));
  made.delete("manifest.json");
  return Object.fromEntries([...made].map(([name, text]) => [name, text.replaceAll(/source: .*/g, "")]));
}

/** The same files under names, and thereby in an order, that are drawn. */
const renamed = (files: readonly SourceFile[]) =>
  fc
    .uniqueArray(fc.stringMatching(/^[a-z]{1,4}(\/[a-z0-9-]{1,6})?$/), {
      minLength: files.length,
      maxLength: files.length,
    })
    .map((names) =>
      files.map(({ path, bytes }, index) => ({
        path: `${names[index]}${path.replace(/^.*(?=\.)/, "")}`,
        bytes,
      })),
    );

it("nothing generated depends on the names of files", async () => {
  const wanted = await generate(KITES);
  await fc.assert(
    fc.asyncProperty(renamed(KITES), async (files) => {
      expect(await generate(files)).toEqual(wanted);
    }),
    { numRuns: 3 },
  );
}, 60_000);

it.each(catalogs)(
  "a whole catalogue merges into the same bytes under other names: %s",
  async (folder) => {
    const pages = await readCatalog(folder);
    const wanted = merge(pages);
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9/]{1,8}$/), {
      minLength: pages.length,
      maxLength: pages.length,
    });
    fc.assert(
      fc.property(names, (chosen) => {
        const renamedPages = pages.map((page, index) => ({ ...page, file: chosen[index] ?? "" }));
        expect(merge(renamedPages)).toBe(wanted);
      }),
      { numRuns: 3 },
    );
  },
  60_000,
);
