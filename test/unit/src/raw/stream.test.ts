import { describe, expect, it, vi } from "vitest";
import { connectKites } from "../connect-kites.ts";
import { impossible, json, rejection } from "../helpers.ts";

const BODY = { model: "talk-1", words: "Good wind?" };
describe("createRaw with parseAs stream", () => {
  const PATH = "/v1/talk/answers";
  const encode = (text: string) => new TextEncoder().encode(text);

  /** A response whose chunks the test sends. */
  function makeStream() {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    let cancelled: unknown;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
      },
      cancel(reason) {
        cancelled = reason;
      },
    });
    return {
      respond: () => new Response(body),
      send: (text: string) => controller?.enqueue(encode(text)),
      end: () => controller?.close(),
      break: (error: Error) => controller?.error(error),
      cancelled: () => cancelled,
    };
  }

  it("passes on each chunk when it comes, however long the whole takes", async () => {
    vi.useFakeTimers();
    const source = makeStream();
    const { raw } = connectKites([source.respond], { timeoutMs: 1000 });
    const { data } = await raw.POST(PATH, { body: { ...BODY, stream: true }, parseAs: "stream" });
    const reader = data?.getReader();
    source.send("one");
    expect((await reader?.read())?.value).toEqual(encode("one"));
    await vi.advanceTimersByTimeAsync(60_000);
    source.send("two");
    expect((await reader?.read())?.value).toEqual(encode("two"));
    source.end();
    expect((await reader?.read())?.done).toBe(true);
    vi.useRealTimers();
  });

  it("lets no headers come later than the time limit", async () => {
    const { raw } = connectKites([() => new Promise<never>(() => {})], { timeoutMs: 20 });
    const error = await rejection(raw.POST(PATH, { body: BODY, parseAs: "stream" }));
    expect(error).toMatchObject({ name: "SubmissionUncertainError" });
    expect(error.message).toContain("took over 20 ms");
  });

  it("ends with the caller's signal, and lets go of the source", async () => {
    const source = makeStream();
    const { raw } = connectKites([source.respond]);
    const controller = new AbortController();
    const { data } = await raw.POST(PATH, {
      body: BODY,
      parseAs: "stream",
      signal: controller.signal,
    });
    const read = rejection(data?.getReader().read() ?? Promise.resolve());
    const reason = new Error("enough");
    controller.abort(reason);
    expect(await read).toBe(reason);
    await vi.waitFor(() => expect(source.cancelled()).toBe(reason));
  });

  it("gives a refusal whole, as without it", async () => {
    const { raw } = connectKites([json({ error: { code: "rate_limit_exceeded" } }, 429)]);
    const { data, error } = await raw.POST(PATH, { body: BODY, parseAs: "stream" });
    expect(data).toBeUndefined();
    expect(error).toEqual({ error: { code: "rate_limit_exceeded" } });
  });

  it("is no stream where a status has no body: a body there is an error of this package", async () => {
    for (const status of [204, 205]) {
      const { raw } = connectKites([impossible(status, "{}")]);
      const posted = raw.POST(PATH, { body: BODY, parseAs: "stream" });
      expect(await rejection(posted)).toHaveProperty("name", "SubmissionUncertainError");
    }
  });

  it("passes on what breaks the stream", async () => {
    const source = makeStream();
    const { raw } = connectKites([source.respond]);
    const { data } = await raw.POST(PATH, { body: BODY, parseAs: "stream" });
    const broken = new TypeError("terminated");
    source.break(broken);
    expect(await rejection(data?.getReader().read() ?? Promise.resolve())).toBe(broken);
  });
});
