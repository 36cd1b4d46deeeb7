import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CarryOutOptions, carryOut } from "../../../../scripts/batch/carry-out.ts";
import { readOrders } from "../../../../scripts/batch/read-orders.ts";
import { type Mock, startMock } from "../../../../src/mock/index.ts";
import { mountSmallDisk } from "../../../helpers/processes/small-disk.ts";

const MODEL = "gemini-omni-flash-text-to-video";
const DOCUMENT = "generated/openapi.yaml";

let mock: Mock;
let folder: string;
beforeAll(async () => {
  mock = await startMock({ taskSeconds: 0.1 });
  vi.stubEnv("EVOLINK_BASE_URL", mock.url);
  vi.stubEnv("EVOLINK_API_KEY", "sk-test-12345");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await mock.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "batch-"));
});
afterEach(async () => {
  mock.reset();
  await rm(folder, { recursive: true, force: true });
});

const ordersOf = (...prompts: string[]) =>
  readOrders(
    prompts
      .map((prompt, index) =>
        JSON.stringify({ id: `${index}`, body: { model: MODEL, prompt }, context: index }),
      )
      .join("\n"),
  );

const carry = (orders: ReturnType<typeof readOrders>, options: Partial<CarryOutOptions> = {}) =>
  carryOut(orders, {
    document: DOCUMENT,
    folder: join(folder, "out"),
    journal: join(folder, "journal"),
    queue: undefined,
    settle: new Map(),
    repeatUncertain: false,
    perSecond: 1000,
    signal: new AbortController().signal,
    ...options,
  });

const countPosts = () => mock.requests().filter(({ method }) => method === "POST").length;

