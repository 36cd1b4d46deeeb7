import { describe, expect, it, vi } from "vitest";
import { SubmissionUncertainError } from "../../../../src/index.ts";
import { BODY, connect, json, rejection, TASK_ID, task } from "../helpers.ts";

const refused = (headers = {}) => json({ error: { code: "rate_limit_exceeded" } }, 429, headers);

describe("videos.create", () => {
  it("returns the task as the API sent it", async () => {
    const submitted = task({
      status: "pending",
      usage: { billing_rule: "per_token", credits_reserved: 102.34 },
    });
    const { evolink, seen } = connect([json(submitted)]);
    expect(await evolink.videos.create(BODY)).toEqual(submitted);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", url: "https://api.evolink.ai/v1/videos/generations" });
    expect(seen[0]?.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(BODY);
  });

  it("takes the model apart from its parameters", async () => {
    const { evolink, seen } = connect([json(task())]);
    const idempotencyKey = "order-2026-11-22-0001";
    await evolink.videos.create(BODY.model, { prompt: BODY.prompt, duration: 6 }, { idempotencyKey });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ ...BODY, duration: 6 });
    expect(seen[0]?.headers.get("idempotency-key")).toBe(idempotencyKey);
  });

  it("freezes the body and the key before the first attempt", async () => {
    vi.useFakeTimers();
    const { evolink, seen } = connect([refused({ "retry-after": "1" }), json(task())]);
    const body = { ...BODY, prompt: "first" };
    const created = evolink.videos.create(body);
    await vi.advanceTimersByTimeAsync(1);
    body.prompt = "second";
    await vi.advanceTimersByTimeAsync(2000);
    await created;
    vi.useRealTimers();
    expect(seen.map((request) => JSON.parse(request.body).prompt)).toEqual(["first", "first"]);
    expect(seen[0]?.headers.get("idempotency-key")).toBe(seen[1]?.headers.get("idempotency-key"));
  });

  it("makes another key for each call", async () => {
    const { evolink, seen } = connect([json(task())]);
    await evolink.videos.create(BODY);
    await evolink.videos.create(BODY);
    const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^\d+-\d+-\d+-\d+$/);
  });

  it.each([
    ["15 characters", "a".repeat(15), false],
    ["16 characters", "a".repeat(16), true],
    ["96 characters", "a".repeat(96), true],
    ["97 characters", "a".repeat(97), false],
    ["a line break", `${"a".repeat(16)}\n`, false],
  ])("takes or refuses an idempotency key of %s", async (_what, idempotencyKey, taken) => {
    const { evolink, seen } = connect([json(task())]);
    const created = evolink.videos.create(BODY, { idempotencyKey });
    if (taken) return void (await created);
    const error = await rejection(created);
    expect(error).toMatchObject({ name: "ValidationError", charged: "no" });
    expect(error.message).toContain("`idempotencyKey` to be 16 to 96");
    expect(seen).toHaveLength(0);
  });

  it("refuses what is no body and no option before anything is sent", async () => {
    const { evolink, seen } = connect([json(task())]);
    for (const args of [
      [undefined],
      [null],
      [5],
      ["model", null],
      [BODY, { sginal: 1 }],
      [BODY, { signal: 1 }],
    ]) {
      const create = evolink.videos.create as (...args: unknown[]) => Promise<unknown>;
      expect(await rejection(create(...args))).toHaveProperty("name", "ValidationError");
    }
    expect(seen).toHaveLength(0);
  });

  it("asks the validator of the operation, when there is one, and sends nothing that it refuses", async () => {
    const problems = [{ path: ["duration"], message: "duration must be an integer from 3 to 10, got 99" }];
    const validate = {
      createVideoGeneration: {
        endpoint: "POST /v1/videos/generations",
        validate: (body: unknown) => ({ ok: !("duration" in Object(body)), problems }) as const,
      },
    };
    const { evolink, seen } = connect([json(task())], { validate });
    await evolink.videos.create(BODY);
    const error = await rejection(evolink.videos.create({ ...BODY, duration: 99 }));
    expect(error).toMatchObject({ name: "ValidationError", problems, charged: "no" });
    expect(error.message).toContain("got 99");
    expect(seen).toHaveLength(1);
  });

  it("rejects with the signal's reason when nothing was sent", async () => {
    const { evolink, seen } = connect([refused({ "retry-after": "20" })]);
    const reason = new Error("changed my mind");
    expect(await rejection(evolink.videos.create(BODY, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(seen).toHaveLength(0);
    const controller = new AbortController();
    const created = rejection(evolink.videos.create(BODY, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 20);
    expect(await created).toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it("says that the outcome is open when it is aborted in flight", async () => {
    const { evolink } = connect([() => new Promise(() => {})]);
    const controller = new AbortController();
    const created = rejection(evolink.videos.create(BODY, { signal: controller.signal }));
    setTimeout(() => controller.abort("changed my mind"), 20);
    const error = await created;
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(error).toMatchObject({ cause: "changed my mind", charged: "unknown" });
  });

  it("takes a task without a status for pending, so as not to lose its id", async () => {
    const { evolink } = connect([json({ id: TASK_ID })]);
    expect(await evolink.videos.create(BODY)).toEqual({ id: TASK_ID, status: "pending" });
  });

  const refusedConnection = () =>
    Object.assign(new TypeError("fetch failed"), { cause: { syscall: "connect", code: "ECONNREFUSED" } });

  it("is repeated when no connection was made, three times in all, and says so", async () => {
    vi.useFakeTimers();
    const { evolink, seen } = connect([refusedConnection()]);
    const outcome = rejection(evolink.videos.create(BODY));
    await vi.runAllTimersAsync();
    expect(await outcome).toMatchObject({ name: "ConnectionError", charged: "no", retryable: true });
    vi.useRealTimers();
    expect(seen).toHaveLength(3);
  });

  it("is repeated at a 429 only with a Retry-After, and at no other refusal", async () => {
    vi.useFakeTimers();
    const later = { "retry-after": "1" };
    const posts = async (response: Response) => {
      const { evolink, seen } = connect([response]);
      const outcome = rejection(evolink.videos.create(BODY));
      await vi.runAllTimersAsync();
      expect(await outcome).toHaveProperty("charged", "no");
      return seen.length;
    };
    expect(await posts(refused(later))).toBe(3);
    expect(await posts(refused({ "retry-after": "0" }))).toBe(3);
    expect(await posts(refused({ "retry-after": "30" }))).toBe(3);
    expect(await posts(refused({ "retry-after": "30.001" }))).toBe(1);
    expect(await posts(refused())).toBe(1);
    for (const status of [400, 401, 402, 403, 404, 422]) expect(await posts(json({}, status, later))).toBe(1);
    vi.useRealTimers();
  });

  it("is sent once when `attempts` is 1, and as often as that says", async () => {
    vi.useFakeTimers();
    for (const attempts of [1, 2, 5]) {
      const { evolink, seen } = connect([refusedConnection()], { retry: { attempts } });
      const outcome = rejection(evolink.videos.create(BODY));
      await vi.runAllTimersAsync();
      await outcome;
      expect(seen).toHaveLength(attempts);
    }
    vi.useRealTimers();
  });

  it("is resubmitted once in doubt when that is asked for, however many attempts there are", async () => {
    vi.useFakeTimers();
    const retry = { resubmitUncertain: true, attempts: 9 };
    const { evolink, seen } = connect([json({}, 503, { "retry-after": "0" })], { retry });
    const outcome = rejection(evolink.videos.create(BODY));
    await vi.runAllTimersAsync();
    expect(await outcome).toBeInstanceOf(SubmissionUncertainError);
    vi.useRealTimers();
    expect(seen).toHaveLength(2);
    expect(new Set(seen.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(1);
  });

  it("stays in doubt when it is aborted before the second submission", async () => {
    const controller = new AbortController();
    const { evolink, seen } = connect([json({}, 503, { "retry-after": "20" })], {
      retry: { resubmitUncertain: true },
    });
    const outcome = rejection(evolink.videos.create(BODY, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await outcome).toBeInstanceOf(SubmissionUncertainError);
    expect(seen).toHaveLength(1);
  });

  it("stays in doubt when the second of two allowed submissions is refused", async () => {
    vi.useFakeTimers();
    const lost = new TypeError("fetch failed", {
      cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
    });
    const { evolink, seen } = connect([lost, json({}, 401)], { retry: { resubmitUncertain: true } });
    const outcome = rejection(evolink.videos.create(BODY));
    await vi.runAllTimersAsync();
    const error = await outcome;
    vi.useRealTimers();
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(error.message).toContain("reset");
    expect(seen).toHaveLength(2);
  });
});
