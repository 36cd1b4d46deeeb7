import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";

/** Runs `npm start`, and interrupts it as Ctrl-C does once the output contains `interruptAt`. */
function start(args: string[], env: NodeJS.ProcessEnv, interruptAt?: string) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, ["scripts/run.js", "start", ...args], {
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

describe.concurrent("npm start", () => {
  it("names the task and how to go on at Ctrl-C", async () => {
    const { code, output } = await start([], {}, "pending 0 %");
    const id = /Submitted the documented example: (\S+)/.exec(output)?.[1];
    expect(id).toMatch(/^task-unified-/);
    expect(output).toContain(`Task ${id} goes on, and is billed`);
    expect(output).toContain(`await createEvolink().tasks.wait("${id}")`);
    expect(code).toBe(130);
  });

  it("asks for the key when it is to spend real credits", async () => {
    const { code, output } = await start(["--live"], { EVOLINK_API_KEY: "" });
    expect(output).toContain("EVOLINK_API_KEY");
    expect(output).not.toContain("Submitted");
    expect(code).toBe(1);
  });
});
