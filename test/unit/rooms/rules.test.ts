import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const { forbidden, options } = createRequire(import.meta.url)("../../../.dependency-cruiser.cjs");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rooms-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let projects = 0;

/** Names of the rules that a project of such files breaks: by path, what each file imports. */
async function findBrokenRules(files: Record<string, readonly string[]>): Promise<string[]> {
  projects += 1;
  const baseDir = join(folder, String(projects));
  const all = new Map(
    Object.values(files)
      .flat()
      .filter((path) => path.includes("/"))
      .map((path) => [path, [] as readonly string[]]),
  );
  for (const [path, imports] of [...all, ...Object.entries(files)]) {
    const lines = imports.map((one) => {
      const up = "../".repeat(path.split("/").length - 1);
      return `import {} from "${one.includes("/") ? `${up}${one}` : one}";\n`;
    });
    await mkdir(dirname(join(baseDir, path)), { recursive: true });
    await writeFile(join(baseDir, path), lines.join(""));
  }
  const { tsConfig: _, ...rest } = options;
  const { output } = await cruise([...new Set([...all.keys(), ...Object.keys(files)])], {
    ...rest,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  });
  const { summary } = output as ICruiseResult;
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

/** For each rule, a project that breaks it and no other. */
const BROKEN: Record<string, Record<string, readonly string[]>> = {
  "no-circle-of-files": { "src/a/one.ts": ["src/a/two.ts"], "src/a/two.ts": ["src/a/one.ts"] },
  "no-circle-of-folders": {
    "src/a/one.ts": ["src/b/two.ts"],
    "src/b/three.ts": ["src/a/four.ts"],
    "src/b/two.ts": [],
  },
  "generated-stands-alone": { "generated/client.ts": ["src/client/client.ts"] },
  "the-runtime-knows-no-document": { "src/client/client.ts": ["generated/index.ts"] },
  "src-never-imports-scripts": { "src/openapi/walk.ts": ["scripts/pipeline/index.ts"] },
  "client-and-mock-are-apart": { "src/client/tasks/wait.ts": ["src/mock/base/clock.ts"] },
  "mock-and-client-are-apart": { "src/mock/run.ts": ["src/client/http/abort.ts"] },
  "scripts-do-not-import-tests": { "scripts/cli/check.ts": ["test/helpers/pages.ts"] },
  "toolchain-does-not-know-the-client": { "scripts/render/index.ts": ["src/client/client.ts"] },
  "core-runs-anywhere": { "src/client/http/abort.ts": ["node:timers"] },
};

describe("the rules of imports", () => {
  it.each(Object.entries(BROKEN))("report %s where it is broken, and nothing else", async (rule, files) => {
    expect(await findBrokenRules(files)).toEqual([rule]);
  });

  it("are all shown failing", () => {
    expect(Object.keys(BROKEN).sort()).toEqual(forbidden.map(({ name }: { name: string }) => name).sort());
  });

  it("let the arrows of the architecture through", async () => {
    expect(
      await findBrokenRules({
        "scripts/render/index.ts": ["scripts/pipeline/index.ts", "src/openapi/walk.ts", "src/mock/index.ts"],
        "scripts/start/make-result.ts": ["src/index.ts"],
        "generated/validators.ts": ["src/validation/validator.ts"],
        "generated/index.ts": ["src/runtime/index.ts", "src/raw/index.ts"],
        "src/index.ts": ["generated/index.ts"],
        "src/client/client.ts": ["src/client/http/abort.ts"],
        "src/mock/run.ts": ["src/openapi/walk.ts", "node:http"],
        "test/unit/any.test.ts": ["src/mock/run.ts", "scripts/render/index.ts"],
      }),
    ).toEqual([]);
  });
});
