import { describe, expect, it } from "vitest";
import * as core from "../../../../src/index.ts";
import { BODY, connect, json, rejection, TASK_ID } from "../helpers.ts";

async function readError(status: number, body: unknown, headers: Record<string, string> = {}) {
  const response =
    typeof body === "string" ? new Response(body, { status, headers }) : json(body, status, headers);
  const { evolink } = connect([response], { retry: { attempts: 1 } });
  const error = await rejection(evolink.tasks.get(TASK_ID));
  return error;
}

describe("a response with a status from 400 on", () => {
  it.each([
    [400, core.InvalidRequestError],
    [401, core.AuthenticationError],
    [402, core.InsufficientCreditsError],
    [403, core.PermissionDeniedError],
    [404, core.NotFoundError],
    [413, core.ApiError],
    [422, core.ApiError],
    [429, core.RateLimitError],
    [500, core.ServerError],
    [503, core.ServerError],
  ])("of status %i has its class", async (status, Class) => {
    const error = await readError(status, { error: { code: "x", message: "y", type: "z", param: "p" } });
    expect(error.constructor).toBe(Class);
    expect(error).toMatchObject({ status, code: "x", type: "z", param: "p", charged: "no", taskId: TASK_ID });
    expect(error.message).toContain(`GET https://api.evolink.ai/v1/tasks/${TASK_ID} returned ${status} x: y`);
  });

  it.each([
    ["bad id", "bad id. Check"],
    ["bad id.", "bad id. Check"],
    ['the id is "kite"', 'the id is "kite". Check'],
    ['It says "no."', 'It says "no." Check'],
    ["見つかりません", "見つかりません. Check"],
    ["見つかりません。", "見つかりません。 Check"],
  ])("ends what the API says, %j, before its advice", async (message, expected) => {
    expect((await readError(404, { error: { message } })).message).toContain(`: ${expected}`);
  });

  it.each([
    [
      "the documented envelope",
      { error: { code: "invalid_task_id", message: "bad id" } },
      "invalid_task_id",
      "bad id",
    ],
    ["a code that is a number", { error: { code: 1001, message: "bad id" } }, "1001", "bad id"],
    [
      "a bare error object",
      { message: "Resource exhausted", type: "", param: "", code: 429 },
      "429",
      "Resource exhausted",
    ],
    ["success: false", { success: false, code: 5001, msg: "busy" }, "5001", "busy"],
    ["a text for an error", { error: "model not found" }, undefined, "model not found"],
    ["an error of null", { error: null }, undefined, '{"error":null}'],
    ["a list", [1, 2], undefined, "[1,2]"],
    ["a page", "<html>Bad gateway</html>", undefined, "<html>Bad gateway</html>"],
    ["nothing", "", undefined, "(empty)"],
  ])("is understood: %s", async (_shape, body, code, said) => {
    const error = await readError(400, body);
    expect(error).toBeInstanceOf(core.InvalidRequestError);
    expect(error.code).toBe(code);
    expect(error.message).toContain(said);
  });

  it.each(["Bad id", "Bad id.", "悪いIDです。"])("says a sentence before what helps: %s", async (message) => {
    const { message: said } = await readError(404, { error: { message } });
    expect(said).toMatch(/: (?:Bad id\.|悪いIDです。) Check the id and the key\.$/);
  });

  it("carries the request id from wherever it stands", async () => {
    const body = { error: { code: "x", request_id: "c" } };
    expect((await readError(400, body, { "x-request-id": "a", "x-oneapi-request-id": "b" })).requestId).toBe(
      "a",
    );
    expect((await readError(400, body, { "x-oneapi-request-id": "b" })).requestId).toBe("b");
    expect((await readError(400, body)).requestId).toBe("c");
  });

  it.each([
    ["insufficient_quota", "account"],
    ["insufficient_user_quota", "account"],
    ["account_balance_insufficient", "account"],
    ["quota_not_enough", "account"],
    ["insufficient_token_quota", "key"],
    ["key_quota_exhausted", "key"],
    ["token_daily_quota_exceeded", "key-daily"],
    ["key_daily_quota_exhausted", "key-daily"],
    ["quota_exceeded", "unknown"],
    ["something_new", "unknown"],
  ])("of status 402 and code %s is about the limit: %s", async (code, limit) => {
    expect(await readError(402, { error: { code } })).toHaveProperty("limit", limit);
  });

  it.each([
    ["2", 2000],
    ["0.5", 500],
    ["-3", 0],
    [new Date(Date.now() - 5000).toUTCString(), 0],
    ["soon", undefined],
    ["", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
    ["31536000", 31_536_000_000],
  ])("has in retryAfterMs what Retry-After %j means", async (value, ms) => {
    expect((await readError(429, {}, { "retry-after": value })).retryAfterMs).toBe(ms);
  });

  it("of a submission leaves open whether it was accepted when the API does", async () => {
    for (const [status, code] of [
      [409, "idempotency_conflict"],
      [400, "paid_outcome_unknown"],
      [408, "x"],
      [500, "x"],
    ] as const) {
      const { evolink, seen } = connect([json({ error: { code } }, status)]);
      const error = await rejection<core.SubmissionUncertainError>(evolink.videos.create(BODY));
      expect(error).toBeInstanceOf(core.SubmissionUncertainError);
      expect(error).toMatchObject({ status, code, charged: "unknown", retryable: false });
      expect(error.cause).toBeInstanceOf(core.ApiError);
      expect(error.cause).toMatchObject({ charged: "unknown", retryable: false });
      expect(error.message).toContain(`idempotencyKey "${error.idempotencyKey}"`);
      expect(seen).toHaveLength(1);
    }
  });
});
