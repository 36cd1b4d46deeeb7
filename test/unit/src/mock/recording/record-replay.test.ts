import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MockOptions } from "../../../../../src/mock/index.ts";
import {
  BODY,
  CREATE_PATH,
  HEADERS,
  startMockOf,
  startTestMock,
  type TestMock,
} from "../../../../helpers/mock.ts";

const KEY = "sk-real-0123456789abcdef";

let folder: string;
let path: string;
/** In the place of the real API. */
let real: TestMock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-"));
  path = join(folder, "session.jsonl");
  real = await startTestMock({ taskSeconds: 10 });
  vi.stubEnv("EVOLINK_API_KEY", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const startLive = (options: MockOptions = { apiKey: KEY }) =>
  startTestMock({ live: true, record: path, baseUrl: real.url, ...options });
const startReplay = (options: MockOptions = {}) => startTestMock({ replay: path, seed: 2, ...options });

const readLines = async () =>
  (await readFile(path, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** What a client sees of a response; ids of requests aside, and the host of links. */
async function see(response: Response): Promise<unknown> {
  return [response.status, await response.json()];
}

describe("a recording", () => {
  it("is replayed with the real API gone: submission, each state, the end, and the last one again", async () => {
    const live = await startLive();
    const submitted = await live.submit({ prompt: "A paper boat" });
    const seen = [await see(submitted)];
    const id = (seen[0] as [number, { id: string }])[1].id;
    for (const ms of [0, 5_000, 5_000]) {
      real.clock.advance(ms);
      seen.push(await see(await live.query(id)));
    }
    const link = (seen.at(-1) as [number, { results: string[] }])[1].results[0] ?? "";
    const bytes = await (await fetch(link)).arrayBuffer();
    await live.close();
    await real.close();

    const replay = await startReplay();
    expect(await see(await replay.submit({ prompt: "A paper boat" }))).toEqual(seen[0]);
    expect(await see(await replay.query(id))).toEqual(seen[1]);
    expect(await see(await replay.query(id))).toEqual(seen[2]);
    for (let again = 0; again < 2; again++) {
      const [status, { results, ...task }] = (await see(await replay.query(id))) as [
        number,
        { results: string[] },
      ];
      const [, { results: _, ...wanted }] = seen[3] as [number, { results: string[] }];
      expect([status, task]).toEqual([200, wanted]);
      const result = await fetch(results[0] ?? "");
      expect(results[0]).toMatch(new RegExp(`^${replay.url}/`));
      expect(result.headers.get("content-type")).toBe("video/mp4");
      expect(new Uint8Array(await result.arrayBuffer())).toEqual(new Uint8Array(bytes));
    }
  });

  it("leaves what is not in it to the document", async () => {
    const live = await startLive();
    await live.submit({ prompt: "A paper boat" });
    await live.close();
    const replay = await startReplay();
    expect(await replay.task(await replay.submitted({ prompt: "Another" }))).toMatchObject({
      status: "pending",
    });
    expect(replay.requests().map(({ note }) => note)).not.toContain("replayed");
  });

  it("replays failures as they were, and in their order", async () => {
    const live = await startLive();
    const seen = [
      await see(await live.submit({ prompt: "[mock:status=429]" })),
      await see(await live.submit({ duration: 99 })),
      await see(await live.query("task-unified-1-none")),
    ];
    await live.close();
    const replay = await startReplay();
    expect([
      await see(await replay.submit({ prompt: "[mock:status=429]" })),
      await see(await replay.submit({ duration: 99 })),
      await see(await replay.query("task-unified-1-none")),
    ]).toEqual(seen);
    expect(seen.map((one) => (one as [number])[0])).toEqual([429, 400, 404]);
  });

  it("begins a task anew, under an id of its own, when it is submitted once more", async () => {
    const live = await startLive();
    const id = await live.submitted();
    const first = await live.task(id);
    real.clock.advance(10_000);
    expect((await live.task(id)).status).toBe("completed");
    await live.close();

    const replay = await startReplay();
    const ids = [await replay.submitted(), await replay.submitted(), await replay.submitted()];
    expect(ids[0]).toBe(id);
    expect(new Set(ids).size).toBe(3);
    for (const one of ids) {
      expect(await replay.task(one)).toMatchObject({ id: one, status: first.status });
      expect(await replay.task(one)).toMatchObject({ id: one, status: "completed" });
    }
    replay.reset();
    expect(await replay.submitted()).toBe(id);
    expect((await replay.task(id)).status).toBe(first.status);
  });

  it("knows a request by what it says, not by how it is written, and not by its callback_url nor a key in it", async () => {
    const live = await startLive();
    const hooks = { callback_url: "https://one.example/a", api_key: "sk-in-a-field" };
    const sent = await live.submit({ prompt: "x", duration: 6, ...hooks });
    const { id } = (await sent.json()) as { id: string };
    await live.close();
    expect(await readFile(path, "utf8")).not.toContain("sk-in-a-field");
    const replay = await startReplay();
    const others = { callback_url: "https://other.example/b", api_key: "sk-another" };
    const body = { ...others, duration: 6, prompt: "x", model: BODY.model };
    const response = await fetch(replay.url + CREATE_PATH, {
      method: "POST",
      headers: { ...HEADERS, authorization: "Bearer another" },
      body: JSON.stringify(body, null, 2),
    });
    expect(await response.json()).toMatchObject({ id });
  });

  it("knows a task, and where it is called back, by the names that the document has for them", async () => {
    const job = {
      type: "object",
      properties: {
        job_id: { type: "string" },
        state: { type: "string", enum: ["queued", "done", "failed"] },
      },
      required: ["job_id", "state"],
    };
    const response = {
      description: "",
      content: {
        "application/json": { schema: { type: "object", properties: { data: job }, required: ["data"] } },
      },
    };
    const paths = {
      "/jobs": {
        post: {
          operationId: "createJob",
          requestBody: { content: { "application/json": { schema: { type: "object" } } } },
          responses: { 200: response },
          callbacks: { ended: { "{$request.body#/hooks/ended}": { post: { responses: {} } } } },
        },
      },
      "/jobs/{job_id}": {
        parameters: [{ name: "job_id", in: "path", required: true, schema: { type: "string" } }],
        get: { operationId: "getJob", responses: { 200: response } },
      },
    };
    const api = await startMockOf(paths, {}, { listen: true, taskSeconds: 10 });
    const create = async (mock: TestMock, hooks: object) => {
      const body = JSON.stringify({ callback_url: "kept", hooks });
      const init = { method: "POST", headers: { "content-type": "application/json" }, body };
      return (await (await mock.fetch("http://mock.localhost/jobs", init)).json()).data.job_id;
    };
    const read = async (mock: TestMock, id: string) =>
      (await (await mock.fetch(`http://mock.localhost/jobs/${id}`)).json()).data;
    const live = await startMockOf(paths, {}, { live: true, record: path, baseUrl: api.url, apiKey: KEY });
    const recorded = await create(live, { ended: "https://one.example/a", note: "same" });
    api.clock.advance(10_000);
    expect(await read(live, recorded)).toMatchObject({ job_id: recorded, state: "done" });
    await live.close();

    const replay = await startMockOf(paths, {}, { replay: path, seed: 2 });
    const first = await create(replay, { note: "same", ended: "https://other.example/b" });
    const second = await create(replay, { note: "same" });
    expect(first).toBe(recorded);
    expect(second).not.toBe(recorded);
    expect(await read(replay, second)).toMatchObject({ job_id: second, state: "done" });
    // What the document does not call back counts.
    expect(await create(replay, { note: "another" })).not.toBe(recorded);
    expect(replay.requests().map(({ note }) => note === "replayed")).toEqual([true, true, true, false]);
  });

  it("takes a second submission with an Idempotency-Key for the same", async () => {
    const live = await startLive();
    const id = await live.submitted();
    await live.close();
    const replay = await startReplay();
    const send = async () => (await replay.submit({}, { "idempotency-key": "order-1-aaaaaaaaaaaa" })).json();
    expect([await send(), await send()]).toMatchObject([{ id }, { id }]);
  });
});

describe("what is kept", () => {
  it("never has the key: not of the mock, not of a client, in no header, query, body or error", async () => {
    const own = "sk-own/key+of=client==";
    const escaped = JSON.stringify({ ...BODY, prompt: `x ${own}` }).replace("sk-own/", "\\u0073k-own\\/");
    for (const options of [{ apiKey: KEY }, {}]) {
      const live = await startLive(options);
      const headers = {
        ...HEADERS,
        authorization: `Bearer ${own}`,
        "x-api-key": own,
        cookie: `a=1; session=${own}`,
      };
      await fetch(
        `${live.url}${CREATE_PATH}?key=${encodeURIComponent(own)}&note=${encodeURIComponent(own)}`,
        {
          method: "POST",
          headers,
          body: escaped,
        },
      );
      await fetch(`${live.url}/v1/tasks/${encodeURIComponent(own)}`, { headers });
      if (options.apiKey) await fetch(`${live.url}/v1/tasks/${KEY}`, { headers });
      await live.close();
    }
    const text = await readFile(path, "utf8");
    for (const secret of [KEY, own, encodeURIComponent(own), "k-own"]) expect(text).not.toContain(secret);
    expect(text).toContain("(hidden)");
    expect(text).toContain(BODY.model);
  });

  it("has the requests with the mock's key where there is one, and else with the client's", async () => {
    const keys = async () => {
      const { headers } = real.requests().at(-1) ?? { headers: {} };
      return headers;
    };
    let live = await startLive();
    await live.submit({}, { authorization: "", "x-api-key": "mine-mine-mine" });
    expect(await keys()).toMatchObject({ authorization: "(hidden)" });
    expect(await keys()).not.toHaveProperty("x-api-key");
    await live.close();
    live = await startLive({});
    expect((await live.submit({}, { authorization: "" })).status).toBe(401);
    expect((await live.submit()).status).toBe(200);
  });

  it("is gone on with by the next run, which counts on", async () => {
    for (let run = 0; run < 2; run++) {
      const live = await startLive();
      await live.submit({ prompt: `${run}` });
      await live.close();
    }
    const lines = await readLines();
    expect(lines.map(({ id }) => id)).toEqual([undefined, 1, 1, 2, 2]);
  });

  it("saves each result once, though every query signs its link anew", async () => {
    const live = await startLive();
    const id = await live.submitted({ image_urls: ["https://user.example/in.png"] });
    real.clock.advance(10_000);
    for (let times = 0; times < 3; times++) await live.task(id);
    await live.close();
    const names = await readdir(`${path}.results`);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{24}\.mp4$/)]);
  });
});
