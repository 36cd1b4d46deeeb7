import { readFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { createEvolink, DownloadError, type TaskProgress } from "../src/index.ts";
import { saveResult } from "../src/node/index.ts";
import { type CommandContext, EXIT, parseArguments } from "./cli/command.ts";
import { colorsFor } from "./cli/report.ts";
import { main as generate } from "./generate.ts";
import { startMock } from "./mock/index.ts";
import { compileAt, createAjv, listBodySchemas } from "./pipeline/compile.ts";
import type { JsonObject } from "./pipeline/openapi.ts";
import { findExample } from "./render/example.ts";

/** `npm start`: the main job end to end, against the mock. */
export async function main(args: string[], context: CommandContext): Promise<number> {
  const program = new Command("start").description(
    "Regenerate, start the mock, submit the page's documented example through the client, wait for the result, and save it under out/.",
  );
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  const colors = colorsFor(process.stdout);
  const generated = await generate([], context);
  if (generated !== EXIT.ok) return generated;

  const document = parse(await readFile(join(context.root, "generated/openapi.yaml"), "utf8")) as JsonObject;
  const { operationId, collection, body } = findExample(document);
  const mock = await startMock({ port: 0, taskSeconds: 6 });
  try {
    console.log(`${colors.green("✓")} The mock is at ${mock.url}`);
    const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
    const task = await evolink[collection as "videos"].create(body as never);
    ensureValid(document, operationId, task);
    console.log(`${colors.green("✓")} Submitted the documented example: ${colors.bold(task.id)}`);
    const done = await evolink.tasks.wait(task.id, { onProgress: printProgress });
    console.log(`${colors.green("✓")} ${done.status}: ${done.results.join(", ")}`);
    const target = join(context.root, "out", nameResult(body, done.results[0] ?? ""));
    const saved = await saveResult(done, target, { evolink, index: 0 });
    console.log(`${colors.green("✓")} Saved ${colors.bold(relative(context.root, saved.path))}`);
    console.log(`  ${saved.bytes} bytes of ${saved.contentType}, sha256 ${saved.sha256}`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof DownloadError && error.code === "file_exists")) throw error;
    console.error(
      `${colors.yellow("!")} Not saved: an earlier result is there already, and was left as it is.`,
    );
    console.error(`  ${error.message.split(" is there")[0]}\n  Move it away, then run npm start again.`);
    return EXIT.failed;
  } finally {
    await mock.close();
  }
}

/** `gemini-omni-flash-text-to-video.mp4`: after the model, so that a second run meets the first one's file. */
function nameResult(body: unknown, link: string): string {
  const { model } = body as { model?: unknown };
  return `${typeof model === "string" ? model.replace(/[^\w.-]+/g, "-") : "result"}${extname(new URL(link).pathname)}`;
}

function printProgress({ status, progress }: TaskProgress): void {
  console.log(`  ${status} ${progress} %`);
}

/** Holds the answer to the document: the client lets unknown fields and values pass, this does not. */
function ensureValid(document: JsonObject, operationId: string, answer: unknown): void {
  const schema = listBodySchemas(document).find(
    (body) => body.operationId === operationId && body.status === "200",
  );
  const ajv = createAjv(document, { allErrors: true });
  const validate = compileAt(ajv, schema?.pointer ?? "#");
  if (!validate(answer))
    throw new Error(`The answer is not what the document says: ${ajv.errorsText(validate.errors)}`);
}
