import { raceAbort } from "../client/http/abort.ts";
import { CallbackError } from "../errors/classes.ts";
import type { TaskFacts } from "./read-task.ts";

type IdFacts = Pick<TaskFacts, "envelope" | "id">;

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** What EvoLink's client code accepts as a task id. */
const TASK_ID = /^(?!\.+$)[\w.:-]{1,128}$/;

/** A response to EvoLink, which reads nothing but the status. */
export function respond(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });
}

/** Refuses what no callback is, before anything of the body was read. A body without a type passes: EvoLink documents none. */
export function findRefusal({ method, headers }: Request, maxBytes: number): Response | undefined {
  if (method !== "POST") return respond(405, { allow: "POST" });
  if (Number(headers.get("content-length")) > maxBytes) return respond(413);
  const type = headers.get("content-type");
  return type !== null && !JSON_TYPE.test(type) ? respond(415) : undefined;
}

/**
 * Reads the body up to a limit, and takes nothing from it but the id of the task.
 *
 * @param facts where it is: in the envelope that a query's response has, or in a body without that.
 * @param signal ends the reading. Whatever ends it early, the rest of the body is cancelled.
 * @returns the id; `"too large"`; or undefined for anything that is not a task.
 * @throws {CallbackError} the body was read before.
 * @throws what reading threw, such as a connection that broke.
 */
export async function readTaskId(
  request: Request,
  facts: IdFacts,
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
  return parseTaskId(text + decoder.decode(), facts);
}

function parseTaskId(text: string, { envelope, id: idName }: IdFacts): { id: string } | undefined {
  try {
    const id: unknown = envelope.reduce((value, key) => value[key] ?? value, JSON.parse(text))[idName];
    return typeof id === "string" && TASK_ID.test(id) ? { id } : undefined;
  } catch {
    return undefined;
  }
}
