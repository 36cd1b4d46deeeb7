import { createHash, randomBytes } from "node:crypto";
import { chmod, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { threadId } from "node:worker_threads";
import { isOwnFolder } from "./own-entry.ts";

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

/** Nothing else is ever touched. */
const PART_NAME = /^\.evolink-([\da-f]+)\.([\da-f]+)\.(\d+)\.(\d+)\.[\da-f]+\.part$/;

/** True when whoever made a folder is gone for sure. A run on another machine, or in another thread, may live. */
function isOrphan(name: string): boolean {
  const [, , machine, pid, thread] = PART_NAME.exec(name) ?? [];
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
 * Takes a folder next to the target for one result: the one a killed run left for the same result and target,
 * else a new one that only this user may enter.
 *
 * A folder changes hands by renaming it, which succeeds for one taker only. Other leftovers of the same
 * result go away. A folder of another user, or a link to one, is neither taken nor touched.
 *
 * @param key the target and the result, so that a leftover is found again by nobody else.
 * @returns its path.
 */
export async function takePartFolder(parent: string, key: string): Promise<string> {
  let taken: string | undefined;
  for (const orphan of await findOrphans(parent, key)) {
    if (taken) await removeFolder(orphan);
    else taken = await inheritFolder(orphan, claimPath(parent, key));
  }
  if (taken) return taken;
  const path = claimPath(parent, key);
  await mkdir(path, { mode: 0o700 }).catch((error) => {
    releasePartFolder(path);
    throw error;
  });
  return path;
}

function claimPath(parent: string, key: string): string {
  const name = nameParts(key);
  own.add(name);
  return join(parent, name);
}

/** @returns undefined when another run was faster, or when it was swapped for one that is not ours. */
async function inheritFolder(orphan: string, path: string): Promise<string | undefined> {
  try {
    await rename(orphan, path);
    if (await isOwnFolder(path)) {
      await chmod(path, 0o700);
      return path;
    }
  } catch {
    // Another run took it.
  }
  releasePartFolder(path);
  return undefined;
}

/** Removes a folder that was taken, and all that is in it, as far as it can be: the result does not depend on it. */
export async function dropPartFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
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

/** As far as it can be removed: a leftover that stays is no reason to lose a result. */
async function removeFolder(path: string): Promise<void> {
  if (!(await isOwnFolder(path))) return;
  await chmod(path, 0o700).catch(() => {});
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

/** The folders for this result that nobody writes in. Those of any result that are too old are removed on the way. */
async function findOrphans(parent: string, key: string): Promise<string[]> {
  const orphans: string[] = [];
  // A folder that one may write into but not list has no leftovers that could be found.
  for (const name of await readdir(parent).catch(() => [])) {
    const [, result] = PART_NAME.exec(name) ?? [];
    const path = join(parent, name);
    if (result === undefined || !(await isOwnFolder(path))) continue;
    if ((await measureIdleMs(path)) > STALE_MS) await removeFolder(path);
    else if (result === hash(key) && isOrphan(name)) orphans.push(path);
  }
  return orphans;
}

/** How long nothing was written in a folder; 0 when it went away meanwhile. */
async function measureIdleMs(path: string): Promise<number> {
  const body = await lstat(join(path, "body")).catch(() => lstat(path).catch(() => undefined));
  return body ? Date.now() - body.mtimeMs : 0;
}
