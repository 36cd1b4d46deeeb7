import { environmentManager, focusManager, QueryClient, QueryObserver } from "@tanstack/query-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CONNECTION } from "../../../../src/client/client.ts";
import { createTasks } from "../../../../src/client/tasks/tasks.ts";
import { type Evolink, ServerError } from "../../../../src/index.ts";
import { taskQueryOptions } from "../../../../src/query/index.ts";
import { connect, json, TASK_ID, task } from "../helpers.ts";

// As in a browser: on a server TanStack Query sets no timers.
environmentManager.setIsServer(() => false);

const start = new Date("2026-01-01");

/** A client of a task that takes so many seconds, and then stands as `outcome` says. */
function connectTask(seconds: number, outcome: object = { status: "completed" }) {
  const created = start.getTime() / 1000;
  return connect([
    () => {
      const share = (Date.now() / 1000 - created) / seconds;
      const task_info = { estimated_time: seconds };
      const running = { status: "processing", progress: Math.floor(share * 100) };
      return json(task({ created, task_info, ...(share < 1 ? running : outcome) }));
    },
  ]);
}

/** Follows a task as a mounted component does. */
function follow(evolink: Pick<Evolink, "tasks">, id: string | null = TASK_ID, client = new QueryClient()) {
  const observer = new QueryObserver(client, taskQueryOptions(evolink, id));
  const stop = observer.subscribe(() => {});
  return { client, observer, stop, render: () => observer.setOptions(taskQueryOptions(evolink, id)) };
}

const advance = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
const broken = () => json({ error: { code: "internal_error" } }, 500);

