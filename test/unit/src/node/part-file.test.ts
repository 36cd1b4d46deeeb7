import { createHash } from "node:crypto";
import {
  chown,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPartFile, type PartFile } from "../../../../src/node/part-file.ts";

let folder: string;
let file: PartFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "part-file-"));
  file = await openPartFile(folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await file.close();
  await rm(folder, { recursive: true, force: true });
});

const facts = { validator: '"one"', totalBytes: 4_000_000, lengthVerified: true, contentType: "video/mp4" };
const url = new URL("https://example.com/a.mp4");
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const content = Buffer.alloc(4_000_000);
for (let at = 0; at < content.length; at += 4) content.writeUInt32BE(at, at);

/** Adds all of some bytes, in pieces as a socket gives them. */
async function addAll(bytes: Buffer, from = 0, of = facts): Promise<void> {
  for (let at = from; at < bytes.length; at += 65_536)
    await file.add({ position: at, bytes: bytes.subarray(at, at + 65_536), facts: of, url });
}

/** The methods of every open file, to be made to fail. */
async function findHandleMethods(): Promise<FileHandle> {
  const handle = await open(folder);
  await handle.close();
  return Object.getPrototypeOf(handle);
}

describe("openPartFile", () => {
  it("writes what it is given, and returns length and hash of what is on the disk", async () => {
    await addAll(content);
    expect(await file.finish()).toEqual({ bytes: content.length, sha256: hash(content) });
    expect(content.equals(await readFile(file.path))).toBe(true);
  });

  it("keeps what came for a later run, which continues it", async () => {
    await addAll(content.subarray(0, 1_500_000));
    await file.keep();
    await file.close();
    file = await openPartFile(folder);
    expect(file.resume).toEqual({ position: 1_500_000, facts });
    await addAll(content, 1_500_000, file.resume?.facts as typeof facts);
    expect(await file.finish()).toEqual({ bytes: content.length, sha256: hash(content) });
  });

  it("starts over when a piece does, and keeps nothing of what was there, written or not", async () => {
    await addAll(content.subarray(0, 2_500_000));
    const other = Buffer.from(content.subarray(0, 100_000)).fill(7, 50_000);
    await addAll(other, 0, { ...facts, validator: '"two"' });
    expect(await file.finish()).toEqual({ bytes: other.length, sha256: hash(other) });
    expect(JSON.parse(await readFile(join(folder, "facts.json"), "utf8")).validator).toBe('"two"');
  });

  it("keeps what is there when a piece brings more facts of the same result", async () => {
    await addAll(content.subarray(0, 131_072));
    await addAll(content, 131_072, { ...facts });
    expect(await file.finish()).toMatchObject({ sha256: hash(content) });
  });

  it("writes the facts before the first byte they speak of", async () => {
    await file.add({ position: 0, bytes: content.subarray(0, 10), facts, url });
    expect(JSON.parse(await readFile(join(folder, "facts.json"), "utf8"))).toMatchObject(facts);
    expect(await readFile(file.path, "utf8")).toBe("");
  });

  describe("on a disk that takes less than it is given", () => {
    it("writes on until all is there", async () => {
      const methods = await findHandleMethods();
      const write = methods.write as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
      vi.spyOn(methods, "writev").mockImplementation(async function (this: FileHandle, parts, position) {
        const some = Buffer.concat(parts as Buffer[]).subarray(0, 1000);
        return { ...(await write.call(this, some, 0, some.length, position)), buffers: parts };
      });
      vi.spyOn(methods, "write").mockImplementation(function (this: FileHandle, ...args: unknown[]) {
        const [bytes, offset, length, position] = args as [Buffer, number, number, number];
        return write.call(this, bytes, offset, Math.min(length, 400_000), position);
      } as never);
      await addAll(content);
      expect(await file.finish()).toEqual({ bytes: content.length, sha256: hash(content) });
      expect(content.equals(await readFile(file.path))).toBe(true);
    });

    it("is an error when the disk takes nothing more and does not say so", async () => {
      const methods = await findHandleMethods();
      vi.spyOn(methods, "writev").mockResolvedValue({ bytesWritten: 1000, buffers: [] });
      vi.spyOn(methods, "write").mockResolvedValue({ bytesWritten: 0, buffer: Buffer.alloc(0) } as never);
      await addAll(content.subarray(0, 1_000_000));
      await expect(file.finish()).rejects.toMatchObject({
        code: "EIO",
        syscall: "write",
        message: "EIO: the disk failed, it took 1000 of 1000000 bytes",
      });
    });

    it("passes on what the disk says", async () => {
      const methods = await findHandleMethods();
      const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      vi.spyOn(methods, "writev").mockRejectedValue(full);
      await expect(addAll(content).then(() => file.finish())).rejects.toBe(full);
    });

    it("passes on what the disk says when it is flushed", async () => {
      const methods = await findHandleMethods();
      const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      vi.spyOn(methods, "sync").mockRejectedValue(full);
      await addAll(content);
      await expect(file.finish()).rejects.toBe(full);
    });

    it("is an error when the file is shorter than what was written", async () => {
      await addAll(content);
      await file.keep();
      const methods = await findHandleMethods();
      vi.spyOn(methods, "stat").mockResolvedValue({ size: 3_999_999 } as never);
      await expect(file.finish()).rejects.toThrow("it holds 3999999 of 4000000 bytes");
    });
  });

  const asRoot = process.getuid?.() === 0;
  it.each([
    ["a shorter file", true, () => writeFile(file.path, content.subarray(1))],
    ["a longer file", true, () => writeFile(file.path, Buffer.concat([content, Buffer.alloc(1)]))],
    ["a link to the same bytes", true, () => symlink(join(folder, "aside"), file.path)],
    ["a folder", true, () => mkdir(file.path)],
    [
      "the file of another user",
      asRoot,
      async () => {
        await writeFile(file.path, content);
        await chown(file.path, 12_345, 12_345);
      },
    ],
  ])("is an error when %s has its name by then", async (_, isPossible, plant) => {
    if (!isPossible) return;
    await addAll(content);
    await file.keep();
    await rename(file.path, join(folder, "aside"));
    await plant();
    await expect(file.finish()).rejects.toThrow(/body was replaced/);
  });

  it("is well where the file system gives an open file another number than its name", async () => {
    await addAll(content);
    const methods = await findHandleMethods();
    const { stat } = methods;
    vi.spyOn(methods, "stat").mockImplementation(async function (this: FileHandle) {
      return Object.assign(await stat.call(this), { ino: 7, dev: 7 });
    } as typeof stat);
    expect(await file.finish()).toEqual({ bytes: content.length, sha256: hash(content) });
  });

  it("is an error when its name is gone by then", async () => {
    await addAll(content);
    await rm(file.path);
    await expect(file.finish()).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).toEqual(["facts.json"]);
  });
});
