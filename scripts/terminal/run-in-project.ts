import { type Config, readConfig } from "../config/read-config.ts";
import { explainFailure, explainProblems } from "./explain-failure.ts";
import { printFailure } from "./print-failure.ts";

/** What shells expect of a program that Ctrl-C has ended. */
export const EXIT_INTERRUPTED = 130;

/** Runs a command on the project that one stands in. Ctrl-C ends it before it has written anything. */
export async function runInProject(
  { json }: { json: boolean },
  run: (config: Config, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const { output: config, problems } = await readConfig();
  if (config === undefined) return explainProblems(problems, { json });
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await explainFailure({ json }, () =>
      run(config, interrupt.signal).catch((error) => {
        if (!interrupt.signal.aborted) throw error;
        const message = "Stopped. Nothing was written.";
        printFailure(json, message);
        console.error(message);
        return EXIT_INTERRUPTED;
      }),
    );
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
