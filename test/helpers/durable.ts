import { vi } from "vitest";
import { advanceTask } from "../../src/durable/advance.ts";
import {
  type DurableCollection,
  MACHINE_DEFAULTS,
  type Machine,
  type MachineOptions,
  type Outcome,
} from "../../src/durable/machine.ts";
import { createMemoryGate } from "../../src/durable/memory-gate.ts";
import { NEW_RECORD, type TaskOrder, type TaskRecord } from "../../src/durable/record.ts";
import { type DurableTask, openTask, type RecordStore } from "../../src/durable/store.ts";

export const ORDER: TaskOrder = { body: { model: "kite-1", prompt: "A kite" }, context: { order: 17 } };

export const SUBMITTED = {
  id: "task-1",
  status: "pending",
  progress: 0,
  task_info: { estimated_time: 100 },
  usage: { credits_reserved: 5 },
};
export const COMPLETED = { id: "task-1", status: "completed", results: ["https://example.com/1.mp4"] };

/** A store in this process, whose clock is moved by hand. */
export function createTestStore() {
  const records = new Map<string, TaskRecord>();
  const writes: TaskRecord[] = [];
  const clock = { nowMs: 1_000_000 };
  const store: RecordStore = {
    read: async (id) => ({ record: records.get(id), nowMs: clock.nowMs }),
    async write(id, record) {
      const there = records.get(id) ?? NEW_RECORD;
      if (there.version !== record.version - 1) return there;
      records.set(id, structuredClone(record));
      writes.push(structuredClone(record));
      return undefined;
    },
  };
  return { store, records, writes, clock };
}

/** A machine over such a store, with a collection whose functions are mocks. */
export function createTestMachine(options: Partial<MachineOptions & Machine> = {}) {
  const memory = createTestStore();
  const create = vi.fn<DurableCollection["create"]>(async () => SUBMITTED);
  const check = vi.fn<DurableCollection["check"]>(async () => ({ task: COMPLETED, completed: COMPLETED }));
  const wake = vi.fn<(ids: readonly string[]) => Promise<void>>(async () => {});
  const save = vi.fn<(result: { index: number }) => unknown>(({ index }) => `saved ${index}`);
  const machine: Machine = {
    ...MACHINE_DEFAULTS,
    evolink: { kites: { create, check } } as object,
    gate: createMemoryGate({ perSecond: 1_000_000 }),
    makeKey: async ({ id, record }) => `key-of-${id}-submission-${record.submission}`,
    makeBody: async ({ order }) => ({ ...order.body }),
    isExclusive: false,
    hasCallbacks: false,
    wake,
    save,
    ...options,
  };
  const open = (id = "1", order = ORDER): Promise<DurableTask> => openTask(memory.store, id, order, () => {});
  const run = async (id?: string, order?: TaskOrder): Promise<Outcome> =>
    advanceTask(await open(id, order), machine);
  return { ...memory, machine, create, check, save, wake, open, run };
}
