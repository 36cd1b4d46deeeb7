import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one run of some processes cost. */
export interface Cost {
  seconds: number;
  /** Processor time of all Node processes, by users and system. */
  cpuSeconds: number;
  /** Peak resident memory of the largest Node process, in MB. Helpers that are no Node processes do not count. */
  peakMb: number;
}

/** Runs Node programs one after the other, and measures them together: whole processes, from start to exit. */
export async function measureProcesses(
  commands: readonly (readonly string[])[],
  cwd: string,
  node = process.execPath,
): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-bench-"));
  const peaks = join(folder, "peaks");
  const probe = join(folder, "probe.cjs");
  await writeFile(peaks, "");
  await writeFile(
    probe,
    `process.on("exit", () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      require("node:fs").appendFileSync(${JSON.stringify(peaks)}, maxRSS + " " + (userCPUTime + systemCPUTime) + "\\n");
    });`,
  );
  try {
    const started = performance.now();
    for (const command of commands) await run([node, ...command], cwd, probe);
    const seconds = (performance.now() - started) / 1000;
    const found = (await readFile(peaks, "utf8"))
      .trim()
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    return {
      seconds,
      cpuSeconds: found.reduce((sum, [, microseconds = 0]) => sum + microseconds, 0) / 1e6,
      peakMb: Math.max(...found.map(([peak = 0]) => peak)) / 1024,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run([program = "", ...command]: readonly string[], cwd: string, probe: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: "off", NODE_OPTIONS: `--require ${probe}` };
    const child = spawn(program, [...command], { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command.join(" ")} ended with ${code}:\n${stderr}`)),
    );
  });
}

/** Median, smallest and largest of some figures. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function summarise(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** `1.02 (0.97–1.20)` */
export function formatSpread({ median, min, max }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
