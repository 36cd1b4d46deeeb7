import { raceAbort } from "../client/http/abort.ts";
import { CallbackError } from "../errors/classes.ts";

/** What EvoLink's client code accepts as a task id. */
const TASK_ID = /^(?!\.+$)[\w.:-]{1,128}$/;

/**
 * Reads the body up to a limit, and takes nothing from it but the id of the task.
 *
 * @param signal ends the reading. Whatever ends it early, the rest of the body is cancelled.
 * @returns the id; `"too large"`; or undefined for anything that is not a task.
 * @throws {CallbackError} the body was read before.
 * @throws what reading threw, such as a connection that broke.
 */
export async function readTaskId(
  request: Request,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ id: string } | "too large" | undefined> {
  if (request.bodyUsed || request.body?.locked)
    throw new CallbackError("The body was read before. Put the callback handler before any body parser.");
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await (reader && raceAbort(reader.read(), signal))) ?? { done: true };
      if (done) break;
      bytes += value.length;
      if (bytes > maxBytes) return "too large";
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    reader?.cancel().catch(() => {});
  }
  return parseTaskId(text + decoder.decode());
}

function parseTaskId(text: string): { id: string } | undefined {
  try {
    const id: unknown = JSON.parse(text)?.id;
    return typeof id === "string" && TASK_ID.test(id) ? { id } : undefined;
  } catch {
    return undefined;
  }
}
