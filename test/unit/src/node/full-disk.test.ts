import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveResult } from "../../../../src/node/index.ts";
import { buildSaveProcess } from "../../../helpers/processes/save-process.ts";
import { mountSmallDisk } from "../../../helpers/processes/small-disk.ts";
import { local, makeVideo, serve, startResultServer } from "./result-server.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "full-disk-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("saveResult in a process whose files may not grow", () => {
  it("leaves nothing behind, and names the file and what the disk said", async () => {
    const { url } = await startResultServer(serve(makeVideo(8 * 1024 * 1024)));
    const path = join(folder, "limited", "clip.mp4");
    const runSave = await buildSaveProcess(folder);
    // Files of this shell may have 1 or 2 MB, depending on the shell.
    const shell = ["sh", "-c", `ulimit -f 2000; exec "$0" "$@"`];
    const { error } = await runSave({ url: `${url}/a.mp4`, path }, shell);
    expect(error).toMatchObject({ name: "DownloadError", code: "EFBIG" });
    expect(error?.message).toMatch(/^Could not save into .*limited\/clip\.mp4: EFBIG/);
    expect(await readdir(join(folder, "limited"))).toEqual([]);
  });
});

describe("saveResult on a disk that is full or nearly so", () => {
  let disk: string;
  let obstacle: string | undefined;
  let unmount = () => {};
  beforeAll(async () => {
    disk = join(folder, "disk");
    const mounted = await mountSmallDisk(disk, 1_024);
    if (typeof mounted === "string") obstacle = mounted;
    else unmount = mounted.unmount;
  });
  afterAll(() => unmount());

  it("saves a result whole or not at all, however little space is missing", async ({ skip }) => {
    if (obstacle) console.log(`Skipped on a small disk: ${obstacle}.`);
    skip(obstacle !== undefined, obstacle);
    const { bavail, bsize } = await statfs(disk);
    const space = bavail * bsize;
    const seen = new Set<string>();
    for (let missing = -6 * bsize; missing <= 6 * bsize; missing += bsize / 2) {
      const video = makeVideo(space + missing);
      const { url } = await startResultServer(serve(video));
      const path = join(disk, "clip.mp4");
      const end = await saveResult(`${url}/a.mp4`, path, local).catch((error) => error);
      seen.add(end.code ?? "saved");
      if (end.code !== undefined) {
        expect(end).toMatchObject({ name: "DownloadError", code: "ENOSPC" });
        expect(end.message).toContain(`${path}: ENOSPC`);
        expect(await readdir(disk)).toEqual([]);
      } else expect(hashOf(await readFile(path))).toBe(hashOf(video));
      await rm(path, { force: true });
      expect((await statfs(disk)).bavail * bsize).toBe(space);
    }
    expect([...seen].sort()).toEqual(["ENOSPC", "saved"]);
  });

  it("leaves the file that it should replace when the new one does not fit", async ({ skip }) => {
    skip(obstacle !== undefined, obstacle);
    const { url } = await startResultServer(serve(makeVideo(900_000)));
    const path = join(disk, "clip.mp4");
    await writeFile(path, Buffer.alloc(300_000, 7));
    const saving = saveResult(`${url}/a.mp4`, path, { ...local, overwrite: true });
    await expect(saving).rejects.toMatchObject({ code: "ENOSPC" });
    expect(hashOf(await readFile(path))).toBe(hashOf(Buffer.alloc(300_000, 7)));
    expect(await readdir(disk)).toEqual(["clip.mp4"]);
  });
});
