import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import { CONFIG_NAME, type Config } from "../config/read-config.ts";
import type { UnusedFile } from "../pipeline/prepare-pages.ts";
import { isPageName, PAGE_EXTENSIONS, type SourceFile } from "../pipeline/read/read-page.ts";
import { labelOf, loadFile, loadFolder } from "./load.ts";
import { findLockProblems } from "./lock/find-lock-problems.ts";

/** Folders and files that a generation reads. */
export interface SourceFolders {
  /** The project's folder, from which files are named. */
  project: string;
  pages: string;
  supplement: string | undefined;
  overlays: string | undefined;
  lintConfig: string;
  /** The lock file of the pages. */
  lock: string | undefined;
  /** The language whose texts come first. */
  lang: string | undefined;
}

/** What a generation reads, as bytes. */
export interface LoadedSources {
  pages: SourceFile[];
  /** Files among the pages that cannot be read. */
  unreadable: UnusedFile[];
  supplement: SourceFile[];
  overlays: SourceFile[];
  lintConfig: SourceFile;
  lock: SourceFile | undefined;
  lang: string | undefined;
}

/** What the configuration of a project says to read. A project without a Redocly configuration has that of the package. */
export function foldersOf(config: Config, root: string): SourceFolders {
  const { folder: project, pages, supplement, overlays, lock, lang } = config;
  const lintConfig = config.lintConfig ?? join(root, "redocly.yaml");
  return {
    project,
    pages,
    supplement,
    overlays,
    lintConfig,
    lang,
    lock: existsSync(lock) ? lock : undefined,
  };
}

/** Folders and files that a command line names. */
export type NamedFolders = Partial<Pick<SourceFolders, "pages" | "supplement" | "overlays" | "lintConfig">>;

/**
 * The folders to read: those that are named, and for the rest the project's own, where its own pages are read too. Its
 * supplement, overlays and lock file are about these pages, and would say of others what is not so.
 */
export function chooseFolders(own: SourceFolders, named: NamedFolders): SourceFolders {
  const pages = resolve(named.pages ?? own.pages);
  const others = { supplement: undefined, overlays: undefined, lock: undefined };
  return {
    ...own,
    ...(pages === own.pages ? {} : others),
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
  if (!existsSync(folders.pages))
    return { output: undefined, problems: [noPages(folders.pages, "There is no such folder.")] };
  const loadOne = (path: string) => loadFile(path, labelOf(path, project));
  const [pages, supplement, overlays, lintConfig, lock] = await Promise.all([
    loadFolder(folders.pages, { project, isRead: isPageName }),
    folders.supplement === undefined ? NOTHING : loadFolder(folders.supplement, { project }),
    folders.overlays === undefined ? NOTHING : loadFolder(folders.overlays, { project }),
    loadOne(folders.lintConfig),
    folders.lock === undefined ? NOTHING : loadOne(folders.lock),
  ]);
  const unreadable = pages.problems.filter(({ file }) => file !== folders.pages);
  const problems = [pages, supplement, overlays, lintConfig, lock]
    .flatMap((loaded) => loaded.problems)
    .filter((problem) => !unreadable.includes(problem));
  if (pages.output.length === 0 && problems.length === 0) {
    const endings = PAGE_EXTENSIONS.map((extension) => `.${extension}`).join(", ");
    problems.push(noPages(folders.pages, `The folder holds no page (${endings}).`));
  }
  const [config] = lintConfig.output;
  const [locked] = lock.output;
  if (locked !== undefined) problems.push(...findLockProblems(locked, pages.output));
  if (hasErrors(problems) || config === undefined) return { output: undefined, problems };
  return {
    output: {
      pages: pages.output,
      unreadable: unreadable.map(({ file, message }) => ({
        file,
        outcome: "refused",
        reason: message,
        pointer: "",
      })),
      supplement: supplement.output,
      overlays: overlays.output,
      lintConfig: config,
      lock: locked,
      lang: folders.lang,
    },
    problems,
  };
}

function noPages(folder: string, what: string): Problem {
  const message = `${what} \`evolink-openapi add\` puts pages there; \`--pages\` and ${CONFIG_NAME} name another folder.`;
  return { severity: "error", file: folder, pointer: "", message };
}
