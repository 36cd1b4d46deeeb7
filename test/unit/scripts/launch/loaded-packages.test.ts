import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runsTypeScript } from "../../../../scripts/launch/import-command.js";

const out = mkdtempSync(join(tmpdir(), "evolink-openapi-loaded-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** The packages that a run of `generate` loads, and the paths of the chunks of its bundle. */
function listLoaded(name: string): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--require",
      "./test/helpers/processes/list-loaded.cjs",
      ...["scripts/run.js", "scripts/cli/generate.ts", "--out", join(out, name)],
    ],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  return (stderr.split("\nLOADED\n")[1] ?? "").trim().split("\n");
}

/** What stands in the code of a package, and in no other's. */
const MARKS = {
  "ts-morph": "WhileStatementBase",
  "openapi-core": "no-unused-components",
  yaml: "tag:yaml.org,2002:",
  refa: "TooManyNodesError",
};

/** Of which packages there is code in the chunks that a run loads. */
function listHeld(loaded: readonly string[]): string[] {
  const texts = loaded.filter((path) => path.endsWith(".cjs")).map((path) => readFileSync(path, "utf8"));
  return Object.entries(MARKS).flatMap(([name, mark]) =>
    texts.some((text) => text.includes(mark)) ? [name] : [],
  );
}

describe("generate", () => {
  it("loads what prints TypeScript, and nothing that is big and of no use to it", () => {
    const useless = ["refa", "playwright-core", "fast-check", "vite", "vitest", "msw"];
    const loaded = listLoaded("once");
    expect(runsTypeScript ? loaded : listHeld(loaded)).toContain("ts-morph");
    expect(loaded.filter((name) => useless.includes(name) || name.startsWith("@stoplight/prism"))).toEqual(
      [],
    );
  });

  it.skipIf(runsTypeScript)(
    "loads the chunks that it needs: no automata of patterns, and to find that nothing has changed no tools",
    () => {
      expect(listHeld(listLoaded("twice"))).toEqual(["ts-morph", "openapi-core", "yaml"]);
      expect(listHeld(listLoaded("twice"))).toEqual(["yaml"]);
    },
  );
});
