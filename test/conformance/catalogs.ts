import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** A folder whose children are editions of one catalogue: dated snapshots, or languages. */
const EDITION = /^(?:\d{4}-\d{2}-\d{2}|[a-z]{2}(?:-[A-Za-z]{2,4})?)$/;

/**
 * Finds the catalogues of pages below a folder, one folder for each date and language, sorted: `2026-06-15/en`.
 * A folder that is not divided so is one catalogue. None where the folder does not exist.
 */
export async function findCatalogs(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.name.startsWith(".")).map(({ name }) => name);
  if (names.length === 0 || !names.every((name) => EDITION.test(name))) return [folder];
  const found = await Promise.all(names.sort().map((name) => findCatalogs(join(folder, name))));
  return found.flat();
}

/** Where a whole catalogue lies: `EVOLINK_CATALOG`, or next to the repository. It is test input, and never copied here. */
export function defaultCatalogFolder(root: string): string {
  return process.env.EVOLINK_CATALOG ?? join(root, "../shared/catalog");
}
