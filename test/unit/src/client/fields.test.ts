import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, type EvolinkError, TaskFailedError } from "../../../../src/index.ts";
import { BODY, connect, json, pass, rejection, TASK_ID, task } from "../helpers.ts";

/** The fields of a task and of an error that no documentation promises. */
const ODD: readonly unknown[] = [
  { toString: 1 },
  { valueOf: 1, toString: 1 },
  [],
  [{}],
  null,
  7,
  true,
  "",
  "odd",
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("fields of any shape", () => {
  it.each(["status", "progress", "created", "task_info", "results", "error", "type"])(
    "never make tasks.wait throw a bare error: %s of a task",
    async (field) => {
      for (const value of ODD) {
        for (const status of ["completed", "failed", "processing"]) {
          const { evolink } = connect([
            json(task({ status, [field]: value })),
            json(task({ status: "completed" })),
          ]);
          const outcome = await pass(
            evolink.tasks.wait(TASK_ID, { timeoutMs: 60_000 }).catch((error: EvolinkError) => error),
          );
          if (outcome instanceof Error) expect(outcome).toHaveProperty("taskId", TASK_ID);
        }
      }
    },
  );

  it.each(["code", "message", "type", "param", "request_id"])(
    "never make a refusal a bare error: %s of an error",
    async (field) => {
      for (const value of ODD) {
        const { evolink } = connect([json({ error: { [field]: value } }, 400)]);
        expect(await rejection(evolink.videos.create(BODY))).toBeInstanceOf(ApiError);
        const failed = connect([json(task({ status: "failed", error: { [field]: value } }))]);
        expect(await rejection(failed.evolink.tasks.wait(TASK_ID))).toBeInstanceOf(TaskFailedError);
      }
    },
  );

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "take the status %s for one that has not ended",
    async (status) => {
      const { evolink } = connect([json(task({ status })), json(task({ status: "completed" }))]);
      expect(await pass(evolink.tasks.wait(TASK_ID))).toMatchObject({ status: "completed" });
    },
  );

  it("leaves out of results what is no link", async () => {
    const { evolink } = connect([
      json(task({ status: "completed", results: [1, "https://x.example/1", null] })),
    ]);
    expect(await evolink.tasks.wait(TASK_ID)).toMatchObject({
      results: ["https://x.example/1"],
      resultsMissing: false,
    });
  });

  it("reports progress that is a number, and no other", async () => {
    const progress: unknown[] = [];
    const { evolink } = connect([
      json(task({ progress: "half" })),
      json(task({ progress: 60 })),
      json(task({ status: "failed", progress: 70 })),
    ]);
    const onProgress = (one: { progress: unknown }) => void progress.push(one.progress);
    await pass(rejection(evolink.tasks.wait(TASK_ID, { onProgress })));
    expect(progress).toEqual([undefined, 60, 70]);
  });
});
