import {
  link,
  lstat,
  mkdir,
  mkdtemp,
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
import { saveResult } from "../../../../src/node/index.ts";
import { hurry, local, serve, sha256, startResultServer, video } from "./result-server.ts";

let folder: string;
let outside: string;
let path: string;
beforeEach(async () => {
  hurry();
  folder = await mkdtemp(join(tmpdir(), "save-leftovers-"));
  outside = await mkdtemp(join(tmpdir(), "outside-"));
  path = join(folder, "clip.mp4");
});
afterEach(async () => {
  for (const made of [folder, outside]) await rm(made, { recursive: true, force: true });
});

/** A server whose connections break at first, and the part folder that is left of a run over them. */
async function leavePart() {
  const server = { body: video, breakAfter: 50_000, etag: '"one"' };
  const { url, requests } = await startResultServer((...args) => serve(server.body, server)(...args));
  await expect(saveResult(`${url}/a.mp4`, path, local)).rejects.toMatchObject({ code: "interrupted" });
  server.breakAfter = Number.POSITIVE_INFINITY;
  const [name = ""] = await readdir(folder);
  requests.length = 0;
  return {
    part: join(folder, name),
    requests,
    save: () => saveResult(`${url}/a.mp4`, path, local),
    url,
    server,
  };
}

describe("saveResult with what an earlier run left", () => {
  it("resumes it", async () => {
    const { save, requests } = await leavePart();
    expect(await save()).toMatchObject({ sha256 });
    expect(requests[0]?.headers.range).toBe("bytes=250000-");
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
  });

  it.each(["body", "facts.json"])("writes through no link that %s has become", async (name) => {
    const { save, part } = await leavePart();
    const theirs = join(outside, name);
    await rename(join(part, name), theirs);
    await symlink(theirs, join(part, name));
    const before = await readFile(theirs);
    expect(await save()).toMatchObject({ sha256 });
    expect(before.equals(await readFile(theirs))).toBe(true);
    expect((await lstat(path)).isSymbolicLink()).toBe(false);
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
  });

  it("enters no link that the folder has become", async () => {
    const { save, part } = await leavePart();
    await rename(part, join(outside, "part"));
    await symlink(join(outside, "part"), part);
    expect(await save()).toMatchObject({ sha256 });
    expect((await readFile(join(outside, "part/body"))).length).toBe(250_000);
  });

  it("takes nothing over that another user planted", async () => {
    const { save, part, requests } = await leavePart();
    await writeFile(join(part, "body"), Buffer.alloc(250_000, 7));
    vi.spyOn(process, "getuid").mockReturnValue((process.getuid?.() ?? 0) + 1);
    expect(await save()).toMatchObject({ sha256 });
    expect(requests[0]?.headers.range).toBeUndefined();
    expect((await readFile(join(part, "body"))).equals(Buffer.alloc(250_000, 7))).toBe(true);
  });

  it("never writes into the file that a run gave its name before it was killed", async () => {
    const { part, url, server } = await leavePart();
    await link(join(part, "body"), path);
    const before = await readFile(path);
    const options = { ...local, overwrite: true };
    const other = Buffer.from(video).fill(7, 1000);
    Object.assign(server, { body: other, breakAfter: 50_000, etag: '"two"' });
    await expect(saveResult(`${url}/a.mp4`, path, options)).rejects.toMatchObject({ code: "interrupted" });
    expect(before.equals(await readFile(path))).toBe(true);
    server.breakAfter = Number.POSITIVE_INFINITY;
    await saveResult(`${url}/a.mp4`, path, options);
    expect(other.equals(await readFile(path))).toBe(true);
  });

  it.each([
    ["cut facts", (part: string) => writeFile(join(part, "facts.json"), '{"validator":')],
    ["facts without a body", (part: string) => rm(join(part, "body"))],
    ["a body without facts", (part: string) => rm(join(part, "facts.json"))],
    ["a body longer than its total", (part: string) => writeFile(join(part, "body"), Buffer.alloc(300_001))],
    [
      "a folder for a body",
      async (part: string) => {
        await rm(join(part, "body"));
        await mkdir(join(part, "body/in/side"), { recursive: true });
      },
    ],
    [
      "facts that no request can carry",
      async (part: string) => {
        const facts = JSON.parse(await readFile(join(part, "facts.json"), "utf8"));
        await writeFile(join(part, "facts.json"), JSON.stringify({ ...facts, validator: "a\r\nb" }));
      },
    ],
  ])("heals %s at once", async (_, spoil) => {
    const { save, part, requests } = await leavePart();
    await spoil(part);
    expect(await save()).toMatchObject({ sha256, bytes: 300_000 });
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined]);
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
  });
});
