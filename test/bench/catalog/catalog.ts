import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Cost, formatSpread, measureProcesses, type Spread, summarise } from "../measure.ts";
import { type ConsumerCost, formatConsumer, measureConsumer } from "./consumer.ts";
import { drawGrowth } from "./growth.ts";
import {
  changeParameters,
  changeWords,
  copyPages,
  findBusiestPage,
  findLargestCatalog,
  pickEvenly,
} from "./pages.ts";

const ROUNDS = 3;

/** Parts of the catalogue that are measured, to see how everything grows. */
const PARTS = [0.25, 0.5, 1];

/** Against the openapi-typescript CLI on the merged document; and what a consumer of the types may cost. */
const AIMS = { full: 1.3, memory: 1.25, onePage: 0.6, consumerSeconds: 1.5, instantiations: 100_000 };

/** What is measured in each round: the tool alone, and `generate` after three kinds of change. */
type Run = "tool" | "full" | "parameters" | "words";

/** What one part of the catalogue cost. */
interface Measured {
  pages: number;
  costs: Record<Run, Cost[]>;
  consumer: ConsumerCost;
}

/**
 * Measures what a whole catalogue costs, at a quarter, a half and all of its pages: `generate` next to the
 * openapi-typescript CLI on the document that it makes, the same with one page changed, and the compiler on a program
 * that uses the types. Whole processes; each round runs all of them.
 *
 * @returns whether all aims are met by the medians, at all pages; undefined where there is no catalogue.
 */
export async function benchCatalog(root: string): Promise<boolean | undefined> {
  const largest = await findLargestCatalog(root);
  if (largest === undefined) return undefined;
  await mkdir(join(root, "out"), { recursive: true });
  // Inside the project, so that the generated files find the packages that they import.
  const work = await mkdtemp(join(root, "out/bench-catalog-"));
  try {
    const measured: Measured[] = [];
    for (const part of PARTS) {
      const files = pickEvenly(largest.files, Math.round(largest.files.length * part));
      measured.push(await measurePart(root, join(work, String(files.length)), largest.folder, files));
    }
    return printReport(largest.folder, measured);
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
  const { pages, options } = await copyPages(work, { folder, files });
  const generate = (out: string) => [
    [
      "--max-semi-space-size=8",
      "scripts/run.js",
      "scripts/cli/generate.ts",
      ...options,
      "--out",
      join(work, out),
    ],
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
  const changed = join(pages, await findBusiestPage(pages, files));
  const costs: Measured["costs"] = { tool: [], full: [], parameters: [], words: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const again = generate(`round-${round}`);
    costs.tool.push(await measureProcesses(tool, root));
    costs.full.push(await measureProcesses(again, root));
    await changeParameters(changed, round);
    costs.parameters.push(await measureProcesses(again, root));
    await changeWords(changed, round);
    costs.words.push(await measureProcesses(again, root));
  }
  return {
    pages: files.length,
    costs,
    consumer: await measureConsumer(root, pages, join(work, "consumer")),
  };
}

function printReport(folder: string, measured: readonly Measured[]): boolean {
  console.log(`${folder}: ${ROUNDS} rounds, median (smallest–largest)`);
  for (const { pages, costs, consumer } of measured) {
    const seconds = (run: Run) => `${formatSpread(summarise(costs[run].map((cost) => cost.seconds)))} s`;
    const ofTool = (run: Run) => formatSpread(compare(costs, run, "tool", "seconds"));
    const ofFull = (run: Run) => `${formatSpread(compare(costs, run, "full", "seconds"))} of everything`;
    console.log(`\n${pages} pages`);
    console.log(`  openapi-typescript CLI alone            ${seconds("tool")}`);
    console.log(
      `  generate, everything                    ${seconds("full")}, ${ofTool("full")} of the CLI   aim ${AIMS.full}`,
    );
    console.log(
      `  the same, in processor time             ${formatSpread(summarise(costs.full.map(({ cpuSeconds }) => cpuSeconds)))} s, ${formatSpread(compare(costs, "full", "tool", "cpuSeconds"))} of the CLI`,
    );
    for (const run of ["parameters", "words"] as const)
      console.log(
        `  ${`generate, one page's ${run} changed`.padEnd(39)} ${seconds(run)}, ${ofTool(run)} of the CLI, ${ofFull(run)}   aim ${AIMS.onePage}`,
      );
    console.log(
      `  peak memory, of the CLI's               ${formatSpread(compare(costs, "full", "tool", "peakMb"))}   aim ${AIMS.memory}`,
    );
    console.log(
      `  tsc of a consumer                       ${formatConsumer(consumer)}   aim ${AIMS.consumerSeconds} s, ${AIMS.instantiations.toLocaleString("en")}`,
    );
  }

  console.log("\nGrowth with the pages; a bar as long as the pages' or shorter is linear or better");
  console.log(
    drawGrowth(
      measured.map(({ pages }) => pages),
      {
        "generate, everything, s": measured.map(({ costs }) => median(costs.full, "seconds")),
        "one page's parameters, s": measured.map(({ costs }) => median(costs.parameters, "seconds")),
        "peak memory, MB": measured.map(({ costs }) => median(costs.full, "peakMb")),
        "tsc of a consumer, s": measured.map(({ consumer }) => consumer.own.seconds),
        instantiations: measured.map(({ consumer }) => consumer.own.instantiations),
      },
    ),
  );

  const { costs, consumer } = measured.at(-1) ?? { costs: undefined, consumer: undefined };
  return (
    costs !== undefined &&
    compare(costs, "full", "tool", "seconds").median <= AIMS.full &&
    compare(costs, "full", "tool", "peakMb").median <= AIMS.memory &&
    compare(costs, "parameters", "tool", "seconds").median <= AIMS.onePage &&
    consumer.own.seconds <= AIMS.consumerSeconds &&
    consumer.own.instantiations <= AIMS.instantiations
  );
}

function median(costs: readonly Cost[], figure: keyof Cost): number {
  return summarise(costs.map((cost) => cost[figure])).median;
}

/** The figures of one run in each round, as shares of those of another. */
function compare(costs: Measured["costs"], run: Run, other: Run, figure: keyof Cost): Spread {
  return summarise(
    costs[run].map((cost, round) => cost[figure] / (costs[other][round]?.[figure] ?? Number.NaN)),
  );
}
