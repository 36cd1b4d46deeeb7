import { afterEach, describe, expect, it, vi } from "vitest";
import { CONNECTION } from "../../../../src/client/client.ts";
import { createStreamFunction } from "../../../../src/client/stream-function.ts";
import { connectKites } from "../connect-kites.ts";
import { connect, json, rejection } from "../helpers.ts";

afterEach(() => void vi.useRealTimers());

const BODY = { model: "talk-1", words: "Good wind?" };
const EVENT_STREAM = { headers: { "content-type": "text/event-stream; charset=utf-8" } };

const respond = (text: string) => () => new Response(text, EVENT_STREAM);

async function collect(events: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** A response whose pieces the test sends. */
function makeSource() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      isCancelled = true;
    },
  });
  return {
    respond: () => new Response(body, EVENT_STREAM),
    send: (text: string | Uint8Array) =>
      controller?.enqueue(typeof text === "string" ? new TextEncoder().encode(text) : text),
    fail: (error: Error) => controller?.error(error),
    isCancelled: () => isCancelled,
  };
}

describe("stream", () => {
  it("asks for a stream under a key of its own, and yields the data of each event up to [DONE]", async () => {
    const text =
      'event: piece\nid: 1\ndata: {"said":"Y"}\n\n: comment\n\ndata: {"said":\ndata: "es"}\r\n\r\ndata: [DONE]\n\ndata: {}\n\n';
    const { evolink, seen } = connectKites([respond(text)]);
    expect(await collect(evolink.talk.stream(BODY))).toEqual([{ said: "Y" }, { said: "es" }]);
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ ...BODY, stream: true });
    expect(seen[0]?.headers.get("accept")).toBe("text/event-stream");
    expect(seen[0]?.headers.get("content-type")).toBe("application/json");
    expect(seen[0]?.headers.get("idempotency-key")).toMatch(/^[\w.-]{16,96}$/);
  });

  it("asks by the custom method where the path has one, and leaves the body as it is", async () => {
    const { evolink, seen } = connectKites([respond('data: {"thought":1}\n\n')]);
    const stream = evolink.models.streamThinkAloud("think/any", { contents: "Why?" });
    expect(await collect(stream)).toEqual([{ thought: 1 }]);
    expect(seen[0]?.url).toMatch(/\/v1beta\/models\/think%2Fany:streamThinkAloud\?alt=sse$/);
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ contents: "Why?" });
  });

  it("asks by the body where a path has a colon before its end", async () => {
    const { evolink, seen } = connect([respond("data: {}\n\n")]);
    const stream = createStreamFunction<(body: object) => AsyncIterable<object>>(
      evolink[CONNECTION].connect(),
      "/v1/kites:fast/flights",
    );
    expect(await collect(stream({}))).toEqual([{}]);
    expect(seen.map(({ url, body }) => [new URL(url).pathname, body])).toEqual([
      ["/v1/kites:fast/flights", '{"stream":true}'],
    ]);
  });

  it("sends nothing before the first event is asked for, and one request whoever goes on", async () => {
    const { evolink, seen } = connectKites([respond('data: {"a":1}\n\ndata: {"b":1}\n\n')]);
    const stream = evolink.talk.stream(BODY);
    expect(seen).toHaveLength(0);
    await stream.next();
    expect(await collect(stream)).toEqual([{ b: 1 }]);
    expect(await collect(stream)).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  it("puts letters together that come in pieces", async () => {
    const source = makeSource();
    const { evolink } = connectKites([source.respond]);
    const stream = evolink.talk.stream(BODY);
    const first = stream.next();
    for (const byte of new TextEncoder().encode('data: {"said":"風🪁"}\n\n'))
      source.send(Uint8Array.of(byte));
    expect((await first).value).toEqual({ said: "風🪁" });
    await stream.return();
    expect(source.isCancelled()).toBe(true);
  });

  it.each<[string, Response | Error]>([
    [
      "a lost response",
      new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) }),
    ],
    ["a server error", json({}, 503)],
    ["a whole response", json({ said: "Yes." })],
  ])("leaves the outcome open after %s, and does not submit again", async (_, response) => {
    const { evolink, seen } = connectKites([response]);
    const error = await rejection(evolink.talk.stream(BODY).next());
    expect(error).toMatchObject({ name: "SubmissionUncertainError", charged: "unknown", retryable: false });
    expect(seen).toHaveLength(1);
  });

  it("passes on what the API refuses, and refuses what is wrong before anything is sent", async () => {
    const { evolink, seen } = connectKites([
      json({ error: { code: "model_not_found", message: "No." } }, 404),
    ]);
    expect(await rejection(evolink.talk.stream(BODY).next())).toMatchObject({
      name: "NotFoundError",
      charged: "no",
    });
    expect(seen).toHaveLength(1);
    for (const args of [[undefined], [BODY, { sginal: 1 }], [BODY, { idempotencyKey: "x" }]])
      expect(await rejection(evolink.talk.stream(...args).next())).toHaveProperty("name", "ValidationError");
    expect(seen).toHaveLength(1);
  });

  it("says that it broke off and may be billed, without the key", async () => {
    const source = makeSource();
    const { evolink, seen } = connectKites([source.respond], { apiKey: "sk-secret-12345678" });
    const stream = evolink.talk.stream(BODY);
    source.send('data: {"a":1}\n\n');
    await stream.next();
    source.fail(new Error("reset by sk-secret-12345678"));
    const error = await rejection(stream.next());
    expect(error).toMatchObject({ name: "ConnectionError", charged: "unknown", retryable: false });
    expect(error.cause).toHaveProperty("message", "reset by [API key]");
    expect(error.message).not.toContain("sk-secret");
    expect(seen).toHaveLength(1);
  });

  it("ends when nothing comes for `timeoutMs`, however long the whole takes, and however slow its reader is", async () => {
    vi.useFakeTimers();
    const source = makeSource();
    const { evolink } = connectKites([source.respond], { timeoutMs: 1_000 });
    const stream = evolink.talk.stream(BODY);
    for (let count = 0; count < 5; count++) {
      const next = stream.next();
      await vi.advanceTimersByTimeAsync(999);
      source.send(`data: {"count":${count}}\n\n`);
      expect((await next).value).toEqual({ count });
      expect(vi.getTimerCount()).toBe(0);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    const silent = rejection(stream.next());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await silent).toMatchObject({ name: "RequestTimeoutError", charged: "unknown", retryable: false });
    expect(source.isCancelled()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with the signal's reason between two events that came together", async () => {
    const { evolink } = connectKites([respond('data: {"a":1}\n\ndata: {"b":1}\n\n')]);
    const controller = new AbortController();
    const reason = new Error("enough");
    const events = evolink.talk.stream(BODY, { signal: controller.signal });
    expect((await events.next()).value).toEqual({ a: 1 });
    controller.abort(reason);
    await expect(events.next()).rejects.toBe(reason);
  });

  it("ends with the signal's reason, unchanged, and closes the connection", async () => {
    const source = makeSource();
    const { evolink } = connectKites([source.respond]);
    const controller = new AbortController();
    const stream = evolink.talk.stream(BODY, { signal: controller.signal });
    source.send('data: {"a":1}\n\n');
    await stream.next();
    const next = stream.next();
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(source.isCancelled()).toBe(true);
  });

  it.each([
    ['data: {"error":{"code":"overloaded","message":"Busy, sk-secret-12345678"}}\n\n', "overloaded"],
    ['event: error\ndata: {"type":"error","error":{"type":"overloaded","message":"Busy"}}\n\n', "overloaded"],
    ['data: {"type":"error","code":"overloaded","message":"Busy"}\n\n', "overloaded"],
    ['event: error\ndata: {"code":"overloaded","message":"Busy"}\n\n', "overloaded"],
    ['data: {"error":{"code":"sk-secret-12345678","type":"odd","message":"Busy"}}\n\n', "[API key]"],
    ['data: {"error":"Busy"}\n\n', "an error"],
  ])("throws the error that an event is: %s", async (text, code) => {
    const { evolink } = connectKites([respond(text)], { apiKey: "sk-secret-12345678" });
    const error = await rejection(evolink.talk.stream(BODY).next());
    expect(error).toMatchObject({ name: "ApiError", status: 200, charged: "unknown", retryable: false });
    expect([error.code, error.type, "an error"]).toContain(code);
    expect(error.message).toContain(`with ${code}: Busy`);
    expect(JSON.stringify(error) + error.message).not.toContain("sk-secret");
  });

  it.each([
    ['data: {"type":"error"}\n\n', 'with error: {"type":"error"}', undefined, "error"],
    ['event: error\ndata: {"error":null}\n\n', 'with an error: {"error":null}', undefined, undefined],
    ['data: {"error":{"code":1,"type":"t","message":"m"}}\n\n', "with 1: m", "1", "t"],
    ['data: {"error":{"type":"t","message":""}}\n\n', "with t: {", undefined, "t"],
  ])("says of an event that is an error what it can: %s", async (text, message, code, type) => {
    const { evolink } = connectKites([respond(text)]);
    const error = await rejection(evolink.talk.stream(BODY).next());
    expect([error.message, error.code, error.type]).toEqual([expect.stringContaining(message), code, type]);
  });

  it.each([
    ["text/event-stream", true],
    ["TEXT/event-stream;charset=utf-8", true],
    ["text/event-streams", false],
    ["application/x, text/event-stream", false],
    ["", false],
  ])("is one where the response is called %j: %s", async (type, isOne) => {
    const { evolink } = connectKites([
      () =>
        new Response(new TextEncoder().encode('data: {"a":1}\n\n'), {
          headers: type ? { "content-type": type } : {},
        }),
    ]);
    const first = evolink.talk.stream(BODY).next();
    if (isOne) expect((await first).value).toEqual({ a: 1 });
    else expect((await rejection(first)).message).toContain("without an event stream");
  });

  it("asks the validator of its operation about what would be sent, and sends nothing that it refuses", async () => {
    const check = vi.fn(() => ({ ok: false, problems: [{ path: [], message: "words are many" }] }) as const);
    const validate = { talk: { endpoint: "POST /v1/talk/answers", validate: check } };
    const { evolink, seen } = connectKites([respond("")], { validate });
    await expect(evolink.talk.stream(BODY).next()).rejects.toThrow("words are many");
    expect(check.mock.calls).toEqual([[{ ...BODY, stream: true }]]);
    expect(seen).toHaveLength(0);
  });

  it("passes over lines of unknown meaning, and ends where the response does", async () => {
    const { evolink } = connectKites([respond('kite: 1\nretry: soon\ndata: {"a":1}\n\ndata: {"b":')]);
    expect(await collect(evolink.talk.stream(BODY))).toEqual([{ a: 1 }]);
  });

  it("passes on a refusal of the first status that is one", async () => {
    const { evolink } = connectKites([json({ error: { message: "No." } }, 400)]);
    expect(await rejection(evolink.talk.stream(BODY).next())).toHaveProperty("name", "InvalidRequestError");
  });

  it("leaves no unhandled rejection where the source cannot be cancelled", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const source = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"a":1}\n\n')),
      cancel: () => Promise.reject(new Error("no")),
    });
    const { evolink } = connectKites([() => new Response(source, EVENT_STREAM)]);
    const stream = evolink.talk.stream(BODY);
    await stream.next();
    await stream.return();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it.each(["data: hello\n\n", "data: 3\n\n", "data: null\n\n"])(
    "refuses an event that is no JSON object: %j",
    async (text) => {
      const { evolink } = connectKites([respond(text)]);
      const error = await rejection(evolink.talk.stream(BODY).next());
      expect(error).toMatchObject({ name: "UnexpectedResponseError", charged: "unknown" });
    },
  );

  it("refuses an event that has no end within 64 Mi characters", async () => {
    const source = makeSource();
    const { evolink } = connectKites([source.respond]);
    const stream = evolink.talk.stream(BODY);
    source.send("data: ");
    const piece = new Uint8Array(2 ** 22).fill(97);
    for (let count = 0; count < 17; count++) source.send(piece);
    const error = await rejection(stream.next());
    expect(error).toMatchObject({ name: "UnexpectedResponseError", charged: "unknown" });
    expect(error.message).toContain("too large an event");
    expect(source.isCancelled()).toBe(true);
  });

  it("yields an event whose error is null, as chunks may have it, or a number", async () => {
    const { evolink } = connectKites([respond('data: {"error":null}\n\ndata: {"error":5}\n\n')]);
    expect(await collect(evolink.talk.stream(BODY))).toEqual([{ error: null }, { error: 5 }]);
  });

  it("names the body that cannot be read, with the model in it or in the path", async () => {
    const { evolink, seen } = connectKites([respond("")]);
    const unreadable = {
      model: "talk-1",
      get words() {
        throw new Error("no");
      },
    };
    expect(await rejection(evolink.talk.stream(unreadable).next())).toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining("`body`"),
    });
    const broken = new Proxy({ model: "think/any" }, { ownKeys: () => [String(unreadable.words)] });
    const think = evolink.models.streamThinkAloud(broken);
    expect(await rejection(think.next())).toMatchObject({ message: expect.stringContaining("`body`") });
    expect(seen).toEqual([]);
  });
});
