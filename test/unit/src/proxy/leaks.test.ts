import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { createEvolink } from "../../../../src/index.ts";
import { createHidingStream } from "../../../../src/proxy/hiding-stream.ts";
import { toNodeListener } from "../../../../src/proxy/index.ts";
import { json } from "../helpers.ts";
import { codeOf, KEY, setUp } from "./proxying.ts";

const ESCAPED = [...KEY].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const ENTITIES = [...KEY].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join("");
const DECIMALS = [...KEY].map((letter) => `&#${letter.charCodeAt(0)};`).join("");
const PERCENT = [...KEY].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");
const BRACED = [...KEY].map((letter) => `\\u{${letter.charCodeAt(0).toString(16)}}`).join("");
const UTF16 = [...KEY].join("\0");
const encoder = new TextEncoder();
const page = (text: string) => new Response(`<h1>${text}</h1>`, { headers: { "content-type": "text/html" } });

/** All that a browser sees of a response. */
const seenOf = async (response: Response) =>
  `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;

const stream = (type: string, ...pieces: string[]) =>
  new Response(
    new ReadableStream({
      async pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(encoder.encode(piece));
      },
    }),
    { headers: { "content-type": type } },
  );

const talk = { model: "gpt-5.2", messages: [], stream: true };
const ask = ({ post }: ReturnType<typeof setUp>) => post(talk, {}, "/v1/chat/completions");

describe("the key", () => {
  it.each([
    ["a JSON body", () => json({ echo: KEY, [KEY]: 1 })],
    ["an escaped JSON body", () => new Response(`{"echo":"${ESCAPED}"}`)],
    ["an error", () => json({ error: { message: `wrong key ${KEY}`, code: KEY } }, 403)],
    [
      "a page",
      () => new Response(`<h1>${KEY}</h1>`, { status: 502, headers: { "content-type": "text/html" } }),
    ],
    [
      "headers",
      () => json({}, 200, { "x-request-id": KEY, "retry-after": KEY, "x-debug": KEY, "set-cookie": KEY }),
    ],
    ["a content type", () => new Response("{}", { headers: { "content-type": `video/${KEY}` } })],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: `https://a.example/${KEY}` } }),
    ],
    ["an exception", () => Promise.reject(new Error(`cannot send ${KEY}`))],
    ["an event", () => stream("text/event-stream", `data: {"a":"${KEY}"}\n\n`)],
    [
      "an event cut in two",
      () => stream("text/event-stream", `data: ${KEY.slice(0, 9)}`, `${KEY.slice(9)}\n\n`),
    ],
    ["an escaped event", () => stream("text/event-stream", `data: {"a":"${ESCAPED}"}\n\n`)],
    ["the last line of a stream", () => stream("text/event-stream", `data: {}\n\ndata: ${KEY}`)],
    ["an event after a carriage return", () => stream("text/event-stream", `data: 1\rdata: ${ENTITIES}\r`)],
    ["a comment of a stream", () => stream("text/event-stream", `: ${PERCENT}\n\n`)],
    ["an escaped page", () => page(`var key = "${ESCAPED}"`)],
    ["a page of entities", () => page(ENTITIES)],
    ["a page of decimal entities", () => page(DECIMALS)],
    ["an address in a page", () => page(`/sign-in?for=${PERCENT.replaceAll("%", "%25")}`)],
    [
      "an event without an end",
      () => stream("text/event-stream", "data:", "a".repeat(9000), ESCAPED, "b".repeat(9000)),
    ],
    ["a page in UTF-16", () => page(UTF16)],
    ["an address in JSON", () => json({ next: `/v1?key=${PERCENT}` })],
    [
      "the name of a file",
      () => json({}, 200, { "content-disposition": `inline; filename*=UTF-8''${PERCENT}` }),
    ],
    ["a video", () => stream("video/mp4", `\0\0${KEY.slice(0, 3)}`, KEY.slice(3), "\0")],
    ["a file", () => stream("application/zip", `\0\0${KEY.slice(0, 3)}`, KEY.slice(3), "\0")],
    [
      "text that is no UTF-8",
      () => new Response(Uint8Array.of(0xff, ...encoder.encode(`\n${ESCAPED} ${KEY}`))),
    ],
    ["a long run of letters", () => stream("video/mp4", "a".repeat(8190), KEY, "b".repeat(9000))],
  ])("does not come back in %s", async (_, respond) => {
    const { post, get, errors } = setUp([respond]);
    const seen = (await seenOf(await post())) + (await seenOf(await get("/v1/credits")));
    expect(seen).not.toContain(KEY);
    expect(seen).not.toContain(KEY.slice(0, 12));
    for (const spelled of [ESCAPED, ENTITIES, DECIMALS, PERCENT, PERCENT.replaceAll("%", "%25"), UTF16])
      expect(seen).not.toContain(spelled);
    expect(JSON.stringify(errors)).not.toContain(KEY);
  });

  it("is hidden where it stands, and the rest of a page stays", async () => {
    expect(await (await setUp([page(`no ${KEY} here`)]).post()).text()).toBe("<h1>no [API key] here</h1>");
    expect(await (await setUp([page(`no ${ENTITIES} here`)]).post()).text()).toBe(
      "<h1>no [API key] here</h1>",
    );
  });

  it("is hidden in a header beside escapes of what no header can carry, which stay", async () => {
    const { post } = setUp([json({}, 200, { "content-disposition": `inline; a=%0a\\u4e2d${BRACED};` })]);
    const response = await post();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toBe("inline; a=%0a\\u4e2d[API key];");
  });

  it.each([
    ["as it is", KEY, "12345678901234567890"],
    ["escaped", ESCAPED, "1e400"],
    ["twice escaped", `path\\\\${ESCAPED.replaceAll("\\", "\\\\")}`, "0.10000000000000000001"],
  ])("is hidden in JSON %s, and no number and no other text changes", async (_, spelled, number) => {
    const write = (shown: string) => `{ "id": ${number}, "a\\u00e9": ["${shown}", 1.0], "b": "\\/" }`;
    const shown = await (await setUp([new Response(write(`<${spelled}>`))]).post()).text();
    expect(shown).toMatch(/\[API key\]/);
    expect(shown).toBe(write(`<${spelled.startsWith("path") ? "path" : ""}[API key]>`));
  });

  it("is hidden where it is the digits of a number, and JSON is left", async () => {
    const evolink = createEvolink({
      apiKey: "987654321012345678",
      fetch: async () => new Response('{"echo":987654321012345678}'),
    });
    const response = await setUp([], { evolink }).get("/v1/credits");
    expect(await response.json()).toEqual({ echo: "[API key]" });
  });

  it("does not come back from a server that compresses, cuts its body anywhere and adds trailers", async () => {
    const upstream = createServer((request, response) => {
      const said = `data: {"headers":"${request.headers.authorization}"}\n\n`;
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "content-encoding": "gzip",
        "x-echo": `${request.headers.authorization}`,
        trailer: "x-late",
      });
      for (const byte of gzipSync(said)) response.write(Uint8Array.of(byte));
      response.addTrailers({ "x-late": `${request.headers.authorization}` });
      response.end();
    });
    await new Promise<void>((listening) => upstream.listen(0, "127.0.0.1", listening));
    const { port } = upstream.address() as AddressInfo;
    const evolink = createEvolink({ apiKey: KEY, baseUrl: `http://127.0.0.1:${port}` });
    try {
      const seen = await seenOf(await ask(setUp([], { evolink })));
      expect(seen).toContain('data: {"headers":"Bearer [API key]"}');
      expect(seen).not.toContain(KEY);
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  });

  it("leaves what does not hold it as it is, byte for byte", async () => {
    const text = '{ "id": 12345678901234567890, "a": "\\u00e9", "b": 1.0 }';
    const kept = await setUp([new Response(text)]).post();
    expect([kept.headers.get("content-type"), await kept.text()]).toEqual(["application/json", text]);
    const spoken = encoder.encode("\ufeff風は \u00e9");
    const said = await setUp([new Response(spoken)]).post();
    expect(new Uint8Array(await said.arrayBuffer())).toEqual(spoken);
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const media = setUp([new Response(bytes, { headers: { "content-type": "audio/mpeg" } })]);
    expect(new Uint8Array(await (await media.post()).arrayBuffer())).toEqual(bytes);
    const events = 'data: {"say":"\\u00e9 é 風 &amp; %41"}\n\n: ping & 5 %\r\n\r\ndata: [DONE]\r';
    const response = await ask(setUp([stream("text/event-stream", events)]));
    expect(await response.text()).toBe(events);
    // Or they are held back where a server compresses.
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    const cut = ["one\0two", "three", " four", "five".repeat(3000), "six"];
    expect(await (await ask(setUp([stream("audio/mpeg", ...cut)]))).text()).toBe(cut.join(""));
  });
});

