import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";

const TEMPORARY = /^\.evolink-openapi-(\d+)-[0-9a-f]{12}\.tmp$/;

/** Names of the temporary files that this process is about to publish. */
const inUse = new Set<string>();

/** A name for a temporary file: hidden, and telling which process made it. */
export function takeTemporaryName(): string {
  const name = `.evolink-openapi-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  inUse.add(name);
  return name;
}

export function releaseTemporaryName(name: string): void {
  inUse.delete(name);
}

/** Whether a file is a temporary one, of a running process or of one that was killed. */
export function isTemporary(path: string): boolean {
  return TEMPORARY.test(basename(path));
}

/** Removes the temporary files that processes which are gone have left in a folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter(isLeftover);
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

function isLeftover(name: string): boolean {
  const pid = Number(TEMPORARY.exec(name)?.[1]);
  // In a container, a run after a killed one has the same process id.
  return isTemporary(name) && (pid === process.pid ? !inUse.has(name) : !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
