import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Cost, formatSpread, measureProcesses, summarise } from "./measure.ts";

const ROUNDS = 3;

/** Against the openapi-typescript CLI on the same file: its processor time and the size of its types; memory in MB. */
const AIMS = { cpu: 3, types: 1.5, peakMb: 1024 };

/**
 * Measures what documents of whole APIs cost, which are read next to the repository and never copied into it: `generate`,
 * with everything that it makes, next to the openapi-typescript CLI, which makes types alone. Whole processes.
 *
 * @returns whether all aims are met by the medians; undefined where there are no documents.
 */
export async function benchLarge(root: string): Promise<boolean | undefined> {
  const folder = process.env.LARGE_DOCUMENTS ?? join(root, "../shared/large-documents");
  const files = existsSync(folder)
    ? (await readdir(folder)).filter((name) => name.endsWith(".gz")).sort()
    : [];
  if (files.length === 0) {
    console.log(`No documents at ${folder}. Set LARGE_DOCUMENTS to a folder of gzipped ones.`);
    return undefined;
  }
  await mkdir(join(root, "out"), { recursive: true });
  const work = await mkdtemp(join(root, "out/bench-large-"));
  console.log(
    `${ROUNDS} rounds, median (smallest–largest): generate against openapi-typescript on the same file`,
  );
  let isMet = true;
  try {
    for (const file of files) isMet = (await measureDocument(root, work, join(folder, file))) && isMet;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  console.log(`aims: processor time ${AIMS.cpu}, types ${AIMS.types}, memory ${AIMS.peakMb} MB`);
  return isMet;
}

async function measureDocument(root: string, work: string, file: string): Promise<boolean> {
  const name = file.replace(/^.*\/|\.gz$/g, "");
  const pages = join(work, name, "pages");
  const types = join(work, name, "types.ts");
  await mkdir(pages, { recursive: true });
  await writeFile(join(pages, name), gunzipSync(await readFile(file)));
  const none = join(work, name, "none");
  await mkdir(none);
  const tool = [[join(root, "node_modules/openapi-typescript/bin/cli.js"), join(pages, name), "-o", types]];
  // Into a new folder each time: what an earlier run made is kept for the folder that it was made in.
  const outOf = (round: number) => join(work, name, `round-${round}`);
  const generate = (round: number) => [
    ["scripts/run.js", "scripts/cli/generate.ts", "--pages", pages, "--out", outOf(round)].concat(
      ["--supplement", none, "--overlays", none],
      ["--lint-config", "redocly.yaml"],
    ),
  ];
  const costs: { tool: Cost; all: Cost }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      costs.push({
        // Where it finds no `redocly.yaml`, by which it would refuse the document.
        tool: await measureProcesses(tool, none),
        all: await measureProcesses(generate(round), root),
      });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 2_000) : String(error);
    console.log(`${name.padEnd(16)} is not generated:\n${reason}`);
    return false;
  }
  const cpu = summarise(costs.map(({ tool: one, all }) => all.cpuSeconds / one.cpuSeconds));
  const seconds = summarise(costs.map(({ all }) => all.cpuSeconds));
  const peak = summarise(costs.map(({ all }) => all.peakMb));
  const size = (await stat(join(outOf(0), "schema.ts"))).size / (await stat(types)).size;
  console.log(
    `${name.padEnd(16)} processor time ${formatSpread(cpu)} (${formatSpread(seconds, 1)} s)   types ${size.toFixed(2)}   memory ${formatSpread(peak, 0)} MB`,
  );
  return cpu.median <= AIMS.cpu && size <= AIMS.types && peak.median <= AIMS.peakMb;
}
