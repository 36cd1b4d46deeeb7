import { getEventListeners } from "node:events";
import { get } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { createEvolink } from "../../../../src/index.ts";
import { openResult } from "../../../../src/result/open-result.ts";
import { BODY, CREATE_PATH, HEADERS, startTestMock } from "../../../helpers/mock.ts";

const URL_OF_API = `https://api.example.com${CREATE_PATH}`;
const submission = (changes: object = {}) => ({
  method: "POST",
  headers: HEADERS,
  body: JSON.stringify({ ...BODY, ...changes }),
});

describe("mock.fetch", () => {
  it("serves a client from submission to result, without a port", async () => {
    const mock = await startTestMock({ listen: false, taskSeconds: 0 });
    const evolink = createEvolink({ apiKey: "any", fetch: mock.fetch });
    const task = await evolink.videos.generate(BODY);
    const { stream, contentType } = await openResult(task, { evolink, fetch: mock.fetch });
    const bytes = await new Response(stream).arrayBuffer();
    expect([contentType, bytes.byteLength > 10_000]).toEqual(["video/mp4", true]);
    expect(mock.requests()[0]).toMatchObject({ path: CREATE_PATH, headers: { authorization: "(hidden)" } });
  });

  it("listens on no port when told so, and then its url is one that only mock.fetch responds to", async () => {
    const mock = await startTestMock({ listen: false });
    expect([mock.url, mock.port]).toEqual(["http://mock.localhost", 0]);
    await expect(
      new Promise((resolve, reject) => get(mock.url, resolve).on("error", reject)),
    ).rejects.toThrow();
    expect((await mock.fetch(`${mock.url}/_mock/tasks`)).status).toBe(200);
  });

  it("responds as over HTTP, status, headers and body", async () => {
    const mock = await startTestMock();
    const changes = [{}, { duration: 99 }, { prompt: "[mock:status=429]" }];
    for (const change of changes) {
      const [here, there] = [await mock.fetch(URL_OF_API, submission(change)), await mock.submit(change)];
      const comparable = async (response: Response) => ({
        status: response.status,
        headers: [...response.headers.keys()].filter((name) => !/^(connection|date|keep-alive)$/.test(name)),
        body: JSON.stringify(await response.json()).replace(/task-unified-[\w-]+/, "ID"),
      });
      expect(await comparable(here)).toEqual(await comparable(there));
    }
  });

  it("takes a URL, a Request, and a Request of another class", async () => {
    const mock = await startTestMock({ listen: false });
    const request = new Request(URL_OF_API, submission());
    const { method, url, headers, body } = new Request(URL_OF_API, submission());
    const foreign = { method, url, headers, body } as Request;
    for (const input of [request, foreign]) expect((await mock.fetch(input)).status).toBe(200);
    expect((await mock.fetch(new URL(URL_OF_API), submission())).status).toBe(200);
    expect(mock.tasks()).toHaveLength(3);
  });

  it("leads to results at the host that was asked", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    const { id } = (await (await mock.fetch(URL_OF_API, submission())).json()) as { id: string };
    const asked = await mock.fetch(`https://api.example.com/v1/tasks/${id}`, { headers: HEADERS });
    const { results } = (await asked.json()) as { results: string[] };
    expect(results).toEqual([`https://api.example.com/_mock/files/${id}.mp4`]);
    expect((await mock.task(id)).results).toEqual([`${mock.url}/_mock/files/${id}.mp4`]);
  });

  it.each([
    ["drop", 1, "UND_ERR_SOCKET"],
    ["reset", 0, "ECONNRESET"],
  ] as const)("rejects like fetch at a fault: %s", async (fault, tasks, code) => {
    const mock = await startTestMock({ listen: false, faults: { [fault]: 1 } });
    const failure = expect.objectContaining({ name: "TypeError", cause: expect.objectContaining({ code }) });
    await expect(mock.fetch(URL_OF_API, submission())).rejects.toEqual(failure);
    expect(mock.tasks()).toHaveLength(tasks);
  });

  it("breaks a body off half way when told to truncate", async () => {
    const mock = await startTestMock({ listen: false, faults: { truncate: 1 } });
    const response = await mock.fetch(URL_OF_API, submission());
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(value?.length).toBe(Number(response.headers.get("content-length")) >> 1);
    await expect(reader?.read()).rejects.toThrow("terminated");
  });

  it("rejects with the signal's reason, before and while it responds", async () => {
    const mock = await startTestMock({ listen: false, faults: { slow: 1 } });
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await expect(mock.fetch(URL_OF_API, { ...submission(), signal })).rejects.toBe(reason);
    expect(mock.requests()).toHaveLength(0);
    const controller = new AbortController();
    const responded = mock.fetch(URL_OF_API, { ...submission(), signal: controller.signal });
    await vi.waitFor(() => expect(mock.requests()).toHaveLength(1));
    controller.abort(reason);
    await expect(responded).rejects.toBe(reason);
  });

  it("fails a body with the signal's reason when aborted while it is read", async () => {
    const mock = await startTestMock({ listen: false, faults: { truncate: 1 } });
    const controller = new AbortController();
    const response = await mock.fetch(URL_OF_API, { ...submission(), signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(response.text()).rejects.toThrow("enough");
  });

  it.each<[how: string, end: (response: Response) => Promise<unknown>]>([
    ["breaks off", (response) => response.text().catch(() => {})],
    ["is cancelled", async (response) => response.body?.cancel()],
  ])("leaves no listener on the signal once a body %s", async (_, end) => {
    const mock = await startTestMock({ listen: false, faults: { truncate: 1 } });
    const { method, url, headers, body } = new Request(URL_OF_API, submission());
    const { signal } = new AbortController();
    const response = await mock.fetch({ method, url, headers, body, signal } as Request);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await end(response);
    await vi.waitFor(() => expect(getEventListeners(signal, "abort")).toEqual([]));
  });

  it("refuses a body that is too large, and gives a HEAD none", async () => {
    const mock = await startTestMock({ listen: false, taskSeconds: 0 });
    const large = new Uint8Array(32 * 1024 * 1024 + 1);
    const post = (body: Uint8Array<ArrayBuffer>) =>
      mock.fetch(URL_OF_API, { method: "POST", headers: HEADERS, body });
    expect((await post(large)).status).toBe(413);
    expect((await post(large.subarray(1))).status).toBe(400);
    const { id } = (await (await mock.fetch(URL_OF_API, submission())).json()) as { id: string };
    const head = await mock.fetch(`https://api.example.com/_mock/files/${id}.mp4`, { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, null]);
  });

  it("is connected to nothing once the mock is closed", async () => {
    const mock = await startTestMock({ listen: false });
    await mock.close();
    const failure = expect.objectContaining({ cause: expect.objectContaining({ code: "ECONNREFUSED" }) });
    await expect(mock.fetch(URL_OF_API, submission())).rejects.toEqual(failure);
  });
});
