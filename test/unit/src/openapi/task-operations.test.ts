import { describe, expect, it } from "vitest";
import { findTaskCreations } from "../../../../src/openapi/task-operations.ts";
import { makePage, merge } from "../../../helpers/pages.ts";

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
