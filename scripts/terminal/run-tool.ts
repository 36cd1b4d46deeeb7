import { spawn } from "node:child_process";
import { join } from "node:path";

/** How a tool ended, and all it printed. */
export interface ToolResult {
  code: number;
  output: string;
}

/** Runs a tool of node_modules/.bin (or any program on the path) in a folder, and keeps what it prints. */
export function runTool(
  root: string,
  command: string,
  args: readonly string[],
  cwd = root,
): Promise<ToolResult> {
  const path = `${join(root, "node_modules/.bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
  // Its output is kept and shown later; it cannot see for itself whether that will be on a terminal.
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1", FORCE_COLOR: undefined };
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...color, PATH: path, REDOCLY_TELEMETRY: "off" },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
