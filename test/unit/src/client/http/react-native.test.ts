import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEvolink } from "../../../../../src/index.ts";
import { BODY } from "../../../../helpers/mock.ts";

/** As React Native has it until 0.86 (abort-controller 3.0.0): its signals have neither `reason` nor `throwIfAborted`. */
class BareController {
  readonly signal = Object.assign(new EventTarget(), { aborted: false });
  abort(): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.dispatchEvent(new Event("abort"));
  }
}

/** A response as XMLHttpRequest makes it: it has no stream. */
function respond(value: object, status = 200) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const headers = new Headers({ "content-type": "application/json" });
  return { status, ok: status < 400, headers, arrayBuffer: async () => bytes.buffer } as unknown as Response;
}

const task = { id: "task-1", status: "processing", created: 1, task_info: { estimated_time: 1 } };
const hang = (_: unknown, { signal }: { signal: EventTarget }) =>
  new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(new Error("Aborted"))));

describe("a runtime whose signals give no reason, and whose responses have no stream", () => {
  beforeEach(() => void vi.stubGlobal("AbortController", BareController));
  afterEach(() => void vi.unstubAllGlobals());
  const connect = (fetch: unknown, timeoutMs = 60_000) =>
    createEvolink({
      baseUrl: "https://proxy.example",
      fetch: fetch as typeof globalThis.fetch,
      timeoutMs,
      retry: { attempts: 1 },
    });

  it("submits, waits and gives the result", async () => {
    const answers = [task, { ...task, status: "completed", results: ["https://files.example.com/a.mp4"] }];
    const evolink = connect(async () => respond(answers.shift() ?? task));
    await expect(evolink.videos.create(BODY)).resolves.toMatchObject({ id: "task-1" });
    const completed = await evolink.tasks.wait("task-1", { signal: new BareController().signal as never });
    expect(completed.results).toEqual(["https://files.example.com/a.mp4"]);
  });

  it("ends a request that hangs, and a wait that is aborted", async () => {
    await expect(connect(hang, 5).tasks.get("task-1")).rejects.toMatchObject({ name: "RequestTimeoutError" });
    const controller = new BareController();
    const waiting = connect(hang).tasks.wait("task-1", { signal: controller.signal as never });
    setTimeout(() => controller.abort(), 5);
    await expect(waiting).rejects.toMatchObject({ name: "AbortError", taskId: "task-1" });
  });
});
