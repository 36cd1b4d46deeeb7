import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { syncFile } from "../../../../src/files/sync.ts";

/** A file with some methods of its handle replaced, as Yarn's Plug'n'Play has them. */
async function tryWith(error: Error, fd?: number) {
  const path = join(tmpdir(), `sync-${process.pid}`);
  const handle = await open(path, "w");
  const fail = () => {
    throw error;
  };
  const replaced = { fd: fd ?? handle.fd, sync: fail, datasync: fail };
  try {
    return [await syncFile(handle), await syncFile(replaced), await syncFile(replaced, "datasync")];
  } finally {
    await handle.close();
    await rm(path);
  }
}

describe("syncFile", () => {
  const missing = new Error("Method not implemented.");

  it("syncs the descriptor of a handle that cannot", async () => {
    expect(await tryWith(missing)).toHaveLength(3);
  });

  it("fails where that fails, and where the disk does", async () => {
    await expect(tryWith(missing, 9_999)).rejects.toThrow("EBADF");
    await expect(tryWith(Object.assign(new Error("EIO: i/o error"), { code: "EIO" }))).rejects.toThrow("EIO");
  });
});
