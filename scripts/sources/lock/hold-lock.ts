import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { makeFolder } from "../../../src/files/make-folder.ts";

/** How long another run is waited for. It holds the lock while it writes, and not while it fetches. */
const MAX_WAIT_MS = 20_000;
const TRY_EVERY_MS = 100;

/** Runs what reads and writes a lock file while no other process does. What a killed process held is free after 10 s. */
export async function holdLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  const release = await acquire(path).catch((error: NodeJS.ErrnoException) => {
    const reason =
      error.code === "ELOCKED"
        ? `another run has been writing it for ${MAX_WAIT_MS / 1000} s. Wait for that to end`
        : error.message;
    throw new Error(`Cannot write ${path}: ${reason}.`, { cause: error });
  });
  process.on("SIGXFSZ", ignore);
  try {
    return await run();
  } finally {
    process.off("SIGXFSZ", ignore);
    await release();
  }
}

/** The library ends the process at every signal that nobody else listens to. A write that is too large says so itself. */
function ignore(): void {}

async function acquire(path: string): Promise<() => Promise<void>> {
  await makeFolder(dirname(path));
  const retries = { retries: MAX_WAIT_MS / TRY_EVERY_MS, minTimeout: TRY_EVERY_MS, factor: 1 };
  return lock(path, { realpath: false, retries });
}