describe("taskQueryOptions", () => {
  beforeEach(() => void vi.useFakeTimers({ now: start }));
  afterEach(() => {
    focusManager.setFocused(undefined);
    vi.useRealTimers();
  });

  it("reads a task as seldom as tasks.wait, and never again once it has ended", async () => {
    const { evolink, seen } = connectTask(60);
    const { observer } = follow(evolink);
    await advance(59);
    expect(observer.getCurrentResult().data).toMatchObject({ status: "processing" });
    await advance(8);
    expect(observer.getCurrentResult().data).toMatchObject({ status: "completed" });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThanOrEqual(8);
    const before = seen.length;
    await advance(3600);
    expect(seen).toHaveLength(before);
  });

  it("believes progress that is faster than the estimate, as tasks.wait does", async () => {
    const created = start.getTime() / 1000;
    const { evolink } = connect([
      () => {
        const age = Date.now() / 1000 - created;
        const progress = Math.floor(age / 0.9);
        const status = age < 90 ? "processing" : "completed";
        return json(task({ created, status, progress, task_info: { estimated_time: 600 } }));
      },
    ]);
    const { observer } = follow(evolink);
    // Enough readings for a line: the page asks for two of its own.
    await advance(30);
    await observer.refetch();
    await advance(10);
    await observer.refetch();
    await advance(60);
    expect(observer.getCurrentResult().data?.status).toBe("completed");
  });

  it("is neither hastened nor delayed by a page that renders all the time", async () => {
    const { evolink, seen } = connectTask(60);
    const { observer, render } = follow(evolink);
    for (let tenths = 0; tenths < 680; tenths++) {
      await advance(0.1);
      render();
    }
    expect(observer.getCurrentResult().data?.status).toBe("completed");
    expect(seen.length).toBeLessThanOrEqual(8);
  });

  it("sends nothing more for a second component, a focused window, or a component that comes back", async () => {
    const { evolink, seen } = connectTask(60);
    const { client, stop } = follow(evolink);
    client.mount();
    await advance(10);
    follow(evolink, TASK_ID, client);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    stop();
    follow(evolink, TASK_ID, client);
    await advance(1);
    expect(seen).toHaveLength(1);
    await advance(60);
    expect(seen.length).toBeLessThanOrEqual(8);
    const before = seen.length;
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    follow(evolink, TASK_ID, client);
    await advance(1);
    expect(seen).toHaveLength(before);
  });

  it.each(["completed", "failed", "cancelled"])("stops at %s, which is data and no error", async (status) => {
    const { evolink, seen } = connectTask(1, { status });
    const { observer } = follow(evolink);
    await advance(3600);
    expect(observer.getCurrentResult()).toMatchObject({ data: { status }, error: null });
    expect(seen.length).toBeLessThanOrEqual(3);
  });

  it("goes on at a status it does not know", async () => {
    const { evolink, seen } = connectTask(1, { status: "polishing" });
    follow(evolink);
    await advance(600);
    expect(seen.length).toBeGreaterThan(10);
  });

  it("knows the ends that the client's document names, and no others", async () => {
    const { evolink, seen } = connectTask(1, { status: "ready" });
    const own = (ended: object) => {
      const query = { path: "/jobs/{id}", id: "id", state: "status", first: "new", results: [], ended };
      return { tasks: createTasks(evolink[CONNECTION].connect(), query as never) } as never;
    };
    follow(own({ ready: "completed" }));
    await advance(600);
    expect(seen.length).toBeLessThanOrEqual(3);
    follow(own({ constructor2: "completed" }));
    await advance(600);
    expect(seen.length).toBeGreaterThan(10);
  });

  it("reads eight times in a row what fails and may pass, then leaves it to the page", async () => {
    const { evolink, seen } = connect([broken], { retry: { attempts: 1 } });
    const { observer } = follow(evolink);
    await advance(3600);
    expect(seen).toHaveLength(8);
    expect(observer.getCurrentResult().error).toMatchObject({ name: "ServerError" });
    await observer.refetch();
    expect(seen).toHaveLength(9);
  });

  it("counts of a query that has failed before the page knew it the last failure alone", () => {
    const { evolink } = connect([]);
    const error = new ServerError("x", { retryable: true });
    const data = { data: undefined, dataUpdatedAt: 0, dataUpdateCount: 0, error };
    const followed = { state: {} };
    const plans = Array.from({ length: 8 }, (_, index) => {
      followed.state = { ...data, errorUpdateCount: 5 + index };
      return taskQueryOptions(evolink, TASK_ID).refetchInterval(followed);
    });
    expect(plans.map((plan) => typeof plan)).toEqual([...Array(7).fill("number"), "boolean"]);
  });

  it("takes a task without a time of creation for as old as it has known it", async () => {
    const { evolink, seen } = connect([
      () => json(task({ created: undefined, status: "processing", task_info: { estimated_time: 100 } })),
    ]);
    follow(evolink);
    await advance(50);
    expect(seen).toHaveLength(1);
    await advance(45);
    expect(seen.length).toBeGreaterThan(3);
  });

  it("takes a task of the future, by another clock, for a new one", async () => {
    const created = start.getTime() / 1000 + 3600;
    const { evolink, seen } = connect([
      () => json(task({ created, status: "processing", task_info: { estimated_time: 10 } })),
    ]);
    follow(evolink);
    await advance(10);
    expect(seen).toHaveLength(2);
  });

  it("counts failures anew after a reading that succeeds", async () => {
    const seven = Array.from({ length: 7 }, () => broken);
    const busy = () => json(task({ status: "processing" }));
    const { evolink, seen } = connect([...seven, busy, ...seven, busy], { retry: { attempts: 1 } });
    follow(evolink);
    await advance(1200);
    expect(seen.length).toBeGreaterThan(16);
  });

  it("ends with an error that cannot pass, and shows it", async () => {
    const { evolink, seen } = connect([json({ error: { code: "task_not_found" } }, 404)]);
    const { observer } = follow(evolink);
    await advance(3600);
    expect(seen).toHaveLength(1);
    expect(observer.getCurrentResult().error).toMatchObject({ name: "NotFoundError" });
  });

  it("lets the client repeat as its `retry` says, and TanStack Query not a second time", async () => {
    const { evolink, seen } = connect([broken], { retry: { attempts: 2 } });
    follow(evolink);
    await advance(1.5);
    expect(seen).toHaveLength(2);
    await advance(3600);
    expect(seen).toHaveLength(16);
  });

  it.each(["", null])("reads nothing as long as the id is %j", async (id) => {
    const { evolink, seen } = connectTask(1);
    follow(evolink, id);
    await advance(600);
    expect(seen).toHaveLength(0);
  });

  it("ends a request in flight when the component is gone", async () => {
    let signal: AbortSignal | null | undefined;
    const { evolink } = connect([], {
      fetch: (_, init) => {
        signal = init?.signal;
        return new Promise(() => {});
      },
    });
    const { stop } = follow(evolink);
    await advance(1);
    expect(signal?.aborted).toBe(false);
    stop();
    expect(signal?.aborted).toBe(true);
  });

  it.each([undefined, {}, { tasks: { get: () => {} } }])("refuses %j as a client", (given) => {
    expect(() => taskQueryOptions(given as never, TASK_ID)).toThrow(/Expected `evolink` to be what/);
  });
});
