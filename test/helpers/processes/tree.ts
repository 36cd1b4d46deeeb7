import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import { main } from "../../../scripts/cli/generate.ts";

/** A copy of spec/ in a folder of its own, and the command that generates from it. */
export interface Tree {
  folder: string;
  /** Runs `generate` on the tree, in this process. */
  generate(...args: string[]): Promise<{ code: number; output: string }>;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  /** The generated files, by name. */
  readGenerated(): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

const ROOT = process.cwd();

export async function makeTree(): Promise<Tree> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  await cp(join(ROOT, "spec"), join(folder, "spec"), { recursive: true });
  await cp(join(ROOT, "redocly.yaml"), join(folder, "redocly.yaml"));
  const options = ["pages", "supplement", "overlays"].flatMap((name) => [
    `--${name}`,
    join(folder, "spec", name),
  ]);
  options.push("--import-from", "../src", "--import-ending", ".ts");
  const out = join(folder, "generated");
  return {
    folder,
    async generate(...args) {
      let output = "";
      const keep = (text: unknown) => {
        output += `${String(text)}\n`;
        return true;
      };
      const spies = [
        vi.spyOn(console, "log").mockImplementation(keep),
        vi.spyOn(console, "error").mockImplementation(keep),
        vi.spyOn(process.stderr, "write").mockImplementation(keep),
        vi.spyOn(process.stdout, "write").mockImplementation(keep),
      ];
      try {
        const context = { root: ROOT, toolchain: "tests", caches: join(folder, "caches") };
        const code = await main(
          [...options, "--out", out, "--lint-config", join(folder, "redocly.yaml"), ...args],
          context,
        );
        return { code, output };
      } finally {
        for (const spy of spies) spy.mockRestore();
      }
    },
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    read: (path) => readFile(join(folder, path), "utf8"),
    async readGenerated() {
      const names = await readdir(out).catch(() => []);
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await readFile(join(out, name), "utf8")])),
      );
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
