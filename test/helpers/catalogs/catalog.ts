import { preparePages } from "../../../scripts/pipeline/prepare-pages.ts";
import { loadFolder } from "../../../scripts/sources/load.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { defaultCatalogFolder, findCatalogs } from "../../conformance/catalogs.ts";

/** The folders of whole catalogues. Says why where there are none, as the tests that need one are then left out. */
export async function listCatalogs(): Promise<string[]> {
  const folder = defaultCatalogFolder(process.cwd());
  const folders = await findCatalogs(folder);
  if (folders.length === 0) console.info(`No catalogue at ${folder}: set EVOLINK_CATALOG to test with one.`);
  return folders;
}

/** The pages of a catalogue as they come to the merge stage. */
export async function readCatalog(folder: string): Promise<PageDocument[]> {
  return preparePages((await loadFolder(folder)).output).output.pages;
}
