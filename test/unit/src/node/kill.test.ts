import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveResult } from "../../../../src/node/index.ts";
import { buildSaveProcess, type SaveProcess } from "../../../helpers/processes/save-process.ts";
import { local, makeVideo, serve, startResultServer } from "./result-server.ts";

/** Three writes of a MiB. */
const video = makeVideo(3 * 1024 * 1024);
const sha256 = createHash("sha256").update(video).digest("hex");

/** More file operations than a save has. */
const MAX_OPERATIONS = 100;

let folder: string;
let runSave: SaveProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-"));
  runSave = await buildSaveProcess(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Kills one run at each of its file operations in turn, and shows what is left of it to `check`. */
async function killAtEach(
  name: string,
  order: { url: string; killAfter: boolean; overwrite: boolean },
  check: (path: string) => Promise<void>,
): Promise<number> {
  for (let killAt = 1; killAt <= MAX_OPERATIONS; killAt++) {
    const path = join(folder, name, `${killAt}`, "clip.mp4");
    if (order.overwrite) {
      await saveResult(`${order.url}/old.mp4`, path, local);
      await writeFile(path, "old");
    }
    const { overwrite, killAfter } = order;
    const end = await runSave({ url: `${order.url}/a.mp4`, path, options: { overwrite }, killAt, killAfter });
    await check(path);
    if (!end.killed) return killAt - 1;
  }
  throw new Error(`A save has more than ${MAX_OPERATIONS} file operations.`);
}

const hashOf = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path).catch(() => ""))
    .digest("hex");

describe("saveResult in a process that is killed", () => {
  it.each([
    ["before", false],
    ["after", true],
  ])(
    "leaves the target absent or whole when it dies %s any file operation, and the next run finishes it",
    { timeout: 120_000 },
    async (when, killAfter) => {
      const { url, requests } = await startResultServer(serve(video));
      const seen = { absent: 0, whole: 0, resumed: 0 };
      const kills = await killAtEach(when, { url, killAfter, overwrite: false }, async (path) => {
        const isThere = (await readdir(join(path, "..")).catch(() => [] as string[])).includes("clip.mp4");
        seen[isThere ? "whole" : "absent"] += 1;
        if (isThere) expect(await hashOf(path)).toBe(sha256);
        requests.length = 0;
        const next = saveResult(`${url}/a.mp4`, path, local);
        if (isThere) await expect(next).rejects.toMatchObject({ code: "file_exists" });
        else expect(await next).toMatchObject({ sha256, bytes: video.length });
        seen.resumed += Number(requests.some(({ headers }) => headers.range));
        expect(await readdir(join(path, ".."))).toEqual(["clip.mp4"]);
      });
      // All kinds were really met: nothing there, all there, and bytes that were not sent for again.
      expect(kills).toBeGreaterThan(12);
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
      console.log(`Killed ${when} each of ${kills} file operations:`, seen);
    },
  );

  it("leaves the old file or the new one when it dies while it replaces one", {
    timeout: 120_000,
  }, async () => {
    const { url } = await startResultServer(serve(video));
    const old = createHash("sha256").update("old").digest("hex");
    const seen = new Set<string>();
    await killAtEach("replaced", { url, killAfter: true, overwrite: true }, async (path) => {
      const left = await hashOf(path);
      expect([old, sha256]).toContain(left);
      seen.add(left);
      expect(await saveResult(`${url}/a.mp4`, path, { ...local, overwrite: true })).toMatchObject({ sha256 });
      expect(await readdir(join(path, ".."))).toEqual(["clip.mp4"]);
    });
    expect(seen.size).toBe(2);
  });
});
