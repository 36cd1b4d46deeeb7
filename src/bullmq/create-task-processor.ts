import type { Callbacks } from "../callback/create-callbacks.ts";
import { assertOption, checkOptions } from "../client/settings/options.ts";
import { advanceTask } from "../durable/advance.ts";
import type { Limits } from "../durable/gate.ts";
import {
  MACHINE_DEFAULTS,
  type Machine,
  type MachineOptions,
  type Outcome,
  type TaskReport,
} from "../durable/machine.ts";
import { makeOrderKey } from "../durable/order-key.ts";
import type { TaskOrder } from "../durable/record.ts";
import { type DurableTask, openTask } from "../durable/store.ts";
import { type TaskEvent, toFailureEvent, toOutcomeEvent, toStepEvent } from "./events.ts";
import { createJobStore } from "./job-store.ts";
import { createRedisGate } from "./redis-gate.ts";
import { canWaitForReplicas } from "./replicas.ts";
import { withSpan } from "./spans.ts";
import { promoteJob, type TaskQueue } from "./task-queue.ts";

/** What `createTaskProcessor` takes. */
export interface TaskProcessorOptions extends MachineOptions {
  /** The `Queue` that the worker works on: records, limits and places are stored in its Redis. */
  queue: TaskQueue;
  /** Concurrency, rate and budget of all workers together. */
  limits?: Limits | undefined;
  /** Where tasks report their end: the address of the route, and what `createCallbacks` made. Default: polling alone. */
  callback?: { url: string; callbacks: Pick<Callbacks, "url"> } | undefined;
  /**
   * How many replicas of Redis must have an intent before it is sent: then a failover to one of them forgets none, and
   * nothing is sent twice. Nothing is sent while there are fewer. It needs ioredis, and no cluster. Default: 0.
   */
  replicas?: number | undefined;
  /** Called at each step. What it throws is ignored. */
  onEvent?: ((event: TaskEvent) => unknown) | undefined;
}

/** What is needed of the job that a BullMQ worker passes. */
export interface ProcessedJob {
  id?: string | undefined;
  data: TaskOrder;
  moveToDelayed(timestampMs: number, token?: string): Promise<void>;
}

/** A processor of a BullMQ worker. Its job returns what became of the order; it fails where a person is needed. */
export type TaskProcessor = (job: ProcessedJob, token?: string, signal?: AbortSignal) => Promise<TaskReport>;

/**
 * What a BullMQ worker of such a processor needs: without it, a job whose worker died twice fails, whatever its task does.
 *
 * @example
 * new Worker("clips", processor, { connection, concurrency: 50, ...TASK_WORKER_OPTIONS });
 */
export const TASK_WORKER_OPTIONS = { maxStalledCount: 1_000_000_000 } as const;

const NO_WAIT = {
  name: "ConfigurationError",
  message: "`replicas` needs a queue whose connection is ioredis, and no cluster.",
};

/** How soon a run is tried again that its store has failed. */
const STORE_FAILED_MS = 5_000;

/**
 * Makes a BullMQ processor that carries out orders, each step stored before the next, and never pays twice by itself. It
 * never sleeps on a task: between two readings its job is delayed by the poll plan.
 *
 * @example
 * const processor = createTaskProcessor({ evolink, queue, save: ({ id, open }) => upload(id, open()) });
 * new Worker("clips", processor, { connection, ...TASK_WORKER_OPTIONS });
 * await queue.add("clip", { body: { model: "…", prompt: "…" }, context: { order: 17 } });
 */
export function createTaskProcessor(options: TaskProcessorOptions): TaskProcessor {
  checkOptions(options, {
    evolink: "an object",
    queue: "an object with getBackend()",
    save: "a function",
    limits: "an object",
    callback: "an object",
    replicas: "a positive number",
    onEvent: "a function",
    repeatUncertain: "a boolean",
    uncertainAfterMs: "a positive number",
    maxSubmissions: "a positive number",
    taskTimeoutMs: "a positive number",
  });
  const { evolink, queue, save, limits = {}, callback, replicas = 0, onEvent, ...given } = options;
  assertOption(evolink, "evolink", "a client", undefined);
  assertOption(queue, "queue", "a Queue of BullMQ 6", undefined);
  assertOption(save, "save", "a function", undefined);
  const store = createJobStore(queue, { replicas });
  const machine: Omit<Machine, "makeKey"> = {
    ...MACHINE_DEFAULTS,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    evolink,
    save,
    gate: createRedisGate(queue, limits),
    isExclusive: false,
    hasCallbacks: callback !== undefined,
    makeBody: ({ id, order, record }) => makeBody(id, order, record.submission, callback),
    wake: async (ids) => void (await Promise.all(ids.map((id) => promoteJob(queue, id)))),
  };
  const emit = (event: TaskEvent | undefined) => {
    if (event && onEvent) (async () => onEvent(event))().catch(() => {});
  };

  const run = async (job: ProcessedJob, signal: AbortSignal | undefined): Promise<Outcome> => {
    if (replicas > 0 && !(await canWaitForReplicas(queue))) return { kind: "stopped", error: NO_WAIT };
    const id = `${job.id}`;
    const task = await openTask(store, id, job.data, (...args) => emit(toStepEvent(...args)));
    const makeKey = ({ order, record }: DurableTask) =>
      makeOrderKey(queue.qualifiedName, id, record.submission, order.body);
    const advance = () => advanceTask(task, { ...machine, makeKey, signal });
    const outcome = await withSpan(task, advance).catch((error) => {
      emit(toFailureEvent(task, error));
      throw error;
    });
    emit(toOutcomeEvent(task, outcome));
    return outcome;
  };

  // Three parameters: BullMQ passes the signal to those who take it.
  return async (job, token, signal) => {
    let outcome: Outcome;
    try {
      outcome = await run(job, signal);
    } catch (error) {
      // The store is away, or was just now. Nothing is lost: what is stored says how to go on.
      await giveBack(job, token, STORE_FAILED_MS);
      throw delayed(error);
    }
    if (outcome.kind === "wait" || outcome.kind === "paused") {
      await giveBack(job, token, outcome.delayMs);
      throw delayed();
    }
    if (outcome.kind === "stopped") throw unrecoverable(outcome.error.message);
    const { report } = outcome;
    if (report.state === "done") return report;
    throw unrecoverable(`${report.state}: ${report.error?.message ?? "no reason"}`);
  };
}

const DAY_MS = 24 * 60 * 60_000;

async function makeBody(
  id: string,
  { body }: TaskOrder,
  submission: number,
  callback: TaskProcessorOptions["callback"],
): Promise<Record<string, unknown>> {
  if (!callback) return body;
  const context = { job: id, submission };
  // The end of tomorrow: a submission that is made again has the same body.
  const expiresAt = (Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS;
  return { ...body, callback_url: await callback.callbacks.url(callback.url, { context, expiresAt }) };
}

/** Should that fail, the job has another worker by now, or BullMQ finds it stalled and gives it to one. */
async function giveBack(job: ProcessedJob, token: string | undefined, delayMs: number): Promise<void> {
  await job.moveToDelayed(Date.now() + delayMs, token).catch(() => {});
}

/** BullMQ knows its errors by name. This one says: the job is where it belongs. */
function delayed(cause?: unknown): Error {
  return Object.assign(new Error("bullmq:movedToDelayed", { cause }), { name: "DelayedError" });
}

/** This one says: do not try again by yourself. */
function unrecoverable(message: string): Error {
  return Object.assign(new Error(message), { name: "UnrecoverableError" });
}
