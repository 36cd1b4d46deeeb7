import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { createEvolink, EvolinkError, WaitAbortedError } from "../src/index.ts";
import { saveResults } from "../src/node/index.ts";
import { type CommandContext, EXIT, parseArguments } from "./cli/command.ts";
import { createProgressBar } from "./cli/progress-bar.ts";
import { colorsFor } from "./cli/report.ts";
import { main as generate } from "./generate.ts";
import { startMock } from "./mock/index.ts";
import { compileAt, createAjv, listBodySchemas } from "./pipeline/compile.ts";
import type { JsonObject } from "./pipeline/openapi.ts";
import { findExample } from "./render/example.ts";

/** What shells expect of a program that Ctrl-C has ended. */
const EXIT_INTERRUPTED = 130;

const MOCK_TASK_SECONDS = 6;

/** `npm start`: the main job end to end, against the mock, or with `--live` against the real API. */
export async function main(args: string[], context: CommandContext): Promise<number> {
  const program = new Command("start")
    .description(
      "Regenerate, start the mock, submit the page's documented example through the client, wait, and save the result.",
    )
    .option("--live", "use the real API instead of the mock: this costs credits, and needs EVOLINK_API_KEY");
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;
  const { live = false } = program.opts<{ live?: boolean }>();

  const generated = await generate([], context);
  if (generated !== EXIT.ok) return generated;

  const document = parse(await readFile(join(context.root, "generated/openapi.yaml"), "utf8")) as JsonObject;
  const mock = live ? undefined : await startMock({ port: 0, taskSeconds: MOCK_TASK_SECONDS });
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once("SIGINT", onInterrupt);
  try {
    if (mock) tell(`The mock is at ${mock.url}`);
    const client = mock ? { apiKey: "any", baseUrl: mock.url } : {};
    await makeVideo(createEvolink(client), document, context.root, interrupt.signal);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof EvolinkError)) throw error;
    console.error(error.message);
    if (!(error instanceof WaitAbortedError)) return EXIT.failed;
    console.error(`Go on with: await createEvolink().tasks.wait("${error.taskId}")`);
    return EXIT_INTERRUPTED;
  } finally {
    process.off("SIGINT", onInterrupt);
    await mock?.close();
  }
}

function tell(text: string): void {
  console.log(`${colorsFor(process.stdout).green("✓")} ${text}`);
}

/** Submits the documented example, waits for it, and saves what it made under `out/`. */
async function makeVideo(
  evolink: ReturnType<typeof createEvolink>,
  document: JsonObject,
  root: string,
  signal: AbortSignal,
): Promise<void> {
  const { operationId, collection, body } = findExample(document);
  const task = await evolink[collection as "videos"].create(body as never, { signal });
  tell(`Submitted the documented example: ${colorsFor(process.stdout).bold(task.id)}`);
  // Said, not thrown: the task exists, and may be paid for.
  const complaint = findComplaint(document, operationId, task);
  if (complaint) console.warn(`The answer is not what the document says: ${complaint}`);

  const bar = createProgressBar(process.stdout);
  const done = await evolink.tasks
    .wait(task.id, {
      signal,
      onProgress: ({ status, progress, remainingMs }) =>
        bar.show({ label: status, percent: progress, secondsLeft: remainingMs / 1000 }),
    })
    .finally(bar.end);
  tell(`The task is ${done.status}`);
  // In a folder, files are named after their task: what was paid for never meets the file of another run.
  const target = join(root, "out", "/");
  for (const { path, bytes, contentType, sha256 } of await saveResults(done, target, { evolink, signal })) {
    tell(`Saved ${relative(root, path)}`);
    console.log(`  ${bytes} bytes of ${contentType}, sha256 ${sha256}`);
  }
}

/** Holds the answer to the document: the client lets unknown fields and values pass, this does not. */
function findComplaint(document: JsonObject, operationId: string, answer: unknown): string | undefined {
  const schema = listBodySchemas(document).find(
    (body) => body.operationId === operationId && body.status === "200",
  );
  const ajv = createAjv(document, { allErrors: true });
  const validate = compileAt(ajv, schema?.pointer ?? "#");
  return validate(answer) ? undefined : ajv.errorsText(validate.errors);
}
