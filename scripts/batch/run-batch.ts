import { advanceTask } from "../../src/durable/advance.ts";
import type { Limits } from "../../src/durable/gate.ts";
import {
  type DurableClient,
  MACHINE_DEFAULTS,
  type Machine,
  modelOf,
  type SaveResult,
} from "../../src/durable/machine.ts";
import { createMemoryGate } from "../../src/durable/memory-gate.ts";
import { makeOrderKey } from "../../src/durable/order-key.ts";
import type { StoredError, TaskOrder, TaskRecord } from "../../src/durable/record.ts";
import { openTask } from "../../src/durable/store.ts";
import type { Journal } from "./journal.ts";
import type { BatchOrder } from "./read-orders.ts";
import { createSchedule, type Schedule } from "./schedule.ts";

/** How to run a batch. */
export interface BatchOptions {
  evolink: DurableClient;
  save: SaveResult;
  limits: Limits;
  repeatUncertain: boolean;
  /** Ends it: what is being submitted is stored first, everything else goes on in the next run. */
  signal: AbortSignal;
  /** Called after each step of an order. */
  onStep: () => void;
}

/** What is not in the journal when a run has ended. */
export interface BatchEnd {
  /** Why nobody submits any more. */
  paused: StoredError | undefined;
  /** Orders that a person has to see to, by id, though trying them again costs nothing. */
  stopped: ReadonlyMap<string, StoredError>;
}

const MAX_ACTIVE = 32;

/** What the submissions of an order have reserved in earlier runs: undefined where nobody knows, as of one that is uncertain. */
function listReserved(model: string, record: TaskRecord | undefined) {
  if (record === undefined) return [];
  const { state, taskId, otherTaskIds = [], credits } = record;
  const made = otherTaskIds.length + (taskId === undefined ? 0 : 1);
  const known = Array.from({ length: made }, () => ({ model, credits: credits && credits / made }));
  return state === "intent" || state === "uncertain" ? [...known, { model, credits: undefined }] : known;
}

/** Carries out the orders of a batch, as far as they come: until each is over, or stands still. */
export async function runBatch(
  orders: readonly BatchOrder[],
  { store, batch, records }: Journal,
  { evolink, save, limits, repeatUncertain, signal, onStep }: BatchOptions,
): Promise<BatchEnd> {
  const byId = new Map(orders.map(({ id, order }) => [id, order]));
  const stopped = new Map<string, StoredError>();
  let paused: StoredError | undefined;
  const isNew = (id: string) => (records.get(id)?.state ?? "new") === "new";

  const open = orders.filter(({ id }) => ["intent", "submitted"].includes(`${records.get(id)?.state}`));
  const machine: Omit<Machine, "makeKey"> = {
    ...MACHINE_DEFAULTS,
    evolink,
    save,
    repeatUncertain,
    gate: createMemoryGate(limits, {
      reserved: orders.flatMap(({ id, order }) => listReserved(modelOf(order), records.get(id))),
      open: open.map(({ id, order }) => ({ id, model: modelOf(order) })),
    }),
    makeBody: async ({ order }) => order.body,
    // The journal is one process's at a time.
    isExclusive: true,
    hasCallbacks: false,
    wake: async (ids) => ids.forEach(schedule.wake),
    signal,
  };

  const run = async (id: string): Promise<number | undefined> => {
    const task = await openTask(store, id, byId.get(id) as TaskOrder, onStep);
    const makeKey: Machine["makeKey"] = ({ record }) => makeOrderKey(batch, id, record.submission);
    const outcome = await advanceTask(task, { ...machine, makeKey });
    if (outcome.kind === "over") return undefined;
    if (outcome.kind === "stopped") {
      stopped.set(id, outcome.error);
      return undefined;
    }
    if (outcome.kind === "paused") {
      paused ??= outcome.error;
      // Nothing is submitted any more, so nobody waits for a turn.
      schedule.forget(isNew);
    }
    return paused && isNew(id) ? undefined : outcome.delayMs;
  };
  const schedule: Schedule = createSchedule([...byId.keys()], run, { maxActive: MAX_ACTIVE, signal });
  await schedule.ended;
  return { paused, stopped };
}
