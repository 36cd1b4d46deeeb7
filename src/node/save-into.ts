import { raceAbort, sleep } from "../client/http/abort.ts";
import { DownloadError } from "../errors/classes.ts";
import { makeFolder } from "../files/make-folder.ts";
import type { ReadSettings } from "../result/read-options.ts";
import { readResult } from "../result/read-result.ts";
import type { ResultPiece } from "../result/result-facts.ts";
import type { ResultLink } from "../result/result-source.ts";
import { createHttpTransport } from "./http-transport.ts";
import { openPartFile, type PartFile } from "./part-file.ts";
import { dropPartFolder, releasePartFolder, sweepPartFolders, takePartFolder } from "./part-folder.ts";
import { exists, fileExists, publishFile } from "./publish-file.ts";
import type { Target } from "./target.ts";

/** An abort takes effect within 50 ms; what is left to tidy is then done behind it. */
const ABORT_GRACE_MS = 20;

/** A result on disk. */
export interface SavedResult {
  /** Absolute. */
  path: string;
  bytes: number;
  /** Of the whole file, in hexadecimal. */
  sha256: string;
  /**
   * False when the host neither stated the length nor marked the end (no `Content-Length`, no chunks): then a
   * connection that was cut looks like the end, and the file may lack some. Everything else is true.
   */
  lengthVerified: boolean;
  /** By its first bytes, else as the host declared it. */
  contentType: string;
  /** Where it came from, after redirects. It may hold a signature: treat it like a secret while it lives. */
  url: string;
}

/**
 * Saves one result to its target: through a part file that nobody else sees, which gets the name once it is whole.
 *
 * @throws as `saveResult`; failures of the disk as they are.
 */
export async function saveInto(
  target: Target,
  link: ResultLink,
  settings: ReadSettings,
  overwrite: boolean,
): Promise<SavedResult> {
  const { signal } = settings;
  const key = JSON.stringify([target.key, link.task ? [link.task.id, link.index] : link.url.href]);
  await makeFolder(target.folder);
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
    const { contentType = "application/octet-stream", lengthVerified = false } =
      (last ?? resume)?.facts ?? {};
    const path = target.pathFor(contentType);
    const { bytes, sha256 } = await raceAbort(file.finish(), signal);
    await publishFile(file.path, path, overwrite);
    return { path, bytes, sha256, lengthVerified, contentType, url: (last?.url ?? link.url).href };
  } catch (error) {
    keep = error instanceof DownloadError && error.retryable;
    throw error;
  } finally {
    const tidied = tidy(folder, file, keep);
    // An abort takes effect at once, also while the disk is busy with what was written.
    await (signal?.aborted ? Promise.race([tidied, sleep(ABORT_GRACE_MS, undefined)]) : tidied);
  }
}

/** What came is kept when another call may resume it; everything else goes away. */
async function tidy(folder: string, file: PartFile | undefined, keep: boolean): Promise<void> {
  if (keep) await file?.keep().catch(() => {});
  await file?.close();
  await (keep ? releasePartFolder(folder) : dropPartFolder(folder));
}
