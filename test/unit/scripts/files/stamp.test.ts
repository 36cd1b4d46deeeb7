import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeInCaches } from "../../../../scripts/files/cache.ts";
import { writeFiles } from "../../../../scripts/files/output.ts";
import { findFreshStamp, writeStamp } from "../../../../scripts/files/stamp.ts";

const FILES = new Map([["kite.ts", "text"]]);
const SAID = {
  warnings: [{ severity: "warning" as const, file: "a.md", pointer: "", message: "A kite is missing." }],
  counts: "1 file contributed",
};

let caches: string;
let out: string;
beforeEach(async () => {
  caches = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  out = join(caches, "out");
  await writeFiles(out, FILES, [...FILES.keys()]);
  writeStamp(caches, out, "key", FILES, SAID);
});
afterEach(() => rm(caches, { recursive: true, force: true }));

describe("findFreshStamp", () => {
  it("returns what the run said that made the folder from the same inputs", async () => {
    expect(await findFreshStamp(caches, out, "key")).toEqual(SAID);
  });

  it.each<[string, () => unknown]>([
    ["a file is changed", () => writeFile(join(out, "kite.ts"), "other")],
    ["a file is gone", () => rm(join(out, "kite.ts"))],
    ["there is one more", () => writeFile(join(out, "more.ts"), "")],
    ["the stamp is gone", () => rm(placeInCaches(caches, "stamps", out))],
  ])("returns undefined when %s", async (_, change) => {
    await change();
    expect(await findFreshStamp(caches, out, "key")).toBeUndefined();
  });

  it("returns undefined for other inputs and another folder", async () => {
    expect(await findFreshStamp(caches, out, "other")).toBeUndefined();
    expect(await findFreshStamp(caches, caches, "key")).toBeUndefined();
  });

  it("returns undefined when any bit of the stamp is another", async () => {
    const path = placeInCaches(caches, "stamps", out);
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (at & 7)), at);
      await writeFile(path, damaged);
      expect([at, await findFreshStamp(caches, out, "key")]).toEqual([at, undefined]);
    }
  });
});

describe("writeStamp", () => {
  it("keeps those of 32 folders", async () => {
    for (let index = 0; index < 40; index += 1) writeStamp(caches, `${out}-${index}`, "key", FILES, SAID);
    expect(await readdir(join(caches, "stamps"))).toHaveLength(32);
  });
});
