import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../../scripts/cli/batch.ts";
import { type Mock, startMock } from "../../../../src/mock/index.ts";
import { readExamples } from "../../../helpers/readme.ts";

let mock: Mock;
let folder: string;
let file: string;
let printed: string;
beforeAll(async () => {
  mock = await startMock({ taskSeconds: 0.1 });
  vi.stubEnv("EVOLINK_BASE_URL", mock.url);
  vi.stubEnv("EVOLINK_API_KEY", "sk-test-12345");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await mock.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "batch-command-"));
  file = join(folder, "clips.jsonl");
  printed = "";
  const print = (text: unknown) => {
    printed += `${text}`;
    return true;
  };
  vi.spyOn(console, "log").mockImplementation(print);
  vi.spyOn(console, "error").mockImplementation(print);
  vi.spyOn(process.stdout, "write").mockImplementation(print);
  vi.spyOn(process.stderr, "write").mockImplementation(print);
});
afterEach(async () => {
  vi.restoreAllMocks();
  mock.reset();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => main(args, { root: process.cwd(), toolchain: "", caches: folder });
const order = (prompt: string) =>
  JSON.stringify({ body: { model: "gemini-omni-flash-text-to-video", prompt } });

describe("evolink-openapi batch", () => {
  it("carries out the file of TEN-THOUSAND.md as it is written, with its arguments", async () => {
    const [lines = ""] = readExamples("json", "TEN-THOUSAND.md");
    const [typed = ""] = readExamples("sh", "TEN-THOUSAND.md");
    await writeFile(file, lines);
    const args = typed.trim().split(" ").slice(3);
    expect(await run(...args.map((arg) => (arg === "clips.jsonl" ? file : arg)))).toBe(0);
    expect(printed).toMatch(/^1 done; [\d.]+ credits reserved\n$/);
    expect(await readdir(join(folder, "clips"))).toEqual([`${mock.tasks()[0]?.id}.mp4`]);
  });

  it.each([
    ["is not there", "none.jsonl", /^error There is no file .*none\.jsonl\.$/],
    ["is a folder", ".", /^error Cannot read .*: EISDIR/],
  ])("says in a sentence that its file %s", async (_, name, message) => {
    expect(await run(join(folder, name))).toBe(1);
    expect(printed).toMatch(message);
  });

  it("prints the report as JSON, and says by its exit code that some are not done", async () => {
    await writeFile(file, `${order("A kite")}\n${order("[mock:fail=content_policy_violation]")}\n`);
    expect(await run(file, "--json", "--per-second", "1000", "--out", join(folder, "out"))).toBe(1);
    const report = JSON.parse(printed);
    expect(report).toMatchObject({ done: 1, failed: 1 });
    expect(report.orders[1].error).toMatchObject({ advice: "change-input" });
    expect(await readdir(join(folder, "out"))).toHaveLength(1);
  });

  it("names the task whose id is stored nowhere, also after Ctrl-C", async () => {
    await writeFile(file, `${order("A kite")}\n`);
    const server = createServer(async (_, response) => {
      await appendFile(`${file}.journal`, "of another process\n");
      process.emit("SIGINT");
      response.end('{"id":"task-1","status":"pending"}');
    }).listen(0);
    vi.stubEnv("EVOLINK_BASE_URL", `http://localhost:${(server.address() as AddressInfo).port}`);
    expect(await run(file)).toBe(1);
    expect(printed).toMatch(/^Stopped\. \w+ was submitted as the task task-1, which .*: Another process /);
    vi.stubEnv("EVOLINK_BASE_URL", mock.url);
    server.close();
  });

  it("says in words what failed, and settles it as it is told", async () => {
    await writeFile(file, `${order("[mock:status=503]")}\n`);
    expect(await run(file)).toBe(1);
    const [, id] = /uncertain.* line 1 \((\w+)\)/.exec(printed) ?? [];
    expect(printed).toContain("--settle ID=TASK_ID");
    printed = "";
    expect(await run(file, "--settle", `${id}=give-up`)).toBe(1);
    expect(printed).toContain("1 failed");
    expect(printed).not.toContain("Not settled");
    expect(mock.requests().filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("says in words what it could not settle", async () => {
    await writeFile(file, `${order("A kite")}\n`);
    expect(await run(file, "--json")).toBe(0);
    const [{ id }] = JSON.parse(printed).orders;
    printed = "";
    expect(await run(file, "--settle", `${id}=again`)).toBe(0);
    expect(printed).toContain(`Not settled: ${id} (done). Only an order that is uncertain,`);
    expect(mock.requests().filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it.each([
    [["--budget", "0"], "above 0"],
    [["--settle", "x"], "ID=TASK_ID"],
    [[], "missing required argument"],
  ])("exits with 2 at %j", async (args, words) => {
    await writeFile(file, `${order("A kite")}\n`);
    expect(await run(...(args.length > 0 ? [file, ...args] : []))).toBe(2);
    expect(printed).toContain(words);
    expect(mock.requests()).toEqual([]);
  });
});
