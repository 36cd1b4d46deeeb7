import { execFileSync } from "node:child_process";
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPart, writeFacts } from "../../../../src/node/open-part.ts";

let folder: string;
let outside: string;
beforeEach(async () => {
  folder = await mkdtemp(join(os.tmpdir(), "open-part-"));
  outside = await mkdtemp(join(os.tmpdir(), "outside-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const path of [folder, outside]) await rm(path, { recursive: true, force: true });
});

const facts = { validator: '"one"', totalBytes: 300, lengthVerified: true, contentType: "video/mp4" };

/** Opens, and lets go. */
async function open() {
  const { handle, resume } = await openPart(folder);
  const { size } = await handle.stat();
  await handle.close();
  return { resume, size };
}

/** What a killed run leaves. */
async function leave(body = "a".repeat(100), left: object | string = facts): Promise<void> {
  await writeFacts(folder, facts);
  const kept = JSON.parse(await readFile(join(folder, "facts.json"), "utf8"));
  const text = typeof left === "string" ? left : JSON.stringify({ ...kept, ...left });
  await writeFile(join(folder, "facts.json"), text);
  await writeFile(join(folder, "body"), body);
}

const fresh = { resume: undefined, size: 0 };

describe("openPart", () => {
  it("finds what a killed run left", async () => {
    await leave();
    expect(await open()).toEqual({ resume: { position: 100, facts }, size: 100 });
  });

  it("finds what a killed run left of a result without a length", async () => {
    await leave("a", { totalBytes: undefined });
    expect((await open()).resume).toEqual({ position: 1, facts: { ...facts, totalBytes: undefined } });
  });

  it("finds a result that is all there, and nothing of one that is longer than its total", async () => {
    await leave("a".repeat(300));
    expect((await open()).resume?.position).toBe(300);
    await leave("a".repeat(301));
    expect(await open()).toEqual(fresh);
  });

  it("starts in an empty folder with a file that others may read as the user wishes", async () => {
    expect(await open()).toEqual(fresh);
    expect((await lstat(join(folder, "body"))).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  const [body, factsPath] = ["body", "facts.json"];
  const makeFolder = (name: string) => mkdir(join(folder, name, "in"), { recursive: true });
  const makePipe = (name: string) => execFileSync("mkfifo", [join(folder, name)]);
  it.each([
    ["facts without a body", body, () => {}],
    ["a body without facts", factsPath, () => {}],
    ["a body that is empty", body, (name: string) => writeFile(join(folder, name), "")],
    ["a body that is a folder", body, makeFolder],
    ["facts that are a folder", factsPath, makeFolder],
    ["a body that is a pipe", body, makePipe],
    ["facts that are a pipe", factsPath, makePipe],
  ])("starts over at %s", async (_, name, put) => {
    await leave();
    await rm(join(folder, name));
    await put(name);
    expect(await open()).toEqual(fresh);
    await writeFacts(folder, facts);
    expect((await readdir(folder)).sort()).toEqual(["body", "facts.json"]);
  });

  it.skipIf(process.getuid?.() === 0)("starts over at a body that may not be read", async () => {
    await leave();
    await chmod(join(folder, body), 0);
    expect(await open()).toEqual(fresh);
  });

  it.each([
    ["cut off", '{"validator":"\\"one'],
    ["empty", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["without a validator", { validator: undefined }],
    ["with an empty validator", { validator: "" }],
    ["with a validator that is no header field", { validator: '"a\r\nb"' }],
    ["with a validator that is a number", { validator: 5 }],
    ["with a total that is text", { totalBytes: "300" }],
    ["with a total that is no whole number", { totalBytes: 300.5 }],
    ["without a type", { contentType: undefined }],
    ["without a word on the length", { lengthVerified: undefined }],
    ["from before the machine was started", { bootMs: Date.now() - os.uptime() * 1000 - 61_000 }],
    ["from a machine started later", { bootMs: Date.now() - os.uptime() * 1000 + 61_000 }],
    ["without the start of the machine", { bootMs: undefined }],
  ])("starts over at facts that are %s", async (_, left) => {
    await leave("a".repeat(100), left);
    expect(await open()).toEqual(fresh);
  });

  it("takes a clock that was corrected for no start of the machine", async () => {
    await leave("a".repeat(100), { bootMs: Date.now() - os.uptime() * 1000 - 50_000 });
    expect((await open()).resume?.position).toBe(100);
  });

  it("runs where nobody may know when the machine was started", async () => {
    vi.spyOn(os, "uptime").mockImplementation(() => {
      throw new Error("EACCES");
    });
    await leave();
    expect((await open()).resume?.position).toBe(100);
  });

  it.each(["body", "facts.json"])("follows no link that %s is, and leaves what it leads to", async (name) => {
    await leave();
    const theirs = join(outside, name);
    await writeFile(theirs, await readFile(join(folder, name)));
    await rm(join(folder, name));
    await symlink(theirs, join(folder, name));
    const before = await readFile(theirs, "utf8");
    expect(await open()).toEqual(fresh);
    await writeFacts(folder, { ...facts, validator: '"two"' });
    expect(await readFile(theirs, "utf8")).toBe(before);
  });

  it.each(["body", "facts.json"])("changes no file of which %s is another name", async (name) => {
    await leave();
    await link(join(folder, name), join(outside, name));
    const before = await readFile(join(outside, name), "utf8");
    expect(await open()).toEqual(fresh);
    await writeFacts(folder, { ...facts, validator: '"two"' });
    expect(await readFile(join(outside, name), "utf8")).toBe(before);
  });

  it("takes no file of another user", async () => {
    await leave();
    vi.spyOn(process, "getuid").mockReturnValue((process.getuid?.() ?? 0) + 1);
    expect(await open()).toEqual(fresh);
  });
});
