import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createManualClock, startMock } from "../../../../src/mock/index.ts";
import { loadEngine } from "../../../../src/mock/prism/engine.ts";
import { BODY, CREATE_PATH, readError, startTestMock } from "../../../helpers/mock.ts";

const SPEC = "generated/openapi.yaml";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("CORS", () => {
  const origin = "http://localhost:5173";

  it("lets a page ask with an Authorization header", async () => {
    const mock = await startTestMock();
    const response = await fetch(mock.url + CREATE_PATH, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,idempotency-key",
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization,content-type,idempotency-key",
    });
  });

  it("is on responses, errors and files alike", async () => {
    const mock = await startTestMock({ taskSeconds: 0, resultSeconds: 1 });
    const file = (await mock.task(await mock.submitted())).results?.[0] ?? "";
    const headers = { origin };
    const responses = [
      await mock.submit({}, headers),
      await mock.submit({ duration: 99 }, headers),
      await mock.submit({}, { ...headers, authorization: "" }),
      await mock.query("task-unified-0", headers),
      await fetch(`${mock.url}/nowhere`, { headers }),
      await fetch(file, { headers }),
    ];
    mock.clock.advance(1_000);
    responses.push(await fetch(file, { headers }));
    expect(responses.map(({ status }) => status)).toEqual([200, 400, 401, 404, 404, 200, 403]);
    for (const response of responses) {
      expect(response.headers.get("access-control-allow-origin")).toBe(origin);
      expect(response.headers.get("access-control-expose-headers")).toContain("x-request-id");
    }
  });
});

describe("faults", () => {
  it("drop does the work and loses the response", async () => {
    const mock = await startTestMock({ faults: { drop: 1 } });
    await expect(mock.submit()).rejects.toThrow();
    expect(mock.tasks()).toHaveLength(1);
  });

  it("reset does no work", async () => {
    const mock = await startTestMock({ faults: { reset: 1 } });
    await expect(mock.submit()).rejects.toThrow();
    expect(mock.tasks()).toHaveLength(0);
  });

  it("truncate breaks off in the body, of files too", async () => {
    const mock = await startTestMock({ faults: { truncate: 1 }, taskSeconds: 0 });
    const response = await mock.submit();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    const file = await fetch(`${mock.url}/_mock/files/${mock.tasks()[0]?.id}.mp4`);
    await expect(file.arrayBuffer()).rejects.toThrow();
  });

  it("slow responds 3 seconds late", async () => {
    const mock = await startTestMock({ faults: { slow: 1 } });
    const responded = vi.fn();
    const response = mock.submit().then(responded);
    await vi.waitFor(() => expect(mock.requests()).toHaveLength(1));
    mock.clock.advance(2_999);
    expect(responded).not.toHaveBeenCalled();
    mock.clock.advance(1);
    await response;
    expect(responded).toHaveBeenCalledOnce();
  });

  it("repeat with the seed, and never touch the mock's own routes", async () => {
    const run = async (seed: number) => {
      const mock = await startTestMock({ faults: { drop: 0.5 }, seed });
      const outcomes: boolean[] = [];
      for (let i = 0; i < 20; i++) {
        outcomes.push(
          await mock.submit().then(
            () => true,
            () => false,
          ),
        );
        expect((await fetch(`${mock.url}/_mock/tasks`)).status).toBe(200);
      }
      return outcomes;
    };
    const first = await run(7);
    expect(new Set(first).size).toBe(2);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });
});

