import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createEvolink } from "../../../../src/index.ts";
import { createManualClock, type MockOptions } from "../../../../src/mock/index.ts";
import { splitText } from "../../../../src/mock/streams/protocol.ts";
import { makeChatDocument } from "../../../helpers/catalogs/chat-document.ts";
import { makeTextDocument, SAID } from "../../../helpers/catalogs/text-document.ts";
import { HEADERS, readError, startTestMock } from "../../../helpers/mock.ts";
import { rejection } from "../helpers.ts";

vi.mock("../../../../generated/index.ts", async () => {
  const { makeChatDocument } = await import("../../../helpers/catalogs/chat-document.ts");
  const { importRendered } = await import("../../../helpers/kite-client.ts");
  const { renderEntry } = await import("../../../../scripts/render/entry/index.ts");
  return importRendered(makeChatDocument(), renderEntry);
});

let folder: string;
let spec: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
  spec = join(folder, "texts.json");
  await writeFile(spec, JSON.stringify(makeTextDocument()));
});
afterAll(() => rm(folder, { recursive: true }));

async function start(options: MockOptions = {}) {
  const mock = await startTestMock({ spec, listen: false, streamMs: 0, ...options });
  const post = (path: string, body: object) =>
    mock.fetch(`https://api.example.com${path}`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(body),
    });
  const chat = (more: object = {}) =>
    post("/v1/chat/completions", { model: "kite-chat", messages: [], stream: true, ...more });
  return { mock, post, chat };
}

/** What the `data` lines of an event stream hold. */
async function readData(response: Response): Promise<string[]> {
  return [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => data);
}

describe("a streamed response", () => {
  it("is an event stream, and the whole response where none is asked for", async () => {
    const { chat } = await start();
    const streamed = await chat();
    expect(streamed.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(streamed.headers.get("content-length")).toBeNull();
    // Or it is held back where a server on the way compresses.
    expect(streamed.headers.get("cache-control")).toContain("no-transform");
    expect(await (await chat({ stream: false })).json()).toMatchObject({ object: "chat.completion" });
  });

  it("of chat completions ends with [DONE], and has its usage only where asked for", async () => {
    const { chat } = await start();
    const plain = await readData(await chat());
    expect(plain.at(-1)).toBe("[DONE]");
    expect(plain.join()).not.toContain("usage");
    const asked = await readData(await chat({ stream_options: { include_usage: true } }));
    expect(JSON.parse(asked.at(-2) ?? "")).toMatchObject({ choices: [], usage: { total_tokens: 8 } });
    expect(asked.slice(0, -2).every((data) => JSON.parse(data).usage === null)).toBe(true);
  });

  it("of generateContent has events with alt=sse, else the elements of one JSON list", async () => {
    const { post } = await start();
    const path = "/v1beta/models/kite-content:streamGenerateContent";
    const events = await readData(await post(`${path}?alt=sse`, { contents: [] }));
    const list = await post(path, { contents: [] });
    expect(list.headers.get("content-type")).toBe("application/json");
    expect(await list.json()).toEqual(events.map((data) => JSON.parse(data)));
    const encoded = await post(`${path.replace(":", "%3A")}?alt=sse`, { contents: [] });
    expect(await readData(encoded)).toEqual(events);
  });

  it("comes at the pace of the clock, and catches up when that jumps", async () => {
    const { mock, chat } = await start({ streamMs: 50 });
    const reader = (await chat()).body?.getReader();
    let pieces = 0;
    const counted = (async () => {
      while (!(await reader?.read())?.done) pieces++;
    })();
    const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
    const counts: number[] = [];
    for (const ms of [49, 1, 49, 1, 60_000]) {
      mock.clock.advance(ms);
      await settle();
      counts.push(pieces);
    }
    expect(counts.slice(0, 4)).toEqual([0, 1, 1, 2]);
    await counted;
    expect(pieces).toBeGreaterThan(10);
  });

  it("breaks off in the middle at --fault truncate", async () => {
    const whole = await readData(await (await start()).chat());
    const { chat } = await start({ faults: { truncate: 1 } });
    const reader = (await chat()).body?.getReader();
    let text = "";
    const broken = (async () => {
      for (;;) text += new TextDecoder().decode((await reader?.read())?.value);
    })();
    await expect(broken).rejects.toThrow("terminated");
    const got = text.match(/^data: /gm)?.length ?? 0;
    expect(got).toBe(Math.floor(whole.length / 2));
    expect(text).not.toContain("[DONE]");
  });

  it("is refused with what is wrong with the request, not with a stream", async () => {
    const { post } = await start();
    const refused = await post("/v1/chat/completions", { model: "kite-chat", stream: true });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "application/json"]);
  });

  it("is the documented example where the form is unknown and the document has one", async () => {
    const { post } = await start();
    const streamed = await post("/v1/ticks", { model: "kite-clock", input: "?", stream: true });
    expect(await streamed.text()).toBe("data: tick\n\ndata: tock\n\n");
  });

  it("is refused by the forms that are known where there is none", async () => {
    const { post } = await start();
    const refused = await post("/v1/verdicts", { model: "kite-judge", input: "?", stream: true });
    expect(refused.status).toBe(400);
    expect((await readError(refused)).message).toContain(
      "chat completions, messages, responses, generateContent",
    );
  });
});

