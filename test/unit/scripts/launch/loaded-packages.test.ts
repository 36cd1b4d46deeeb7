import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const out = mkdtempSync(join(tmpdir(), "evolink-openapi-loaded-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** The packages that a run of `generate` loads, which renders everything. */
function listLoaded(...args: string[]): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--require",
      "./test/helpers/processes/list-loaded.cjs",
      "scripts/run.js",
      "scripts/cli/generate.ts",
      ...args,
    ],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  return (stderr.split("\nLOADED\n")[1] ?? "").trim().split("\n");
}

describe("generate", () => {
  // What the bundle itself holds is not seen here; these stay outside of it.
  it("loads what prints TypeScript, and nothing that is big and of no use to it", () => {
    const loaded = listLoaded("--out", join(out, "generated"));
    expect(loaded).toContain("ts-morph");
    const useless = ["refa", "playwright-core", "fast-check", "vite", "vitest", "msw"];
    expect(loaded.filter((name) => useless.includes(name) || name.startsWith("@stoplight/prism"))).toEqual(
      [],
    );
  });
});
