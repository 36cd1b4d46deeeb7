import { describe, expect, it } from "vitest";
import { checkTasks } from "../../../../../scripts/pipeline/check/check-tasks.ts";
import { findUnreadTasks } from "../../../../../src/openapi/tasks/unread-tasks.ts";

const text = { type: "string" };
const STATUS = { enum: ["queued", "running", "done"] };
const respond = (properties: object, example?: object) => ({
  responses: {
    200: {
      content: {
        "application/json": { schema: { type: "object", properties }, ...(example && { example }) },
      },
    },
  },
});
const task = { id: text, status: STATUS };

/** The paths of operations that create tasks which nothing reads. */
const find = (paths: object) => findUnreadTasks({ paths } as never).map(({ path }) => path);

describe("findUnreadTasks", () => {
  it("finds an operation that creates a task, where no operation reads it", () => {
    expect(find({ "/jobs": { post: respond(task) } })).toEqual(["/jobs"]);
    expect(find({ "/jobs/{model}": { post: respond(task) } })).toEqual(["/jobs/{model}"]);
  });

  it.each([
    ["a task that is read", { "/jobs": { post: respond(task) }, "/jobs/{id}": { get: respond(task) } }],
    [
      "a task that is read by more than its id",
      { "/jobs": { post: respond(task) }, "/teams/{team}/jobs/{id}": { get: respond({ status: STATUS }) } },
    ],
    [
      "what is read in other words",
      { "/jobs": { post: respond(task) }, "/jobs/{id}": { get: respond({ phase: text }) } },
    ],
    ["a response without an id", { "/jobs": { post: respond({ status: STATUS }) } }],
    ["an id that is a number", { "/jobs": { post: respond({ ...task, id: { type: "integer" } }) } }],
    [
      "states of which none goes on",
      { "/jobs": { post: respond({ id: text, status: { enum: ["done", "failed"] } }) } },
    ],
    [
      "states of which none is an end",
      { "/jobs": { post: respond({ id: text, status: { enum: ["queued", "on"] } }) } },
    ],
    ["a state of something else", { "/jobs": { post: respond({ id: text, lastSyncStatus: STATUS }) } }],
    ["what is done with something", { "/jobs/{id}/retry": { post: respond(task) } }],
    ["an example that has ended", { "/jobs": { post: respond(task, { id: "a", status: "done" }) } }],
    [
      "a state whose example has ended",
      { "/jobs": { post: respond({ id: text, status: { ...STATUS, example: "done" } }) } },
    ],
  ])("says nothing of %s", (_, paths) => {
    expect(find(paths)).toEqual([]);
  });
});

describe("checkTasks", () => {
  it("says in one warning which operations they are, and what to add", () => {
    const create = { post: respond(task) };
    const paths = { "/a": create, "/b": create, "/c": create, "/d": create };
    expect(checkTasks("openapi.yaml", { paths } as never)).toEqual([
      {
        severity: "warning",
        file: "openapi.yaml",
        pointer: "#/paths/~1a/post",
        message:
          'POST /a ("status"), POST /b ("status"), POST /c ("status") and 1 more seem to create tasks that no page reads: the client can submit, but not wait. If a GET reads a task by its id, add its page; a task that is read by POST is read by the function of that operation.',
      },
    ]);
    expect(checkTasks("openapi.yaml", { paths: { "/a": create } } as never)[0]?.message).toMatch(
      /^POST \/a \("status"\) seems to create a task that no page reads/,
    );
    expect(checkTasks("openapi.yaml", { paths: {} })).toEqual([]);
  });
});
