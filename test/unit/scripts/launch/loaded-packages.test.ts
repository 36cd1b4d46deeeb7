import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runsTypeScript } from "../../../../scripts/launch/import-command.js";
import { hashToolchain } from "../../../../scripts/launch/toolchain.js";

const out = mkdtempSync(join(tmpdir(), "evolink-openapi-loaded-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const COMMAND = "scripts/cli/generate.ts";

/** The packages that a run of `generate` loads, which renders everything. */
function listLoaded(...args: string[]): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", "./test/helpers/processes/list-loaded.cjs", "scripts/run.js", COMMAND, ...args],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  return (stderr.split("\nLOADED\n")[1] ?? "").trim().split("\n");
}

describe("generate", () => {
  // What the bundle itself holds is not seen here.
  it("loads what prints TypeScript, and nothing that is big and of no use to it", () => {
    const loaded = listLoaded("--out", join(out, "generated"));
    expect(loaded).toContain("ts-morph");
    const useless = ["refa", "playwright-core", "fast-check", "vite", "vitest", "msw"];
    expect(loaded.filter((name) => useless.includes(name) || name.startsWith("@stoplight/prism"))).toEqual(
      [],
    );
  });

  it.skipIf(runsTypeScript)(
    "has none of the automata of patterns in its bundle, and takes them from outside",
    () => {
      listLoaded("--out", join(out, "generated"));
      const name = `scripts-cli-generate-${hashToolchain(`${process.cwd()}/`, COMMAND).slice(0, 16)}`;
      const bundle = join("node_modules/.cache/evolink-openapi/bundles", name, "bundle.cjs");
      const text = readFileSync(bundle, "utf8");
      // Not the text itself, which would be printed: it has megabytes.
      const holds = { itself: text.includes("TooManyNodesError"), call: text.includes('require("refa")') };
      expect(holds).toEqual({ itself: false, call: true });
    },
  );
});
