import { readdir, readFile, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

/** Removes the declarations that no subpath of the package leads to: nobody can import them, and editors offer them. */
export async function pruneDeclarations(root: string): Promise<void> {
  const dist = join(root, "dist");
  const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const kept = await collectDeclarations(listDeclarations(exports).map((path) => resolve(root, path)));
  const files = (await readdir(dist, { recursive: true })).map((name) => join(dist, name));
  await Promise.all(files.filter((file) => isDeclaration(file) && !kept.has(file)).map((file) => rm(file)));
}

const isDeclaration = (path: string) => /\.d\.[cm]?ts$/.test(path);

/** The declarations that `exports` names, under whatever conditions. */
function listDeclarations(exports: unknown): string[] {
  if (typeof exports === "string") return isDeclaration(exports) ? [exports] : [];
  return typeof exports === "object" && exports !== null
    ? Object.values(exports).flatMap(listDeclarations)
    : [];
}

/** Some declarations, and those that they import. */
async function collectDeclarations(entries: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const text = await readFile(path, "utf8").catch(() => {
      throw new Error(`A declaration that the package exports is missing: ${relative(".", path)}.`);
    });
    const { importedFiles, referencedFiles } = ts.preProcessFile(text);
    for (const { fileName } of [...importedFiles, ...referencedFiles])
      if (fileName.startsWith(".")) open.push(resolve(path, "..", toDeclaration(fileName)));
  }
  return found;
}

/** Declarations name each other by source or by what is made of it. */
function toDeclaration(path: string): string {
  return isDeclaration(path) ? path : path.replace(/\.([cm]?)[jt]s$/, ".d.$1ts");
}
