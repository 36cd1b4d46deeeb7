import { type Command, CommanderError } from "commander";

/** What scripts/run.js hands to a command. */
export interface CommandContext {
  /** Folder of this package: in its own project that is the working directory too. */
  root: string;
  /** Hash of the running code, for telling whether a result is still what this code makes. */
  toolchain: string;
  /** Folder for what later runs may use, and can do without. */
  caches: string;
}

/** Exit codes: all is well; something is wrong with the input or the outcome; the command line is wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Parses arguments with commander. Returns the exit code when there is nothing left to do (`--help`, or a mistake). */
export function parseArguments(program: Command, args: readonly string[]): number | undefined {
  program.exitOverride().showHelpAfterError("(--help lists the options)").allowExcessArguments(false);
  try {
    program.parse(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}
