import { DownloadError, ValidationError } from "../errors/classes.ts";
import { EvolinkError } from "../errors/evolink-error.ts";
import { type ReadOptions, resolveReadSettings } from "../result/read-options.ts";
import { findResultLink, type ResultSource, type ResultTask } from "../result/result-source.ts";
import { type SavedResult, saveInto } from "./save-into.ts";
import { isFolder, resolveTarget } from "./target.ts";

/** How to save a result. */
export interface SaveResultOptions extends ReadOptions {
  /** Replace a file that is there. Default: false; then nothing is requested when the name is taken. */
  overwrite?: boolean | undefined;
}

/**
 * Saves a result of a task, whole or not at all.
 *
 * It is streamed into a hidden folder next to the target, flushed to the disk, and then given its name in one
 * step. A run that was killed leaves that folder; the next one for the same result and target resumes it when
 * total, validator and length still agree, and replaces it otherwise. Folders and links of others are not touched.
 *
 * No key is sent to the result host, ever. Links may lead to public http(s) hosts only, also by a redirect,
 * unless the API itself is elsewhere, as with the mock.
 *
 * @param source a task that has ended well, or the link to a result.
 * @param path a file; or a folder (one that is there, or with a slash at its end), or a pattern with `{index}`.
 *   Folders on the way are made. In a folder, the extension is the link's or that of what the bytes are, when results
 *   have such an extension, else `.bin`.
 *
 * @throws {DownloadError} nothing was saved and nothing touched; `code` says why: `file_exists`, `no_result`,
 *   `wrong_media_type` (an error page, for example), `too_large`, `link_refused`, `empty`; `stalled` and
 *   `interrupted` after five connections (`retryable`: what came is kept for the next call); or the code of a
 *   failure of the disk, such as `ENOSPC`.
 * @throws {ResultExpiredError} the link is dead, and the task is older than the 24 hours links live.
 * @throws {ValidationError} a bad option or path; or several results, and no `index`.
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
  const settings = resolveReadSettings(options, { overwrite: "a boolean" });
  const { signal } = settings;
  signal?.throwIfAborted();
  const link = findResultLink(source, settings.index);
  const target = await resolveTarget(path, link);
  const saving = saveInto(target, link, settings, options.overwrite ?? false);
  return await saving.catch((error: NodeJS.ErrnoException) => {
    if (error instanceof EvolinkError || error.syscall === undefined || error === signal?.reason) throw error;
    throw new DownloadError(`Could not save into ${target.key}: ${error.message}.`, {
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
