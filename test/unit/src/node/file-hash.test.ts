import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as threads from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFileHash } from "../../../../src/node/file-hash.ts";

vi.mock("node:worker_threads", { spy: true });

const MIB = 1024 * 1024;
const content = Buffer.alloc(40 * MIB);
for (let at = 0; at < content.length; at += 4096) content.writeUInt32BE(at, at);
const hashOf = (bytes: number) => createHash("sha256").update(content.subarray(0, bytes)).digest("hex");

let folder: string;
let handle: FileHandle;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "file-hash-"));
  handle = await open(join(folder, "body"), "w+");
  await handle.write(content);
  vi.mocked(threads.Worker).mockClear();
});
afterEach(async () => {
  await handle.close();
  await rm(folder, { recursive: true, force: true });
});

const countThreads = () => vi.mocked(threads.Worker).mock.calls.length;

describe("createFileHash", () => {
  it.each([1, 100, MIB, MIB + 1])("hashes the first %d bytes at the end, without a thread", async (bytes) => {
    const hash = createFileHash(handle);
    hash.advance(bytes);
    expect(await hash.finish(bytes)).toBe(hashOf(bytes));
    expect(countThreads()).toBe(0);
    await hash.close();
  });

  it("starts a thread once there is more than 16 MiB, and only then", async () => {
    const hash = createFileHash(handle);
    hash.advance(16 * MIB);
    expect(countThreads()).toBe(0);
    for (let end = 17; end <= 40; end++) hash.advance(end * MIB);
    expect(countThreads()).toBe(1);
    expect(await hash.finish(40 * MIB)).toBe(hashOf(40 * MIB));
    await hash.close();
  });

  it("forgets what was there when the file starts over", async () => {
    const hash = createFileHash(handle);
    hash.advance(30 * MIB);
    hash.reset();
    expect(await hash.finish(5)).toBe(hashOf(5));
    hash.advance(20 * MIB);
    expect(countThreads()).toBe(2);
    expect(await hash.finish(20 * MIB)).toBe(hashOf(20 * MIB));
    await hash.close();
  });

  it.each([
    [
      "no thread may be made",
      class {
        constructor() {
          throw new Error("ERR_ACCESS_DENIED");
        }
      },
    ],
    [
      "a thread fails",
      class extends EventEmitter {
        unref() {}
        ref() {}
        terminate() {}
        postMessage() {
          this.emit("error", new Error("ERR_WORKER_OUT_OF_MEMORY"));
        }
      },
    ],
  ])("hashes at the end where %s", async (_, worker) => {
    vi.mocked(threads.Worker).mockImplementationOnce(worker as never);
    const hash = createFileHash(handle);
    hash.advance(20 * MIB);
    hash.advance(39 * MIB);
    expect(await hash.finish(40 * MIB)).toBe(hashOf(40 * MIB));
    expect(countThreads()).toBe(1);
    await hash.close();
  });

  it("says so when the file is shorter than it was", async () => {
    await handle.truncate(10);
    const hash = createFileHash(handle);
    await expect(hash.finish(11)).rejects.toThrow("The file is shorter than it was.");
    hash.advance(20 * MIB);
    await expect(hash.finish(20 * MIB)).rejects.toThrow("The file is shorter than it was.");
    await hash.close();
  });
});
