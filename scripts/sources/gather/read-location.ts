import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MAX_PAGE_BYTES } from "../../pipeline/read/read-page.ts";
import { hasCredentials, isWeb, showAddress } from "../fetch/address.ts";
import { FetchError } from "../fetch/fetch-error.ts";
import type { Fetched } from "../fetch/fetch-once.ts";
import type { Fetcher } from "../fetch/fetcher.ts";

/** A scheme has two letters at least: `C:` is a drive. */
const SCHEME = /^[a-z][a-z\d+.-]+:/i;

/**
 * Where something lies that a person names: an address of the web, or a path, as a URL. What stands after `#` is a
 * place in a page.
 *
 * @throws {FetchError} it is an address of another kind.
 */
export function parseLocation(text: string, cwd = process.cwd()): URL {
  if (text.trim() === "") throw new FetchError("An address or path is empty. Is a variable not set?");
  if (!SCHEME.test(text)) return pathToFileURL(resolve(cwd, text));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && hasCredentials(url))
    throw new FetchError(
      "An address with a password, a key, a token or a signature would stand in the lock file. Download the file, and add that.",
    );
  if (url === undefined || !isWeb(url))
    throw new FetchError(
      `${showAddress(text)} is no address of http or https, and no path of a file or folder.`,
    );
  url.hash = "";
  return url;
}

/** Reads a file of the web, or of this machine. @throws {FetchError} @throws `signal.reason` */
export async function readLocation(
  url: string,
  fetcher: Fetcher,
  options: { etag?: string | undefined; signal: AbortSignal },
): Promise<Fetched> {
  if (isWeb(new URL(url))) return fetcher.fetch(url, options);
  options.signal.throwIfAborted();
  const path = fileURLToPath(url);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new FetchError(`There is no file ${path}.`, { failure: "gone" });
  if (!found.isFile()) throw new FetchError(`${path} is no regular file.`);
  if (found.size > MAX_PAGE_BYTES)
    throw new FetchError(`${path} is larger than ${MAX_PAGE_BYTES / 2 ** 20} MiB, so it is no page.`);
  const bytes = await readFile(path).catch((error: Error) => {
    throw new FetchError(`${path} cannot be read: ${error.message}.`);
  });
  return { bytes, url, home: url, etag: undefined, contentType: "" };
}
