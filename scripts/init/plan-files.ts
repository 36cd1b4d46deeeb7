import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { CONFIG_NAME, type Config, type ConfigFile } from "../config/read-config.ts";
import { findPackageManager } from "./package-manager.ts";
import { renderWorkflow } from "./workflow.ts";

/** A file or folder that a project may have from us. */
export interface PlannedFile {
  /** From the project's folder. That of a folder ends in a slash. */
  path: string;
  status: "written" | "there already" | "kept";
  /** What to write; absent where nothing is, and of a folder. */
  text?: string;
  /** Why a file is kept that is not the one planned. */
  message?: string;
}

const WORKFLOW = ".github/workflows/evolink-openapi.yml";

/** The configuration that `init` writes: where things go, and all else by default. */
export function chooseConfig(folder: string): ConfigFile {
  return { pages: "spec/pages", out: existsSync(join(folder, "src")) ? "src/evolink" : "evolink" };
}

/**
 * Decides which files to write, and which folders to make. What is there is kept, and nothing is written twice.
 *
 * @throws {Error} a file stands in the place of a folder.
 */
export async function planFiles(config: Config, { github }: { github: boolean }): Promise<PlannedFile[]> {
  const { folder } = config;
  const below = (path: string, base: string) => relative(base, path).split(sep).join("/");
  const pages = below(config.pages, folder);
  const lock = below(config.lock, folder);
  const out = below(config.out, folder);
  const $schema = below(findSchema(folder), folder).replace(/^(?!\.)/, "./");
  const files = [
    await planFile(folder, CONFIG_NAME, `${JSON.stringify({ $schema, pages, out }, null, 2)}\n`, () => true),
    await planAttributes(folder, [
      // The lock file knows their bytes.
      `${pages}/** -text`,
      // With Windows lines, `generate --check` would take every file for another one.
      `${out}/** text eol=lf linguist-generated`,
    ]),
    await planFolder(folder, pages),
    await planFolder(folder, out),
  ];
  if (!github) return files;
  const root = findRepository(folder);
  const facts = { folder: below(folder, root), pages, lock, out, manager: findPackageManager(folder) };
  const text = renderWorkflow(facts);
  return [
    ...files,
    await planFile(folder, below(join(root, WORKFLOW), folder), text, (found) => found === text),
  ];
}

/** The folder of the git repository, where GitHub looks for workflows; the project's own where there is none. */
function findRepository(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return folder;
  }
}

/** The schema of the configuration in the nearest folder that has this package: in a workspace it may be the root's. */
function findSchema(folder: string): string {
  const pathBelow = (at: string) => join(at, "node_modules/evolink-openapi/config.schema.json");
  for (let at = folder; dirname(at) !== at; at = dirname(at))
    if (existsSync(pathBelow(at))) return pathBelow(at);
  return pathBelow(folder);
}

async function planFolder(folder: string, path: string): Promise<PlannedFile> {
  const found = await stat(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`Cannot make the folder ${path}: ${error.message}.`, { cause: error });
  });
  if (found?.isDirectory() === false)
    throw new Error(`${path} is a file, and should be a folder. Move it, or name another in ${CONFIG_NAME}.`);
  return { path: `${path}/`, status: found === undefined ? "written" : "there already" };
}

async function planFile(
  folder: string,
  path: string,
  text: string,
  isFine: (found: string) => boolean,
): Promise<PlannedFile> {
  const found = await readIfThere(join(folder, path));
  if (found === undefined) return { path, status: "written", text };
  return isFine(found)
    ? { path, status: "there already" }
    : { path, status: "kept", message: "It is another one. Delete it to get this version's." };
}

/** Adds the lines that are missing. */
async function planAttributes(folder: string, lines: readonly string[]): Promise<PlannedFile> {
  const path = ".gitattributes";
  const found = (await readIfThere(join(folder, path))) ?? "";
  const known = new Set(found.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !known.has(line));
  if (missing.length === 0) return { path, status: "there already" };
  const start = found === "" || found.endsWith("\n") ? found : `${found}\n`;
  return { path, status: "written", text: `${start}${missing.join("\n")}\n` };
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${path}: ${error.message}.`, { cause: error });
  });
}
