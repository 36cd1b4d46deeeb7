import { type Config, readConfig } from "../config/read-config.ts";
import { EXIT } from "./command.ts";
import { formatProblems } from "./format-problems.ts";
import { colorsFor, escapeControls } from "./report.ts";

/** What shells expect of a program that Ctrl-C has ended. */
export const EXIT_INTERRUPTED = 130;

/** Mistakes of this program, whose place is worth knowing. Everything else says what happened in a sentence. */
const BUGS = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Runs a command on the project that one stands in. Ctrl-C ends it before it has written anything. */
export async function runInProject(
  run: (config: Config, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const { output: config, problems } = await readConfig();
  const colors = colorsFor(process.stderr);
  if (config === undefined) {
    process.stderr.write(formatProblems(problems, colors));
    return EXIT.failed;
  }
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await run(config, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      console.error("Stopped. Nothing was written.");
      return EXIT_INTERRUPTED;
    }
    if (!(error instanceof Error) || BUGS.some((bug) => error instanceof bug)) throw error;
    console.error(`${colors.red("error")} ${escapeControls(error.message)}`);
    return EXIT.failed;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