describe("--state", () => {
  it("keeps tasks and idempotency keys across a restart", async () => {
    const stateFile = join(folder, "state.json");
    const key = { "idempotency-key": "0123456789abcdef" };
    const before = await startTestMock({ stateFile });
    const { id } = (await (await before.submit({}, key)).json()) as { id: string };
    await before.close();

    const after = await startTestMock({ stateFile });
    expect(await after.task(id)).toMatchObject({ id, model: BODY.model, status: "pending" });
    expect((await after.submit({}, key)).headers.get("idempotency-replayed")).toBe("true");
    await after.submit();
    expect(JSON.parse(await readFile(stateFile, "utf8")).tasks).toHaveLength(2);
  });

  it("has a task on disk before its submission gets a response", async () => {
    const stateFile = join(folder, "state.json");
    const mock = await startTestMock({ stateFile });
    const ids = await Promise.all(Array.from({ length: 20 }, () => mock.submitted()));
    const kept = JSON.parse(await readFile(stateFile, "utf8")).tasks.map(({ id }: { id: string }) => id);
    expect(kept.sort()).toEqual(ids.sort());
  });

  it.each([
    ["moved on", { jumpSeconds: 5 }, [62, 62], 0],
    ["moved on while the mock is stopped", { jumpSeconds: 5 }, [62, 100], 3_000],
    ["held", { speed: 0 }, [0, 0], 60_000],
    ["hurried", { speed: 10 }, [0, 62], 500],
  ])("keeps a clock that was %s: tasks stand where they stood", async (_, change, progress, stoppedMs) => {
    const stateFile = join(folder, `clock-${stoppedMs}-${progress}.json`);
    const before = await startTestMock({ stateFile });
    const id = await before.submitted();
    await fetch(`${before.url}/_mock/clock`, { method: "POST", body: JSON.stringify(change) });
    const first = await before.task(id);
    await before.close();

    const clock = createManualClock(before.clock.now() + stoppedMs);
    const after = await startTestMock({ stateFile, clock });
    expect([first.progress, (await after.task(id)).progress]).toEqual(progress);
    const { speed } = (await (await fetch(`${after.url}/_mock/clock`)).json()) as { speed: number };
    expect(speed).toBe("speed" in change ? change.speed : 1);
  });

  it("of a version that kept no clock starts at the time it is", async () => {
    const stateFile = join(folder, "no-clock.json");
    const before = await startTestMock({ stateFile });
    const id = await before.submitted();
    await before.close();
    const { clock: _, ...old } = JSON.parse(await readFile(stateFile, "utf8"));
    await writeFile(stateFile, JSON.stringify(old));
    const after = await startTestMock({ stateFile });
    after.clock.advance(5_000);
    expect((await after.task(id)).progress).toBe(62);
  });

  it.each([
    ["in no folder", "none/state.json", /^Cannot write .*none\/state\.json: ENOENT/],
    ["a folder", ".", /^Cannot read .*: EISDIR/],
  ])("ends the start with a sentence when it is %s", async (_, name, message) => {
    await expect(startMock({ stateFile: join(folder, name) })).rejects.toThrow(message);
  });

  it("is not overwritten when it is some other file", async () => {
    const stateFile = join(folder, "thesis.txt");
    await writeFile(stateFile, "All my work");
    await expect(startMock({ stateFile })).rejects.toThrow("is not a state of the mock");
    expect(await readFile(stateFile, "utf8")).toBe("All my work");
  });
});

describe("/_mock/", () => {
  it("tells tasks and requests as the handle does, never the key", async () => {
    const mock = await startTestMock();
    await mock.submit({ prompt: "[mock:cancel]" });
    const get = async (path: string) => (await fetch(mock.url + path)).json();
    expect(await get("/_mock/tasks")).toEqual({ tasks: JSON.parse(JSON.stringify(mock.tasks())) });
    expect(await get("/_mock/requests")).toEqual({ requests: mock.requests() });
    expect(mock.tasks()).toMatchObject([{ status: "pending", scenario: { cancel: true } }]);
    expect(mock.requests()).toMatchObject([
      {
        method: "POST",
        path: CREATE_PATH,
        status: 200,
        body: { prompt: "[mock:cancel]" },
        headers: { authorization: "(hidden)" },
      },
    ]);
  });

  it("never tells a key that also stands elsewhere in its request, nor one in a field called so, nor says it", async () => {
    const lines: string[] = [];
    const mock = await startTestMock({ log: (line) => lines.push(line) });
    const key = "sk-kites/and+swans";
    const escaped = JSON.stringify({ prompt: `x ${key}`, duration: key }).replace("sk-", "\\u0073k-");
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const path = `/v1/${encodeURIComponent(key)}?like=${encodeURIComponent(key)}`;
    await fetch(mock.url + path, { headers });
    await fetch(mock.url + CREATE_PATH, { method: "POST", headers, body: escaped });
    const other = '{"metadata":{"api_key":"sk-another-key","note":"sk-another-key"}}';
    await fetch(mock.url + CREATE_PATH, { method: "POST", body: other });
    const text = JSON.stringify([mock.requests(), lines]);
    for (const secret of [key, encodeURIComponent(key), "k-kites", "and+swans", "sk-another-key"])
      expect(text).not.toContain(secret);
    expect(mock.requests()[1]?.body).toEqual({ prompt: "x (hidden)", duration: "(hidden)" });
  });

  it("forgets on reset", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    expect((await fetch(`${mock.url}/_mock/reset`, { method: "POST" })).status).toBe(200);
    expect([mock.tasks(), mock.requests()]).toEqual([[], []]);
    expect((await mock.query(id)).status).toBe(404);
  });
});

