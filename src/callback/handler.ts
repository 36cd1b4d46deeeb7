import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { InvalidRequestError, NotFoundError } from "../errors/classes.ts";
import { createOnce, type Outcome } from "./once.ts";
import { readTaskId } from "./read-task-id.ts";
import type { SeenStore } from "./seen-store.ts";
import type { SignedContext } from "./signed-url.ts";

/** What is read of a task. What the client reads fits, and is passed on whole. */
export interface EndedTask {
  id: string;
  status: string;
}

/** What is needed of a client. `createEvolink` makes one. */
export interface CallbackClient<Task extends EndedTask> {
  readonly tasks: { get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<Task> };
}

/** What to do with tasks that have ended. */
export interface HandlerOptions<Task extends EndedTask> {
  /**
   * Called once per task and final status (`completed`, `failed` or `cancelled`), with the task as the API
   * tells of it and the context its callback URL was made with; again if it threw or rejected.
   *
   * It has about 8 s. What takes longer is answered 202 and goes on (hand `waitUntil` on, where the runtime
   * stops work after the answer), and EvoLink does not call again should it fail then: for long work, put the
   * task into a queue of your own and return.
   */
  onTask(task: Task, context: unknown): unknown;
  /** Who remembers what was handled. Default: this process, for all handlers of one `createCallbacks`. */
  seen?: SeenStore | undefined;
  /** Gets what `onTask`, the store and the API threw. An exception or a rejection is ignored. Default: `console.error`. */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * Works as it is as a route of Next.js, Hono, Deno, Bun and Workers.
 *
 * @param context what the runtime passes beside the request. Only its `waitUntil` is used, where it has one;
 *   its type is left open, because Next.js refuses routes that ask for something of it.
 */
export type CallbackHandler = (request: Request, context?: unknown) => Promise<Response>;

const MAX_BODY_BYTES = 1024 * 1024;

/** EvoLink waits 10 s for an answer, the way there and back included. */
const RESPOND_WITHIN_MS = 8_000;

/** Of those, for the body and for reading the task. */
const READ_WITHIN_MS = 5_000;

const ENDED = new Set(["completed", "failed", "cancelled"]);

const respond = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });

/**
 * Makes the handler of one callback route.
 *
 * It checks, in this order: method (405), announced size (413), content type (415), signature and expiry
 * (401, with nothing said), size and body (413, 400), and then reads the task from the API: a task that is
 * not there is 400, an API that does not answer or that says the task goes on is 503, so that EvoLink calls
 * again. Nothing in the body is believed but the id.
 */
export function createHandler<Task extends EndedTask>(
  verify: (url: string) => Promise<SignedContext | undefined>,
  evolink: CallbackClient<Task>,
  onEnded: (taskId: string) => void,
  sharedStore: SeenStore,
  options: HandlerOptions<Task>,
): CallbackHandler {
  const { onTask, seen, onError: tell = console.error } = options;
  // Whoever is told must not be able to end the process, nor the response.
  const onError = (error: unknown) => void (async () => tell(error))().catch(() => {});
  const once = createOnce(seen ?? sharedStore, onError);
  const reading = new Map<string, Promise<Task>>();

  /** Reads a task; those who ask for it at the same time share one reading. */
  const readTask = (id: string, signal: AbortSignal): Promise<Task> => {
    const known = reading.get(id);
    if (known) return known;
    // Raced, so that a client which ignores the signal does not keep the id for ever.
    const read = raceAbort(evolink.tasks.get(id, { signal }), signal).finally(() => reading.delete(id));
    reading.set(id, read);
    return read;
  };

  return async (request, context) => {
    const startedAt = performance.now();
    if (request.method !== "POST") return respond(405, { allow: "POST" });
    if (Number(request.headers.get("content-length")) > MAX_BODY_BYTES) return respond(413);
    const type = request.headers.get("content-type");
    if (type !== null && !/^application\/([\w.-]+\+)?json\b/i.test(type)) return respond(415);
    const bound = await verify(request.url);
    if (!bound || bound.expiresAtMs <= Date.now()) return respond(401);

    const [stop, release] = withTimeout(READ_WITHIN_MS, undefined);
    let task: Task;
    try {
      const body = await raceAbort(readTaskId(request, MAX_BODY_BYTES), stop);
      if (body === "too large") return respond(413);
      if (!body) return respond(400);
      task = await raceAbort(readTask(body.id, stop), stop);
      if (task.id !== body.id) return respond(400);
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof InvalidRequestError) return respond(400);
      onError(error);
      return respond(503);
    } finally {
      release();
    }
    if (!ENDED.has(task.status)) return respond(503);
    onEnded(task.id);

    const { outcome, isRunning } = once(`${task.id}:${task.status}`, () => onTask(task, bound.context));
    outlive(context, outcome);
    const [late, clear] = withTimeout(RESPOND_WITHIN_MS - (performance.now() - startedAt), undefined);
    try {
      return respond(STATUS[await raceAbort(outcome, late)]);
    } catch (error) {
      if (late.aborted) outcome.catch(onError);
      else onError(error);
      // Without the claim nothing runs, and EvoLink has to call again.
      return respond(isRunning() ? 202 : 503);
    } finally {
      clear();
    }
  };
}

/** Asks the runtime to let the work end, although the answer is out. */
function outlive(context: unknown, work: Promise<unknown>): void {
  const { waitUntil } = Object(context) as { waitUntil?: unknown };
  if (typeof waitUntil !== "function") return;
  try {
    waitUntil.call(
      context,
      work.catch(() => {}),
    );
  } catch {
    // Some runtimes throw once the response is out; the work goes on as far as they let it.
  }
}

const STATUS: Record<Outcome, number> = { done: 200, busy: 503, failed: 500 };
