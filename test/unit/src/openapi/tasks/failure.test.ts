import { describe, expect, it } from "vitest";
import { findFailure } from "../../../../../src/openapi/tasks/failure.ts";

describe("findFailure", () => {
  const text = { type: "string" };
  const object = (properties: object) => ({ type: "object", properties });
  const find = (properties: object, requested: string[] = []) =>
    findFailure({}, { queried: { envelope: [], properties: properties as never }, requested });

  it.each<[properties: object, message: string[] | undefined, code: string[] | undefined]>([
    [{ failure_reason: text }, ["failure_reason"], undefined],
    [{ failureReason: { type: ["string", "null"] } }, ["failureReason"], undefined],
    [{ failure: object({ reason: text, code: text }) }, ["failure", "reason"], ["failure", "code"]],
    [{ error_code: { type: "integer" }, error_message: text }, ["error_message"], ["error_code"]],
    [
      { error: { anyOf: [object({ detail: text, error_code: text }), { type: "null" }] } },
      ["error", "detail"],
      ["error", "error_code"],
    ],
    [{ reason: text, failed: { type: "boolean" }, fail_msg: text }, ["fail_msg"], undefined],
    [{ task_status_msg: text }, ["task_status_msg"], undefined],
    [
      { failed_at: text, failure_time: { ...text, format: "date-time" }, reason: text },
      ["reason"],
      undefined,
    ],
    [{ error: object({ message: text }), error_code: text }, undefined, ["error_code"]],
  ])("finds it in %j", (properties, message, code) => {
    expect(find(properties)).toEqual({ ...(message && { message }), ...(code && { code }) });
  });

  it.each([
    [{ error: object({ message: text, code: text }), failure_reason: text }],
    [{ error: text, failure_reason: text }],
    [{ error: {} }],
    [{ finish_reason: text, error_count: { type: "integer" }, failed_at: text, error_url: text }],
  ])("says nothing of %j", (properties) => {
    expect(find(properties)).toBeUndefined();
  });

  it("takes nothing that a request has", () => {
    expect(find({ reason: text }, ["reason"])).toBeUndefined();
  });
});
