import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MockOptions, startMock } from "../../../../../src/mock/index.ts";
import { CREATE_PATH, HEADERS, readError, startTestMock } from "../../../../helpers/mock.ts";
import { mountSmallDisk } from "../../../../helpers/processes/small-disk.ts";

const KEY = "sk-real-0123456789abcdef";
const CHAT = "/v1/chat/completions";

let folder: string;
let path: string;
/** In the place of the real API: what it does is each test's. */
let server: Server;
let url: string;
let handle: (request: IncomingMessage, response: ServerResponse) => void;
let received: { method: string; url: string; headers: IncomingMessage["headers"]; body: Buffer }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pass-on-"));
  path = join(folder, "session.jsonl");
  received = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks) });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handle = (_, response) => response.end("{}");
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const startLive = (options: MockOptions = {}) =>
  startTestMock({ live: true, record: path, baseUrl: url, apiKey: KEY, ...options });
const startReplay = () => startTestMock({ replay: path, streamMs: 0 });

const post = (base: string, asked: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(base + asked, { method: "POST", headers: { ...HEADERS, ...headers }, body });

const readRecording = () => readFile(path, "utf8");

describe("a request that is passed on", () => {
  it("arrives as it was sent, but for the key, and so does its response", async () => {
    handle = (_, response) => {
      response.writeHead(201, { "content-type": "text/csv", "x-request-id": "req-real", "retry-after": "3" });
      response.end("a,b\n");
    };
    const live = await startLive({ baseUrl: `${url}/base/` });
    const response = await post(live.url, "/v1/any%20thing?b=2&a=%5B1%5D&a=?", "not json", {
      "content-type": "text/plain",
      "idempotency-key": "order-1-aaaaaaaaaaaa",
      "x-own": "kept",
    });
    expect(received).toMatchObject([
      {
        method: "POST",
        url: "/base/v1/any%20thing?b=2&a=%5B1%5D&a=?",
        headers: {
          authorization: `Bearer ${KEY}`,
          "content-type": "text/plain",
          "idempotency-key": "order-1-aaaaaaaaaaaa",
          "x-own": "kept",
        },
        body: Buffer.from("not json"),
      },
    ]);
    expect([response.status, await response.text()]).toEqual([201, "a,b\n"]);
    const {
      "content-type": type,
      "x-request-id": id,
      "retry-after": after,
    } = Object.fromEntries(response.headers);
    expect([type, id, after]).toEqual(["text/csv", "req-real", "3"]);
  });

  it.each([
    ["header", "X-App", "/kites?app=1", { "x-app": KEY }],
    ["query", "appid", `/kites?app=1&appid=${KEY}`, {}],
  ])(
    "has the key in the %s that the document names, and the file has none",
    async (place, name, to, headers) => {
      const spec = join(folder, "kites.json");
      const key = { type: "apiKey", in: place, name };
      const get = { security: [{ key: [] }], responses: { 200: { description: "Kites" } } };
      const info = { title: "Kites", version: "1" };
      const components = { securitySchemes: { key } };
      await writeFile(
        spec,
        JSON.stringify({ openapi: "3.1.0", info, paths: { "/kites": { get } }, components }),
      );
      const live = await startLive({ spec });
      const own = "client-own-0123456789";
      const asked = place === "query" ? `/kites?app=1&${name}=${own}` : "/kites?app=1";
      await fetch(live.url + asked, { headers: place === "header" ? { [name]: own } : {} });
      expect(received).toMatchObject([{ url: to, headers }]);
      expect(received[0]?.headers).not.toHaveProperty("authorization");
      await live.close();
      expect(await readRecording()).not.toMatch(new RegExp(`${own}|${KEY}`));
    },
  );

  it("is sent once, whatever becomes of it", async () => {
    const live = await startLive();
    handle = (_, response) => response.writeHead(503).end("{}");
    expect((await post(live.url, CREATE_PATH, "{}")).status).toBe(503);
    handle = (request) => request.socket.destroy();
    const lost = await post(live.url, CREATE_PATH, "{}");
    expect([lost.status, (await readError(lost)).code]).toEqual([502, "paid_outcome_unknown"]);
    handle = (request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => request.socket.destroy());
    };
    const broken = await post(live.url, CREATE_PATH, "{}");
    expect([broken.status, (await readError(broken)).code]).toEqual([502, "paid_outcome_unknown"]);
    expect(received).toHaveLength(3);
  });

  it("says that nothing was sent where no connection was made", async () => {
    const live = await startLive();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const response = await post(live.url, CREATE_PATH, "{}");
    expect([response.status, (await readError(response)).code]).toEqual([424, "not_sent"]);
    server.listen(0, "127.0.0.1");
  });

  it("goes no way that a redirect leads: not with the key, and not a second time", async () => {
    const live = await startLive();
    handle = (_, response) => response.writeHead(307, { location: "https://elsewhere.example/" }).end();
    const response = await fetch(`${live.url}${CREATE_PATH}`, {
      method: "POST",
      headers: HEADERS,
      body: "{}",
      redirect: "manual",
    });
    expect([response.status, response.headers.get("location")]).toEqual([307, "https://elsewhere.example/"]);
    expect(received).toHaveLength(1);
  });

  it("goes on when its client has gone, and is not repeated", async () => {
    const live = await startLive();
    let respond = () => {};
    handle = (_, response) => {
      respond = () => response.end('{"id":"task-unified-1-abcdefgh"}');
    };
    const aborted = new AbortController();
    const asked = fetch(live.url + CREATE_PATH, {
      method: "POST",
      headers: HEADERS,
      body: "{}",
      signal: aborted.signal,
    });
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    aborted.abort();
    await expect(asked).rejects.toThrow();
    const closed = live.close();
    respond();
    await closed;
    expect(received).toHaveLength(1);
    expect(await readRecording()).toContain("task-unified-1-abcdefgh");
  });

  it.each([
    ["of a page elsewhere", { origin: "https://evil.example" }],
    ["that a page elsewhere embeds", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
  ])("is refused %s, which would spend the user's money", async (_, headers) => {
    const live = await startLive();
    expect((await post(live.url, CREATE_PATH, "{}", headers)).status).toBe(403);
    expect(received).toHaveLength(0);
  });

  it("is not sent where it cannot be kept, and what was sent gets its response all the same", async ({
    skip,
  }) => {
    const disk = await mountSmallDisk(join(folder, "disk"), 64);
    if (typeof disk === "string") return skip(disk);
    const logged: string[] = [];
    const live = await startLive({
      record: join(disk.path, "session.jsonl"),
      log: (line) => logged.push(line),
    });
    try {
      const body = JSON.stringify({ id: "task-unified-1-abcdefgh", much: "x".repeat(100_000) });
      handle = (_, response) => response.end(body);
      expect(await (await post(live.url, CREATE_PATH, "{}")).text()).toBe(body);
      expect(logged.join("\n")).toContain("has not got a line of request 1");
      const next = await post(live.url, CREATE_PATH, "{}");
      expect([next.status, (await readError(next)).code]).toEqual([424, "not_sent"]);
      expect(received).toHaveLength(1);
    } finally {
      await live.close();
      disk.unmount();
    }
  });

  it("has left its line when the mock is killed before the response, and its id when it is killed after", async () => {
    const env = { ...process.env, EVOLINK_BASE_URL: url, EVOLINK_API_KEY: KEY };
    const args = ["scripts/run.js", "scripts/cli/mock.ts", "--port", "0", "--live", "--record", path];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    try {
      let printed = "";
      for await (const chunk of child.stdout) {
        printed += chunk;
        if (printed.includes("Ctrl-C ends")) break;
      }
      expect(printed.split("\n")[0]).toContain("cost money");
      const [base = ""] = /http:\/\/127\.0\.0\.1:\d+(?=;)/.exec(printed) ?? [];
      handle = (_, response) => response.end('{"id":"task-unified-1-abcdefgh"}');
      await post(base, CREATE_PATH, '{"n":1}');
      handle = () => {};
      post(base, CREATE_PATH, '{"n":2}').catch(() => {});
      await vi.waitFor(() => expect(received).toHaveLength(2), 5_000);
    } finally {
      child.kill("SIGKILL");
    }
    const lines = (await readRecording()).trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain("task-unified-1-abcdefgh");
    expect(lines[3]).toContain('{\\"n\\":2}');
  });

  it("never goes to the mock itself, nor with the key in the clear", async () => {
    const clear = await startLive({ baseUrl: "http://api.example.com" });
    const refused = await post(clear.url, CREATE_PATH, "{}");
    expect([refused.status, (await readError(refused)).message]).toEqual([
      424,
      expect.stringContaining("in the clear"),
    ]);
    await clear.close();
    const { port } = await startTestMock();
    const round = startMock({
      port: port + 1,
      live: true,
      record: path,
      baseUrl: `http://localhost:${port + 1}`,
    });
    await expect(round).rejects.toThrow("is the mock itself");
  });
});

describe("an Idempotency-Key", () => {
  const key = { "idempotency-key": "order-1-aaaaaaaaaaaa" };

  it("is sent once, also while the first one is under way, and in the next run", async () => {
    handle = (_, response) => setTimeout(() => response.end(`{"id":"task-${received.length}"}`), 50);
    const live = await startLive();
    const responses = await Promise.all([1, 2, 3].map(() => post(live.url, CREATE_PATH, "{}", key)));
    const bodies = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(bodies)).toEqual(new Set(['{"id":"task-1"}']));
    const other = await post(live.url, CREATE_PATH, '{"n":2}', key);
    expect([other.status, (await readError(other)).code]).toEqual([409, "idempotency_conflict"]);
    await live.close();
    const next = await startLive();
    const again = await post(next.url, CREATE_PATH, "{}", key);
    expect([again.headers.get("idempotency-replayed"), await again.text()]).toEqual([
      "true",
      '{"id":"task-1"}',
    ]);
    expect(received).toHaveLength(1);
  });

  it("may be sent again after a refusal, and never where nobody knows what became of it", async () => {
    const live = await startLive();
    handle = (_, response) => response.writeHead(429).end("{}");
    expect((await post(live.url, CREATE_PATH, "{}", key)).status).toBe(429);
    handle = (request) => request.socket.destroy();
    expect((await post(live.url, CREATE_PATH, "{}", key)).status).toBe(502);
    handle = (_, response) => response.end("{}");
    expect((await post(live.url, CREATE_PATH, "{}", key)).status).toBe(502);
    await live.close();
    const next = await startLive();
    expect((await post(next.url, CREATE_PATH, "{}", key)).status).toBe(502);
    expect(received).toHaveLength(2);
  });

  it("is taken for the same after a response of a gateway, which may come of an accepted submission", async () => {
    const live = await startLive();
    const sent: [status: number, times: number][] = [];
    for (const status of [400, 404, 408, 409, 422, 429, 499, 500]) {
      received = [];
      handle = (_, response) => response.writeHead(status).end("{}");
      const own = { "idempotency-key": `order-${status}-aaaaaaaaaa` };
      for (let time = 0; time < 2; time++) await post(live.url, CREATE_PATH, "{}", own);
      sent.push([status, received.length]);
    }
    const once = sent.flatMap(([status, times]) => (times === 1 ? [status] : []));
    expect(once).toEqual([408, 409, 499, 500]);
  });

  it("of a replay may be sent again after a refusal", async () => {
    const live = await startLive();
    for (const status of [429, 200]) {
      handle = (_, response) => response.writeHead(status).end("{}");
      await post(live.url, CREATE_PATH, "{}");
    }
    await live.close();
    const replay = await startReplay();
    const send = async () => (await post(replay.url, CREATE_PATH, "{}", key)).status;
    expect([await send(), await send(), await send()]).toEqual([429, 200, 200]);
  });
});