describe("carryOut", () => {
  it("submits each order once, saves its results, and reports", async () => {
    const report = await carry(ordersOf("One", "Two", "Three"));
    expect(report).toMatchObject({ done: 3, failed: 0, uncertain: 0, stopped: 0, open: 0 });
    expect(report.credits).toBeGreaterThan(0);
    expect(countPosts()).toBe(3);
    expect((await readdir(join(folder, "out"))).sort()).toEqual(
      mock
        .tasks()
        .map(({ id }) => `${id}.mp4`)
        .sort(),
    );
    expect(report.orders[1]).toMatchObject({ id: "1", line: 2, state: "done", context: 1 });
  });

  it("submits nothing again in the next run, and only what is new", async () => {
    const first = await carry(ordersOf("One", "Two"));
    expect(await carry(ordersOf("One", "Two"))).toEqual(first);
    expect(countPosts()).toBe(2);
    expect(await carry(ordersOf("One", "Two", "Three"))).toMatchObject({ done: 3 });
    expect(countPosts()).toBe(3);
  });

  it("reports failures by what helps, and submits them no more", async () => {
    const orders = ordersOf("[mock:fail=content_policy_violation]", "[mock:status=400]", "Three");
    const report = await carry(orders);
    expect(report).toMatchObject({ done: 1, failed: 2 });
    expect(report.orders[0]?.error).toMatchObject({
      code: "content_policy_violation",
      advice: "change-input",
    });
    await carry(orders);
    expect(countPosts()).toBe(3);
  });

  it("submits no more when the credits are used up, and ends", async () => {
    const report = await carry(ordersOf("[mock:status=402]", "Two"), { perSecond: 5 });
    expect(report).toMatchObject({ open: 2, paused: { name: "InsufficientCreditsError" } });
    expect(countPosts()).toBe(1);
  });

  it("submits no more when the budget would be passed", async () => {
    const { credits } = await carry(ordersOf("One"));
    const report = await carry(ordersOf("One", "Two", "Three"), { budget: credits * 2.5 });
    expect(report).toMatchObject({ done: 2, open: 1, paused: { name: "BudgetError" } });
    expect(countPosts()).toBe(2);
  });

  it("counts an uncertain submission of an earlier run in the budget", async () => {
    const { credits } = await carry(ordersOf("[mock:status=503]", "Two"));
    const report = await carry(ordersOf("[mock:status=503]", "Two", "Three"), { budget: credits * 2.5 });
    expect(report).toMatchObject({ done: 1, uncertain: 1, open: 1, paused: { name: "BudgetError" } });
    expect(countPosts()).toBe(2);
  });

  it("leaves an uncertain submission to a person, and goes on as that says", async () => {
    const orders = ordersOf("[mock:status=503]", "Two");
    expect(await carry(orders)).toMatchObject({ done: 1, uncertain: 1 });
    expect(await carry(orders)).toMatchObject({ done: 1, uncertain: 1 });
    expect(countPosts()).toBe(2);
    const [task] = mock.tasks();
    const settle = new Map([["0", { taskId: `${task?.id}` }]]);
    expect(await carry(orders, { settle })).toMatchObject({ done: 2, uncertain: 0 });
    expect(countPosts()).toBe(2);
  });

  it("settles anew what was settled with a mistyped id, and says what is in no doubt or not there", async () => {
    const orders = ordersOf("[mock:status=503]", "Two");
    await carry(orders);
    const settle = (id: string, taskId: string) => carry(orders, { settle: new Map([[id, { taskId }]]) });
    expect(await settle("1", "mistyped")).toMatchObject({ done: 1, uncertain: 1, unsettled: ["1"] });
    expect(await settle("0", "mistyped")).toMatchObject({ stopped: 1 });
    await expect(settle("00", "mistyped")).rejects.toThrow("There is no order 00 to settle.");
    const report = await settle("0", `${mock.tasks()[0]?.id}`);
    expect(report).toMatchObject({ done: 2, orders: [{ otherTaskIds: ["mistyped"] }, {}] });
    expect(countPosts()).toBe(2);
  });

  it("names tasks that a full disk could not store, and takes their ids in the next run", async ({
    skip,
  }) => {
    const disk = await mountSmallDisk(join(folder, "disk"), 4);
    if (typeof disk === "string") return skip(disk);
    try {
      const journal = join(disk.path, "journal");
      // The intents have room, and not all ids of tasks.
      const orders = ordersOf(...[1, 2, 3].map((order) => `${order} ${"long ".repeat(200)}`));
      const { message } = await carry(orders, { journal }).then(
        () => Promise.reject(),
        (error) => error,
      );
      expect(message).toContain(`Cannot write ${journal}: ENOSPC`);
      expect(message).toContain("Make room there, then run it again.");
      const settle = new Map(
        [...message.matchAll(/--settle (\w+)=(\S+)/g)].map(([, id, taskId]) => [id, { taskId }] as const),
      );
      expect(settle.size).toBeGreaterThan(0);
      await cp(journal, join(folder, "journal"));
      expect(await carry(orders, { settle })).toMatchObject({ done: 3 });
      expect(countPosts()).toBe(3);
      expect((await readdir(join(folder, "out"))).length).toBe(3);
    } finally {
      disk.unmount();
    }
  });

  it("ends at a signal, and goes on in the next run", async () => {
    const controller = new AbortController();
    const orders = ordersOf("[mock:seconds=1]", "[mock:seconds=1]");
    const running = carry(orders, { signal: controller.signal });
    await vi.waitUntil(() => countPosts() === 2);
    controller.abort();
    expect(await running).toMatchObject({ open: 2, done: 0 });
    expect(await carry(orders)).toMatchObject({ open: 0, done: 2 });
    expect(countPosts()).toBe(2);
  });

  it("refuses a changed body under the same id, before anything is sent", async () => {
    await carry(ordersOf("One"));
    await expect(carry(ordersOf("Another one", "Two"))).rejects.toThrow(
      "Line 1: 0 was submitted with another body",
    );
    expect(countPosts()).toBe(1);
  });
});
