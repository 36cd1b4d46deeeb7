import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { FAULTS, type FaultProbabilities, parseFault } from "../../src/mock/base/faults.ts";
import { type MockOptions, startMock } from "../../src/mock/index.ts";
import { BrokenDocumentError } from "../../src/mock/prism/load-errors.ts";
import type { Mock } from "../../src/mock/run.ts";
import { TAGS } from "../../src/mock/tasks/scenario.ts";
import { readConfig } from "../config/read-config.ts";
import { EXIT, parseArguments } from "../terminal/command.ts";
import { formatProblems } from "../terminal/format-problems.ts";
import { colorsFor } from "../terminal/report.ts";

/** Where people and other tools expect a Prism mock. */
const DEFAULT_PORT = 4010;

const HELP = `Tags, anywhere in a prompt:
${TAGS.map(({ tag, does }) => `  ${tag.padEnd(20)} ${does}`).join("\n")}

Faults, each with a probability from 0 to 1:
${Object.entries(FAULTS)
  .map(([name, does]) => `  ${name.padEnd(20)} ${does}`)
  .join("\n")}

Prefer: code=429 (or example=NAME, dynamic=true) as a request header gets Prism's own response.
The address is the console for a browser. GET /_mock/ lists what scripts can do: tasks, requests, clock, faults, reset.

Exit codes: 0 stopped with Ctrl-C · 1 cannot start · 2 wrong arguments`;

interface Flags extends Omit<MockOptions, "stateFile" | "faults"> {
  state?: string;
  fault: FaultProbabilities;
  open?: true;
}

/** `npm run mock`, and `evolink-openapi mock`: runs the mock until Ctrl-C. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi mock")
    .description(
      "A mock of EvoLink on this machine: real checks, living tasks, playable results, no key, no bill.",
    )
    .option("--port <n>", "port to listen on; 0 picks a free one", readNumber, DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--spec <file>",
      "OpenAPI document to serve (default: the generated one, or else the package's own)",
    )
    .option("--task-seconds <n>", "how long a task takes (default: 8)", readNumber)
    .option("--result-seconds <n>", "how long a result link lives (default: 86400)", readNumber)
    .option("--stream-ms <n>", "time between two pieces of a stream (default: 20)", readNumber)
    .option("--fault <name=probability>", "make responses go wrong; may be repeated", addFault, {})
    .option("--seed <n>", "make ids and faults repeat", readNumber)
    .option("--state <file>", "keep tasks in a file, across restarts")
    .option("--record <file>", "with --live: keep what is passed on, without the key, and the results")
    .option("--live", "pass every request to the real API: this costs money")
    .option("--replay <file>", "respond from a recording; the rest from the document")
    .option("--local-callbacks", "let callback_url be on this machine")
    .option("--watch", "serve the document anew when it changes")
    .option("--open", "open the console in a browser");
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { state, fault, open: opens, ...flags } = program.opts<Flags>();
  const stderr = colorsFor(process.stderr);
  const { output: config, problems } = await readConfig();
  if (config === undefined) {
    process.stderr.write(formatProblems(problems, stderr));
    return EXIT.failed;
  }
  const generated = join(config.out, "openapi.yaml");
  if (flags.spec === undefined && existsSync(generated)) flags.spec = generated;
  const paint = createPaint(colorsFor(process.stdout));
  let mock: Mock;
  try {
    mock = await startMock({
      ...flags,
      faults: fault,
      ...(state !== undefined && { stateFile: state }),
      log: (line) => process.stdout.write(`${paint(line)}\n`),
    });
  } catch (error) {
    console.error(
      error instanceof BrokenDocumentError
        ? formatProblems(error.problems, stderr)
        : `${stderr.red("error")} ${explainStart(error, flags)}`,
    );
    return error instanceof RangeError ? EXIT.usage : EXIT.failed;
  }
  const { bold } = colorsFor(process.stdout);
  console.log(
    [
      `EvoLink mock on ${bold(mock.url)}; its console is there, too. Ctrl-C ends.`,
      `  on a server:  createEvolink({ apiKey: "any", baseUrl: "${mock.url}" })`,
      `  in a page:    createEvolink({ apiKey: "any", baseUrl: "${mock.url}", dangerouslyAllowBrowser: true })`,
    ].join("\n"),
  );
  if (opens) await openBrowser(mock.url);
  await waitForSignal();
  await mock.close();
  return EXIT.ok;
}

/** Makes what colours the status of a line. */
function createPaint({ red, green }: ReturnType<typeof colorsFor>): (line: string) => string {
  return (line) =>
    line.replace(/(?<=^\S+ \S+ )[1-5]\d\d(?= )/, (status) => (status < "400" ? green(status) : red(status)));
}

function explainStart(error: unknown, { port, spec }: MockOptions): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} is in use. Stop what uses it, or pass --port 0 for a free one.`;
  if (code === "ENOENT" && spec !== undefined) return `There is no file ${spec}.`;
  return error instanceof Error ? error.message : String(error);
}

/** The mock runs as well where there is no browser. */
async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    const child = await open(url);
    child.once("error", (error) => console.error(`No browser opens: ${error.message}`));
  } catch (error) {
    console.error(`No browser opens: ${error instanceof Error ? error.message : error}`);
  }
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function readNumber(text: string): number {
  if (text.trim() === "" || Number.isNaN(Number(text))) throw new InvalidArgumentError("Expected a number.");
  return Number(text);
}

function addFault(text: string, faults: FaultProbabilities): FaultProbabilities {
  try {
    return { ...faults, ...parseFault(text) };
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
