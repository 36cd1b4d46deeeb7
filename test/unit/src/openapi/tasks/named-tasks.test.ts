import { expect, it } from "vitest";
import { createNamedTaskFinder } from "../../../../../src/openapi/tasks/named-tasks.ts";
import { findTaskCreations } from "../../../../../src/openapi/tasks/task-operations.ts";

const text = { type: "string" };
const like = (example: string) => ({ type: "string", example });
const response = (example?: string) => {
  const properties = { id: example ? like(example) : text, status: { enum: ["queued", "running", "done"] } };
  return { 200: { content: { "application/json": { schema: { type: "object", properties } } } } };
};

/** Where a request with such a body and such parameters names tasks. */
function find(
  properties: object,
  { path = "/v1/tasks/{task_id}", example = "task-1", parameters = [] as object[] } = {},
) {
  const [, name] = /\{(.*)\}/.exec(path) ?? [];
  const schema = { type: "object", properties };
  const post = {
    operationId: "create",
    parameters,
    requestBody: { content: { "application/json": { schema } } },
    responses: response(example),
  };
  const get = {
    operationId: "read",
    parameters: [{ name, in: "path", required: true, schema: text }],
    responses: response(example),
  };
  const document = { paths: { "/v1/kites": { post }, [path]: { get } } } as never;
  const named = createNamedTaskFinder(
    document,
    findTaskCreations(document),
  )({
    method: "post",
    path: "/v1/kites",
    operation: post as never,
  });
  expect(named.every(({ query }) => query === path)).toBe(true);
  return named.map(({ in: place, keys }) => `${place} ${keys.join(".")}`);
}

it.each<[what: string, properties: object, found: string[]]>([
  ["by its name", { task_id: text }, ["body task_id"]],
  ["by words before it", { sourceTaskId: text }, ["body sourceTaskId"]],
  ["in an object", { input: { properties: { source_task_id: text } } }, ["body input.source_task_id"]],
  ["in a list", { task_ids: { type: "array", items: text } }, ["body task_ids.*"]],
  ["in objects of a list", { clips: { items: { properties: { task_id: text } } } }, ["body clips.*.task_id"]],
  [
    "in a variant, once",
    { input: { oneOf: [{ properties: { task_id: text } }, { properties: { task_id: text } }] } },
    ["body input.task_id"],
  ],
  ["by its example", { origin: like("task-7") }, ["body origin"]],
  ["not of another form", { external_task_id: like("my-order") }, []],
  ["not a number", { task_id: { type: "integer" } }, []],
  ["not within another word", { multitask_id: text, task: text, id: text, task_id_kind: text }, []],
])("a request names a task %s", (_, properties, found) => {
  expect(find(properties)).toEqual(found);
});

it("a request names a task in its parameters, wherever their examples are", () => {
  const parameters = [
    { name: "task_id", in: "query", schema: text },
    { name: "ids", in: "query", schema: { type: "array", items: like("task-2") } },
    { name: "X-After", in: "header", schema: text, example: "task-3" },
    { name: "task_id", in: "cookie", schema: text },
    { name: "limit", in: "query", schema: text },
  ];
  expect(find({}, { parameters })).toEqual(["query task_id", "query ids", "header X-After"]);
});

it("a request names a task by what the path of its query lists, where that takes an id, and any example is of its form", () => {
  const properties = { video_id: text, from_video_id: like("1f2e"), file_id: text };
  expect(find(properties, { path: "/v1/videos/{id}", example: "" })).toEqual([
    "body video_id",
    "body from_video_id",
  ]);
});
