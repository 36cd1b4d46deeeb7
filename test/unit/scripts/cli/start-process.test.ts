import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

/** Runs `npm start`, and interrupts it as Ctrl-C does once the output contains `interruptAt`. */
function start(args: string[], env: NodeJS.ProcessEnv = {}, interruptAt?: string) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, ["scripts/run.js", "scripts/cli/start.ts", "--out", out, ...args], {
      env: { ...process.env, ...env },
    });
    let output = "";
    let interrupted = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (!interruptAt || interrupted || !output.includes(interruptAt)) return;
        interrupted = true;
        child.kill("SIGINT");
      });
    }
    child.on("close", (code) => resolve({ code, output }));
  });
}

describe("npm start", () => {
  it("ends with the video saved, and a second run with another next to it", async () => {
    const first = await start([]);
    expect(first.output).toMatch(
      /Saved .*gemini-omni-flash-text-to-video\.mp4\n {2}\d+ bytes of video\/mp4, sha256 [0-9a-f]{64}/,
    );
    expect(first.code).toBe(0);
    const [name = ""] = await readdir(out);
    const saved = await readFile(join(out, name));

    const second = await start([]);
    expect(second.output).toMatch(/Saved .*gemini-omni-flash-text-to-video-2\.mp4/);
    expect(second.code).toBe(0);
    expect(await readdir(out)).toHaveLength(2);
    expect(await readFile(join(out, name))).toEqual(saved);
  });

  it("names the task and how to go on at Ctrl-C", async () => {
    const { code, output } = await start([], {}, "pending 0 %");
    const id = /Submitted the documented example: (\S+)/.exec(output)?.[1];
    expect(id).toMatch(/^task-unified-/);
    expect(output).toContain(`Task ${id} goes on, and is billed`);
    expect(output).toContain(`await createEvolink().tasks.wait("${id}")`);
    expect(code).toBe(130);
    expect(await readdir(out)).toEqual([]);
  });

  it("asks for the key when it is to spend real credits", async () => {
    const { code, output } = await start(["--live"], { EVOLINK_API_KEY: "" });
    expect(output).toContain("EVOLINK_API_KEY");
    expect(output).not.toContain("Submitted");
    expect(code).toBe(1);
  });
});
