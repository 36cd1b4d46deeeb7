import { describe, expect, it } from "vitest";
import { findTaskCreations } from "../../../../../src/openapi/tasks/task-operations.ts";
import { makePage, merge } from "../../../../helpers/pages.ts";

function find(...states: string[]) {
  const response = (values: string[]) => ({
    type: "object",
    properties: { status: { type: "string", enum: values } },
  });
  const { document } = merge(
    makePage({ response: response(states) }),
    makePage({
      file: "get.md",
      method: "get",
      path: "/v1/tasks/{id}",
      response: response(["waiting", "flying", "landed"]),
    }),
  );
  const creations = findTaskCreations(document);
  return { creating: creations.map(({ create }) => create), reading: creations.map(({ query }) => query) };
}

const text = { type: "string" };
const json = (properties: object, status = 200) => ({
  [status]: { content: { "application/json": { schema: { type: "object", properties } } } },
});

/** The creations of a document whose two operations respond with these properties. */
function findOf(created: object, queried: object, parameter: object = text) {
  const parameters = [{ name: "jobId", in: "path", required: true, schema: parameter }];
  const paths = {
    "/jobs": { post: { operationId: "createJob", responses: json(created, 202) } },
    "/jobs/{jobId}": { get: { operationId: "getJob", parameters, responses: json(queried) } },
  };
  return findTaskCreations({ paths } as never);
}

describe("findTaskCreations", () => {
  it.each([
    ["the same states", ["landed", "flying", "waiting"]],
    ["some of the states", ["waiting", "flying"]],
    ["the states and one more", ["waiting", "flying", "landed", "lost"]],
  ])("finds an operation whose response has %s", (_, states) => {
    expect(find(...states)).toEqual({ creating: ["createKiteFlight"], reading: ["getTask"] });
  });

  it.each([
    ["one state in common", ["waiting", "gone"]],
    ["no state but one in common", ["waiting"]],
    ["states of its own and some in common", ["flying", "landed", "folded"]],
  ])("leaves one whose response has %s", (_, states) => {
    expect(find(...states)).toEqual({ creating: [], reading: [] });
  });

  it.each([
    ["kinds", ["video", "image"]],
    ["switches", ["enabled", "disabled", "deleting"]],
    ["types", ["string", "integer"]],
    ["numbers", [1, 2]],
  ])("takes no resource for a task whose property has %s", (_, values) => {
    expect(findOf({ kind: { enum: values } }, { kind: { enum: values } })).toEqual([]);
  });

  it("takes of several properties the one with the most values called like states", () => {
    const task = {
      type: { enum: ["creating_one", "created"] },
      status: { enum: ["QUEUED", "RUNNING", "DONE"] },
    };
    expect(findOf(task, task)).toMatchObject([{ state: "status" }]);
  });

  it.each<[string, object, object?]>([
    ["the progress of logs", { severity: { enum: ["Warning", "Error"] } }],
    [
      "another thing's id",
      { device_id: text, status: { enum: ["queued", "done"] } },
      { job_id: text, status: { enum: ["queued", "done"] } },
    ],
  ])("takes for no task what has %s", (_, created, queried = created) => {
    expect(findOf(created, queried)).toEqual([]);
  });

  it("takes a property that is called like a state before one that says why", () => {
    const task = {
      failure: { enum: ["internal_processing", "download_failure", "upload_failure", "time_failure"] },
      status: { enum: ["in_progress", "failed"] },
    };
    expect(findOf(task, task)).toMatchObject([{ state: "status" }]);
  });

  it.each([
    ["is a number", { id: { type: "integer" } }, { type: "string" }, {}],
    ["is text where the query takes a number", { id: text }, { type: "integer" }, {}],
    [
      "is of another form than the query's",
      { id: { example: "a_1" } },
      { type: "string" },
      { example: "b_1" },
    ],
  ])("leaves a task whose id %s", (_, created, parameter, queried) => {
    const status = { enum: ["queued", "done"] };
    expect(findOf({ ...created, status }, { id: { ...text, ...queried }, status }, parameter)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["a number besides", { id: { type: "integer" }, job_id: text }, "job_id"],
    ["a UUID", { uuid: text }, "uuid"],
    ["not described", {}, "id"],
  ])("takes of a response whose id is %s what a path can name it by", (_, more, createdId) => {
    const task = { ...more, status: { enum: ["queued", "done"] } };
    expect(findOf(task, task)).toMatchObject([{ createdId }]);
  });

  it("finds a task whose ids in the examples have nothing in common, such as UUIDs", () => {
    const status = { enum: ["queued", "done"] };
    const [own, asked] = ["d290f1ee-6c54", "4f0cb6ae-2f11"].map((example) => ({
      id: { ...text, example },
      status,
    }));
    expect(findOf(own ?? {}, asked ?? {})).toHaveLength(1);
  });

  it("finds the id in text that is called like the parameter", () => {
    const task = { id: { type: "integer" }, job_id: text, status: { enum: ["queued", "done"] } };
    expect(findOf(task, task)).toMatchObject([{ createdId: "job_id", queriedId: "job_id" }]);
  });

  it("leaves what is done with a task, whatever else it would fit", () => {
    const task = json({ id: text, status: { enum: ["queued", "done"] } });
    const paths = {
      "/jobs/{jobId}": { get: { operationId: "getJob", responses: task } },
      "/tasks/{id}": { get: { operationId: "getTask", responses: task } },
      "/jobs/{id}/retry": { post: { operationId: "retry", responses: task } },
      "/jobs": { post: { operationId: "create", responses: task } },
    };
    expect(findTaskCreations({ paths } as never).map(({ create, query }) => [create, query])).toEqual([
      ["create", "getJob"],
    ]);
  });

  it("names an operation without an id by its method and path", () => {
    const task = json({ id: text, status: { enum: ["queued", "done"] } });
    const paths = { "/jobs": { post: { responses: task } }, "/jobs/{id}": { get: { responses: task } } };
    expect(findTaskCreations({ paths } as never)).toMatchObject([
      { create: "post /jobs", query: "get /jobs/{id}" },
    ]);
  });

  it("finds them in a document of several operations, whose responses are references", () => {
    const get = (name: string) => ({
      "200": {
        description: "",
        content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
      },
    });
    const status = { type: "string", enum: ["waiting", "flying", "landed"] };
    const task = { type: "object", properties: { status } };
    const paths = {
      "/v1/kites": { post: { operationId: "createKite", responses: get("Task") } },
      "/v1/tasks/{id}": { get: { operationId: "getTask", responses: get("Task") } },
    };
    const { document } = merge(makePage({ document: { paths, components: { schemas: { Task: task } } } }));
    expect(findTaskCreations(document)).toMatchObject([{ create: "createKite", query: "getTask" }]);
  });
});
