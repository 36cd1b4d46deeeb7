import { type FileHandle, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { writeWhole } from "../../../../src/files/write-whole.ts";

/** What is done with the files that are opened, in order; `lost` of their bytes are not on the disk. */
const disk = vi.hoisted(() => ({ calls: [] as string[], lost: 0 }));

vi.mock("node:fs/promises", async (importActual) => {
  const actual = await importActual<typeof import("node:fs/promises")>();
  const open = async (...options: Parameters<typeof actual.open>): Promise<FileHandle> => {
    const file = await actual.open(...options);
    const { writeFile, sync, stat } = file;
    return Object.assign(file, {
      writeFile: (data: Uint8Array) => {
        disk.calls.push("write");
        return writeFile.call(file, data);
      },
      sync: () => {
        disk.calls.push("sync");
        return sync.call(file);
      },
      stat: async () => {
        disk.calls.push("stat");
        const stats = await stat.call(file);
        return Object.assign(stats, { size: Number(stats.size) - disk.lost });
      },
    });
  };
  const rename = async (from: string, to: string) => {
    disk.calls.push("rename");
    await actual.rename(from, to);
  };
  return { ...actual, open, rename };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  disk.calls.length = 0;
  disk.lost = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("writeWhole gives a file its name only when its bytes are on the disk, and counted", async () => {
  await writeWhole(join(folder, "kite"), "a kite");
  // The last one makes the name outlive a power cut too.
  expect(disk.calls).toEqual(["write", "sync", "stat", "rename", "sync"]);
});

it("writeWhole keeps the old file where fewer bytes arrived than were written", async () => {
  await writeFile(join(folder, "kite"), "old");
  disk.lost = 1;
  await expect(writeWhole(join(folder, "kite"), "a kite")).rejects.toThrow(
    /^Cannot write .*kite: only 5 of 6 bytes arrived on the disk\. What was there is unchanged\.$/,
  );
  expect(await readFile(join(folder, "kite"), "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["kite"]);
});
