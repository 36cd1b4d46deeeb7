import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveResult } from "../../../../src/node/index.ts";
import { makeVideo, serve, startResultServer } from "./result-server.ts";

const KILLS = 20;
const BYTES = 8 * 1024 * 1024;
/** A server that gives 256 KiB every 4 ms needs about this long for all of it. */
const TRANSFER_MS = 150;

let folder: string;
let child: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-"));
  child = join(folder, "child.cjs");
  await build({
    entryPoints: ["test/unit/src/node/save-child.ts"],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: child,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("saveResult on a disk that is full", () => {
  it("leaves nothing behind, and says what the disk said", async () => {
    const { url } = await startResultServer(serve(makeVideo(BYTES)));
    const target = join(folder, "full", "clip.mp4");
    // Files of this shell may have 1 or 2 MB, depending on the shell.
    const command = `ulimit -f 2000; exec "$0" "$@"`;
    const saving = spawn("sh", ["-c", command, process.execPath, child, `${url}/a.mp4`, target]);
    let said = "";
    saving.stderr.on("data", (text) => {
      said += text;
    });
    const [code] = await once(saving, "close");
    expect(code).toBe(1);
    expect(said).toMatch(/DownloadError: Could not save into .*EFBIG/);
    expect(await readdir(join(folder, "full"))).toEqual([]);
  });
});

describe("saveResult in a process that is killed", () => {
  it(`leaves the target absent or whole at ${KILLS} random moments, and the next run finishes it`, async () => {
    const video = makeVideo(BYTES);
    const sha256 = createHash("sha256").update(video).digest("hex");
    const { url, requests } = await startResultServer(async (request, response) => {
      const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
      const start = Number(range?.[1] ?? 0);
      response.writeHead(range ? 206 : 200, {
        "content-type": "video/mp4",
        "content-length": BYTES - start,
        etag: '"one"',
        ...(range && { "content-range": `bytes ${start}-${BYTES - 1}/${BYTES}` }),
      });
      for (let at = start; at < BYTES && !response.destroyed; at += 256 * 1024) {
        response.write(video.subarray(at, at + 256 * 1024));
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      response.end();
    });

    let absent = 0;
    for (let run = 0; run < KILLS; run++) {
      const target = join(folder, `${run}`, "clip.mp4");
      const saving = spawn(process.execPath, [child, `${url}/${run}`, target]);
      const ended = once(saving, "exit");
      await once(saving.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1.4 * TRANSFER_MS));
      saving.kill("SIGKILL");
      await ended;

      const found = await readFile(target).catch(() => undefined);
      if (found) expect(createHash("sha256").update(found).digest("hex")).toBe(sha256);
      else absent++;
      const next = saveResult(`${url}/${run}`, target, { allowPrivateHosts: true });
      if (found) await expect(next).rejects.toMatchObject({ code: "file_exists" });
      else expect(await next).toMatchObject({ sha256, bytes: BYTES });
      expect(await readdir(join(folder, `${run}`))).toEqual(["clip.mp4"]);
    }
    // Both were really met: runs that did not come to their end, and bytes that were not sent for again.
    expect(absent).toBeGreaterThan(0);
    expect(requests.filter(({ headers }) => headers.range)).not.toHaveLength(0);
    console.log(
      `${KILLS} kills: ${absent} targets absent, ${KILLS - absent} whole; ${requests.filter(({ headers }) => headers.range).length} next runs went on with what was there`,
    );
  }, 60_000);
});
