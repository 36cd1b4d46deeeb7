import { defaultCatalogFolder, findCatalogs } from "../../scripts/files/catalog.ts";
import { loadFolder } from "../../scripts/files/load.ts";
import { extractDocument, type PageDocument } from "../../scripts/pipeline/extract.ts";
import { normaliseDocument } from "../../scripts/pipeline/normalise.ts";
import { readPage } from "../../scripts/pipeline/read.ts";
import { widenTypes } from "../../scripts/pipeline/widen.ts";

/** The folders of whole catalogues. Says why where there are none, as the tests that need one are then left out. */
export async function listCatalogs(): Promise<string[]> {
  const folder = defaultCatalogFolder(process.cwd());
  const folders = await findCatalogs(folder);
  if (folders.length === 0) console.info(`No catalogue at ${folder}: set EVOLINK_CATALOG to test with one.`);
  return folders;
}

/** The pages of a catalogue as they come to the merge stage. */
export async function readCatalog(folder: string): Promise<PageDocument[]> {
  const { output: files } = await loadFolder(folder);
  return files.flatMap((file) =>
    readPage(file).output.flatMap((block) => {
      const page = extractDocument(block).output;
      return page === undefined ? [] : [widenTypes(normaliseDocument(page).output).output];
    }),
  );
}
