import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createViteServer } from "vitest/node";
import { createEvolink } from "../../src/index.ts";
import { openResult } from "../../src/result/index.ts";
import { BODY, startTestMock, type TestMock } from "../helpers/mock.ts";
import { readExamples } from "../helpers/readme.ts";

/** The configuration of Vite as the README has it. */
const CONFIG = readExamples("js").find((text) => text.startsWith("// vite.config.js")) ?? "";

let mock: TestMock;
let folder: string;
let server: Awaited<ReturnType<typeof createViteServer>>;
let origin: string;

beforeEach(async () => {
  mock = await startTestMock({ taskSeconds: 0 });
  folder = await mkdtemp(join(tmpdir(), "dev-proxy-"));
  const configFile = join(folder, "vite.config.mjs");
  await writeFile(configFile, CONFIG.replace("http://127.0.0.1:4010", mock.url));
  const options = { configFile, root: folder, logLevel: "silent" } as const;
  server = await createViteServer({ ...options, server: { host: "127.0.0.1", port: 0, ws: false } });
  await server.listen();
  const { port } = (server.httpServer as Server).address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe("Vite's development server, as the README configures it", () => {
  it("passes calls on to the mock, and its results open", async () => {
    const evolink = createEvolink({ apiKey: "any", baseUrl: `${origin}/evolink` });
    const task = await evolink.videos.generate(BODY);
    expect(mock.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/videos/generations",
      `GET /v1/tasks/${task.id}`,
    ]);
    const { stream, contentType } = await openResult(task, { evolink });
    await stream.cancel();
    expect(contentType).toBe("video/mp4");
  });

  it("keeps the rest for the page", async () => {
    expect((await fetch(`${origin}/v1/videos/generations`, { method: "POST" })).status).toBe(404);
    expect(mock.requests()).toEqual([]);
  });
});
