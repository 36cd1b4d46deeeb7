import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { WaitAbortedError } from "../../../../../src/index.ts";
import { connect, json, rejection, TASK_ID, task } from "../../helpers.ts";

const hangs = () => new Promise<Response>(() => {});
const done = () => json(task({ status: "completed", results: ["https://files.example.com/a.mp4"] }));

// A busy machine may hold up the test itself: what must hold is that the package adds no more.
describe("tasks.wait", { retry: 3 }, () => {
  it("leaves no listener and no timer on a signal after 10,000 waits", async () => {
    const warnings: unknown[] = [];
    const keep = (warning: unknown) => warnings.push(warning);
    process.on("warning", keep);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const timersBefore = timers();
    const controller = new AbortController();
    const { signal } = controller;
    const { evolink } = connect([done]);
    const waits = Array.from({ length: 5000 }, () => evolink.tasks.wait(TASK_ID, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await Promise.all(waits);
    const hanging = connect([hangs]);
    const aborted = Array.from({ length: 5000 }, () =>
      rejection(hanging.evolink.tasks.wait(TASK_ID, { signal })),
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    expect((await Promise.all(aborted)).every((error) => error instanceof WaitAbortedError)).toBe(true);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(timers()).toBeLessThanOrEqual(timersBefore);
    process.off("warning", keep);
    expect(warnings).toEqual([]);
  });
});
