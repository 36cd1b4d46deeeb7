import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../../scripts/cli/check-release.ts";

/** Installs what holds a program, as npm does when it runs no scripts; otherwise says which Node it was run with. */
const NPM = `#!/bin/sh
echo "npm $*" >> "$NPM_LOG"
if [ "$1" != install ]; then exec node; fi
case "$*" in *node@npm:node-*) ;; *) exit 0 ;; esac
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/node/bin"
printf '#!/bin/sh\\necho "the installed node" >> "$NPM_LOG"\\n' > "$2/node_modules/node/bin/node"
chmod +x "$2/node_modules/node/bin/node"
`;

describe("npm run check:release", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "release-"));
    for (const [name, text] of [
      ["npm", NPM],
      ["npx", '#!/bin/sh\necho "npx $RUN_EXAMPLES $*" >> "$NPM_LOG"\n'],
    ] as const) {
      await writeFile(join(folder, name), text);
      await chmod(join(folder, name), 0o755);
    }
    vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
    vi.stubEnv("NPM_LOG", join(folder, "log"));
    vi.spyOn(console, "log").mockReturnValue();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    return rm(folder, { recursive: true, force: true });
  });

  it("installs each Node without running scripts of its package, and runs the npm scripts with it", async () => {
    const context = { root: folder, caches: folder, toolchain: "" };
    const args = ["--node", "22", "26", "--script", "test", "--typescript", "5.4"];
    expect(await main(args, context)).toBe(0);
    const log = await readFile(join(folder, "log"), "utf8");
    expect(log).toMatch(/^npm ci .*--prefix test.integration\n/);
    for (const version of ["22", "26"]) {
      const installed = `node@npm:node-(bin-)?${process.platform}-${process.arch}@${version}`;
      expect(log).toMatch(
        new RegExp(`install --ignore-scripts .*${installed}\nnpm run test\nthe installed node\n`),
      );
    }
  });

  it("compiles what is generated, and runs the examples of the documentation from what was built", async () => {
    await main(["--node", "22", "--script", "test", "--typescript", "5.4"], {
      root: folder,
      caches: folder,
      toolchain: "",
    });
    expect(await readFile(join(folder, "log"), "utf8")).toMatch(
      /npm run build\n[\s\S]*typescript\.test\.ts\nnpx 1 vitest run test\/packaging\/examples\.test\.ts\n$/,
    );
  });
});
