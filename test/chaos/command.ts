import { Command, InvalidArgumentError } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../../scripts/terminal/command.ts";
import { colorsFor } from "../../scripts/terminal/report.ts";
import { attackCallbacks } from "./callbacks.ts";
import { attackCalls } from "./calls.ts";
import { attackCalledDocuments } from "./compiled/attack-called.ts";
import { attackCompiledDocuments } from "./compiled/attack-compiled.ts";
import { attackDisks } from "./disks.ts";
import { attackServedDocuments } from "./documents/attack-served.ts";
import { attackDocuments } from "./documents.ts";
import { attackGenerates } from "./generates.ts";
import { attackBatch } from "./orders/batch.ts";
import { attackFailover, attackQueue } from "./orders/queue.ts";
import { attackListener } from "./raw-callbacks.ts";
import { attackMock } from "./raw-mock.ts";
import type { AttackOptions, ChaosReport } from "./report.ts";
import { attackSaves } from "./saves.ts";

/** The attacks, by name, and how often each strikes in the long form. */
const ATTACKS: Readonly<
  Record<string, { count: number; run(options: AttackOptions): Promise<ChaosReport> }>
> = {
  calls: { count: 10_000, run: attackCalls },
  callbacks: { count: 10_000, run: attackCallbacks },
  listener: { count: 10_000, run: attackListener },
  saves: { count: 200, run: attackSaves },
  mock: { count: 10_000, run: attackMock },
  documents: { count: 10_000, run: attackDocuments },
  served: { count: 2_000, run: attackServedDocuments },
  compiled: { count: 1_000, run: attackCompiledDocuments },
  called: { count: 2_000, run: attackCalledDocuments },
  generates: { count: 100, run: attackGenerates },
  disks: { count: 100, run: attackDisks },
  queue: { count: 10_000, run: attackQueue },
  failover: { count: 3_000, run: attackFailover },
  batch: { count: 50, run: attackBatch },
};

/** Seeds are drawn below this. */
const SEED_LIMIT = 2 ** 31;

const HELP = `Every number in the table is how often a promise was broken. The same seed repeats a run.

Exit codes: 0 all promises were kept · 1 one was broken · 2 wrong arguments`;

/** `npm run chaos -- NAME`: attacks, and a table of the promises they broke. */
export async function main(args: string[], _context: CommandContext): Promise<number> {
  const program = new Command("chaos")
    .description("Attack money, processes, files and keys, and count the promises that break.")
    .argument(
      "[names...]",
      `which attacks: ${Object.keys(ATTACKS).join(", ")}; all when left out`,
      readNames,
      [],
    )
    .option("--seed <n>", "repeat a run", readNumber, Math.floor(Math.random() * SEED_LIMIT))
    .option("--share <n>", "strike less often than in the long form: 0.1 is a tenth", readNumber, 1);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { seed, share } = program.opts<{ seed: number; share: number }>();
  const names: string[] =
    program.processedArgs[0].length > 0 ? program.processedArgs[0] : Object.keys(ATTACKS);
  const { bold, dim, green, red } = colorsFor(process.stdout);
  console.log(`Seed ${seed}; to repeat: npm run chaos -- ${names.join(" ")} --seed ${seed} --share ${share}`);
  let isWell = true;
  for (const name of names) {
    const attack = ATTACKS[name];
    if (attack === undefined) continue;
    const started = performance.now();
    const report = await attack.run({ seed, count: Math.max(1, Math.round(attack.count * share)) });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`\n${bold(name)}: ${report.tried} ${report.attack} ${dim(`${seconds} s`)}`);
    for (const [promise, count] of Object.entries(report.broken))
      console.log(`  ${promise.padEnd(40)} ${count === 0 ? green("0") : red(String(count))}`);
    for (const example of report.examples) console.log(`  ${red("·")} ${example}`);
    isWell &&= Object.values(report.broken).every((count) => count === 0);
  }
  return isWell ? EXIT.ok : EXIT.failed;
}

function readNames(name: string, names: readonly string[]): string[] {
  if (!Object.hasOwn(ATTACKS, name))
    throw new InvalidArgumentError(`Expected one of ${Object.keys(ATTACKS).join(", ")}.`);
  return [...names, name];
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
}
