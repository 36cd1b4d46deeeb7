import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { createEvolink, EvolinkError, WaitAbortedError } from "../../src/index.ts";
import { startMock } from "../../src/mock/index.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { findExample } from "../start/find-example.ts";
import { makeResult } from "../start/make-result.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor } from "../terminal/report.ts";
import { EXIT_INTERRUPTED } from "../terminal/run-in-project.ts";
import { main as generate } from "./generate.ts";

const MOCK_TASK_SECONDS = 6;

const HELP = `Exit codes: 0 the result is saved · 1 something failed · 2 wrong arguments ·
130 Ctrl-C; the task goes on, and the way to its result is printed`;

/** `npm start`: the main job end to end, against the mock, or with `--live` against the real API. */
export async function main(args: string[], context: CommandContext): Promise<number> {
  const program = new Command("start")
    .description(
      "Regenerate, start the mock, submit the page's documented example through the client, wait, and save the result.",
    )
    .option(
      "--live",
      "use the real API instead of the mock: this costs credits, and needs EVOLINK_API_KEY",
      false,
    )
    .option("--out <folder>", "folder to save the result in", join(context.root, "out"));
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;
  const { live, out } = program.opts<{ live: boolean; out: string }>();
  const folder = resolve(out);

  const generated = await generate([], context);
  if (generated !== EXIT.ok) return generated;

  const document = parse(await readFile(join(context.root, "generated/openapi.yaml"), "utf8")) as JsonObject;
  const example = findExample(document);
  const tell = (text: string) => console.log(`${colorsFor(process.stdout).green("✓")} ${text}`);
  const mock = live ? undefined : await startMock({ port: 0, taskSeconds: MOCK_TASK_SECONDS });
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once("SIGINT", onInterrupt);
  try {
    if (mock !== undefined) tell(`The mock is at ${mock.url}`);
    const evolink = createEvolink(mock === undefined ? {} : { apiKey: "any", baseUrl: mock.url });
    await makeResult({ evolink, document, example, folder, signal: interrupt.signal, tell });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof EvolinkError)) throw error;
    console.error(error.message);
    if (error.taskId !== undefined) {
      console.error(`Go on with: await createEvolink().tasks.wait(${JSON.stringify(error.taskId)})`);
    }
    return error instanceof WaitAbortedError ? EXIT_INTERRUPTED : EXIT.failed;
  } finally {
    process.off("SIGINT", onInterrupt);
    await mock?.close();
  }
}
