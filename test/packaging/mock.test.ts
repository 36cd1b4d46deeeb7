import { type ChildProcess, execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { BODY, CREATE_PATH, HEADERS, type TaskBody } from "../helpers/mock.ts";
import { PRETEND_OLD_NODE } from "../helpers/processes/old-node.ts";
import { installPacked } from "./install-packed.ts";

const run = promisify(execFile);
/** npm and a first start, on a busy machine. */
const TIMEOUT_MS = 60_000;

let app: string;
let command: string;

beforeAll(async () => {
  ({ app, command } = await installPacked());
  // What opens a browser, where there is one.
  await mkdir(join(app, "programs"));
  const opener = `#!/bin/sh\nprintf %s "$1" > ${join(app, "opened")}\n`;
  await writeFile(join(app, "programs", "xdg-open"), opener, { mode: 0o755 });
}, TIMEOUT_MS);

afterAll(() => rm(app, { recursive: true, force: true }));

/** Starts the command and waits for the line that says where it is. */
async function start(...args: string[]): Promise<{ child: ChildProcess; line: string }> {
  const PATH = `${join(app, "programs")}${delimiter}${process.env.PATH}`;
  // In the place of the real API, nobody.
  const env = { ...process.env, PATH, EVOLINK_BASE_URL: "http://127.0.0.1:9", EVOLINK_API_KEY: "" };
  const child = spawn(command, args, { cwd: app, stdio: ["ignore", "pipe", "inherit"], env });
  const line = await new Promise<string>((resolveLine, reject) => {
    let printed = "";
    child.stdout?.on("data", (chunk) => {
      printed += chunk;
      const [line] = /^EvoLink mock on .*Ctrl-C ends/m.exec(printed) ?? [];
      if (line !== undefined) resolveLine(line);
    });
    child.once("exit", (code) => reject(new Error(`The mock ended with exit code ${code}.`)));
  });
  return { child, line };
}

const urlOf = (line: string) => /http:\/\/127\.0\.0\.\d:\d+/.exec(line)?.[0] ?? "";

const submit = (url: string, changes: object = {}) =>
  fetch(url + CREATE_PATH, {
    method: "POST",
    headers: HEADERS,
    body: JSON.stringify({ ...BODY, ...changes }),
  });

const submitted = async (url: string) => ((await (await submit(url)).json()) as TaskBody).id;

const readTask = async (url: string, id: string) =>
  (await (await fetch(`${url}/v1/tasks/${id}`, { headers: HEADERS })).json()) as TaskBody;

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolveExit) => child.once("exit", resolveExit));
  child.kill("SIGTERM");
  await ended;
}

