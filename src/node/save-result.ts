import { mkdir } from "node:fs/promises";
import { raceAbort, sleep } from "../client/http/abort.ts";
import { DownloadError, ValidationError } from "../errors/classes.ts";
import { EvolinkError } from "../errors/evolink-error.ts";
import { type ReadOptions, type ReadSettings, resolveReadSettings } from "../result/read-options.ts";
import { readResult } from "../result/read-result.ts";
import type { ResultPiece } from "../result/result-facts.ts";
import {
  findResultLink,
  type ResultLink,
  type ResultSource,
  type ResultTask,
} from "../result/result-source.ts";
import { createHttpTransport } from "./http-transport.ts";
import { openPartFile, type PartFile } from "./part-file.ts";
import { dropPartFolder, releasePartFolder, sweepPartFolders, takePartFolder } from "./part-folder.ts";
import { exists, fileExists, publishFile } from "./publish-file.ts";
import { isFolder, resolveTarget, type Target } from "./target.ts";

/** An abort takes effect within 50 ms; what is left to tidy then goes on behind it. */
const ABORT_GRACE_MS = 20;

/** How to save a result. */
export interface SaveResultOptions extends ReadOptions {
  /** Replace a file that is there. Default: false; then nothing is asked for when the name is taken. */
  overwrite?: boolean | undefined;
}

/** A result on disk. */
export interface SavedResult {
  /** Absolute. */
  path: string;
  bytes: number;
  /** Of the whole file, in hexadecimal. */
  sha256: string;
  /** By its first bytes, else as the host declared it. */
  contentType: string;
  /** Where it came from, after redirects. It may hold a signature: treat it like a secret while it lives. */
  url: string;
}

/**
 * Saves a result of a task, whole or not at all.
 *
 * It is streamed into a hidden folder beside the target, flushed to the disk, and then given its name in one
 * step. A run that was killed leaves that folder; the next one for the same result and target goes on with
 * it, or replaces it, when the server says that the result is still the same.
 *
 * No key is sent to the result host, ever. Links may lead to public http(s) hosts only, also by a redirect,
 * unless the API itself is elsewhere, as with the mock.
 *
 * @param source a task that has ended well, or the link to a result.
 * @param path a file; or a folder (one that is there, or with a slash at its end), or a pattern with `{index}`.
 *   Folders on the way are made.
 *
 * @throws {DownloadError} nothing was saved and nothing touched; `code` tells why: `file_exists`, `no_result`,
 *   `wrong_media_type` (an error page, for example), `too_large`, `link_refused`, `empty`; `stalled` and
 *   `interrupted` after five connections (`retryable`: what came is kept for the next call); or the code of a
 *   failure of the disk, such as `ENOSPC`.
 * @throws {ResultExpiredError} the link is dead, and the task is older than the 24 hours links live.
 * @throws {ValidationError} a bad option; or several results, and no `index`.
 * @throws `signal.reason`, unchanged, when you abort.
 *
 * @example
 * const { path, bytes, sha256 } = await saveResult(task, "out/clip.mp4", { evolink });
 */
export async function saveResult(
  source: ResultSource,
  path: string,
  options: SaveResultOptions = {},
): Promise<SavedResult> {
  const settings = resolveReadSettings(options, { overwrite: "boolean" });
  const { signal } = settings;
  signal?.throwIfAborted();
  const link = findResultLink(source, settings.index);
  const target = await resolveTarget(path, link);
  const saving = saveInto(target, link, settings, options.overwrite ?? false);
  return await saving.catch((error: NodeJS.ErrnoException) => {
    if (error instanceof EvolinkError || error.syscall === undefined || error === signal?.reason) throw error;
    throw new DownloadError(`Could not save into ${target.folder}: ${error.message}.`, {
      code: error.code,
      taskId: link.task?.id,
      cause: error,
    });
  });
}

/**
 * Saves every result of a task, one after the other, into a folder or under a pattern with `{index}`.
 *
 * @throws as `saveResult`, at the first that fails. Those before it are whole.
 *
 * @example
 * const saved = await saveResults(task, "out/{index}.png", { evolink });
 */
export async function saveResults(
  task: ResultTask,
  path: string,
  options: Omit<SaveResultOptions, "index"> = {},
): Promise<SavedResult[]> {
  const count = task.results?.length ?? 0;
  if (count > 1 && !path.includes("{index}") && !(await isFolder(path)))
    throw new ValidationError(
      `Task ${task.id} has ${count} results: pass a folder, or a path with {index} in it.`,
    );
  const saved: SavedResult[] = [];
  for (let index = 0; index < Math.max(1, count); index++)
    saved.push(await saveResult(task, path, { ...options, index }));
  return saved;
}

async function saveInto(
  target: Target,
  link: ResultLink,
  settings: ReadSettings,
  overwrite: boolean,
): Promise<SavedResult> {
  const { signal } = settings;
  const key = JSON.stringify([target.key, link.task ? [link.task.id, link.index] : link.url.href]);
  await mkdir(target.folder, { recursive: true });
  if (target.path && !overwrite && (await exists(target.path))) {
    await sweepPartFolders(target.folder, key);
    throw fileExists(target.path);
  }
  const folder = await takePartFolder(target.folder, key);
  let file: PartFile | undefined;
  let keep = false;
  try {
    file = await openPartFile(folder);
    const transport = createHttpTransport(settings.allowPrivateHosts);
    const { resume } = file;
    const { expectedType } = target;
    let last: ResultPiece | undefined;
    for await (const piece of readResult(link, {
      ...settings,
      transport,
      expectedType,
      resume,
      mayRestart: true,
    })) {
      await file.add(piece);
      last = piece;
      settings.report(piece);
    }
    const contentType = (last ?? resume)?.facts?.contentType ?? "application/octet-stream";
    const path = target.pathFor(contentType);
    const { bytes, sha256 } = await raceAbort(file.finish(), signal);
    await publishFile(file.path, path, overwrite);
    return { path, bytes, sha256, contentType, url: (last?.url ?? link.url).href };
  } catch (error) {
    keep = error instanceof DownloadError && error.retryable;
    throw error;
  } finally {
    const tidied = tidy(folder, file, keep);
    // An abort takes effect at once, also while the disk is busy with what was written.
    await (signal?.aborted ? Promise.race([tidied, sleep(ABORT_GRACE_MS, undefined)]) : tidied);
  }
}

/** What came is kept when another call may go on with it; everything else goes away. */
async function tidy(folder: string, file: PartFile | undefined, keep: boolean): Promise<void> {
  if (keep) await file?.keep().catch(() => {});
  await file?.close();
  await (keep ? releasePartFolder(folder) : dropPartFolder(folder));
}
