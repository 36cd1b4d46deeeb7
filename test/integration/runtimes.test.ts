import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedPart, newerNode } from "../helpers/integration.ts";
import { BODY, CREATE_PATH, HEADERS, type TaskBody } from "../helpers/mock.ts";
import { type GeneratedApp, makeGeneratedApp } from "../packaging/generated-app.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

const bun = installedPart("bun/bin/bun.exe");
const deno = installedPart("deno/deno");
const node = newerNode();
const RUNTIMES: [name: string, program: string, ...args: string[]][] = [
  ...(node ? [["a newer Node", node] as [string, string]] : []),
  ...(bun ? [["Bun", bun] as [string, string]] : []),
  ...(deno ? [["Deno", deno, "run", "-A"] as [string, string, string, string]] : []),
];

let project: GeneratedApp;
beforeAll(async () => {
  if (RUNTIMES.length > 0) project = await makeGeneratedApp();
}, TIMEOUT_MS);
afterAll(async () => {
  if (RUNTIMES.length > 0) await rm(project.app, { recursive: true, force: true });
});

const page = "spec/pages/gemini-omni-flash-text-to-video.md";

/** What each command is tried with, on Node; Bun and Deno run the mock. */
const COMMANDS = [
  ["init", "--dry-run"],
  ["add", page, "--dry-run"],
  ["list"],
  ["generate"],
  ["generate", "--check"],
  ["diff", "evolink/openapi.yaml", "evolink/openapi.yaml"],
  ["doctor"],
];

/** The mock within a process, with what each runtime does its own way: connections that break, and files. */
const SCRIPT = `import { startMock } from "evolink-openapi/mock";
import { createEvolink } from "evolink-openapi";
import { saveResult } from "evolink-openapi/node";
const mock = await startMock({ taskSeconds: 0 });
const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
const { id } = await evolink.videos.create(${JSON.stringify(BODY)});
const task = await evolink.tasks.wait(id);
const { bytes } = await saveResult(task, process.argv[2], { evolink, overwrite: true });
await mock.close();
const seen = [task.status, bytes > 1000];
for (const fault of ["drop", "reset", "truncate"]) {
  const broken = await startMock({ faults: { [fault]: 1 } });
  const client = createEvolink({ apiKey: "any", baseUrl: broken.url });
  seen.push(await client.videos.create(${JSON.stringify(BODY)}).then(() => "a response", ({ name }) => name));
  await broken.close();
}
console.log(JSON.stringify(seen));
`;

describe.runIf(RUNTIMES.length > 0).each(RUNTIMES)(
  "under %s",
  { timeout: TIMEOUT_MS },
  (name, ...program) => {
    const start = (...args: string[]) => {
      const [file = "", ...before] = program;
      return [file, [...before, ...args]] as const;
    };
    const evolink = (...args: string[]) => start(join(project.installed, "dist/bin.js"), ...args);

    it("the mock command makes a task, refuses a wrong body, and ends with Ctrl-C", async () => {
      const child = spawn(...evolink("mock", "--port", "0", "--task-seconds", "0"), {
        cwd: project.app,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await once(child.stdout, "data");
      const url = /http:\/\/[\d.]+:\d+/.exec(String(line))?.[0] ?? "";
      const submit = (body: object) =>
        fetch(url + CREATE_PATH, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
      const { id } = (await (await submit(BODY)).json()) as TaskBody;
      const task = (await (await fetch(`${url}/v1/tasks/${id}`, { headers: HEADERS })).json()) as TaskBody;
      const clip = await fetch(task.results?.[0] ?? "", { headers: { range: "bytes=0-99" } });
      expect([task.status, clip.status, (await clip.arrayBuffer()).byteLength]).toEqual([
        "completed",
        206,
        100,
      ]);
      expect((await submit({ ...BODY, duration: 99 })).status).toBe(400);
      const ended = once(child, "exit");
      child.kill("SIGINT");
      expect(await ended).toEqual([0, null]);
    });

    it("the mock reads a Prefer header also from its sources", async () => {
      const script = join(import.meta.dirname, "programs/mock-from-sources.mjs");
      const [wished, drawn, missing] = JSON.parse((await run(...start(script))).stdout);
      expect([wished, drawn[0], missing[0]]).toEqual([[429, ["error"]], 200, 404]);
      expect(drawn[1]).toContain("status");
    });

    it("startMock serves the client in the same process, and breaks connections as asked", async () => {
      const script = join(project.app, "mock.mjs");
      await writeFile(script, SCRIPT);
      const { stdout } = await run(...start(script, `${name}.mp4`), { cwd: project.app });
      expect(JSON.parse(stdout)).toEqual(["completed", true, ...Array(3).fill("SubmissionUncertainError")]);
    });
  },
);

describe.runIf(node)("under a newer Node", { timeout: TIMEOUT_MS }, () => {
  it.each(COMMANDS.map((args) => [args.join(" "), args] as const))("%s works", async (_, args) => {
    await run(`${node}`, [join(project.installed, "dist/bin.js"), ...args], { cwd: project.app });
  });
});
