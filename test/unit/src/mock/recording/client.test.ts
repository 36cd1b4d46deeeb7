import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEvolink } from "../../../../../src/index.ts";
import { nameResult } from "../../../../../src/mock/recording/save-results.ts";
import { openResult, saveResult } from "../../../../../src/node/index.ts";
import { BODY, startTestMock, type TestMock } from "../../../../helpers/mock.ts";
import { rejection } from "../../helpers.ts";

const KEY = "sk-real-0123456789abcdef";

let folder: string;
let path: string;
/** In the place of the real API. */
let real: TestMock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-"));
  path = join(folder, "session.jsonl");
  real = await startTestMock({ taskSeconds: 10 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a session against the real API, and then again from its recording, with the real API gone. */
async function recordAndReplay<Seen>(
  session: (evolink: ReturnType<typeof createEvolink>, mock: TestMock) => Promise<Seen>,
  { baseUrl, stop } = { baseUrl: real.url, stop: async () => {} },
): Promise<{ recorded: Seen; replayed: Seen }> {
  const run = async (mock: TestMock) => {
    const seen = await session(createEvolink({ apiKey: KEY, baseUrl: mock.url }), mock);
    await mock.close();
    return seen;
  };
  const recorded = await run(await startTestMock({ live: true, record: path, baseUrl, apiKey: KEY }));
  expect(countPosts(real)).toBe(1);
  await Promise.all([real.close(), stop()]);
  const replay = await startTestMock({ replay: path, seed: 2 });
  const replayed = await run(replay);
  expect(countPosts(replay)).toBe(1);
  expect(new Set(replay.requests().map(({ note }) => note))).toEqual(new Set(["replayed"]));
  expect(countPosts(real)).toBe(1);
  return { recorded, replayed };
}

const countPosts = (mock: TestMock) => mock.requests().filter(({ method }) => method === "POST").length;

/** What begins as a video, and is another one for each name. */
const makeVideo = (name: string) => Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42"), Buffer.from(name)]);

const hash = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await crypto.subtle.digest("SHA-256", await new Response(stream).arrayBuffer())).toString(
    "hex",
  );

describe("a session of the client, recorded", () => {
  it("is replayed from submission to each of its results, which are the same bytes", async () => {
    let runs = 0;
    const { recorded, replayed } = await recordAndReplay(async (evolink) => {
      const run = ++runs;
      const { id, status } = await evolink.videos.create({ ...BODY, n: 2 } as never);
      const seen: unknown[] = [[id, status]];
      for (let times = 0; times < 2; times++) {
        const task = await evolink.tasks.get(id);
        seen.push([task.status, task.progress]);
        real.clock.advance(5_000);
      }
      const task = await evolink.tasks.wait(id);
      const { results, ...rest } = task;
      seen.push(rest, results?.length);
      for (const index of results?.keys() ?? []) {
        const saved = await saveResult(task, join(folder, `${run}-${index}.mp4`), { evolink, index });
        const opened = await openResult(task, { evolink, index });
        expect(await hash(opened.stream)).toBe(saved.sha256);
        seen.push([saved.sha256, saved.bytes, saved.contentType, opened.contentType]);
      }
      return seen;
    });
    expect(replayed).toEqual(recorded);
    expect(recorded[1]).not.toEqual(recorded[2]);
    expect(recorded.slice(4)).toEqual([
      2,
      ...Array(2).fill([expect.any(String), expect.any(Number), "video/mp4", "video/mp4"]),
    ]);
    expect(await readdir(`${path}.results`)).toHaveLength(2);
  });

  it("replays results whose links differ in their query, and lead on to where the result is", async () => {
    const files = ["first", "second", "third"];
    /** Tells results apart by their query, signs it anew in each response, and redirects to the file. */
    const server = createServer(async (request, response) => {
      const { method = "GET", url = "", headers } = request;
      const file = new URL(url, "http://host").searchParams.get("file");
      if (url.startsWith("/download")) return response.writeHead(302, { location: `/files/${file}` }).end();
      if (url.startsWith("/files"))
        return response.writeHead(200, { "content-type": "video/mp4" }).end(makeVideo(url));
      const body = method === "POST" ? new Uint8Array(Buffer.concat(await request.toArray())) : null;
      const made = await fetch(real.url + url, {
        method,
        body,
        headers: { "content-type": "application/json", authorization: headers.authorization ?? "" },
      });
      const task = (await made.json()) as { results?: string[] };
      const sign = () => `X-Amz-Expires=60&X-Amz-Signature=${++signatures}`;
      if (task.results) task.results = files.map((name) => `${front}/download?file=${name}&${sign()}`);
      response.writeHead(made.status, { "content-type": "application/json" }).end(JSON.stringify(task));
    });
    let signatures = 0;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const front = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    try {
      const { recorded, replayed } = await recordAndReplay(
        async (evolink) => {
          const { id } = await evolink.videos.create(BODY);
          real.clock.advance(10_000);
          await evolink.tasks.wait(id);
          const task = await evolink.tasks.wait(id);
          const read = (index: number) => openResult(task, { evolink, index });
          return Promise.all(files.map(async (_, index) => hash((await read(index)).stream)));
        },
        { baseUrl: front, stop },
      );
      expect(replayed).toEqual(recorded);
      expect(new Set(recorded).size).toBe(3);
      expect(await readdir(`${path}.results`)).toHaveLength(3);
    } finally {
      await stop();
    }
  });

  it("is replayed with the failure of its task, as the same error", async () => {
    const { recorded, replayed } = await recordAndReplay(async (evolink) => {
      const { id } = await evolink.videos.create({ ...BODY, prompt: "[mock:fail=content_policy_violation]" });
      real.clock.advance(10_000);
      const error = await rejection(evolink.tasks.wait(id));
      return { ...error, name: error.name, message: error.message };
    });
    expect(replayed).toEqual(recorded);
    expect(recorded).toMatchObject({ name: "TaskFailedError", code: "content_policy_violation" });
  });
});

describe("nameResult", () => {
  const link = "https://cdn.example/a.mp4?file=1";
  it.each([
    "X-Amz-Date=1&X-Amz-Signature=a&x-amz-expires=9",
    "Expires=1&Signature=a&Key-Pair-Id=b&Policy=c",
    "GoogleAccessId=a&Expires=1&Signature=b",
    "OSSAccessKeyId=a&Expires=1&Signature=b",
    "q-sign-algorithm=sha1&q-ak=a&q-sign-time=1&q-key-time=1&q-header-list=&q-url-param-list=&q-signature=b",
    "sv=1&st=2&se=3&sr=b&sp=r&sig=d&skoid=e",
  ])("is the same whatever the signature is: %s", (signature) => {
    expect(nameResult(`${link}&${signature}`)).toBe(nameResult(link));
    expect(nameResult(`${link}&${signature.replaceAll("=", "=0")}`)).toBe(nameResult(link));
  });

  it.each(["file=2", "file=1&part=2", "file=1&key=b", "file=1&x-oss-process=snapshot", "file=1&st=2"])(
    "is another one for another result: %s",
    (query) => expect(nameResult(`https://cdn.example/a.mp4?${query}`)).not.toBe(nameResult(link)),
  );
});
