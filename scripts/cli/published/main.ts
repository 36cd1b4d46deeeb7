import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { findPackageRoot } from "../../../src/mock/base/package-root.ts";
import { findNearest } from "../../../src/validation/nearest.ts";
import { ignoreClosedPipe } from "../../launch/closed-pipe.js";
import type { CommandContext } from "../../terminal/command.ts";
import { asksForJson, printFailure } from "../../terminal/print-failure.ts";

interface PublishedCommand {
  summary: string;
  /** Loaded when it runs: nobody waits for the tools of another one. */
  load: () => Promise<{ main: (args: string[], context: CommandContext) => Promise<number> }>;
}

/** The commands that work in anyone's project, in the order in which one needs them. */
export const COMMANDS: Readonly<Record<string, PublishedCommand>> = {
  init: { summary: "set up the current project", load: () => import("../init.ts") },
  add: { summary: "fetch pages, and lock them", load: () => import("../add.ts") },
  update: { summary: "fetch the locked pages again", load: () => import("../update.ts") },
  list: { summary: "list the pages and where each came from", load: () => import("../list.ts") },
  remove: { summary: "remove pages", load: () => import("../remove.ts") },
  generate: { summary: "turn the pages into a client", load: () => import("../generate.ts") },
  doctor: { summary: "list the publisher's mistakes", load: () => import("../doctor.ts") },
  diff: {
    summary: "judge a change: what breaks whom, with a value that proves it",
    load: () => import("../diff.ts"),
  },
  batch: {
    summary: "submit many orders and save their results, across restarts",
    load: () => import("../batch.ts"),
  },
  mock: { summary: "run a mock of EvoLink on this machine", load: () => import("../mock.ts") },
};

const HELP = `Usage: evolink-openapi <command> [options]

Commands:
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`)
  .join("\n")}

Options:
  -V, --version  print the version
  -h, --help     print this; after a command, list its options`;

const OPTIONS = ["--version", "--help", "-V", "-h"];

/** The published command. */
export async function main([name = "", ...args]: string[]): Promise<number> {
  ignoreClosedPipe();
  if (name === "help") return main(args.length === 0 ? ["--help"] : [args[0] ?? "", "--help"]);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return (await command.load()).main(args, findContext());
  if (OPTIONS.includes(name)) {
    console.log(/h/.test(name) ? HELP : packageJson.version);
    return 0;
  }
  const [kind, known] = name.startsWith("-") ? ["option", OPTIONS] : ["command", Object.keys(COMMANDS)];
  const nearest = findNearest(known, name);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  const message = `There is no ${kind} "${name}".${hint}`;
  if (name !== "") printFailure(asksForJson([name, ...args]), message);
  console.error(name === "" ? HELP : `${message}\n\n${HELP}`);
  return 2;
}

/** A released version is what its number says; a result is one of this version on this Node. */
function findContext(): CommandContext {
  const root = findPackageRoot();
  return {
    root,
    toolchain: `${packageJson.version} ${process.version}`,
    // Where tools below node_modules keep what they can do without.
    caches: join(root, "..", ".cache", packageJson.name),
  };
}
