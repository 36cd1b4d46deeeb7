import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findPackageManager } from "../../../../scripts/init/package-manager.ts";
import { renderWorkflow } from "../../../../scripts/init/workflow.ts";
import { makeProject, type Project } from "../../../helpers/project.ts";

interface Step {
  name?: string;
  run?: string;
  if?: string;
  "continue-on-error"?: boolean;
}

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

/** Paths that a shell would take for more than one, or for a command. */
const PATHS = { pages: "my pages", lock: "lock $(touch pwned).yaml", out: "src/the client" };

/**
 * Runs the scripts of the workflow in a repository, as GitHub does, but with programs of the test instead of npx and gh.
 *
 * @param update What `evolink-openapi update` does. @param generate What `evolink-openapi generate` does.
 */
async function runWorkflow(
  update: string,
  generate = 'echo new > "$OUT/openapi.yaml"',
): Promise<{ failed: string[]; calls: string }> {
  const { folder } = project;
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, "temp"));
  await project.write(
    "bin/npx",
    `#!/bin/sh\necho "$*" >> "$CALLS"\ncase "$2" in\nupdate) ${update};;\ngenerate) ${generate};;\ndiff) echo "breaking: $(cat "$3") to $(cat "$4")"; exit 1;;\nesac\n`,
  );
  await project.write(
    "bin/gh",
    '#!/bin/sh\necho "gh $1 $2" >> "$CALLS"\n[ "$1" = auth ] || cat "$RUNNER_TEMP/body.md" >> "$CALLS"\n',
  );
  for (const name of ["npx", "gh"]) await chmod(join(folder, "bin", name), 0o755);
  git("init", "--quiet", "--bare", "origin.git");
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", join(folder, "origin.git"));
  await project.write(`${PATHS.pages}/kite.md`, "old");
  await project.write(PATHS.lock, "old");
  await project.write(`${PATHS.out}/openapi.yaml`, "old\n");
  git("add", PATHS.pages, PATHS.lock, PATHS.out);
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=start");

  const text = renderWorkflow({ ...PATHS, folder: "", manager: findPackageManager(folder) });
  const { env, steps } = parse(text).jobs.update as { env: Record<string, string>; steps: Step[] };
  const failed: string[] = [];
  for (const step of steps.filter(({ name, run }) => run !== undefined && name !== undefined)) {
    if (step.if === "steps.update.outcome == 'failure'" && failed.length === 0) continue;
    const { status } = spawnSync("bash", ["-e", "-c", step.run ?? ""], {
      cwd: folder,
      env: {
        ...process.env,
        ...env,
        PATH: `${join(folder, "bin")}:${process.env.PATH}`,
        RUNNER_TEMP: join(folder, "temp"),
        CALLS: join(folder, "calls"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
      },
    });
    if (status !== 0) failed.push(step.name ?? "");
  }
  return { failed, calls: await project.read("calls").catch(() => "") };
}

describe("the workflow of init --github", { timeout: 60_000 }, () => {
  it("pushes pages, lock file and client, and opens a pull request with what changed", async () => {
    const { failed, calls } = await runWorkflow(
      'echo "✓ changed  kite.md"; echo new > "$PAGES/kite.md"; echo new > "$LOCK"',
    );
    expect(failed).toEqual([]);
    expect(calls).toMatch(/gh pr create/);
    expect(calls).toMatch(/✓ changed {2}kite\.md[\s\S]*breaking: old to new/);
    const show = ["--git-dir=origin.git", "show", "--name-only", "--format=%s", "evolink-openapi/update"];
    const shown = execFileSync("git", show, { cwd: project.folder, encoding: "utf8" });
    expect(shown.trim().split("\n")).toEqual([
      "Update the pages of the EvoLink API",
      "",
      PATHS.lock,
      `${PATHS.pages}/kite.md`,
      `${PATHS.out}/openapi.yaml`,
    ]);
    expect(Object.keys(await project.readAll())).not.toContain("pwned");
  });

  it("cuts a report that is longer than a pull request may be, between two letters", async () => {
    const { failed, calls } = await runWorkflow('yes 凧 | head -n 20000; echo new > "$PAGES/kite.md"');
    expect(failed).toEqual([]);
    expect(calls).toMatch(/gh pr create/);
    const body = await readFile(join(project.folder, "temp/body.md"));
    expect(body.length).toBeGreaterThan(59_990);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body.toString()).not.toContain("\uFFFD");
    expect(await project.read("summary")).toContain("breaking: old to new");
  });

  it.each(["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock"])(
    "pins its actions, and leaves no token to what is installed: %s",
    async (lock) => {
      await project.write(lock, "");
      const text = renderWorkflow({ ...PATHS, folder: "", manager: findPackageManager(project.folder) });
      const { steps } = parse(text).jobs.update as {
        steps: { uses?: string; with?: object; env?: object }[];
      };
      const used = steps.flatMap(({ uses }) => uses ?? []);
      expect(used.every((uses) => /^[\w/-]+@[\da-f]{40}$/.test(uses))).toBe(true);
      expect(steps[0]?.with).toEqual({ "persist-credentials": false });
      expect(steps.filter((step) => JSON.stringify(step).includes("token }}"))).toHaveLength(1);
    },
  );

  it("opens none where nothing has changed", async () => {
    const { calls } = await runWorkflow('echo "✓ same"', "true");
    expect(calls).not.toMatch(/gh pr/);
  });

  it("goes on when a page is gone, and fails in the end", async () => {
    const { failed, calls } = await runWorkflow(
      'echo "✗ gone  gull.md"; echo new > "$PAGES/kite.md"; exit 1',
    );
    expect(failed).toEqual(["Fetch the pages again", "Fail where a page could not be updated"]);
    expect(calls).toMatch(/gh pr create[\s\S]*✗ gone {2}gull\.md/);
    const text = renderWorkflow({ ...PATHS, folder: "", manager: findPackageManager(project.folder) });
    const { steps } = parse(text).jobs.update as { steps: Step[] };
    expect(steps.find(({ name }) => name?.startsWith("Fetch"))?.["continue-on-error"]).toBe(true);
    expect(steps.at(-1)?.if).toBe("steps.update.outcome == 'failure'");
  });
});
