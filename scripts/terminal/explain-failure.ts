import type { Problem } from "../../src/openapi/problem.ts";
import { EXIT } from "./command.ts";
import { formatProblems } from "./format-problems.ts";
import { printFailure } from "./print-failure.ts";
import { colorsFor, escapeControls } from "./report.ts";

/** Mistakes of this program, whose place is worth knowing. Everything else says what happened in a sentence. */
const BUGS = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Says which problems keep a command from running. @returns the exit code. */
export function explainProblems(
  problems: readonly Problem[],
  { json, exit = EXIT.failed }: FailureOptions,
): number {
  process.stderr.write(formatProblems(problems, colorsFor(process.stderr)));
  printFailure(json, problems.map(({ message }) => message).join("\n"), problems);
  return exit;
}

interface FailureOptions {
  json: boolean;
  /** Default: 1. */
  exit?: number;
}

/** Runs what a command does, and says in a sentence why it fails. A mistake of this program is thrown on. */
export async function explainFailure(
  { json, exit = EXIT.failed }: FailureOptions,
  run: () => Promise<number>,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    printFailure(json, message);
    if (!(error instanceof Error) || BUGS.some((bug) => error instanceof bug)) throw error;
    console.error(`${colorsFor(process.stderr).red("error")} ${escapeControls(message)}`);
    return exit;
  }
}
