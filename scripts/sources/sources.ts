import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import type { Config } from "../config/read-config.ts";
import { PAGE_EXTENSIONS, type SourceFile } from "../pipeline/read/read-page.ts";
import { labelOf, loadFile, loadFolder } from "./load.ts";
import { findLockProblems } from "./lock.ts";

/** Folders and files that a generation reads. */
export interface SourceFolders {
  /** The project's folder, from which files are named. */
  project: string;
  pages: string;
  supplement: string | undefined;
  overlays: string | undefined;
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

/** What the configuration of a project says to read. A project without a Redocly configuration has that of the package. */
export function foldersOf(config: Config, root: string): SourceFolders {
  const { folder: project, pages, supplement, overlays, lock } = config;
  const lintConfig = config.lintConfig ?? join(root, "redocly.yaml");
  return { project, pages, supplement, overlays, lintConfig, lock: existsSync(lock) ? lock : undefined };
}

/** Folders and files that a command line names. */
export type NamedFolders = Partial<Pick<SourceFolders, "pages" | "supplement" | "overlays" | "lintConfig">>;

/** The folders to read: those that are named, and for the rest the project's own. The lock file is about its own pages. */
export function chooseFolders(own: SourceFolders, named: NamedFolders): SourceFolders {
  const pages = resolve(named.pages ?? own.pages);
  return {
    ...own,
    ...(pages === own.pages ? {} : { lock: undefined }),
    pages,
    ...(named.supplement === undefined ? {} : { supplement: resolve(named.supplement) }),
    ...(named.overlays === undefined ? {} : { overlays: resolve(named.overlays) }),
    ...(named.lintConfig === undefined ? {} : { lintConfig: resolve(named.lintConfig) }),
  };
}

const NOTHING: Staged<SourceFile[]> = { output: [], problems: [] };

/** Reads all sources, and compares the pages with their lock; `output` is absent when one cannot be read, or when there is no page. */
export async function loadSources(folders: SourceFolders): Promise<Staged<LoadedSources | undefined>> {
  const { project } = folders;
  const loadOne = (path: string) => loadFile(path, labelOf(path, project));
  const [pages, supplement, overlays, lintConfig, lock] = await Promise.all([
    loadFolder(folders.pages, project),
    folders.supplement === undefined ? NOTHING : loadFolder(folders.supplement, project),
    folders.overlays === undefined ? NOTHING : loadFolder(folders.overlays, project),
    loadOne(folders.lintConfig),
    folders.lock === undefined ? NOTHING : loadOne(folders.lock),
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
