import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { QUERY } from "../../../../../src/client/tasks/tasks.ts";
import { NotFoundError } from "../../../../../src/errors/classes.ts";
import type { ResultTask } from "../../../../../src/result/result-source.ts";
import {
  DEAD_LINK_STATUSES,
  explainDeadLink,
  refreshLink,
} from "../../../../../src/result/transport/fresh-link.ts";

const NOW_SECONDS = 1_760_000_000;
const DAY_SECONDS = 24 * 3600;
beforeEach(() => void vi.useFakeTimers({ now: NOW_SECONDS * 1000 }));
afterEach(() => void vi.useRealTimers());

const url = new URL("https://cdn.example/old.mp4?signature=s3cr3t");
const task = (more: Partial<ResultTask> = {}): ResultTask => ({
  id: "task-unified-1-a",
  status: "completed",
  created: NOW_SECONDS - 60,
  results: ["https://cdn.example/new.mp4", "https://cdn.example/second.mp4"],
  ...more,
});
const link = (index = 0, of: ResultTask | undefined = task()) => ({ url, index, task: of });

/** A client whose `tasks.get` returns this, as a mock. */
function clientWith(found: ResultTask | Error) {
  const get = vi.fn(async (_id: string, _options?: object) => {
    if (found instanceof Error) throw found;
    return found;
  });
  return { tasks: { get } };
}

describe("refreshLink", () => {
  it("returns the link that the task has now, at the same index", async () => {
    const { signal } = new AbortController();
    const evolink = clientWith(task());
    const fresh = await refreshLink(link(1), 404, evolink, signal);
    expect(fresh.url.href).toBe("https://cdn.example/second.mp4");
    expect(evolink.tasks.get).toHaveBeenCalledExactlyOnceWith("task-unified-1-a", { signal });
  });

  it.each([[["https://cdn.example/new.mp4"]], [[]], [undefined]])(
    "keeps the link when the task has %j and no such result any more",
    async (results) => {
      const old = link(1);
      expect(await refreshLink(old, 404, clientWith(task({ results })), undefined)).toBe(old);
    },
  );

  it("finds the link where the document has the results", async () => {
    const elsewhere = { ...task({ results: undefined }), assets: { video: "https://cdn.example/new.mp4" } };
    const { tasks } = clientWith(elsewhere);
    const evolink = { tasks: { ...tasks, [QUERY]: { results: ["assets", "video"] } } };
    const fresh = await refreshLink(link(), 404, evolink, undefined);
    expect(fresh.url.href).toBe("https://cdn.example/new.mp4");
  });

  it("does not ask for a link that belongs to no task", async () => {
    const evolink = clientWith(task());
    const bare = { url, index: 0, task: undefined };
    await expect(refreshLink(bare, 403, evolink, undefined)).rejects.toThrow(
      /Links live 24 hours; pass the task/,
    );
    expect(evolink.tasks.get).not.toHaveBeenCalled();
  });

  it("says that the result has expired when the API does not know the task", async () => {
    const gone = new NotFoundError("no such task", { status: 404 });
    await expect(refreshLink(link(), 410, clientWith(gone), undefined)).rejects.toMatchObject({
      name: "ResultExpiredError",
      status: 410,
      taskId: "task-unified-1-a",
      message: expect.stringMatching(/the API does not know the task any more/),
    });
  });

  it("is a failed download that may be tried again when the API fails", async () => {
    await expect(refreshLink(link(), 404, clientWith(new Error("offline")), undefined)).rejects.toMatchObject(
      {
        name: "DownloadError",
        retryable: true,
        status: 404,
        taskId: "task-unified-1-a",
        message:
          "https://cdn.example/old.mp4 responded with 404, and asking the API for a fresh link failed: offline",
      },
    );
  });

  it("rejects with the caller's reason when that ended the asking", async () => {
    const signal = AbortSignal.abort("enough");
    await expect(refreshLink(link(), 404, clientWith(new Error("aborted")), signal)).rejects.toBe("enough");
  });
});

describe("explainDeadLink", () => {
  it.each([
    ["ResultExpiredError", "a second more than a day", DAY_SECONDS + 1],
    ["DownloadError", "a day", DAY_SECONDS],
  ])("is a %s for a task of %s", (name, _, age) => {
    expect(explainDeadLink(link(0, task({ created: NOW_SECONDS - age })), 404).name).toBe(name);
  });

  it("is a failed download when nobody knows how old the task is", () => {
    expect(explainDeadLink(link(0, task({ created: undefined })), 404)).toMatchObject({
      name: "DownloadError",
      retryable: false,
      status: 404,
      taskId: "task-unified-1-a",
      message: "https://cdn.example/old.mp4 responded with 404, for result 0 of task task-unified-1-a.",
    });
  });

  it("is a failed download where only the link is known, and says what to pass", () => {
    expect(explainDeadLink({ url, index: 0, task: undefined }, 410)).toMatchObject({
      name: "DownloadError",
      status: 410,
      message: expect.stringContaining("pass the task"),
    });
  });

  it("says how old the task is, in whole hours", () => {
    const { message } = explainDeadLink(link(1, task({ created: NOW_SECONDS - 30.9 * 3600 })), 404);
    expect(message).toContain("Result 1 of task task-unified-1-a has expired");
    expect(message).toContain("the task is 30 hours old");
  });

  it("shows no signature of a link", () => {
    for (const of of [task(), undefined, task({ created: 0 })])
      expect(JSON.stringify(explainDeadLink({ url, index: 0, task: of }, 404).message)).not.toContain(
        "s3cr3t",
      );
  });
});

it("takes 403, 404 and 410 for a dead link", () => {
  expect(DEAD_LINK_STATUSES).toEqual([403, 404, 410]);
});
