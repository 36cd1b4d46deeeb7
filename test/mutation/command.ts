import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../../scripts/terminal/command.ts";
import { AIM, type MeasuredRoom, reportRooms } from "./report.ts";
import { selectRooms } from "./rooms.ts";
import { runStryker } from "./run-stryker.ts";
import { sampleLines } from "./sample.ts";
import { readReasons } from "./survivors.ts";

const HELP = `A whole run takes about an hour on one core.
Exit codes: 0 each room reaches ${AIM * 100} % and each survivor has a reason in test/mutation/survivors.yaml · 1 not so · 2 wrong arguments · 130 Ctrl-C`;

/** `npm run mutate` */
export async function main(args: string[], { root, caches }: CommandContext): Promise<number> {
  const program = new Command("mutate")
    .description("Change the rules one by one, and list the changes that no test notices.")
    .argument("[paths...]", "rooms, folders or files to mutate; all rooms when left out")
    .option("--sample <percent>", "mutate this share of the lines alone", Number)
    .option("--seed <text>", "which lines these are", "1")
    .option(
      "--incremental",
      "take over what an earlier run found of sources and tests that have not changed",
    );
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;
  const { sample: percent, seed, incremental } = program.opts();
  const rooms = selectRooms(root, program.args);
  if (percent !== undefined && !(percent > 0 && percent <= 100)) {
    console.error("--sample takes a percentage: more than 0, at most 100.");
    return EXIT.usage;
  }
  if (rooms.length === 0) {
    console.error(`No room of test/mutation/rooms.ts holds ${program.args.join(" ")}.`);
    return EXIT.usage;
  }

  const reasons = readReasons(await readFile(join(root, "test/mutation/survivors.yaml"), "utf8"));
  const folder = join(caches, "mutation");
  await mkdir(folder, { recursive: true });
  const measured: MeasuredRoom[] = [];
  for (const { room, files } of rooms) {
    console.log(room.name);
    const mutate = percent === undefined ? files : sampleLines(root, files, { percent, seed });
    if (mutate.length === 0) continue;
    const earlier = incremental ? join(folder, `${room.name.replaceAll("/", "-")}.json`) : undefined;
    const mutants = await runStryker({ root, mutate, tests: room.tests, earlier });
    if (mutants === undefined) return 130;
    measured.push({ name: room.name, mutants });
  }
  const { lines, isWell } = reportRooms(measured, reasons, percent !== undefined);
  console.log(lines.join("\n"));
  return isWell ? EXIT.ok : EXIT.failed;
}
