import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { threadId } from "node:worker_threads";

/** Links live 24 hours: a part older than that can never be finished. */
const STALE_MS = 24 * 60 * 60_000;

/** The folders this thread is writing in, shared by every copy of this package in it. */
const own = shareSet(Symbol.for("evolink-openapi.parts"));

function shareSet(name: symbol): Set<string> {
  const shared = globalThis as { [name: symbol]: Set<string> | undefined };
  const set = shared[name] ?? new Set();
  shared[name] = set;
  return set;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** `.evolink-<what>.<machine>.<process>.<thread>.<random>.part`: says whose it is without being opened. */
const nameParts = (key: string) =>
  [
    `.evolink-${hash(key)}`,
    hash(hostname()),
    process.pid,
    threadId,
    randomBytes(6).toString("hex"),
    "part",
  ].join(".");

/** True when whoever made a folder is gone for sure. A run on another machine, or in another thread, may live. */
function isOrphan(name: string): boolean {
  const [, , machine, pid, thread] = name.split(".");
  if (machine !== hash(hostname())) return false;
  if (Number(pid) === process.pid) return Number(thread) === threadId && !own.has(name);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/**
 * Takes a folder beside the target for one result: the one a killed run left for the same result and target,
 * else a new one.
 *
 * A folder changes hands by renaming it, which succeeds for one taker only. Other leftovers of the same
 * result go away.
 *
 * @param key the target and the result, so that a leftover is found again by nobody else.
 * @returns its path.
 */
export async function takePartFolder(parent: string, key: string): Promise<string> {
  const name = nameParts(key);
  const path = join(parent, name);
  own.add(name);
  let inherited = false;
  for (const orphan of await findOrphans(parent, key)) {
    if (inherited) await removeFolder(orphan);
    else
      inherited = await rename(orphan, path).then(
        () => true,
        () => false,
      );
  }
  if (!inherited) await mkdir(path);
  return path;
}

/** Removes a folder and all that is in it. */
export async function dropPartFolder(path: string): Promise<void> {
  await removeFolder(path);
  releasePartFolder(path);
}

/** Leaves a folder to the next run, in this process or another. */
export function releasePartFolder(path: string): void {
  own.delete(basename(path));
}

/** Removes what killed runs left for a result that needs no further run. */
export async function sweepPartFolders(parent: string, key: string): Promise<void> {
  for (const orphan of await findOrphans(parent, key)) await removeFolder(orphan);
}

const removeFolder = (path: string) => rm(path, { recursive: true, force: true });

/** The folders for this result that nobody writes in. Those of any result that are too old are removed on the way. */
async function findOrphans(parent: string, key: string): Promise<string[]> {
  const orphans: string[] = [];
  for (const name of await readdir(parent)) {
    if (!/^\.evolink-.*\.part$/.test(name)) continue;
    const path = join(parent, name);
    if ((await measureIdleMs(path)) > STALE_MS) await removeFolder(path);
    else if (name.startsWith(`.evolink-${hash(key)}.`) && isOrphan(name)) orphans.push(path);
  }
  return orphans;
}

/** How long nothing was written in a folder; 0 when it went away meanwhile. */
async function measureIdleMs(path: string): Promise<number> {
  const body = await stat(join(path, "body")).catch(() => stat(path).catch(() => undefined));
  return body ? Date.now() - body.mtimeMs : 0;
}
