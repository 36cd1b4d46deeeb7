import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { findTaskCreations } from "../../../../src/openapi/task-operations.ts";
import { makePage, merge } from "../../../helpers/pages.ts";

function find(states: string[], known = ["waiting", "flying", "landed"], more: JsonObject = {}) {
  const response = (values: string[]) => ({
    type: "object",
    properties: { ...more, status: { type: "string", enum: values } },
  });
  const { document } = merge(
    makePage({ response: response(states) }),
    makePage({
      file: "get.md",
      method: "get",
      path: "/v1/tasks/{id}",
      response: response(known),
    }),
  );
  const creations = findTaskCreations(document);
  return {
    creating: creations.map(({ create }) => create),
    reading: creations.map(({ query }) => query),
    createdId: creations[0]?.createdId,
  };
}

describe("findTaskCreations", () => {
  it.each([
    ["the same states", ["landed", "flying", "waiting"]],
    ["some of the states", ["waiting", "flying"]],
    ["the states and one more", ["waiting", "flying", "landed", "lost"]],
  ])("finds an operation whose response has %s", (_, states) => {
    expect(find(states)).toMatchObject({ creating: ["createKiteFlight"], reading: ["getTask"] });
  });

  it.each([
    ["one state in common", ["waiting", "gone"]],
    ["no state but one in common", ["waiting"]],
    ["states of its own and some in common", ["flying", "landed", "folded"]],
  ])("leaves one whose response has %s", (_, states) => {
    expect(find(states)).toMatchObject({ creating: [], reading: [] });
  });

  it("leaves one that no state is called like going on: it is in no state, but of a kind", () => {
    const kinds = ["EUR", "PHP", "RON"];
    expect(find(kinds, kinds)).toMatchObject({ creating: [], reading: [] });
  });

  it.each<[string, JsonObject, string | undefined]>([
    ["a number alone", { id: { type: "integer" } }, undefined],
    ["a number besides", { id: { type: "integer" }, job_id: { type: "string" } }, "job_id"],
    ["a UUID", { uuid: { type: "string", format: "uuid" } }, "uuid"],
    ["not described", {}, "id"],
  ])("takes of a response whose id is %s what a path can name it by", (_, more, createdId) => {
    expect(find(["waiting", "flying"], undefined, more).createdId).toBe(createdId);
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
