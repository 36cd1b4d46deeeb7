import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cache } from "../../../../scripts/cache.ts";
import { loadCache, placeInCaches, saveCache } from "../../../../scripts/files/cache.ts";

let caches: string;
beforeEach(async () => {
  caches = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
});
afterEach(() => rm(caches, { recursive: true, force: true }));

const TEXT = 'line\none \u2028 "quoted" 凧 __proto__';
const ask = (cache: Cache, otherwise: unknown) => cache.getOrSet("kite", ["a"], () => otherwise);

function save(folder = "out", toolchain = "tools 1"): void {
  const cache = loadCache(caches, folder, toolchain);
  ask(cache, { text: TEXT });
  cache.getOrSet("kite", ["b"], () => null);
  saveCache(caches, folder, toolchain, cache);
}

const load = (folder = "out", toolchain = "tools 1") => loadCache(caches, folder, toolchain);

/** Changes the one file that holds a cache. */
async function damage(change: (text: string) => string): Promise<void> {
  const path = placeInCaches(caches, "results", "out");
  await writeFile(path, change(await readFile(path, "latin1")), "latin1");
}

describe("a cache on disk", () => {
  it("is what the last run of the same folder and toolchain used", () => {
    save();
    expect(ask(load(), "anew")).toEqual({ text: TEXT });
  });

  it("is empty for another folder, for another toolchain, and where there was none", () => {
    expect(ask(load(), "anew")).toBe("anew");
    save();
    expect(ask(load("elsewhere"), "anew")).toBe("anew");
    expect(ask(load("out", "tools 2"), "anew")).toBe("anew");
  });

  it.each<[string, (text: string) => string]>([
    ["cut off", (text) => text.slice(0, -10)],
    ["cut off in the middle", (text) => text.slice(0, text.length / 2)],
    ["changed by a letter", (text) => text.replace("quoted", "quotes")],
    ["empty", () => ""],
    ["something else", () => "a\nb\nc"],
  ])("is empty when the file is %s", async (_, change) => {
    save();
    await damage(change);
    expect(ask(load(), "anew")).toBe("anew");
  });

  it("leaves no other file, however often it is written, and keeps those of eight folders", async () => {
    save();
    save();
    expect(await readdir(join(caches, "results"))).toHaveLength(1);
    for (let index = 0; index < 9; index += 1) save(`out-${index}`);
    expect(await readdir(join(caches, "results"))).toHaveLength(8);
    expect(ask(load("out-8"), "anew")).toEqual({ text: TEXT });
    expect(ask(load("out"), "anew")).toBe("anew");
  });
});
