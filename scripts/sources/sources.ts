import { join } from "node:path";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import { PAGE_EXTENSIONS, type SourceFile } from "../pipeline/read/read-page.ts";
import { loadFile, loadFolder } from "./load.ts";
import { findLockProblems } from "./lock.ts";

/** Folders and files that a generation reads. */
export interface SourceFolders {
  pages: string;
  supplement: string;
  overlays: string;
  lintConfig: string;
  /** The lock file of the pages. Read only where it is about the folder of pages that is used. */
  lock: string | undefined;
}

/** What a generation reads, as bytes. */
export interface LoadedSources {
  pages: SourceFile[];
  supplement: SourceFile[];
  overlays: SourceFile[];
  lintConfig: SourceFile;
  lock: SourceFile | undefined;
}

export function defaultFolders(root: string): SourceFolders {
  return {
    pages: join(root, "spec/pages"),
    supplement: join(root, "spec/supplement"),
    overlays: join(root, "spec/overlays"),
    lintConfig: join(root, "redocly.yaml"),
    lock: join(root, "spec/sources.yaml"),
  };
}

/** Reads all sources, and compares the pages with their lock; `output` is absent when one cannot be read, or when there is no page. */
export async function loadSources(folders: SourceFolders): Promise<Staged<LoadedSources | undefined>> {
  const [pages, supplement, overlays, lintConfig, lock] = await Promise.all([
    loadFolder(folders.pages),
    loadFolder(folders.supplement),
    loadFolder(folders.overlays),
    loadFile(folders.lintConfig),
    folders.lock === undefined ? { output: [], problems: [] } : loadFile(folders.lock),
  ]);
  const problems: Problem[] = [pages, supplement, overlays, lintConfig, lock].flatMap(
    (loaded) => loaded.problems,
  );
  if (pages.output.length === 0 && problems.length === 0) {
    const endings = PAGE_EXTENSIONS.map((extension) => `.${extension}`).join(", ");
    const message = `The folder holds no page (${endings}). Put pages there, or name another folder with --pages.`;
    problems.push({ severity: "error", file: folders.pages, pointer: "", message });
  }
  const [config] = lintConfig.output;
  const [locked] = lock.output;
  if (locked !== undefined) problems.push(...findLockProblems(locked, pages.output));
  if (hasErrors(problems) || config === undefined) return { output: undefined, problems };
  return {
    output: {
      pages: pages.output,
      supplement: supplement.output,
      overlays: overlays.output,
      lintConfig: config,
      lock: locked,
    },
    problems,
  };
}
