import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { type Mock, type MockOptions, startMock } from "../../src/mock/index.ts";
import { installedPart } from "../helpers/integration.ts";

const server = installedPart("@evolinkai/evolink-media/dist/evolink-media/src/index.js");

/** Points the server at the mock without changing it: its host is fixed in its code. */
const preload = (url: string) =>
  `const send = globalThis.fetch;
globalThis.fetch = (to, init) => send(String(to).replace("https://api.evolink.ai", ${JSON.stringify(url)}), init);`;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Starts the server on a mock of one of its models, and calls its tools as an assistant does. */
async function setUp(
  options: MockOptions = {},
): Promise<{ mock: Mock; call: (tool: string, args: object) => Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-media-"));
  closers.push(() => rm(folder, { recursive: true }));
  const spec = join(folder, "openapi.yaml");
  const own = await readFile("generated/openapi.yaml", "utf8");
  await writeFile(spec, own.replaceAll("gemini-omni-flash-text-to-video", "sora-2-preview"));
  const mock = await startMock({ spec, taskSeconds: 0, ...options });
  closers.push(() => mock.close());
  const program = join(folder, "preload.mjs");
  await writeFile(program, preload(mock.url));
  const child = spawn(process.execPath, ["--import", program, `${server}`], {
    env: { ...process.env, EVOLINK_API_KEY: "any" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  closers.push(() => child.kill());

  const waiting = new Map<number, (result: never) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, result } = JSON.parse(line);
    waiting.get(id)?.(result as never);
  });
  let count = 0;
  const ask = (method: string, params: object) =>
    new Promise<{ content: { text: string }[] }>((resolve) => {
      waiting.set(++count, resolve);
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: count, method, params })}\n`);
    });
  const clientInfo = { name: "test", version: "1" };
  await ask("initialize", { protocolVersion: "2025-03-26", capabilities: {}, clientInfo });
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
  const call = async (name: string, args: object) =>
    (await ask("tools/call", { name, arguments: args })).content.map(({ text }) => text).join("\n");
  return { mock, call };
}

const MODEL = { model: "sora-2-preview", prompt: "A kite" };

describe.skipIf(!server)("EvoLink's own MCP server against the mock", { timeout: 30_000 }, () => {
  it("submits, and finds the task and its link", async () => {
    const { mock, call } = await setUp();
    const [id = ""] =
      /task-unified-[\w-]+/.exec(await call("generate_video", { ...MODEL, duration: 6 })) ?? [];
    expect(id).not.toBe("");
    const looked = await call("check_task", { task_id: id });
    expect(looked).toContain(`${mock.url}/`);
    expect(looked).toMatch(/completed/i);
    expect(mock.requests().map(({ method, status }) => `${method} ${status}`)).toEqual([
      "POST 200",
      "GET 200",
    ]);
  });

  it("is told what is wrong with what the page of the model does not describe", async () => {
    const { mock, call } = await setUp();
    // Its tool takes 3 to 15 seconds for every model; this one's page says at most 10.
    expect(await call("generate_video", { ...MODEL, duration: 15 })).toMatch(/duration/);
    expect(mock.requests().map(({ status }) => status)).toEqual([400]);
  });

  it("sends no idempotency key, and submits again after a lost response: there it can pay twice", async () => {
    const { mock, call } = await setUp({ faults: { drop: 1 } });
    await call("generate_video", MODEL);
    const posts = mock.requests().filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(2);
    expect(posts.map(({ headers }) => Object(headers)["idempotency-key"])).toEqual([undefined, undefined]);
  });
});