describe("the packed package", { timeout: TIMEOUT_MS }, () => {
  it("names the Node it needs on one that is too old", async () => {
    const old = join(app, "old.cjs");
    await writeFile(old, PRETEND_OLD_NODE);
    const options = { cwd: app, env: { ...process.env, NODE_OPTIONS: `--require ${old}` } };
    const sentence = "evolink-openapi needs Node 20.19 or newer, and this is Node 20.18.3.";
    for (const args of [[], ["mock"], ["mock", "--help"]])
      await expect(run(command, args, options)).rejects.toMatchObject({ code: 1, stderr: `${sentence}\n` });
    const start =
      'import("evolink-openapi/mock").then(({ startMock }) => startMock()).catch(({ message }) => console.log(message))';
    expect((await run(process.execPath, ["-e", start], options)).stdout).toBe(`${sentence}\n`);
  });

  it("prints --help and refuses what it does not know", async () => {
    expect((await run(command, ["mock", "--help"], { cwd: app })).stdout).toContain("[mock:fail=CODE]");
    await expect(run(command, ["mokc"], { cwd: app })).rejects.toMatchObject({ code: 2 });
  });

  describe("with nothing installed next to it", () => {
    it("serves a task and its result, and ends cleanly with Ctrl-C", async () => {
      const { child, line } = await start("mock", "--port", "0", "--task-seconds", "0");
      const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      const submission = await fetch(url + CREATE_PATH, {
        method: "POST",
        headers: HEADERS,
        body: JSON.stringify(BODY),
      });
      const { id } = (await submission.json()) as TaskBody;
      const task = (await (await fetch(`${url}/v1/tasks/${id}`, { headers: HEADERS })).json()) as TaskBody;
      const clip = await fetch(task.results?.[0] ?? "");
      expect([clip.status, clip.headers.get("content-type")]).toEqual([200, "video/mp4"]);
      await clip.arrayBuffer();

      const ended = new Promise((resolveCode) => child.once("exit", resolveCode));
      child.kill("SIGINT");
      expect(await ended).toBe(0);
    });

    /** What each option is tried with, and what then has to be so. `{port}` is where the mock listens. */
    const OPTIONS: Record<string, { args: () => string[]; holds: (url: string) => Promise<void> }> = {
      "--port": {
        args: () => ["--port", "0"],
        holds: async (url) => expect(new URL(url).port).not.toBe("4010"),
      },
      "--host": {
        args: () => ["--host", "127.0.0.2"],
        holds: async (url) => expect(new URL(url).hostname).toBe("127.0.0.2"),
      },
      "--spec": {
        args: () => ["--spec", join(app, "node_modules/evolink-openapi/generated/openapi.yaml")],
        holds: async (url) => expect((await submit(url)).status).toBe(200),
      },
      "--task-seconds": {
        args: () => ["--task-seconds", "0"],
        holds: async (url) => expect((await readTask(url, await submitted(url))).status).toBe("completed"),
      },
      "--result-seconds": {
        args: () => ["--task-seconds", "0", "--result-seconds", "0"],
        async holds(url) {
          const { results = [] } = await readTask(url, await submitted(url));
          expect((await fetch(results[0] ?? "")).status).toBe(403);
        },
      },
      "--fault": {
        args: () => ["--fault", "drop=1"],
        holds: async (url) => void (await expect(submit(url)).rejects.toThrow()),
      },
      "--seed": {
        args: () => ["--seed", "7"],
        async holds(url) {
          const again = await start("mock", "--port", "0", "--seed", "7");
          const ids = [await submitted(url), await submitted(urlOf(again.line))];
          await stop(again.child);
          expect(new Set(ids.map((id) => id.split("-").at(-1))).size).toBe(1);
        },
      },
      "--state": {
        args: () => ["--state", join(app, "state.json")],
        async holds(url) {
          const id = await submitted(url);
          const again = await start("mock", "--port", "0", "--state", join(app, "state.json"));
          const task = await readTask(urlOf(again.line), id);
          await stop(again.child);
          expect(task.id).toBe(id);
        },
      },
      "--live": {
        args: () => ["--live", "--record", join(app, "live.jsonl")],
        async holds(url) {
          expect((await submit(url)).status).toBe(424);
          expect(await readFile(join(app, "live.jsonl"), "utf8")).toContain(BODY.prompt);
        },
      },
      "--record": {
        args: () => ["--live", "--record", join(app, "record.jsonl")],
        async holds() {
          expect(await readFile(join(app, "record.jsonl"), "utf8")).toContain("recordingOf");
          const alone = run(command, ["mock", "--port", "0", "--record", "other.jsonl"], { cwd: app });
          await expect(alone).rejects.toMatchObject({
            code: 2,
            stderr: expect.stringContaining("costs money"),
          });
        },
      },
      "--replay": {
        args() {
          const lines = [
            { format: 1, recordingOf: { title: "", version: "", sha256: "" } },
            { id: 1, request: { method: "GET", url: "/v1/tasks/recorded", headers: {} } },
            { id: 1, response: { status: 200, headers: {}, body: { text: '{"id":"recorded"}' } } },
          ];
          const path = join(app, "replay.jsonl");
          writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
          return ["--replay", path];
        },
        holds: async (url) => expect(await readTask(url, "recorded")).toEqual({ id: "recorded" }),
      },
      "--stream-ms": {
        args: () => ["--stream-ms", "0"],
        async holds(url) {
          expect((await submit(url)).status).toBe(200);
          const wrong = run(command, ["mock", "--port", "0", "--stream-ms", "soon"], { cwd: app });
          await expect(wrong).rejects.toMatchObject({
            code: 2,
            stderr: expect.stringContaining("--stream-ms"),
          });
        },
      },
      "--local-callbacks": {
        args: () => ["--local-callbacks"],
        holds: async (url) =>
          expect((await submit(url, { callback_url: "http://127.0.0.1:9/" })).status).toBe(200),
      },
      "--open": {
        args: () => ["--open"],
        async holds(url) {
          const opened = await vi.waitFor(async () => {
            const text = await readFile(join(app, "opened"), "utf8");
            expect(text).not.toBe("");
            return text;
          }, 10_000);
          expect(new URL(opened).href).toBe(new URL(url).href);
          // The console and the reference are in the package.
          const headers = { accept: "text/html" };
          expect(await (await fetch(opened, { headers })).text()).toContain("/_mock/console.js");
          for (const [path, said] of [
            ["console.js", "EventSource"],
            ["console.css", ".task"],
            ["redoc.js", "export{RedocStandalone"],
          ])
            expect(await (await fetch(`${url}/_mock/${path}`)).text()).toContain(said);
        },
      },
      "--watch": {
        args: () => ["--watch"],
        holds: async (url) => expect((await submit(url)).status).toBe(200),
      },
    };

    it("has no option that is not tried here", async () => {
      const { stdout } = await run(command, ["mock", "--help"], { cwd: app });
      const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
      expect(options.filter((option) => option !== "--help").sort()).toEqual(Object.keys(OPTIONS).sort());
    });

    it.each(Object.keys(OPTIONS))("does what %s says", async (option) => {
      const { args, holds } = OPTIONS[option] ?? { args: () => [], holds: async () => {} };
      const { child, line } = await start("mock", ...(option === "--port" ? [] : ["--port", "0"]), ...args());
      try {
        await holds(urlOf(line));
      } finally {
        await stop(child);
      }
    });

    it("exports startMock", async () => {
      const script =
        'import { startMock } from "evolink-openapi/mock"; const mock = await startMock(); console.log(mock.url); await mock.close();';
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: app });
      expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    });

    it("says so when the port is in use", async () => {
      const { child, line } = await start("mock", "--port", "0");
      const [, port = ""] = /127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      await expect(run(command, ["mock", "--port", port], { cwd: app })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(
          `Port ${port} is in use. Stop what uses it, or pass --port 0 for a free one.`,
        ),
      });
      child.kill("SIGTERM");
      await new Promise((resolveExit) => child.once("exit", resolveExit));
    });
  });
});
