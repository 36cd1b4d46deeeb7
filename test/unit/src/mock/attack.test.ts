import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawFault } from "../../../../src/mock/base/faults.ts";
import { createRequestLog } from "../../../../src/mock/base/request-log.ts";
import type { PrismOperation } from "../../../../src/mock/prism/prism-operations.ts";
import { documentedError } from "../../../../src/mock/responses/documented-error.ts";
import { readScenario } from "../../../../src/mock/tasks/scenario.ts";
import { attackMock } from "../../../chaos/raw-mock.ts";
import { CREATE_PATH, HEADERS, readError, startTestMock } from "../../../helpers/mock.ts";

const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What `fetch` does not let through: a path as it is, and headers of the browser's own. */
function send(url: string, path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

describe("tags", () => {
  it.each(["[mock:", "[mock:[mock:x", "[mock:fail", "[[", "[mock:]"])(
    "are read in time proportional to the text: %s, over and over",
    (piece) => {
      const started = performance.now();
      readScenario({ prompt: piece.repeat(480_000 / piece.length) });
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it("are found behind others that were left open", () => {
    expect(readScenario({ prompt: "[mock:fail=[mock:cancel]" }).scenario).toEqual({ cancel: true });
  });

  it("that nobody knows are named once each", () => {
    expect(readScenario({ prompt: "[mock:x] [mock:x] [mock:y]" }).problems).toHaveLength(2);
  });
});

describe("the journal", () => {
  const entry = (changes: object = {}) => ({
    method: "POST",
    path: "/",
    headers: {},
    body: "",
    status: 200,
    requestId: "r",
    atMs: 0,
    tookMs: 0,
    response: { headers: {}, body: "" },
    ...changes,
  });

  it("hides each header that carries a credential, and no other", () => {
    const log = createRequestLog();
    const hidden = [
      "authorization",
      "proxy-authorization",
      "cookie",
      "set-cookie",
      "x-api-key",
      "x-goog-api-key",
    ];
    const more = ["x-auth-token", "x-amz-security-token", "client-secret", "x-session-id", "x-signature"];
    const shown = ["idempotency-key", "content-type", "accept", "x-keyboard", "user-agent"];
    const headers = Object.fromEntries([...hidden, ...more, ...shown].map((name) => [name, "value"]));
    log.add(entry({ headers }));
    const kept = Object.entries(log.list()[0]?.headers ?? {});
    expect(kept.filter(([, value]) => value === "value").map(([name]) => name)).toEqual(shown);
  });

  it("cuts a long body, and says how long it was", () => {
    const log = createRequestLog();
    log.add(entry({ body: "x".repeat(300_000) }));
    expect(log.list()[0]?.body).toMatch(/^x{262144}… \(cut, 300000 characters in all\)$/);
  });

  it("holds 64 MiB in all, and forgets the oldest", () => {
    const log = createRequestLog();
    for (let index = 0; index < 400; index += 1)
      log.add(entry({ body: "x".repeat(262_144), requestId: `${index}` }));
    const kept = log.list();
    expect(kept.length).toBeGreaterThan(200);
    expect(kept.length).toBeLessThanOrEqual(256);
    expect(kept.at(-1)?.requestId).toBe("399");
  });

  it("keeps the last request, however large", () => {
    const log = createRequestLog();
    for (const requestId of ["a", "b"]) log.add(entry({ requestId, path: "x".repeat(70_000_000) }));
    expect(log.list().map(({ requestId }) => requestId)).toEqual(["b"]);
  });

  it("keeps 10,000 requests", () => {
    const log = createRequestLog();
    for (let index = 0; index < 20_500; index += 1) log.add(entry({ requestId: `${index}` }));
    expect(log.list()).toHaveLength(10_000);
    expect(log.list()[0]?.requestId).toBe("10500");
  });

  it("is not spoiled by a body that is nested deep", async () => {
    const mock = await startTestMock();
    const body = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const refused = await fetch(mock.url + CREATE_PATH, { method: "POST", headers: HEADERS, body });
    expect([refused.status, (await readError(refused)).message]).toEqual([
      400,
      "The body is nested more than 500 levels deep.",
    ]);
    expect((await fetch(`${mock.url}/_mock/requests`)).status).toBe(200);
  });
});

describe("a malformed percent-encoding", () => {
  it.each(["/v1/tasks/%", "/v1/tasks/%zz", "/v1/%ff/generations", "/%c3%28"])(
    "is a 400: %s",
    async (path) => {
      const mock = await startTestMock();
      expect(await send(mock.url, path, HEADERS)).toBe(400);
    },
  );

  it("is none where it is well formed", async () => {
    const mock = await startTestMock();
    expect(await send(mock.url, "/v1/tasks/task-unified-1%2D%C3%BC", HEADERS)).toBe(404);
  });
});

describe("the control routes", () => {
  it.each<[number, string, Record<string, string>]>([
    [200, "a program on this machine", {}],
    [200, "a page of this machine", { origin: "http://localhost:5173" }],
    [200, "the mock's own page", { host: "127.0.0.1:4010", origin: "http://127.0.0.1:4010" }],
    [200, "a link followed from elsewhere", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }],
    [403, "a page on the web", { origin: "https://evil.example" }],
    [403, "a page without an origin of its own", { origin: "null" }],
    [403, "a name that stands for this machine", { host: "evil.example:4010" }],
    [403, "that name, as its own origin", { host: "evil.example:4010", origin: "http://evil.example:4010" }],
    [403, "what a page elsewhere embeds", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
  ])("respond %i to %s", async (status, _, headers) => {
    const mock = await startTestMock();
    expect(await send(mock.url, "/_mock/tasks", headers)).toBe(status);
    expect(await send(mock.url, "/_mock/reset", headers, "POST")).toBe(status);
  });

  it("leave results and the API to pages of any origin", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    mock.clock.advance(9_000);
    const origin = { origin: "https://evil.example" };
    expect(await send(mock.url, `/_mock/files/${id}.mp4`, origin)).toBe(200);
    expect(await send(mock.url, `/v1/tasks/${id}`, { ...HEADERS, ...origin })).toBe(200);
  });
});

describe("a state file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "state-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const task = {
    id: "task-unified-1-a",
    operation: "POST /v1/videos/generations",
    createdMs: 1,
    seconds: 8,
    scenario: {},
    aspectRatio: [16, 9],
    submitted: {},
  };

  it.each<[string, unknown, string]>([
    ["is no JSON", "{", "it must be an object"],
    ["is of another kind", { tasks: [] }, "format is required"],
    ["is of another version", { format: 2, tasks: [], replays: {} }, "format must be 1"],
    ["holds tasks that are none", { format: 1, tasks: [7], replays: {} }, "tasks[0] must be an object"],
    ["holds a task without an id", { format: 1, tasks: [{ ...task, id: 7 }], replays: {} }, "tasks[0].id"],
    [
      "holds odd times",
      { format: 1, tasks: [{ ...task, createdMs: "now" }], replays: {} },
      "tasks[0].createdMs",
    ],
    [
      "holds an odd picture",
      { format: 1, tasks: [{ ...task, aspectRatio: [0, 1] }], replays: {} },
      "aspectRatio[0]",
    ],
    ["holds odd replays", { format: 1, tasks: [], replays: { key: null } }, "replays.key must be an object"],
  ])("that %s ends the start, with its name and the place", async (_, content, place) => {
    const stateFile = join(folder, "state.json");
    await writeFile(stateFile, typeof content === "string" ? content : JSON.stringify(content));
    await expect(startTestMock({ stateFile })).rejects.toThrow(`${stateFile} is not a state of the mock`);
    await expect(startTestMock({ stateFile })).rejects.toThrow(place);
  });

  it("keeps tasks and keys whatever they are called", async () => {
    const stateFile = join(folder, "kept.json");
    const first = await startTestMock({ stateFile });
    const key = { "idempotency-key": "__proto__.__proto__" };
    const { id } = (await (await first.submit({}, key)).json()) as { id: string };
    await first.close();
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toMatchObject({ format: 1, tasks: [{ id }] });
    const second = await startTestMock({ stateFile });
    expect((await second.submit({}, key)).headers.get("idempotency-replayed")).toBe("true");
  });
});

describe("a key that is used again for another request", () => {
  const operation = (...codes: string[]) =>
    ({ responses: codes.map((code) => ({ code, contents: [] })) }) as unknown as PrismOperation;

  it.each([
    [409, operation("200", "400", "409")],
    [400, operation("200", "400")],
  ])("is refused with %i, the most telling status that is documented", (status, documented) => {
    expect(documentedError(documented, [409, 400]).status).toBe(status);
  });
});

describe("faults", () => {
  it("are drawn in their order: the first that strikes is the one", () => {
    const random = { fraction: () => 0, word: () => "" };
    expect(drawFault({ truncate: 1, slow: 1, drop: 1 }, random)).toBe("drop");
    expect(drawFault({ truncate: 1, slow: 0 }, random)).toBe("truncate");
  });
});

describe("two mocks of one process", () => {
  it("share neither tasks nor time nor documents", async () => {
    const [one, other] = [await startTestMock(), await startTestMock()];
    const id = await one.submitted();
    one.clock.advance(9_000);
    expect((await one.task(id)).status).toBe("completed");
    expect((await other.query(id)).status).toBe(404);
    await one.close();
    expect((await other.submit()).status).toBe(200);
  });
});

it.each([
  ["failed", "[mock:fail=service_error]"],
  ["cancelled", "[mock:cancel]"],
])("a %s task has not come to its end: its progress stays below 100", async (status, prompt) => {
  const mock = await startTestMock();
  const id = await mock.submitted({ prompt });
  mock.clock.advance(9_000);
  expect(await mock.task(id)).toMatchObject({ status, progress: 99 });
});

it("keeps its promises under raw requests", { timeout: 60_000 }, async () => {
  expect((await attackMock({ seed: SEED, count: 400 })).examples).toEqual([]);
});
