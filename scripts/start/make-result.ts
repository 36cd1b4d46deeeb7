import { readdir } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import type { Evolink } from "../../src/index.ts";
import { saveResults } from "../../src/node/index.ts";
import { type JsonObject, objectAt } from "../../src/openapi/json.ts";
import { listResponseMedia } from "../../src/openapi/media-types.ts";
import { pointerTo } from "../../src/openapi/pointer.ts";
import { compileAt, createAjv } from "../../src/validation/compile/ajv.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import type { DocumentedExample } from "./find-example.ts";

/** What the main job works with. */
export interface Job {
  evolink: Evolink;
  document: JsonObject;
  example: DocumentedExample;
  /** Where results are saved. */
  folder: string;
  signal: AbortSignal;
  /** Called with what has been done, in a sentence. */
  tell: (text: string) => void;
}

/** Submits the documented example, waits for it, and saves what it made. */
export async function makeResult({ evolink, document, example, folder, signal, tell }: Job): Promise<void> {
  const { operationId, collection, body } = example;
  const task = await evolink[collection as "videos"].create(body as never, { signal });
  tell(`Submitted the documented example: ${task.id}`);
  // Said, not thrown: the task exists, and may be paid for.
  const complaint = findComplaint(document, operationId, task);
  if (complaint === undefined) tell("The response is what the document says");
  else console.warn(`The response is not what the document says: ${complaint}`);

  const bar = createProgressBar(process.stdout);
  const done = await evolink.tasks
    .wait(task.id, {
      signal,
      onProgress: ({ status, progress, remainingMs }) =>
        bar.show({ label: status, percent: progress ?? 0, secondsLeft: remainingMs / 1000 }),
    })
    .finally(bar.end);
  tell(`The task is ${done.status}`);

  const [link = ""] = done.results;
  const stem = await findFreeName(folder, nameResults(example));
  const name = `${stem}${done.results.length > 1 ? "-{index}" : ""}${extname(new URL(link).pathname)}`;
  for (const saved of await saveResults(done, join(folder, name), { evolink, signal })) {
    tell(`Saved ${relative(process.cwd(), saved.path)}`);
    console.log(`  ${saved.bytes} bytes of ${saved.contentType}, sha256 ${saved.sha256}`);
  }
}

/** A name that no earlier result has: `kite`, then `kite-2`, `kite-3` and so on. What is there is left as it is. */
export async function findFreeName(folder: string, name: string): Promise<string> {
  const files = await readdir(folder).catch(() => []);
  const isTaken = (stem: string) =>
    files.some((file) => file.startsWith(`${stem}.`) || file.startsWith(`${stem}-0.`));
  let free = name;
  for (let number = 2; isTaken(free); number += 1) free = `${name}-${number}`;
  return free;
}

/** Results are named after the model. */
function nameResults({ body, operationId }: DocumentedExample): string {
  const { model } = objectAt(body);
  return String(model ?? operationId).replaceAll(/[^\w.-]+/g, "-");
}

/** Holds the response to the document: the client lets unknown fields and values pass, this does not. */
function findComplaint(document: JsonObject, operationId: string, response: unknown): string | undefined {
  const success = listResponseMedia(document).find(
    (body) =>
      body.operationId === operationId && body.status?.startsWith("2") && body.media.schema !== undefined,
  );
  if (success === undefined) return undefined;
  const ajv = createAjv(document);
  const validate = compileAt(ajv, pointerTo([...success.keys, "schema"]));
  return validate(response) ? undefined : ajv.errorsText(validate.errors);
}
