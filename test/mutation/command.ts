import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../../scripts/terminal/command.ts";
import { selectRooms } from "./rooms.ts";
import { type Mutant, runStryker } from "./run-stryker.ts";
import { sampleLines } from "./sample.ts";
import { explainSurvivors, type Reason, readReasons } from "./survivors.ts";

/** Share of the mutants of a room that its tests kill. */
const AIM = 0.9;

const HELP = `
A whole run takes about an hour on one core.
Exit codes: 0 each room reaches ${AIM * 100} % and each survivor has a reason in test/mutation/survivors.yaml · 1 not so · 2 wrong arguments · 130 Ctrl-C`;

/** `npm run mutate` */
export async function main(args: string[], { root, caches }: CommandContext): Promise<number> {
  const program = new Command("mutate")
    .description("Change the rules one by one, and list the changes that no test notices.")
    .argument("[paths...]", "rooms, folders or files to mutate; all rooms when left out")
    .option("--sample <percent>", "mutate this share of the lines alone", Number)
    .option("--seed <text>", "which lines these are", "1")
    .option("--incremental", "take over what an earlier run found of sources and tests that have not changed")
    .addHelpText("after", HELP);
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;
  const { sample: percent, seed, incremental } = program.opts();
  const rooms = selectRooms(program.args);
  if (rooms.length === 0) {
    console.error(`No room of test/mutation/rooms.ts holds ${program.args.join(" ")}.`);
    return EXIT.usage;
  }

  const reasons = readReasons(await readFile(join(root, "test/mutation/survivors.yaml"), "utf8"));
  const folder = join(caches, "mutation");
  await mkdir(folder, { recursive: true });
  const measured: { name: string; mutants: Mutant[] }[] = [];
  for (const { room, sources } of rooms) {
    console.log(room.name);
    const mutate =
      percent === undefined
        ? sources.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.ts`))
        : sampleLines(root, sources, { percent, seed });
    const earlier = incremental ? join(folder, `${room.name.replaceAll("/", "-")}.json`) : undefined;
    const mutants = await runStryker({ root, mutate, tests: room.tests, earlier });
    if (mutants === undefined) return 130;
    measured.push({ name: room.name, mutants });
  }
  return report(measured, reasons, percent !== undefined);
}

function report(
  measured: readonly { name: string; mutants: Mutant[] }[],
  reasons: readonly Reason[],
  isSample: boolean,
): number {
  const findings = explainSurvivors(
    measured.flatMap(({ mutants }) => mutants),
    reasons,
  );
  const { explained, unexplained } = findings;
  const outdated = isSample ? [] : findings.outdated;
  for (const { mutant, reason } of explained) console.log(`${format(mutant)}\n  ${reason}`);
  for (const mutant of unexplained) console.log(`${format(mutant)}\n  unexplained`);
  for (const key of outdated) console.log(`${key}\n  does not survive any more: remove its reason`);
  console.log("");
  const shares = measured.map(({ name, mutants }) => {
    const share = mutants.filter(({ isKilled }) => isKilled).length / Math.max(1, mutants.length);
    console.log(`${name}: ${(share * 100).toFixed(1)} % of ${mutants.length} mutants killed`);
    return share;
  });
  console.log(`${explained.length} survive with a reason, ${unexplained.length} without.`);
  const isWell = shares.every((share) => share >= AIM) && unexplained.length + outdated.length === 0;
  return isWell ? EXIT.ok : EXIT.failed;
}

function format({ file, line, change }: Mutant): string {
  return `${file}:${line} ${change}`;
}
