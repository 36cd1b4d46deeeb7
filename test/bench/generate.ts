import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cost, formatSpread, measureProcesses, summarise } from "./measure.ts";

const ROUNDS = 9;

/** Aims: a full run at most 0.42 of the two tools, a run in which nothing changed at most 0.25, and no more memory. */
const AIMS = { full: 0.42, unchanged: 0.25, memory: 1 };

/**
 * Times whole processes side by side: `generate` against `redocly lint` followed by the openapi-typescript CLI on the
 * document that it makes. Each round runs all of them, so that a busy moment meets all alike.
 *
 * @returns whether all aims are met by the medians.
 */
export async function benchGenerate(root: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-bench-"));
  const document = join(root, "generated/openapi.yaml");
  const tools = [
    ["node_modules/@redocly/cli/bin/cli.js", "lint", document],
    ["node_modules/openapi-typescript/bin/cli.js", document, "-o", join(folder, "schema.ts")],
  ];
  const generate = (out: string) => [
    ["--max-semi-space-size=8", "scripts/run.js", "scripts/cli/generate.ts", "--out", join(folder, out)],
  ];
  const costs: Record<"tools" | "full" | "unchanged", Cost[]> = { tools: [], full: [], unchanged: [] };
  try {
    // The first run bundles the command, as npm did for the tools when they were published.
    await measureProcesses(generate("warm-up"), root);
    for (let round = 0; round < ROUNDS; round += 1) {
      costs.tools.push(await measureProcesses(tools, root));
      costs.full.push(await measureProcesses(generate(`round-${round}`), root));
      costs.unchanged.push(await measureProcesses(generate(`round-${round}`), root));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  const seconds = (name: keyof typeof costs) => summarise(costs[name].map((cost) => cost.seconds));
  const ratios = (name: keyof typeof costs, figure: keyof Cost) =>
    summarise(costs[name].map((cost, round) => cost[figure] / (costs.tools[round]?.[figure] ?? Number.NaN)));
  const peak = (name: keyof typeof costs) => summarise(costs[name].map(({ peakMb }) => peakMb));

  console.log(`${ROUNDS} rounds, median (smallest–largest)`);
  console.log(
    `redocly lint + openapi-typescript   ${formatSpread(seconds("tools"))} s   ${formatSpread(peak("tools"), 0)} MB`,
  );
  console.log(
    `generate, everything                ${formatSpread(seconds("full"))} s   ${formatSpread(peak("full"), 0)} MB`,
  );
  console.log(
    `generate, nothing changed           ${formatSpread(seconds("unchanged"))} s   ${formatSpread(peak("unchanged"), 0)} MB`,
  );
  const outcome = [
    { name: "everything", found: ratios("full", "seconds"), aim: AIMS.full },
    { name: "nothing changed", found: ratios("unchanged", "seconds"), aim: AIMS.unchanged },
    { name: "peak memory, everything", found: ratios("full", "peakMb"), aim: AIMS.memory },
  ];
  for (const { name, found, aim } of outcome) {
    console.log(`ratio, ${name.padEnd(28)} ${formatSpread(found)}   aim ${aim}`);
  }
  return outcome.every(({ found, aim }) => found.median <= aim);
}
