import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { isRecord } from "../../openapi/json.ts";
import type { StoredState } from "./task-store.ts";

const FORMAT = 1;

/** Reads what an earlier run left. A file that is not there is an empty state; one of another kind is an error. */
export async function readState(path: string): Promise<StoredState> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isRecord(error) && error.code === "ENOENT") return { tasks: [], replays: {} };
    throw error;
  }
  const state = parseJson(text);
  if (
    !isRecord(state) ||
    state.format !== FORMAT ||
    !Array.isArray(state.tasks) ||
    !isRecord(state.replays)
  ) {
    throw new Error(`${path} is not a state of the mock. Remove it or name another file.`);
  }
  return { tasks: state.tasks, replays: state.replays as StoredState["replays"] };
}

/**
 * Writes a state whenever asked to, one write at a time, each whole or not at all. Asking during a write makes one more
 * write when it is done, of the state as it is then.
 *
 * @returns settles once the state asked for is on disk.
 */
export function createStateWriter(path: string, snapshot: () => StoredState): () => Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= writing
      .catch(() => {})
      .then(() => {
        writing = write();
        next = undefined;
        return writing;
      });
    return next;
  };
  async function write() {
    await writeFileAtomic(path, `${JSON.stringify({ format: FORMAT, ...snapshot() })}\n`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