describe("a stream", () => {
  const EVENTS = ['data: {"n":1}\n\n', 'data: {"text":"zwölf ☂"}\n\n', "data: [DONE]\n\n"];
  const ask = (base: string) => post(base, CHAT, '{"stream":true}');
  const streamHead = { "content-type": "text/event-stream" };

  it("passes piece by piece, and is replayed event by event", async () => {
    let finish = () => {};
    handle = (_, response) => {
      response.writeHead(200, streamHead);
      // Pieces end anywhere, also within a letter.
      const bytes = Buffer.from(EVENTS.join(""));
      response.write(bytes.subarray(0, 32));
      finish = () => response.end(bytes.subarray(32));
    };
    const live = await startLive();
    const response = await ask(live.url);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(EVENTS[0]);
    finish();
    let rest = "";
    for (let one = await reader?.read(); one && !one.done; one = await reader?.read()) rest += one.value;
    expect(rest).toBe(EVENTS.slice(1).join(""));
    await live.close();

    const replay = await startReplay();
    const replayed = await ask(replay.url);
    expect([replayed.headers.get("content-type"), await replayed.text()]).toEqual([
      "text/event-stream",
      EVENTS.join(""),
    ]);
  });

  it("hides a key that comes in two pieces", async () => {
    handle = (_, response) => {
      response.writeHead(200, streamHead);
      response.write(`data: ${KEY.slice(0, 9)}`, () =>
        setTimeout(() => response.end(`${KEY.slice(9)}\n\n`), 20),
      );
    };
    const live = await startLive();
    expect(await (await ask(live.url)).text()).toBe("data: (hidden)\n\n");
    await live.close();
    expect(await readRecording()).not.toContain(KEY.slice(0, 9));
  });

  it("that broke off breaks off in the replay, too", async () => {
    let breakOff = () => {};
    handle = (request, response) => {
      response.writeHead(200, streamHead);
      response.write(EVENTS[0]);
      breakOff = () => request.socket.destroy();
    };
    const read = async (base: string) => {
      let text = "";
      try {
        const response = await ask(base);
        for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          text += piece;
          // Not before the client has it: what is on the way is lost with the connection.
          breakOff();
        }
        return [text, "whole"];
      } catch {
        return [text, "broken"];
      }
    };
    const live = await startLive();
    expect(await read(live.url)).toEqual([EVENTS[0], "broken"]);
    await live.close();
    const replay = await startReplay();
    expect(await read(replay.url)).toEqual([EVENTS[0], "broken"]);
  });

  it("ends at the real API when its client goes", async () => {
    let isGone = false;
    handle = (_, response) => {
      response.writeHead(200, streamHead);
      response.write(EVENTS[0]);
      response.once("close", () => {
        isGone = true;
      });
    };
    const live = await startLive();
    const aborted = new AbortController();
    const response = await fetch(live.url + CHAT, {
      method: "POST",
      headers: HEADERS,
      body: "{}",
      signal: aborted.signal,
    });
    await response.body?.getReader().read();
    aborted.abort();
    while (!isGone) await new Promise((resolve) => setTimeout(resolve, 5));
    await live.close();
    expect(await readRecording()).toContain("the client went away");
  });
});

