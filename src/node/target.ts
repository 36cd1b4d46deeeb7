import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import mime from "mime";
import { expectTaskType, type ResultLink } from "../result/result-source.ts";

/** Where a result goes. */
export interface Target {
  /** The folder it will be in. */
  folder: string;
  /** Tells this target from others; the same in every run. */
  key: string;
  /** The media type the name promises, or the task does. */
  expectedType: string | undefined;
  /** Known before the first byte is there, unless only the bytes can tell the extension. */
  path: string | undefined;
  /** The path for what the bytes turned out to be. */
  pathFor(contentType: string): string;
}

/**
 * Works out where a result goes. `{index}` in the path becomes its number. In a folder (one that is there,
 * or a path ending in a slash) it is named after its task, or after the end of its link.
 */
export async function resolveTarget(path: string, { task, index, url }: ResultLink): Promise<Target> {
  const filled = path.replaceAll("{index}", `${index}`);
  const linkType = mime.getType(url.pathname);
  const taskType = expectTaskType(task);
  if (!(await isFolder(filled))) {
    const file = resolve(filled);
    const expectedType = mime.getType(file) ?? taskType ?? linkType ?? undefined;
    return { folder: resolve(file, ".."), key: file, expectedType, path: file, pathFor: () => file };
  }
  const several = (task?.results?.length ?? 1) > 1;
  const base = toFileName(task ? task.id + (several ? `-${index}` : "") : url.pathname);
  const folder = resolve(filled);
  const extension = linkType && /\.\w+$/.exec(url.pathname)?.[0];
  const named = extension ? join(folder, base + extension.toLowerCase()) : undefined;
  return {
    folder,
    key: join(folder, base),
    expectedType: taskType ?? linkType ?? undefined,
    path: named,
    pathFor: (contentType) => named ?? join(folder, `${base}.${mime.getExtension(contentType) ?? "bin"}`),
  };
}

/** True for a folder that is there, and for a path that can only name one. */
export async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** The last segment without its extension, of letters that every file system takes and that hide nothing. */
function toFileName(path: string): string {
  const last =
    path
      .split("/")
      .at(-1)
      ?.replace(/\.\w+$/, "") ?? "";
  const name = last
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 100);
  return name || "result";
}
