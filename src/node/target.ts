import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assertOption } from "../client/settings/options.ts";
import { expectTaskType, type ResultLink } from "../result/result-source.ts";
import { findExtension, findLinkExtension, findMediaType, nameResult, toBaseName } from "./file-name.ts";

/** Where a result goes. */
export interface Target {
  /** The folder it will be in. */
  folder: string;
  /** Distinguishes this target from others; the same in every run. The path, at most without its extension. */
  key: string;
  /** The sound, picture or video type that the name promises, else the task, else the link. */
  expectedType: string | undefined;
  /** Known before the first byte is there, unless only the bytes can give the extension. */
  path: string | undefined;
  /** The path for what the bytes turned out to be. */
  pathFor(contentType: string): string;
}

/**
 * Works out where a result goes. `{index}` in the path becomes its number. In a folder (one that is there,
 * or a path ending in a slash) it is named after its task, or after the end of its link.
 *
 * @throws {ValidationError} no file can have that path.
 */
export async function resolveTarget(path: string, { task, index, url }: ResultLink): Promise<Target> {
  const isPath = typeof path === "string" && path !== "" && !path.includes("\0");
  assertOption(isPath, "path", "a path without NUL", path);
  const filled = path.replaceAll("{index}", `${index}`);
  const promised = expectTaskType(task) ?? findMediaType(url.pathname);
  if (!(await isFolder(filled))) {
    const file = resolve(filled);
    const expectedType = findMediaType(file) ?? promised;
    return { folder: resolve(file, ".."), key: file, expectedType, path: file, pathFor: () => file };
  }
  const folder = resolve(filled);
  const name = task ? nameResult(task.id, index, task.results?.length ?? 1) : toBaseName(url.pathname);
  const key = join(folder, name);
  const extension = findLinkExtension(url.pathname);
  const named = extension && `${key}.${extension}`;
  return {
    folder,
    key,
    expectedType: promised,
    path: named,
    pathFor: (contentType) => named ?? `${key}.${findExtension(contentType)}`,
  };
}

/** True for a folder that is there, and for a path that can only name one. */
export async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
