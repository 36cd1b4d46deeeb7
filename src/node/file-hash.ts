import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/** The sha256 of a growing file, read back from it: of what is on disk, not of what was meant to be. */
export interface FileHash {
  /** The file has this many bytes for good. */
  advance(bytes: number): void;
  /** The file starts over. */
  reset(): void;
  /** The hash of that many first bytes, in hexadecimal. */
  finish(bytes: number): Promise<string>;
  /** Stops the thread, if there is one. */
  close(): Promise<void>;
}

/** Up to here it costs less to hash a file at its end than to start a thread. About 15 ms. */
const SMALL_BYTES = 16 * 1024 * 1024;

/** The thread is woken this often: waking it costs the time of hashing half a MiB. */
const STEP_BYTES = 8 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/**
 * Hashing takes as long as receiving; a thread of its own does it at the same time. It reads by the number of
 * the open file, which all threads of a process share. As text, because a file of its own would have to be
 * found again after every bundler.
 */
const FOLLOWER = `
  const { parentPort, workerData: fd } = require("node:worker_threads");
  const { readSync } = require("node:fs");
  const hash = require("node:crypto").createHash("sha256");
  const chunk = Buffer.allocUnsafe(${CHUNK_BYTES});
  let at = 0;
  parentPort.on("message", ({ bytes, last }) => {
    while (at < bytes) {
      const read = readSync(fd, chunk, 0, Math.min(chunk.length, bytes - at), at);
      if (read === 0) throw new Error("The file is shorter than it was.");
      hash.update(read === chunk.length ? chunk : chunk.subarray(0, read));
      at += read;
    }
    if (last) parentPort.postMessage(hash.digest("hex"));
  });
`;

/** It holds one chunk and nothing else. */
const FOLLOWER_LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };

export function createFileHash(handle: FileHandle): FileHash {
  let follower: Worker | undefined;
  let failed = false;
  /** Up to here, the thread may read. */
  let announced = 0;
  // Some hosts allow no threads, or too few: then the hash is made at the end.
  const fail = () => {
    failed = true;
  };
  const stop = async () => {
    const worker = follower;
    follower = undefined;
    announced = 0;
    await worker?.terminate();
  };
  return {
    advance(bytes) {
      if (bytes <= SMALL_BYTES || bytes < announced + STEP_BYTES || failed) return;
      try {
        follower ??= startFollower(handle).on("error", fail);
      } catch {
        return fail();
      }
      follower.postMessage({ bytes });
      announced = bytes;
    },
    reset: () => void stop(),
    async finish(bytes) {
      if (follower && !failed) {
        const worker = follower;
        const digest = new Promise<string>((resolve, reject) => {
          worker.once("message", resolve).once("error", reject).once("exit", reject);
        });
        worker.ref();
        worker.postMessage({ bytes, last: true });
        const hash = await digest.catch(() => undefined);
        if (hash !== undefined) return hash;
      }
      return hashFile(handle, bytes);
    },
    close: stop,
  };
}

function startFollower(handle: FileHandle): Worker {
  const follower = new Worker(FOLLOWER, {
    eval: true,
    workerData: handle.fd,
    resourceLimits: FOLLOWER_LIMITS,
  });
  follower.unref();
  return follower;
}

async function hashFile(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, bytes));
  for (let at = 0; at < bytes; ) {
    const { bytesRead } = await handle.read(chunk, 0, Math.min(chunk.length, bytes - at), at);
    if (bytesRead === 0) throw new Error("The file is shorter than it was.");
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest("hex");
}
