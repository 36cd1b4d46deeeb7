import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultCatalogFolder, findCatalogs } from "../files/catalog.ts";
import { type ConsumerCost, formatConsumer, measureConsumer } from "./consumer.ts";
import { type Cost, formatSpread, measureProcesses, summarise } from "./measure.ts";

const ROUNDS = 3;

/** Parts of the catalogue that are measured, to see how everything grows. */
const PARTS = [0.25, 0.5, 1];

/** Against the openapi-typescript CLI on the merged document; and what a consumer of the types may cost. */
const AIMS = { full: 2, memory: 1.25, onePage: 0.6, instantiations: 100_000, consumerSeconds: 1.5 };

/** What one part of the catalogue cost. */
interface Measured {
  pages: number;
  seconds: { tool: number[]; full: number[]; onePage: number[] };
  peakMb: { tool: number[]; full: number[] };
  consumer: ConsumerCost;
}

/**
 * Measures what a whole catalogue costs, at a quarter, a half and all of its pages: `generate` beside the
 * openapi-typescript CLI on the document that it makes, the same with one page changed, and the compiler on a program
 * that uses the types. Whole processes; each round runs all of them.
 */
export async function benchCatalog(root: string): Promise<void> {
  const catalogs = await findCatalogs(defaultCatalogFolder(root));
  const listed = await Promise.all(
    catalogs.map(async (folder) => ({ folder, files: await listFiles(folder) })),
  );
  const largest = listed.sort((one, other) => other.files.length - one.files.length)[0];
  if (largest === undefined) {
    console.log("No catalogue to measure. Set EVOLINK_CATALOG.");
    return;
  }
  await mkdir(join(root, "out"), { recursive: true });
  // Inside the project, so that the generated files find the packages that they import.
  const work = await mkdtemp(join(root, "out/bench-catalog-"));
  try {
    const measured: Measured[] = [];
    for (const part of PARTS) {
      const files = pickEvenly(largest.files, Math.round(largest.files.length * part));
      measured.push(await measurePart(root, join(work, String(files.length)), largest.folder, files));
    }
    printReport(largest.folder, measured);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function measurePart(
  root: string,
  work: string,
  folder: string,
  files: readonly string[],
): Promise<Measured> {
  const pages = join(work, "pages");
  for (const file of files) {
    await mkdir(dirname(join(pages, file)), { recursive: true });
    await copyFile(join(folder, file), join(pages, file));
  }
  const none = join(work, "none");
  await mkdir(none);
  const generate = (out: string) => [
    ["--max-semi-space-size=4", "scripts/run.js", "generate"].concat([
      "--pages",
      pages,
      "--supplement",
      none,
      "--overlays",
      none,
      "--out",
      join(work, out),
    ]),
  ];
  const generated = join(work, "generated");
  await measureProcesses(generate("generated"), root);
  const tool = [
    [
      "node_modules/openapi-typescript/bin/cli.js",
      join(generated, "openapi.yaml"),
      "-o",
      join(work, "schema.ts"),
    ],
  ];
  const costs: Record<"tool" | "full" | "onePage", Cost[]> = { tool: [], full: [], onePage: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.tool.push(await measureProcesses(tool, root));
    costs.full.push(await measureProcesses(generate(`round-${round}`), root));
    await changePage(join(pages, files[0] ?? ""), round);
    costs.onePage.push(await measureProcesses(generate(`round-${round}`), root));
  }
  const seconds = (name: keyof typeof costs) => costs[name].map((cost) => cost.seconds);
  const peakMb = (name: keyof typeof costs) => costs[name].map((cost) => cost.peakMb);
  return {
    pages: files.length,
    seconds: { tool: seconds("tool"), full: seconds("full"), onePage: seconds("onePage") },
    peakMb: { tool: peakMb("tool"), full: peakMb("full") },
    consumer: await measureConsumer(root, pages, join(work, "consumer")),
  };
}

/** Changes a page in its prose alone, which is what happens to pages. */
async function changePage(path: string, round: number): Promise<void> {
  const page = JSON.parse(await readFile(path, "utf8"));
  page.info = { ...page.info, description: `Changed ${round}` };
  await writeFile(path, JSON.stringify(page));
}

async function listFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const isFile = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).isFile()));
  return names.filter((name, index) => isFile[index] && name.endsWith(".json"));
}

/** Some of many, spread over all of them, so that each part has pages of every kind. */
function pickEvenly<T>(items: readonly T[], count: number): T[] {
  return items.filter(
    (_, index) =>
      Math.floor(((index + 1) * count) / items.length) > Math.floor((index * count) / items.length),
  );
}

function printReport(folder: string, measured: readonly Measured[]): void {
  const ratios = (above: readonly number[], below: readonly number[]) =>
    summarise(above.map((figure, round) => figure / (below[round] ?? Number.NaN)));
  console.log(`${folder}: ${ROUNDS} rounds, median (smallest–largest)`);
  for (const { pages, seconds, peakMb, consumer } of measured) {
    console.log(`\n${pages} pages`);
    console.log(`  openapi-typescript CLI alone   ${formatSpread(summarise(seconds.tool))} s`);
    console.log(
      `  generate, everything           ${formatSpread(summarise(seconds.full))} s   ratio ${formatSpread(ratios(seconds.full, seconds.tool))}   aim ${AIMS.full}`,
    );
    console.log(
      `  generate, one page changed     ${formatSpread(summarise(seconds.onePage))} s   ratio ${formatSpread(ratios(seconds.onePage, seconds.full))} of everything   aim ${AIMS.onePage}`,
    );
    console.log(
      `  peak memory                    ratio ${formatSpread(ratios(peakMb.full, peakMb.tool))}   aim ${AIMS.memory}`,
    );
    console.log(
      `  tsc of a consumer              ${formatConsumer(consumer)}   aim ${AIMS.consumerSeconds} s, ${AIMS.instantiations}`,
    );
  }
  console.log("\nSeconds of generate, by pages");
  const median = (list: readonly number[]) => summarise(list).median;
  const longest = Math.max(...measured.map(({ seconds }) => median(seconds.full)));
  for (const { pages, seconds } of measured) {
    const full = median(seconds.full);
    console.log(
      `  ${String(pages).padStart(4)} ${"█".repeat(Math.round((full / longest) * 50))} ${full.toFixed(1)}`,
    );
  }
}
