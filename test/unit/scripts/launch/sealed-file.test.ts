import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepNewest, readSealed, writeSealed } from "../../../../scripts/launch/sealed-file.js";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  path = join(folder, "kind", "file");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a sealed file", () => {
  it("reads as it was written, in one part, in several, or empty", () => {
    writeSealed(path, ["kite"]);
    expect(readSealed(path)?.toString()).toBe("kite");
    writeSealed(path, ["凧", Buffer.from([0, 255])]);
    expect(readSealed(path)).toEqual(Buffer.concat([Buffer.from("凧"), Buffer.from([0, 255])]));
    writeSealed(path, []);
    expect(readSealed(path)?.length).toBe(0);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ["is empty", () => Buffer.alloc(0)],
    ["is shorter than a seal", (bytes) => bytes.subarray(0, 20)],
    ["is cut off", (bytes) => bytes.subarray(0, -1)],
    ["has lost its beginning", (bytes) => bytes.subarray(1)],
    ["has become longer", (bytes) => Buffer.concat([bytes, bytes.subarray(-1)])],
    ["is all zero", (bytes) => Buffer.alloc(bytes.length)],
  ])("is none when it %s", async (_, change) => {
    writeSealed(path, ["kite"]);
    await writeFile(path, change(await readFile(path)));
    expect(readSealed(path)).toBeUndefined();
  });

  it("is none when any of its bits is another", async () => {
    writeSealed(path, ["kite"]);
    const whole = await readFile(path);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await writeFile(path, damaged);
      expect([bit, readSealed(path)]).toEqual([bit, undefined]);
    }
  });

  it("is none where there is no file, and cannot be written into a file", async () => {
    expect(readSealed(path)).toBeUndefined();
    await writeFile(join(folder, "kind"), "");
    writeSealed(path, ["kite"]);
    expect(readSealed(path)).toBeUndefined();
  });

  it("leaves no other file, also when writing fails half-way", async () => {
    writeSealed(path, ["kite"]);
    function* fail() {
      yield "half";
      throw new Error("No more");
    }
    writeSealed(path, fail());
    expect(readSealed(path)?.toString()).toBe("kite");
    expect(await readdir(join(folder, "kind"))).toEqual(["file"]);
  });
});

describe("keepNewest", () => {
  it("keeps so many files and folders as it is given, the newest ones", async () => {
    for (const [index, name] of ["a", "b", "c/deep", "d"].entries()) {
      writeSealed(join(folder, name), [name]);
      const time = new Date(2020, 0, index === 0 ? 9 : index);
      await utimes(join(folder, name.slice(0, 1)), time, time);
    }
    keepNewest(folder, 4);
    expect(await readdir(folder)).toEqual(["a", "b", "c", "d"]);
    keepNewest(folder, 2);
    expect(await readdir(folder)).toEqual(["a", "d"]);
    keepNewest(join(folder, "nowhere"), 2);
  });
});
