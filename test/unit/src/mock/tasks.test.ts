import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TAGS } from "../../../../src/mock/tasks/scenario.ts";
import { BODY, readError, startTestMock } from "../../../helpers/mock.ts";

describe("a task", () => {
  it("starts pending under a fresh id of the documented form, with credits reserved", async () => {
    const mock = await startTestMock();
    const [first, second] = await Promise.all([mock.submit(), mock.submit()]);
    const body = (await first.json()) as Record<string, unknown>;
    expect(first.status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^task-unified-1757169743-[a-z0-9]{8}$/),
      created: 1_757_169_743,
      model: BODY.model,
      status: "pending",
      progress: 0,
      type: "video",
      task_info: { estimated_time: 8 },
      usage: { credits_reserved: expect.any(Number) },
    });
    expect(((await second.json()) as { id: string }).id).not.toBe(body.id);
  });

  it("goes from pending through rising progress to completed", async () => {
    const mock = await startTestMock({ taskSeconds: 10 });
    const id = await mock.submitted();
    const seen: string[] = [];
    for (let second = 0; second <= 10; second++) {
      const { status, progress } = await mock.task(id);
      seen.push(`${status} ${progress}`);
      mock.clock.advance(1_000);
    }
    expect(seen).toEqual([
      "pending 0",
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((progress) => `processing ${progress}`),
      "completed 100",
    ]);
  });

  it("is not completed a millisecond before its time, and is then", async () => {
    const mock = await startTestMock({ taskSeconds: 8 });
    const id = await mock.submitted();
    mock.clock.advance(7_999);
    expect(await mock.task(id)).toMatchObject({ status: "processing", progress: 99 });
    mock.clock.advance(1);
    expect(await mock.task(id)).toMatchObject({ status: "completed", progress: 100 });
  });

  it("completes at once when it takes no time", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    expect(await mock.task(await mock.submitted())).toMatchObject({ status: "completed", progress: 100 });
  });

  it("is given by its query without the usage of its submission", async () => {
    const mock = await startTestMock();
    expect(await mock.task(await mock.submitted())).not.toHaveProperty("usage");
  });

  it("is refused with the documented 400 when its id is malformed, and 404 when nobody knows it", async () => {
    const mock = await startTestMock();
    const malformed = await mock.query("abc");
    expect(malformed.status).toBe(400);
    expect(await readError(malformed)).toEqual({
      code: "invalid_task_id",
      message: 'task_id must start with "task-unified-", got "abc"',
      type: "invalid_request_error",
      param: "task_id",
    });
    const unknown = await mock.query("task-unified-1757169743-7cvnl5zw");
    expect(unknown.status).toBe(404);
    expect((await readError(unknown)).code).toBe("task_not_found");
  });
});

describe("tags", () => {
  const outcomes = [
    [
      "[mock:fail=content_policy_violation]",
      { status: "failed", error: { code: "content_policy_violation", type: "task_error" } },
    ],
    ["[mock:cancel]", { status: "cancelled" }],
    ["[mock:no-results]", { status: "completed" }],
    ["[mock:seconds=3]", { status: "completed", results: [expect.stringContaining(".mp4")] }],
  ] as const;

  it.each(outcomes)("%s decides how the task ends", async (tag, expected) => {
    const mock = await startTestMock({ taskSeconds: 3 });
    const id = await mock.submitted({ prompt: `A marble ${tag}` });
    mock.clock.advance(3_000);
    expect(await mock.task(id)).toMatchObject(expected);
  });

  it("[mock:no-results] leaves the results out", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    expect(await mock.task(await mock.submitted({ prompt: "[mock:no-results]" }))).not.toHaveProperty(
      "results",
    );
  });

  it("[mock:stuck] never ends", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted({ prompt: "[mock:stuck]" });
    mock.clock.advance(1e9);
    expect(await mock.task(id)).toMatchObject({ status: "processing", progress: 50 });
  });

  it("[mock:seconds=N] beats the mock's own time", async () => {
    const mock = await startTestMock({ taskSeconds: 3 });
    const id = await mock.submitted({ prompt: "[mock:seconds=5]" });
    mock.clock.advance(4_999);
    expect((await mock.task(id)).status).toBe("processing");
    mock.clock.advance(1);
    expect((await mock.task(id)).status).toBe("completed");
  });

  it("[mock:status=429] refuses the submission the documented way, and makes no task", async () => {
    const mock = await startTestMock();
    const response = await mock.submit({ prompt: "[mock:status=429]" });
    expect(response.status).toBe(429);
    expect((await readError(response)).code).toBe("rate_limit_exceeded");
    expect(mock.tasks()).toEqual([]);
  });

  it("of no known name are refused, so that a malformation does not pass for a success", async () => {
    const mock = await startTestMock();
    const response = await mock.submit({ prompt: "[mock:fial=x]" });
    expect(response.status).toBe(400);
    expect((await readError(response)).message).toContain("[mock:fial=x] is not a tag of the mock");
  });
});

it("the README has a row for every tag, and for no other", () => {
  const nameOf = (tag: string) => /^\[mock:([\w-]+)/.exec(tag)?.[1];
  const rows = [...readFileSync("README.md", "utf8").matchAll(/^\| `(\[mock:[^`]+)` \|/gm)];
  expect(rows.map(([, tag = ""]) => nameOf(tag)).toSorted()).toEqual(
    TAGS.map(({ tag }) => nameOf(tag)).toSorted(),
  );
});

describe("Idempotency-Key", () => {
  const key = { "idempotency-key": "0123456789abcdef" };

  it("replays the same task, and says so", async () => {
    const mock = await startTestMock();
    const first = await mock.submit({}, key);
    mock.clock.advance(60_000);
    const second = await mock.submit({}, key);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await second.json()).toEqual(await first.json());
    expect(mock.tasks()).toHaveLength(1);
  });

  it("is refused with another body", async () => {
    const mock = await startTestMock();
    await mock.submit({}, key);
    const other = await mock.submit({ duration: 6 }, key);
    expect(other.status).toBe(400);
    expect((await readError(other)).code).toBe("idempotency_conflict");
    expect(mock.tasks()).toHaveLength(1);
  });
});
