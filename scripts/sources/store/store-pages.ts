import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config/read-config.ts";
import { replaceFiles } from "../../files/output.ts";
import { labelOf } from "../load.ts";
import { holdLock } from "../lock/hold-lock.ts";
import { formatLock, type Lock, type LockedIndex, parseLock, TOOL } from "../lock/lock-file.ts";
import type { Decision, PageChange, PageReport } from "./decision.ts";

/** Reads the lock file; an empty one where there is none. @throws {Error} it cannot be read. */
export async function readLock({ lock, folder }: Config): Promise<Lock> {
  const bytes = await readFile(lock).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return new Uint8Array();
    throw new Error(`Cannot read ${lock}: ${error.message}`);
  });
  const { output, problems } = parseLock({ path: labelOf(lock, folder), bytes });
  if (problems[0] !== undefined) throw new Error(`${problems[0].file}: ${problems[0].message}`);
  return output;
}

/** What lies in the folder of pages under a name; undefined where nothing does. */
export function readStored({ pages }: Config, name: string): Promise<Uint8Array | undefined> {
  return readFile(join(pages, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new Error(`Cannot read ${join(pages, name)}: ${error.message}`);
  });
}

type Indexes = Readonly<Record<string, LockedIndex>>;

interface StoreOptions {
  dryRun: boolean;
  changeIndexes?: (known: Indexes) => Indexes;
}

/**
 * Decides, and writes pages and lock file, while no other run does. Everything is on disk under temporary names before
 * the first file is replaced.
 *
 * @param changeIndexes Is given the indexes that are known now, and gives those to keep.
 * @param decide Is given the lock file as it is now: another run may have written it since this one began.
 * @throws {Error} names the file that cannot be written; nothing has changed then.
 */
export async function storePages(
  config: Config,
  decide: (lock: Lock) => Promise<Decision[]>,
  { dryRun, changeIndexes = (known) => known }: StoreOptions,
): Promise<PageReport[]> {
  const run = async () => {
    const lock = await readLock(config);
    const decisions = await decide(lock);
    const changes = decisions.flatMap(({ change }) => change ?? []);
    const changed: Lock = { ...lock, indexes: changeIndexes(lock.indexes ?? {}) };
    const isSame = formatLock(changed) === formatLock(lock);
    if ((changes.length > 0 || !isSame) && !dryRun) await writeChanges(config, changed, changes);
    return decisions.map(({ report }) => report);
  };
  return dryRun ? run() : holdLock(config.lock, run);
}

async function writeChanges(config: Config, lock: Lock, changes: readonly PageChange[]): Promise<void> {
  const pages = new Map(Object.entries(lock.pages));
  const files = new Map<string, string | Uint8Array>();
  for (const { name, entry, bytes } of changes) {
    if (entry === undefined) pages.delete(name);
    else pages.set(name, entry);
    if (bytes !== undefined) files.set(join(config.pages, name), bytes);
  }
  // Last, so that it never says of a page what is not so yet.
  files.set(
    config.lock,
    formatLock({ tool: TOOL, pages: Object.fromEntries(pages), indexes: keepOut(lock, changes) }),
  );
  await replaceFiles(files);
  const gone = changes.filter(({ entry }) => entry === undefined);
  await Promise.all(gone.map(({ name }) => rm(join(config.pages, name), { force: true })));
}

/** The indexes, each without the pages of its host that are removed: `update` would find them again. */
function keepOut({ pages, indexes = {} }: Lock, changes: readonly PageChange[]): Record<string, LockedIndex> {
  const removed = changes.flatMap(({ name, entry }) => (entry === undefined ? (pages[name]?.url ?? []) : []));
  return Object.fromEntries(
    Object.entries(indexes).map(([url, index]) => {
      const own = removed.filter((page) => URL.canParse(page) && new URL(page).host === new URL(url).host);
      const without = [...new Set([...(index.without ?? []), ...own])].sort();
      return [url, without.length === 0 ? index : { ...index, without }];
    }),
  );
}
