import { Argument, Command } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../../scripts/terminal/command.ts";
import { benchCall } from "./call.ts";
import { benchCatalog } from "./catalog/catalog.ts";
import { benchWatch } from "./catalog/watch.ts";
import { benchDiff } from "./diff.ts";
import { benchDownload } from "./download.ts";
import { benchFirstMinute } from "./first-minute.ts";
import { benchGenerate } from "./generate.ts";
import { benchLarge } from "./large.ts";
import { benchMock } from "./mock.ts";
import { benchQueue } from "./queue.ts";
import { benchQueueMemory } from "./queue-memory.ts";
import { benchSize } from "./size.ts";
import { benchWait } from "./wait/wait.ts";

/**
 * The benchmarks, by name. Each measures side by side in one run, and prints ratios and their spread; one that
 * gives `false` has missed its aim, and the command fails.
 */
const BENCHMARKS: Readonly<Record<string, (root: string, isLong: boolean) => Promise<unknown>>> = {
  generate: benchGenerate,
  wait: benchWait,
  call: benchCall,
  size: benchSize,
  mock: benchMock,
  download: benchDownload,
  catalog: benchCatalog,
  watch: benchWatch,
  large: benchLarge,
  diff: benchDiff,
  queue: benchQueue,
  "queue-memory": benchQueueMemory,
  "first-minute": benchFirstMinute,
};

/** `npm run bench -- NAME` */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("bench")
    .description("Measure this project next to others, in one run.")
    .addArgument(
      new Argument("[name]", "which benchmark; all of them when left out").choices(Object.keys(BENCHMARKS)),
    )
    .option("--long", "of mock: send a million submissions, too, and look at the memory");
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  const [wanted] = program.args;
  let code: number = EXIT.ok;
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (wanted !== undefined && wanted !== name) continue;
    console.log(`\n${name}`);
    if ((await run(root, program.opts<{ long?: true }>().long === true)) === false) code = EXIT.failed;
  }
  return code;
}
