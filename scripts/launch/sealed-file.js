import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

const HASH_BYTES = 32;

/** The content of a file of a cache; undefined where there is none that reads as it was written. */
export function readSealed(path) {
  try {
    const bytes = readFileSync(path);
    const content = bytes.subarray(0, -HASH_BYTES);
    const hash = createHash("sha256").update(content).digest();
    return hash.equals(bytes.subarray(-HASH_BYTES)) ? content : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file of a cache: its content and the hash of it, whole or not at all, as another run may look for the same
 * file at the same time. Does nothing where it cannot be written: what a cache does not hold is made again.
 *
 * @param parts The content, in parts so that it need not be in memory as one.
 */
export function writeSealed(path, parts) {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, "w");
    try {
      const hash = createHash("sha256");
      for (const part of parts) {
        const bytes = Buffer.from(part);
        hash.update(bytes);
        writeFileSync(file, bytes);
      }
      writeFileSync(file, hash.digest());
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    remove(temporary);
  }
}

/** Removes all but the newest entries of a folder of a cache, and so, in time, what killed runs have left there. */
export function keepNewest(folder, count) {
  try {
    const paths = readdirSync(folder).map((name) => join(folder, name));
    const timed = paths.map((path) => ({ path, time: statSync(path).mtimeMs }));
    timed.sort((one, other) => other.time - one.time);
    for (const { path } of timed.slice(count)) remove(path);
  } catch {
    // There is no such folder, or another run removes from it too.
  }
}

function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It stays.
  }
}