describe("bodies of other kinds", () => {
  it("are kept byte by byte: forms under any boundary, sound, nothing", async () => {
    const sound = Buffer.from([0xff, 0xfb, 0x00, 0x80, 0xfe, 0x0a]);
    handle = ({ url: asked }, response) => {
      if (asked === "/empty") response.writeHead(204).end();
      else response.writeHead(200, { "content-type": "audio/mpeg" }).end(sound);
    };
    const upload = (base: string, bytes: Buffer) => {
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/png" }), "a.png");
      form.set("note", "x");
      return fetch(`${base}/v1/files`, {
        method: "POST",
        headers: { authorization: "Bearer any-of-it" },
        body: form,
      });
    };
    const live = await startLive();
    const see = async (response: Response) => [response.status, Buffer.from(await response.arrayBuffer())];
    expect(await see(await upload(live.url, sound))).toEqual([200, sound]);
    expect((await fetch(`${live.url}/empty`, { method: "DELETE" })).status).toBe(204);
    await live.close();
    const replay = await startReplay();
    expect(await see(await upload(replay.url, sound))).toEqual([200, sound]);
    expect((await fetch(`${replay.url}/empty`, { method: "DELETE" })).status).toBe(204);
    expect((await upload(replay.url, Buffer.from("other"))).status).toBe(404);
  });
});

