import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultCatalogFolder, findCatalogs } from "../../conformance/catalogs.ts";

/** Pages of a catalogue, from its folder. */
interface Catalog {
  folder: string;
  files: readonly string[];
}

/** The catalogue with the most pages; undefined, and said, where there is none. */
export async function findLargestCatalog(root: string): Promise<Catalog | undefined> {
  const catalogs = await findCatalogs(defaultCatalogFolder(root));
  const listed = await Promise.all(
    catalogs.map(async (folder) => ({ folder, files: await listFiles(folder) })),
  );
  const [largest] = listed.sort((one, other) => other.files.length - one.files.length);
  if (largest === undefined) console.log("No catalogue to measure. Set EVOLINK_CATALOG.");
  return largest;
}

/** Copies pages into a folder of their own, and gives the options by which `generate` reads them and nothing else. */
export async function copyPages(
  work: string,
  { folder, files }: Catalog,
): Promise<{ pages: string; options: string[] }> {
  const [pages, none] = [join(work, "pages"), join(work, "none")];
  await mkdir(none, { recursive: true });
  for (const file of files) {
    await mkdir(dirname(join(pages, file)), { recursive: true });
    await copyFile(join(folder, file), join(pages, file));
  }
  return { pages, options: ["--pages", pages, "--supplement", none, "--overlays", none] };
}

interface Page {
  paths?: Record<string, Record<string, { summary?: string }>>;
  components?: { schemas?: Record<string, { properties?: Record<string, unknown> }> };
}

/** The first page of the path that most pages are about: a change of it touches what most models share. */
export async function findBusiestPage(folder: string, files: readonly string[]): Promise<string> {
  const byPath = new Map<string, string[]>();
  for (const file of files) {
    const page: Page = JSON.parse(await readFile(join(folder, file), "utf8"));
    for (const path of Object.keys(page.paths ?? {})) byPath.set(path, [...(byPath.get(path) ?? []), file]);
  }
  const [busiest] = [...byPath.values()].sort((one, other) => other.length - one.length);
  return busiest?.[0] ?? "";
}

/** Adds a parameter to every component of a page: types, validators, facts and document all change. */
export function changeParameters(path: string, round: number): Promise<void> {
  return changePage(path, ({ components }) => {
    for (const { properties } of Object.values(components?.schemas ?? {})) {
      if (properties !== undefined)
        properties[`added_${round}`] = { type: "integer", minimum: round, description: "Added." };
    }
  });
}

/** Changes what a page says of its operation, which stands in the document and in comments. */
export function changeWords(path: string, round: number): Promise<void> {
  return changePage(path, ({ paths }) => {
    for (const item of Object.values(paths ?? {})) {
      for (const operation of Object.values(item)) operation.summary = `Said differently ${round}`;
    }
  });
}

async function changePage(path: string, change: (page: Page) => void): Promise<void> {
  const page: Page = JSON.parse(await readFile(path, "utf8"));
  change(page);
  await writeFile(path, JSON.stringify(page));
}

async function listFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const isFile = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).isFile()));
  return names.filter((name, index) => isFile[index] && name.endsWith(".json"));
}

/** Some of many, spread over all of them, so that each part has pages of every kind. */
export function pickEvenly<T>(items: readonly T[], count: number): T[] {
  return items.filter(
    (_, index) =>
      Math.floor(((index + 1) * count) / items.length) > Math.floor((index * count) / items.length),
  );
}