describe("what comes back", () => {
  const bytes = Uint8Array.from({ length: 600 }, (_, index) => (index * 7) % 256);
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

  it.each([
    ["application/pdf"],
    ["application/zip"],
    ["application/x-protobuf"],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["font/woff2"],
    ["multipart/mixed; boundary=a"],
    ["text/plain; charset=shift_jis"],
    ["text/html; charset=gbk", "text/plain; charset=gbk"],
    ["text/html;charset=gbk", "text/plain; charset=gbk"],
    ["application/zip; of=multipart/x-mixed-replace"],
    ["text/csv", "application/octet-stream"],
    ["multipart/x-mixed-replace; boundary=a", "application/octet-stream; boundary=a"],
  ])("are the bytes that were sent, of %s", async (type, shown = type) => {
    const respond = () => new Response(bytes, { headers: { "content-type": type } });
    const { get, post } = setUp([respond]);
    const ask = { "idempotency-key": "a-key-of-16-letters" };
    // Streamed, read because a task may be in it, and kept.
    for (const response of [
      await get("/v1/credits"),
      await post(undefined, ask),
      await post(undefined, ask),
    ]) {
      expect(response.headers.get("content-type")).toBe(shown);
      expect(await bytesOf(response)).toEqual(bytes);
    }
  });

  it("are the bytes that were sent where nothing says what they are", async () => {
    const response = await setUp([new Response(bytes)]).get("/v1/credits");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(await bytesOf(response)).toEqual(bytes);
  });

  it.each([
    "text/html",
    "Text/HTML; of=text/event-stream",
    "text/event-streaming",
    "image/svg+xml",
    "application/xml",
    "application/xhtml+xml",
    "text/javascript",
    "application/javascript",
  ])("never becomes a page of your origin: %s", async (type) => {
    const response = await setUp([new Response("<script>", { headers: { "content-type": type } })]).post();
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
  });

  it.each([
    ["text/event-stream", ask],
    ["audio/mpeg", ask],
    ["audio/mpeg", ({ get }: ReturnType<typeof setUp>) => get("/v1/credits")],
  ])("streams: each piece arrives before the next is sent, of %s", async (type, send) => {
    let next = (_: string) => {};
    const source = new ReadableStream({
      start(controller) {
        next = (text) => (text ? controller.enqueue(encoder.encode(text)) : controller.close());
      },
    });
    const response = await Promise.race([
      send(setUp([new Response(source, { headers: { "content-type": type } })])),
      new Promise<never>((_, reject) => setTimeout(reject, 2000, new Error("The body was read whole."))),
    ]);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const event of ["data: 1\n\n", "data: 2\r\r", "data: 3\n\n"]) {
      next(event);
      expect((await reader?.read())?.value).toBe(event);
    }
    next("");
    expect((await reader?.read())?.done).toBe(true);
  });

  it("ends the upstream's stream when the browser leaves", async () => {
    let cancelled = false;
    const source = new ReadableStream({
      pull: (controller) => controller.enqueue(encoder.encode("data: 1\n\n")),
      cancel() {
        cancelled = true;
      },
    });
    const response = await ask(
      setUp([() => new Response(source, { headers: { "content-type": "text/event-stream" } })]),
    );
    await response.body?.cancel();
    await vi.waitFor(() => expect(cancelled).toBe(true));
  });

  it("is no stream twice: its repetition is a conflict, and not sent", async () => {
    const respond = () => stream("text/event-stream", "data: 1\n\n");
    const { post, sent } = setUp([respond]);
    const send = () => post(talk, { "idempotency-key": "one-key-of-a-page" }, "/v1/chat/completions");
    // Either of the two may be the one that is sent.
    const both = await Promise.all([send(), send()]);
    const read = (one: Response) => (one.ok ? one.text() : codeOf(one));
    expect((await Promise.all(both.map(read))).sort()).toEqual(["409 idempotency_conflict", "data: 1\n\n"]);
    expect(await codeOf(await send())).toBe("409 idempotency_conflict");
    expect(sent).toHaveLength(1);
  });

  it("comes through Node's http in pieces, whole, and broken off where it breaks off", async () => {
    const pieces = Array.from({ length: 50 }, (_, index) => `data: ${`${index} `.repeat(4000)}\n\n`);
    const broken = () =>
      new Response(
        new ReadableStream(
          {
            start: (controller) => controller.enqueue(encoder.encode("data: 1\n\n")),
            pull: (controller) => controller.error(new Error("gone")),
          },
          { highWaterMark: 0 },
        ),
        { headers: { "content-type": "text/event-stream" } },
      );
    const { proxy } = setUp([() => stream("text/event-stream", ...pieces), broken]);
    const server = createServer(toNodeListener(proxy, { onError: () => {} }));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const send = () =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/evolink/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(talk),
      });
    try {
      expect(await (await send()).text()).toBe(pieces.join(""));
      await expect(send().then((response) => response.text())).rejects.toThrow();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("createHidingStream", () => {
  const hide = (text: string) => text.replaceAll(KEY, "[API key]");

  const start = () => {
    const { readable, writable } = createHidingStream(hide);
    const [reader, writer] = [readable.getReader(), writable.getWriter()];
    const write = (text: string) => void writer.write(encoder.encode(text)).catch(() => {});
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    return { write, read, end: () => writer.close(), reader };
  };

  it("lets go of what ends in a blank, and holds a word back until it ends", async () => {
    const { write, read, end, reader } = start();
    write("one two ");
    expect(await read()).toBe("one two ");
    write("a\u007fthr");
    expect(await read()).toBe("a\u007f");
    write("ee");
    write("~! \n");
    expect(await read()).toBe("three~! \n");
    end();
    expect(await reader.read()).toMatchObject({ done: true });
  });

  it("lets go of a long run of letters before it ends, all but as much as a key may be long", async () => {
    const { write, read, end } = start();
    write("a".repeat(8192));
    write("a");
    expect(await read()).toHaveLength(8193 - 4096);
    end();
    expect(await read()).toHaveLength(4096);
  });
});