describe("startMock", () => {
  it.each([
    [{ port: 70_000 }, "Expected `port` to be an integer from 0 to 65535, got 70000."],
    [{ taskSeconds: Number.NaN }, "Expected `taskSeconds` to be a number of at least 0, got NaN."],
    [{ faults: { drop: 2 } }, 'Expected the probability of "drop" to be from 0 to 1, got 2.'],
  ])("refuses %j before anything is started", async (options, message) => {
    await expect(startMock(options)).rejects.toThrow(new RangeError(message));
  });

  it("rejects when its port is in use", async () => {
    const mock = await startTestMock();
    await expect(startMock({ port: mock.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("serves no document with a schema that Prism would let pass unchecked", async () => {
    const spec = join(folder, "broken.yaml");
    await writeFile(
      spec,
      (await readFile(SPEC, "utf8")).replace(
        "type: integer\n              minimum: 3",
        "type: whole\n              minimum: 3",
      ),
    );
    await expect(startMock({ spec })).rejects.toMatchObject({
      name: "BrokenDocumentError",
      problems: [
        {
          severity: "error",
          message: expect.stringContaining(
            "POST /v1/videos/generations, request body: the schema cannot be compiled",
          ),
        },
      ],
    });
  });

  it("leaves its port free when it does not serve", async () => {
    const spec = join(folder, "broken-too.json");
    const response = { description: "Done", content: { "application/json": { schema: { type: "whole" } } } };
    const paths = { "/v1/kites": { get: { responses: { 200: response } } } };
    await writeFile(
      spec,
      JSON.stringify({ openapi: "3.1.0", info: { title: "Kites", version: "1" }, paths }),
    );
    const { port, close } = await startMock({});
    await close();
    await expect(startMock({ spec, port })).rejects.toMatchObject({ name: "BrokenDocumentError" });
    const next = await startMock({ port });
    await next.close();
  });

  it("validates nothing by a schema that does not compile, also before it has tried them all", async () => {
    const spec = join(folder, "half-broken.json");
    const response = (type: string) => ({
      description: "Done",
      content: { "application/json": { schema: { type } } },
    });
    const paths = {
      "/v1/kites": { get: { responses: { 200: response("object") } } },
      "/v1/gulls": { get: { responses: { 200: response("whole") } } },
    };
    await writeFile(
      spec,
      JSON.stringify({ openapi: "3.1.0", info: { title: "Kites", version: "1" }, paths }),
    );
    const engine = await loadEngine(spec);
    const [kites, gulls] = ["/v1/kites", "/v1/gulls"].map((path) => engine.find("get", path));
    if (!kites || !gulls || "status" in kites || "status" in gulls) throw new Error("No such operation.");
    expect(() => engine.ensureCompiles(kites.operation)).not.toThrow();
    expect(() => engine.ensureCompiles(gulls.operation)).toThrow(/GET \/v1\/gulls, response 200/);
    await expect(engine.check()).rejects.toThrow(/GET \/v1\/gulls, response 200/);
  });

  it("serves the document anew when it changes, and the old one while the new one is broken", async () => {
    const spec = join(folder, "openapi.yaml");
    const text = await readFile(SPEC, "utf8");
    await writeFile(spec, text);
    const lines: string[] = [];
    const mock = await startTestMock({ spec, watch: true, log: (line) => lines.push(line) });
    expect((await mock.submit({ duration: 11 })).status).toBe(400);

    await writeFile(spec, text.replaceAll("maximum: 10\n", "maximum: 11\n"));
    await vi.waitFor(() => expect(lines.join("\n")).toContain("is served anew"), 5_000);
    expect((await mock.submit({ duration: 11 })).status).toBe(200);

    await writeFile(spec, "openapi: 3.1.0");
    await vi.waitFor(() => expect(lines.join("\n")).toContain("is broken"), 5_000);
    expect((await readError(await mock.submit({ duration: 12 }))).message).toContain("from 3 to 11");
  });

  it("leaves nothing behind", async () => {
    const mock = await startMock();
    await mock.close();
    await expect(fetch(mock.url)).rejects.toThrow();
  });
});
