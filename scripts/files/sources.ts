import { join } from "node:path";
import type { Problem, Staged } from "../pipeline/problem.ts";
import { PAGE_EXTENSIONS, type SourceFile } from "../pipeline/read.ts";
import { loadFile, loadFolder } from "./load.ts";

/** Folders and files that a generation reads. */
export interface SourceFolders {
  pages: string;
  supplement: string;
  overlays: string;
  lintConfig: string;
}

/** What a generation reads, as bytes. */
export interface LoadedSources {
  pages: SourceFile[];
  supplement: SourceFile[];
  overlays: SourceFile[];
  lintConfig: SourceFile;
}

export function defaultFolders(root: string): SourceFolders {
  return {
    pages: join(root, "spec/pages"),
    supplement: join(root, "spec/supplement"),
    overlays: join(root, "spec/overlays"),
    lintConfig: join(root, "redocly.yaml"),
  };
}

/** Reads all sources; `output` is absent when one of them cannot be read, or when there is no page. */
export async function loadSources(folders: SourceFolders): Promise<Staged<LoadedSources | undefined>> {
  const isDocument = (name: string) => PAGE_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(`.${extension}`));
  const isOverlay = (name: string) => /\.(?:ya?ml|json)$/i.test(name);
  const [pages, supplement, overlays, lintConfig] = await Promise.all([
    loadFolder(folders.pages, isDocument),
    loadFolder(folders.supplement, isDocument),
    loadFolder(folders.overlays, isOverlay),
    loadFile(folders.lintConfig),
  ]);
  const problems: Problem[] = [pages, supplement, overlays, lintConfig].flatMap((loaded) => loaded.problems);
  if (pages.output.length === 0 && problems.length === 0) {
    const endings = PAGE_EXTENSIONS.map((extension) => `.${extension}`).join(", ");
    const message = `The folder holds no page (${endings}). Put pages there, or name another folder with --pages.`;
    problems.push({ severity: "error", file: folders.pages, pointer: "", message });
  }
  const [config] = lintConfig.output;
  if (problems.length > 0 || config === undefined) return { output: undefined, problems };
  return {
    output: { pages: pages.output, supplement: supplement.output, overlays: overlays.output, lintConfig: config },
    problems,
  };
}
