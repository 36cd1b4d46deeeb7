import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Problem, Staged } from "../../src/openapi/problem.ts";
import type { SourceFile } from "../pipeline/read/read-page.ts";

interface LoadOptions {
  /** The folder that files are named from. By default the working directory. */
  project?: string;
  /** Files that are not read are listed without their bytes: a folder of documentation has pictures and films. */
  isRead?: (name: string) => boolean;
}

/**
 * Reads every file below a folder, sorted by path. Hidden files and installed packages are left alone.
 *
 * A folder is known by its path from the project's folder, or by its name when it lies outside: what is generated must
 * not depend on where a checkout lies.
 */
export async function loadFolder(
  folder: string,
  { project = process.cwd(), isRead = () => true }: LoadOptions = {},
): Promise<Staged<SourceFile[]>> {
  let names: string[];
  try {
    names = await listFiles(folder);
  } catch (error) {
    return { output: [], problems: [unreadable(folder, error)] };
  }
  const loaded = await Promise.all(
    names.map((name): Promise<Staged<SourceFile[]>> | Staged<SourceFile[]> => {
      const label = `${labelOf(folder, project)}/${name}`;
      return isRead(name)
        ? loadFile(join(folder, name), label)
        : { output: [{ path: label, bytes: new Uint8Array() }], problems: [] };
    }),
  );
  return {
    output: loaded.flatMap(({ output }) => output),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

/** Paths of all files below a folder, from there, with forward slashes and sorted, without hidden files and installed packages. */
export async function listFiles(folder: string): Promise<string[]> {
  const paths = await listBelow(folder);
  return paths.map((path) => relative(folder, path).split(sep).join("/")).sort();
}

/** A link to a folder counts as a file: Node itself follows it in some versions, and round and round where it leads back. */
async function listBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listBelow(path) : [path];
    });
  return (await Promise.all(lists)).flat();
}

/** Reads one file; the list is empty when it cannot be read. */
export async function loadFile(
  path: string,
  label = labelOf(path, process.cwd()),
): Promise<Staged<SourceFile[]>> {
  try {
    // A pipe would be waited for, and a device may have no end.
    if (!(await stat(path)).isFile()) throw new Error("it is no regular file");
    return { output: [{ path: label, bytes: await readFile(path) }], problems: [] };
  } catch (error) {
    return { output: [], problems: [unreadable(label, error)] };
  }
}

/**
 * The path from the project's folder, or the name of what lies outside. A file of an installed package is named from
 * there: package managers keep it in different places.
 */
export function labelOf(path: string, project: string): string {
  const label = relative(project, path).split(sep).join("/");
  const [, installed] = /.*(?:^|\/)node_modules\/(.+)$/.exec(label) ?? [];
  if (installed !== undefined) return installed;
  return label.startsWith("..") || label === "" ? basename(path) : label;
}

function unreadable(file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: "error",
    file,
    pointer: "",
    message: `Cannot be read: ${reason}. Check that it exists and may be read.`,
  };
}
