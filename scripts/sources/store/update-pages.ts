import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pMap from "p-map";
import type { Config } from "../../config/read-config.ts";
import { FetchError } from "../fetch/fetch-error.ts";
import { CONCURRENCY } from "../fetch/fetcher.ts";
import { type Gathered, gatherPages } from "../gather/gather-pages.ts";
import type { ReadOptions } from "../gather/read-entry.ts";
import { readLocation } from "../gather/read-location.ts";
import { type Recognised, recognisePage } from "../gather/recognise-page.ts";
import { isLocked, type Lock, type LockedPage } from "../lock/lock-file.ts";
import { decideFound, lockIndex, reportRefused } from "./add-pages.ts";
import { choosePages } from "./choose-pages.ts";
import type { Decision, PageReport, PageStatus } from "./decision.ts";
import { type DecideOptions, decidePage } from "./judge-page.ts";
import { readLock, readStored, storePages } from "./store-pages.ts";

export interface UpdateOptions extends ReadOptions, DecideOptions {
  /** Names, addresses or globs of the pages to fetch; all, where there is none. */
  patterns: readonly string[];
  dryRun: boolean;
  /** Is given what is stored of a page, and what takes its place, or would. */
  onChange?: (name: string, before: Uint8Array, after: Uint8Array) => void;
  /** Is given what a person should know of an index, such as a redirect to another host. */
  onNote?: (note: string) => void;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Fetches the locked pages again, and stores those that have changed; where all are meant, also those that an index lists
 * now and did not before. What goes wrong with one stops no other.
 */
export async function updatePages(config: Config, options: UpdateOptions): Promise<PageReport[]> {
  const { signal, onProgress, patterns } = options;
  const lock = await readLock(config);
  const { pages: before } = lock;
  const { wanted, misses } = choosePages(patterns, before);
  if (misses.length > 0) return misses;
  let done = 0;
  const renew = async ([name, entry]: [string, LockedPage]): Promise<Decision> => {
    const decision = await renewPage(name, entry, config, options);
    done += 1;
    onProgress?.(done, wanted.length);
    return decision;
  };
  const decisions = await pMap(wanted, renew, { concurrency: CONCURRENCY, signal });
  const found: Listed =
    patterns.length === 0 ? await gatherNew(lock, options) : { pages: [], refused: [], indexes: {} };
  signal.throwIfAborted();
  // Another run may have changed, or removed, what this one has looked at: then that stands.
  const reports = await storePages(
    config,
    async (now) => [
      ...decisions.map(({ report, change }) => {
        const isUntouched = now.pages[report.name ?? ""]?.sha256 === before[report.name ?? ""]?.sha256;
        return change !== undefined && isUntouched ? { report, change } : { report };
      }),
      ...(await decideFound(found.pages, now, config, options)),
    ],
    {
      ...options,
      changeIndexes: (known) =>
        Object.fromEntries(
          Object.entries(known).map(([url, index]) => [
            url,
            lockIndex(index, found.indexes[url] ?? index.prose ?? {}),
          ]),
        ),
    },
  );
  return [...reports, ...found.refused.map(reportRefused)];
}

type Listed = Pick<Gathered, "pages" | "refused" | "indexes">;

/** The pages that indexes list, and that are neither locked nor were removed here. */
async function gatherNew(
  { pages, indexes = {} }: Lock,
  { fetcher, signal, onNote }: UpdateOptions,
): Promise<Listed> {
  const locked = new Set(Object.values(pages).flatMap(({ url }) => url ?? []));
  const all: Listed = { pages: [], refused: [], indexes: {} };
  for (const [url, { without = [], prose, ...narrowing }] of Object.entries(indexes)) {
    const isKnown = (page: string) => locked.has(page) || without.includes(page);
    const options = { fetcher, signal, ...narrowing, isKnown };
    const found = await gatherPages([new URL(url)], { ...options, ...(prose && { prose }) });
    Object.assign(all.indexes, found.indexes);
    all.pages.push(...found.pages.filter((page) => !isKnown(page.url)));
    all.refused.push(...found.refused);
    for (const page of found.pages) locked.add(page.url);
    for (const note of found.notes) onNote?.(note);
  }
  return all;
}

async function renewPage(
  name: string,
  entry: LockedPage,
  config: Config,
  options: UpdateOptions,
): Promise<Decision> {
  const local = await readStored(config, name);
  const source = entry.url ?? entry.file;
  const url = entry.url ?? (entry.file && pathToFileURL(join(config.folder, entry.file)).href);
  const keep = (status: PageStatus, message?: string): Decision => ({
    report: {
      name,
      ...(source !== undefined && { source }),
      status,
      ...(message !== undefined && { message }),
    },
  });
  if (url === undefined)
    return local === undefined ? keep("gone", "The file is not there any more.") : keep("same");
  try {
    // Where the stored page is another one, "not modified" would be of no use.
    const isWhole = local !== undefined && isLocked(local, entry.sha256);
    const etag = isWhole ? entry.etag : undefined;
    const { bytes, home, ...rest } = await readLocation(url, options.fetcher, { ...options, etag });
    if (bytes === undefined) return keep("same");
    const recognised = recognisePage(name, bytes);
    if (recognised.kind !== "page") return keep("no longer a page", explain(recognised));
    const published = { url: home, bytes, etag: rest.etag, operations: recognised.operations };
    const decision = decidePage({ name, entry, local, published }, options);
    if (local !== undefined && decision.change !== undefined) options.onChange?.(name, local, bytes);
    return decision;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return keep(error.failure === "gone" ? "gone" : "failed", error.message);
  }
}

function explain(recognised: Exclude<Recognised, { kind: "page" }>): string {
  return recognised.kind === "pointer"
    ? `Its document is ${recognised.document} now. Add that, and remove this page.`
    : `Now it cannot be used: ${recognised.reason}`;
}
