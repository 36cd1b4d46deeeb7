import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newerNode } from "../../../helpers/integration.ts";

const ROOT = process.cwd();
const PAGES = ["spec/pages", "spec/supplement"].map((path) => join(ROOT, path));

/** Somebody's machine: everything that two of them may have set differently. */
interface Machine {
  node: string;
  project: string;
  /** Where its commands are typed, from the project's folder. */
  cwd: string;
  umask: string;
  env: Record<string, string>;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=kite", "-c", "user.email=kite@example.org", ...args], {
    stdio: "pipe",
  });

/** Runs a command there, and gives what it exited with and what it said where that was not 0. */
function run({ node, project, cwd, umask, env }: Machine, command: string, ...args: string[]): unknown {
  const script = [join(ROOT, "scripts/run.js"), `scripts/cli/${command}.ts`, ...args];
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", `umask ${umask}; exec "$0" "$@"`, node, ...script],
    {
      cwd: join(project, cwd),
      env: { PATH: process.env.PATH, ...env },
      encoding: "utf8",
    },
  );
  return status === 0 ? 0 : `${status} ${stdout}${stderr}`;
}

async function readAll(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), "latin1")])),
  );
}

describe("two machines with other settings", { timeout: 120_000 }, () => {
  it("make the same bytes of the same pages, and check those of the other", async () => {
    const first: Machine = {
      node: process.execPath,
      project: join(folder, "kites"),
      cwd: ".",
      umask: "022",
      env: { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", HOME: join(folder, "home") },
    };
    const second: Machine = {
      node: newerNode() ?? process.execPath,
      project: join(folder, "Deep Down/凧 KITES/kites"),
      cwd: "packages/app",
      umask: "077",
      env: {
        TZ: "Pacific/Kiritimati",
        LANG: "tr_TR.UTF-8",
        LC_ALL: "tr_TR.UTF-8",
        HOME: join(folder, "other home"),
        NO_COLOR: "1",
      },
    };
    await mkdir(first.project, { recursive: true });
    expect(run(first, "init")).toBe(0);
    expect(run(first, "add", ...PAGES)).toBe(0);
    expect(run(first, "generate")).toBe(0);

    git("-C", first.project, "init", "--quiet");
    git("-C", first.project, "add", "--all");
    git("-C", first.project, "commit", "--quiet", "--message", "Kites");
    // As Git is installed on Windows.
    git("-c", "core.autocrlf=true", "clone", "--quiet", first.project, second.project);
    await mkdir(join(second.project, second.cwd), { recursive: true });
    expect(run(second, "generate", "--check")).toBe(0);
    await rm(join(second.project, "evolink"), { recursive: true });
    expect(run(second, "generate")).toBe(0);

    const made = await readAll(join(first.project, "evolink"));
    expect(Object.keys(made)).toContain("index.ts");
    expect(await readAll(join(second.project, "evolink"))).toEqual(made);
  });
});
