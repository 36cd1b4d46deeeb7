import { describe, expect, it, vi } from "vitest";
import { ConnectionError, createEvolink, TaskFailedError } from "../../../../src/index.ts";

const TASK = { id: "task-unified-1", status: "processing", progress: 40 };

function setUp(...tasks: (object | Error)[]) {
  const fetch = vi.fn(async () => {
    const next = tasks.shift();
    if (next instanceof Error) throw next;
    return Response.json(next);
  });
  return { fetch, evolink: createEvolink({ apiKey: "sk-test-12345", fetch: fetch as never }) };
}

describe("videos.check", () => {
  it("reads a task that goes on, once, and says so", async () => {
    const { fetch, evolink } = setUp(TASK);
    expect(await evolink.videos.check(TASK.id)).toEqual({ task: TASK, completed: undefined });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("gives a completed task as generate does", async () => {
    const { evolink } = setUp({ ...TASK, status: "completed", results: ["https://example.com/1"] });
    const { completed } = await evolink.videos.check(TASK.id);
    expect(completed).toMatchObject({ results: ["https://example.com/1"], resultsMissing: false });
  });

  it("throws TaskFailedError with its advice", async () => {
    const { evolink } = setUp({ ...TASK, status: "failed", error: { code: "service_error", message: "x" } });
    const thrown = await evolink.videos.check(TASK.id).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(TaskFailedError);
    expect(thrown).toMatchObject({ advice: "wait" });
  });

  it("does not repeat a reading that failed", async () => {
    const { fetch, evolink } = setUp(new TypeError("it broke off"), TASK);
    await expect(evolink.videos.check(TASK.id)).rejects.toBeInstanceOf(ConnectionError);
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe("videos.create with `attempts`", () => {
  it("sends as often as that says, and not as the client does", async () => {
    const refused = Object.assign(new TypeError("no"), { cause: { syscall: "connect" } });
    const { fetch, evolink } = setUp(refused, TASK);
    const body = { model: "gemini-omni-flash-text-to-video", prompt: "A kite" } as const;
    await expect(evolink.videos.create(body, { attempts: 1 })).rejects.toBeInstanceOf(ConnectionError);
    expect(fetch).toHaveBeenCalledOnce();
  });
});
