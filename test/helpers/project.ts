import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { Config } from "../../scripts/config/read-config.ts";
import { createFetcher } from "../../scripts/sources/fetch/fetcher.ts";
import { parseLocation } from "../../scripts/sources/gather/read-location.ts";
import type { Lock } from "../../scripts/sources/lock/lock-file.ts";
import type { AddOptions } from "../../scripts/sources/store/add-pages.ts";
import { addPages } from "../../scripts/sources/store/add-pages.ts";
import { type UpdateOptions, updatePages } from "../../scripts/sources/store/update-pages.ts";

/** Someone's project in a folder of its own. */
export interface Project {
  config: Config;
  folder: string;
  write(path: string, text: string | Uint8Array): Promise<void>;
  read(path: string): Promise<string>;
  /** Everything below the folder, by path. */
  readAll(): Promise<Record<string, string>>;
  readLock(): Promise<Lock>;
  add(sources: string | string[], options?: Partial<AddOptions>): ReturnType<typeof addPages>;
  update(options?: Partial<UpdateOptions>): ReturnType<typeof updatePages>;
  /** Starts a command of `scripts/cli/` there, as a process of its own. */
  start(command: string, ...args: string[]): RunningCommand;
  startProgram(program: string, ...args: string[]): RunningCommand;
  remove(): Promise<void>;
}

export interface RunningCommand {
  kill(signal: NodeJS.Signals): void;
  /** What it has printed so far. */
  output(): string;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

const ROOT = process.cwd();

/** Waits that are short enough for tests. */
const LIMITS = { silenceMs: 2_000, backoffMs: 1 };

export async function makeProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "evolink-openapi-")));
  const config: Config = {
    folder,
    pages: join(folder, "spec/pages"),
    lock: join(folder, "spec/sources.yaml"),
    supplement: undefined,
    overlays: undefined,
    lintConfig: undefined,
    out: join(folder, "evolink"),
    imports: { ending: ".js", from: "evolink-openapi" },
    lang: undefined,
  };
  const read = (path: string) => readFile(join(folder, path), "utf8");
  const defaults = () => ({
    fetcher: createFetcher(LIMITS),
    signal: new AbortController().signal,
    dryRun: false,
    accept: false,
    today: "2026-01-02",
  });
  return {
    config,
    folder,
    read,
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async readAll() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
      return Object.fromEntries(
        await Promise.all(paths.sort().map(async (path) => [path, await read(path)])),
      );
    },
    readLock: async () => parse(await read("spec/sources.yaml")) as Lock,
    add: (sources, options) =>
      addPages(
        [sources].flat().map((source) => parseLocation(source, folder)),
        config,
        { ...defaults(), ...options },
      ),
    update: (options) => updatePages(config, { ...defaults(), patterns: [], ...options }),
    start: (command, ...args) =>
      startProgram(
        folder,
        process.execPath,
        join(ROOT, "scripts/run.js"),
        `scripts/cli/${command}.ts`,
        ...args,
      ),
    startProgram: (program, ...args) => startProgram(folder, program, ...args),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function startProgram(cwd: string, program: string, ...args: string[]): RunningCommand {
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => (stdout += piece));
  child.stderr.on("data", (piece) => (stderr += piece));
  return {
    kill: (signal) => child.kill(signal),
    output: () => stdout + stderr,
    ended: once(child, "close").then(([code]) => ({ code, stdout, stderr })),
  };
}