describe("options and files", () => {
  it.each([
    [{ record: "f" }, "costs money"],
    [{ live: true }, "Expected `record` with `live`"],
    [{ record: "f", live: true, replay: "g" }, "one of `record` and `replay`"],
    [{ record: "f", live: true, baseUrl: "nowhere" }, "Expected `baseUrl` (EVOLINK_BASE_URL) to be a URL"],
    [
      { record: "f", live: true, baseUrl: "http://ann:s3cret@a.example" },
      "to be a URL without credentials or query, such",
    ],
    [
      { record: "f", live: true, baseUrl: "https://a.example?key=s3cret" },
      "to be a URL without credentials or query, such",
    ],
  ])("%j is refused", async (options, message) => {
    await expect(startMock(options)).rejects.toThrow(message);
  });

  it("leave a file of another kind as it is", async () => {
    for (const text of ["precious", '{"format":1,"batch":"x"}\n', '{"log":{"entries":[]}}']) {
      await writeFile(path, text);
      await expect(startLive()).rejects.toThrow(`${path} is no recording of the mock.`);
      await expect(startReplay()).rejects.toThrow(`${path} is no recording of the mock.`);
      expect(await readRecording()).toBe(text);
    }
    await expect(startTestMock({ replay: join(folder, "none") })).rejects.toThrow("There is no recording");
  });

  it("take up a recording whose last line is unfinished, and say what it does not tell", async () => {
    const live = await startLive();
    await post(live.url, CREATE_PATH, "{}");
    await live.close();
    const text = await readRecording();
    const request = text.split("\n")[1] ?? "";
    await writeFile(path, `${text}${request.replace('"id":1', '"id":2')}\n{"id":2,"respo`);
    const logged: string[] = [];
    const next = await startLive({ log: (line) => logged.push(line) });
    expect(logged.join("\n")).toContain("LIVE: requests go to");
    expect(logged.join("\n")).toContain("no response to 1 of them (POST /v1/videos/generations)");
    await post(next.url, CREATE_PATH, "{}");
    await next.close();
    expect(
      (await readRecording())
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id),
    ).toEqual([undefined, 1, 1, 2, 3, 3]);
  });

  it("say that a recording is of another document", async () => {
    const live = await startLive();
    await live.close();
    const text = await readRecording();
    await writeFile(path, text.replace(/"sha256":"\w+"/, '"sha256":"other"'));
    const logged: string[] = [];
    await startTestMock({ replay: path, log: (line) => logged.push(line) });
    expect(logged.join("\n")).toContain("was recorded with another document");
  });

  it("let one mock at a time record", async () => {
    const live = await startLive();
    await expect(startLive()).rejects.toThrow("Another process works on");
    await live.close();
  });
});
