import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { MockOptions } from "../../src/mock/index.ts";
import { startTestMock, type TestMock } from "./mock.ts";

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