describe("a stream that our client reads", () => {
  interface Chunk {
    choices: { index: number; delta: { content?: string } }[];
  }
  const BODY = { model: "kite-chat", messages: [] };

  async function connect(options: MockOptions = {}, wrap = (response: Response) => response) {
    const ownSpec = join(folder, "chat.json");
    await writeFile(ownSpec, JSON.stringify(makeChatDocument()));
    const mock = await startTestMock({ spec: ownSpec, streamMs: 0, ...options });
    const evolink = createEvolink({
      apiKey: "any",
      baseUrl: mock.url,
      fetch: async (...args) => wrap(await fetch(...args)),
    }) as unknown as {
      chat: { stream(body: object, options?: { signal: AbortSignal }): AsyncGenerator<Chunk> };
    };
    return { mock, evolink };
  }

  it("adds up to each of several choices, also when it comes byte by byte", async () => {
    const bytes = new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => {
        for (const byte of piece) controller.enqueue(Uint8Array.of(byte));
      },
    });
    const { evolink } = await connect(
      {},
      (response) => new Response(response.body?.pipeThrough(bytes), response),
    );
    const said: string[] = [];
    for await (const { choices } of evolink.chat.stream(BODY))
      for (const { index, delta } of choices) said[index] = (said[index] ?? "") + (delta.content ?? "");
    expect(said).toEqual([SAID, "No wind."]);
  });

  it("breaks off with an error that says so, after what came, and is not asked for again", async () => {
    const { mock, evolink } = await connect({ faults: { truncate: 1 } });
    let count = 0;
    const reading = (async () => {
      for await (const _ of evolink.chat.stream(BODY)) count++;
    })();
    const error = await rejection(reading);
    expect(error).toMatchObject({ name: "ConnectionError", charged: "unknown", retryable: false });
    expect(error.message).toMatch(/broke off/);
    expect(count).toBeGreaterThan(3);
    expect(mock.requests()).toHaveLength(1);
  });

  it("frees the connection, and what the mock has for it, when it is aborted", async () => {
    const clock = createManualClock();
    let waiting = 0;
    const after: typeof clock.after = (ms, callback) => {
      waiting++;
      const cancel = clock.after(ms, () => {
        waiting--;
        callback();
      });
      return () => {
        waiting--;
        cancel();
      };
    };
    const { evolink } = await connect({ streamMs: 50, clock: { ...clock, after } });
    const before = waiting;
    const aborted = new AbortController();
    const stream = evolink.chat.stream(BODY, { signal: aborted.signal });
    const first = stream.next();
    await vi.waitFor(() => expect(waiting).toBe(before + 1));
    clock.advance(50);
    expect((await first).value).toHaveProperty("choices");
    const next = stream.next();
    await vi.waitFor(() => expect(waiting).toBe(before + 1));
    aborted.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
    await vi.waitFor(() => expect(waiting).toBe(before));
  });
});

describe("splitText", () => {
  it.each([
    "",
    " ",
    "\n\n",
    "a",
    " a ",
    SAID,
    "👩‍👩‍👧‍👦".repeat(30),
    " ".repeat(20_000),
    "x y ".repeat(20_000),
  ])("loses nothing and keeps letters whole: %j", (text) => {
    const pieces = splitText(text);
    expect(pieces.join("")).toBe(text);
    expect(pieces.filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
  });

  it("makes pieces of a few letters of a text without spaces", () => {
    expect(splitText("a".repeat(40)).map(({ length }) => length)).toEqual([16, 16, 8]);
  });
});
