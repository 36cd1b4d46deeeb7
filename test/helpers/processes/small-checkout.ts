import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** As much of this project as `scripts/run.js` needs, in a folder with caches of its own. */
export interface SmallCheckout {
  folder: string;
  caches: string;
  /** Runs `scripts/cli/tell.ts`, by default as `node scripts/run.js` does. */
  run(options?: RunOptions): { code: number | null; output: string };
  /** Replaces the command, a module that exports `main`. */
  writeCommand(source: string): Promise<void>;
  /** Paths of the files in the caches, from their folder. */
  listCached(): Promise<string[]>;
  remove(): Promise<void>;
}

interface RunOptions {
  /** Arguments of node itself. */
  nodeArgs?: readonly string[];
  /** Most bytes that a file may have, in units of the shell: 512 or 1024. What goes beyond is cut off. */
  fileLimit?: number;
}

/** The same modules as `generate`: some of the project, some small ones of others, and, when it runs, the compiler. */
const COMMAND = `import { parse } from "yaml";
import { word } from "../word.ts";
export async function main(args: string[], context: { toolchain: string }): Promise<number> {
  const { ts } = await import("../compiler.ts");
  console.log([word, parse("kite"), typeof ts.createPrinter, context.toolchain.length, ...args].join(" "));
  return 3;
}
`;

export async function makeSmallCheckout(): Promise<SmallCheckout> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  for (const path of ["scripts/run.js", "scripts/check-node.js", "scripts/launch", "src/mock/base"])
    await cp(path, join(folder, path), { recursive: true });
  for (const path of ["package.json", "package-lock.json"]) await cp(path, join(folder, path));
  await mkdir(join(folder, "node_modules"));
  for (const name of await readdir("node_modules")) {
    if (name !== ".cache")
      await symlink(join(process.cwd(), "node_modules", name), join(folder, "node_modules", name));
  }
  await mkdir(join(folder, "scripts/cli"));
  await writeFile(join(folder, "scripts/word.ts"), 'export const word: string = "one";\n');
  await writeFile(join(folder, "scripts/compiler.ts"), 'export { ts } from "ts-morph";\n');
  const writeCommand = (source: string) => writeFile(join(folder, "scripts/cli/tell.ts"), source);
  await writeCommand(COMMAND);
  const caches = join(folder, "node_modules/.cache/evolink-openapi");
  return {
    folder,
    caches,
    run({ nodeArgs = [], fileLimit } = {}) {
      const command = [process.execPath, ...nodeArgs, "scripts/run.js", "scripts/cli/tell.ts", "two"];
      const limited =
        fileLimit === undefined
          ? command
          : ["sh", "-c", `ulimit -f ${fileLimit}; exec "$0" "$@"`, ...command];
      const [program = "", ...args] = limited;
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
      return { code: status, output: stdout + stderr };
    },
    writeCommand,
    async listCached() {
      const entries = await readdir(caches, { recursive: true, withFileTypes: true }).catch(() => []);
      const files = entries.filter((entry) => entry.isFile());
      return files.map((file) => join(file.parentPath, file.name).slice(caches.length + 1)).sort();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
