import { Argument, Command } from "commander";
import { benchCatalog } from "./bench/catalog.ts";
import { benchGenerate } from "./bench/generate.ts";
import { benchMock } from "./bench/mock.ts";
import { type CommandContext, EXIT, parseArguments } from "./cli/command.ts";

/** The benchmarks, by name. Each measures side by side in one run, and prints ratios and their spread. */
const BENCHMARKS: Readonly<Record<string, (root: string) => Promise<void>>> = {
  catalog: benchCatalog,
  generate: benchGenerate,
  mock: benchMock,
};

/** `npm run bench -- NAME` */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("bench")
    .description("Measure this project beside others, in one run.")
    .addArgument(
      new Argument("[name]", "which benchmark; all of them when left out").choices(Object.keys(BENCHMARKS)),
    );
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  const [wanted] = program.args;
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (wanted !== undefined && wanted !== name) continue;
    console.log(`\n${name}`);
    await run(root);
  }
  return EXIT.ok;
}
