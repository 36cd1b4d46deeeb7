import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { createManualClock, type ManualClock, type MockOptions, startMock } from "../../src/mock/index.ts";
import type { Mock } from "../../src/mock/run.ts";

/** The smallest body the documented model takes. */
export const BODY = { model: "gemini-omni-flash-text-to-video", prompt: "A marble rolls" } as const;
export const CREATE_PATH = "/v1/videos/generations";

export const HEADERS = { authorization: "Bearer test", "content-type": "application/json" };

export interface TestMock extends Mock {
  clock: ManualClock;
  /** Submits a body, the smallest one with these changes. */
  submit(changes?: object, headers?: Record<string, string>): Promise<Response>;
  /** Submits and returns the id. */
  submitted(changes?: object): Promise<string>;
  query(id: string, headers?: Record<string, string>): Promise<Response>;
  task(id: string): Promise<TaskBody>;
}

export interface TaskBody {
  id: string;
  status: string;
  progress: number;
  model: string;
  results?: string[];
  error?: { code: string; message: string; type: string };
}

const running: Mock[] = [];

/** Starts a mock that stands still in time, and is stopped after the test. */
export async function startTestMock(options: MockOptions = {}): Promise<TestMock> {
  const clock = createManualClock(1_757_169_743_000);
  const mock = await startMock({ clock, seed: 1, ...options });
  running.push(mock);
  const submit: TestMock["submit"] = (changes = {}, headers = {}) =>
    fetch(mock.url + CREATE_PATH, {
      method: "POST",
      headers: { ...HEADERS, ...headers },
      body: JSON.stringify({ ...BODY, ...changes }),
    });
  const query: TestMock["query"] = (id, headers = {}) =>
    fetch(`${mock.url}/v1/tasks/${id}`, { headers: { ...HEADERS, ...headers } });
  return {
    ...mock,
    clock,
    submit,
    query,
    submitted: async (changes) => ((await (await submit(changes)).json()) as TaskBody).id,
    task: async (id) => (await query(id)).json() as Promise<TaskBody>,
  };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** The error envelope of a response. */
export async function readError(
  response: Response,
): Promise<{ code: string; message: string; type: string; param?: string }> {
  return ((await response.json()) as { error: { code: string; message: string; type: string } }).error;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

/** Starts a mock of a document with these paths, without a port unless `options` say otherwise. */
export async function startMockOf(
  paths: object,
  document: object = {},
  options: MockOptions = {},
): Promise<TestMock> {
  const folder = await mkdtemp(join(tmpdir(), "mock-of-"));
  folders.push(folder);
  const spec = join(folder, "openapi.json");
  const info = { title: "Kites", version: "1" };
  await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info, paths, ...document }));
  return startTestMock({ spec, listen: false, ...options });
}

/** Asks a mock of a document that has this one path. */
export async function askMockOf(
  path: string,
  item: object,
  url: string,
  init: RequestInit = {},
  document: object = {},
): Promise<Response> {
  const mock = await startMockOf({ [path]: item }, document);
  return mock.fetch(`https://api.example.com${url}`, init);
}
