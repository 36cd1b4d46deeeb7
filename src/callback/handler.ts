import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { InvalidRequestError, NotFoundError } from "../errors/classes.ts";
import { findRefusal, readTaskId, respond } from "./read-request.ts";
import type { EndedTask, ReadTask, TaskFacts } from "./read-task.ts";
import type { Progress, RunOnce } from "./run-once.ts";
import type { SeenStore } from "./seen-store.ts";
import type { SignedContext } from "./signed-url.ts";
import { callWithin, createReport, ignoreFailure } from "./user-code.ts";

/** What to do with tasks that have ended. */
export interface HandlerOptions<Task extends EndedTask> {
  /**
   * Called once per task and final status (`completed`, `failed`, `cancelled`, or what the client's document calls
   * them), with the task as the API returns it and the context its callback URL was made with; again if it threw or
   * rejected.
   *
   * It has about 8 s. What takes longer gets 202 and goes on (pass `waitUntil` on, where the runtime
   * stops work after the response), and EvoLink does not call again should it fail then: for long work, put the
   * task into a queue of your own and return.
   */
  onTask(task: Task, context: unknown): unknown;
  /** Stores what was handled. Default: this process, for all handlers of one `createCallbacks` together. */
  seen?: SeenStore | undefined;
  /** Gets what `onTask`, the store and the API threw. What it throws itself is ignored. Default: `console.error`. */
  onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Works as it is as a route of Next.js, Hono, Deno, Bun and Workers. It never rejects.
 *
 * @param context what the runtime passes after the request. Only its `waitUntil` is used, where it has one;
 *   its type is left open, because Next.js refuses routes that ask for something of it.
 */
export type CallbackHandler = (request: Request, context?: unknown) => Promise<Response>;

/** What the handlers of one `createCallbacks` share. */
export interface HandlerParts<Task extends EndedTask> {
  /** Returns what the URL is bound to; undefined when we did not sign it. */
  verify(url: string): Promise<SignedContext | undefined>;
  facts: TaskFacts;
  readTask: ReadTask<Task>;
  runOnce: RunOnce;
  seen: SeenStore;
  /** Wakes those who wait for the task. */
  wake(taskId: string): void;
}

const MAX_BODY_BYTES = 1024 * 1024;

/** EvoLink waits 10 s for a response, the way there and back included. */
const RESPOND_WITHIN_MS = 8_000;

/** Of those, for the body and for reading the task. */
const READ_WITHIN_MS = 5_000;

/** What EvoLink gets when a run has come so far. It calls again after all but 200 and 202. */
const STATUS: Record<Progress, number> = {
  claiming: 503,
  unclaimed: 503,
  busy: 503,
  running: 202,
  failed: 500,
  done: 200,
};

/**
 * Makes the handler of one callback route.
 *
 * It checks, in this order: method (405), announced size (413), content type (415), signature and expiry
 * (401, with nothing said), size and body (413, 400), and then reads the task from the API: a task that is
 * not there is 400, an API that does not respond or that says the task goes on is 503, so that EvoLink calls
 * again. Nothing in the body is believed but the id.
 */
export function createHandler<Task extends EndedTask>(
  { verify, facts, readTask, runOnce, wake, seen: ownStore }: HandlerParts<Task>,
  { onTask, seen = ownStore, onError = console.error }: HandlerOptions<Task>,
): CallbackHandler {
  const report = createReport(onError);

  const handle = async (request: Request, context: unknown): Promise<Response> => {
    const startedAt = performance.now();
    const leftMs = (limitMs: number) => limitMs - (performance.now() - startedAt);
    const refusal = findRefusal(request, MAX_BODY_BYTES);
    if (refusal) return refusal;
    const bound = await verify(request.url);
    if (!bound || bound.expiresAtMs <= Date.now()) return respond(401);

    const body = await callWithin(leftMs(READ_WITHIN_MS), "Reading the body", (signal) =>
      readTaskId(request, facts, MAX_BODY_BYTES, signal),
    );
    if (body === "too large") return respond(413);
    if (!body) return respond(400);
    const task = await readTask(body.id, leftMs(READ_WITHIN_MS));
    if (!facts.ended.has(task.status)) return respond(503);
    wake(task.id);

    const run = runOnce(seen, `${task.id}:${task.status}`, () => onTask(task, bound.context), {
      claimWithinMs: leftMs(RESPOND_WITHIN_MS),
      report,
    });
    ignoreFailure(() => (Object(context) as { waitUntil?(work: unknown): unknown }).waitUntil?.(run.ended));
    const [late, release] = withTimeout(leftMs(RESPOND_WITHIN_MS), undefined);
    await raceAbort(run.ended, late).catch(() => {});
    release();
    return respond(STATUS[run.progress]);
  };

  return (request, context) =>
    handle(request, context).catch((error) => {
      if (error instanceof NotFoundError || error instanceof InvalidRequestError) return respond(400);
      report(error);
      return respond(503);
    });
}
