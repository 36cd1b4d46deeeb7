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

  it("lets go of the source when the signal fires, also where nobody reads on", async () => {
    const source = makeStream();
    const { raw } = connectKites([source.respond]);
    const controller = new AbortController();
    const options = { body: BODY, parseAs: "stream", signal: controller.signal } as const;
    const { data } = await raw.POST(PATH, options);
    const reader = data?.getReader();
    for (const text of ["one", "two", "three"]) source.send(text);
    expect((await reader?.read())?.value).toEqual(encode("one"));
    // What came is on its way to a reader that does not ask for it.
    await new Promise(setImmediate);
    const reason = new Error("enough");
    controller.abort(reason);
    await vi.waitFor(() => expect(source.cancelled()).toBe(reason));
    expect(await rejection(reader?.read() ?? Promise.resolve())).toBe(reason);
  });

  it("leaves no listener on the caller's signal, however it ends", async () => {
    const { signal } = new AbortController();
    const taken = vi.spyOn(signal, "removeEventListener");
    const open = async () => {
      const source = makeStream();
      const { raw } = connectKites([source.respond]);
      const { data } = await raw.POST(PATH, { body: BODY, parseAs: "stream", signal });
      taken.mockClear();
      return [source, data?.getReader()] as const;
    };
    const [whole, reader] = await open();
    whole.end();
    await reader?.read();
    await vi.waitFor(() => expect(taken).toHaveBeenCalledOnce());
    const [broken, other] = await open();
    const error = new Error("cut");
    broken.break(error);
    expect(await rejection(other?.read() ?? Promise.resolve())).toBe(error);
    await vi.waitFor(() => expect(taken).toHaveBeenCalledOnce());
    const [dropped, last] = await open();
    await last?.cancel("not wanted");
    expect(dropped.cancelled()).toBe("not wanted");
    await vi.waitFor(() => expect(taken).toHaveBeenCalledOnce());
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
