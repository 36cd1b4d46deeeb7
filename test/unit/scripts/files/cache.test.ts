import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cache } from "../../../../scripts/cache.ts";
import { loadCache, saveCache } from "../../../../scripts/files/cache.ts";

let caches: string;
beforeEach(async () => {
  caches = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
});
afterEach(() => rm(caches, { recursive: true, force: true }));

const TEXT = 'line\none \u2028 "quoted" 凧 __proto__';
const ask = (cache: Cache, otherwise: unknown) => cache.getOrSet("kite", ["a"], () => otherwise);

async function save(folder = "out", toolchain = "tools 1"): Promise<void> {
  const cache = await loadCache(caches, folder, toolchain);
  ask(cache, { text: TEXT });
  cache.getOrSet("kite", ["b"], () => null);
  await saveCache(caches, folder, toolchain, cache);
}

const load = (folder = "out", toolchain = "tools 1") => loadCache(caches, folder, toolchain);

/** Changes the one file that holds a cache. */
async function damage(change: (text: string) => string): Promise<void> {
  const [name = ""] = await readdir(caches);
  await writeFile(join(caches, name), change(await readFile(join(caches, name), "utf8")));
}

describe("a cache on disk", () => {
  it("is what the last run of the same folder and toolchain used", async () => {
    await save();
    expect(ask(await load(), "anew")).toEqual({ text: TEXT });
  });

  it("is empty for another folder, for another toolchain, and where there was none", async () => {
    expect(ask(await load(), "anew")).toBe("anew");
    await save();
    expect(ask(await load("elsewhere"), "anew")).toBe("anew");
    expect(ask(await load("out", "tools 2"), "anew")).toBe("anew");
  });

  it.each<[string, (text: string) => string]>([
    ["cut off", (text) => text.slice(0, -10)],
    ["cut off in the middle", (text) => text.slice(0, text.length / 2)],
    ["changed by a letter", (text) => text.replace("quoted", "quotes")],
    ["empty", () => ""],
    ["something else", () => "a\nb\nc"],
  ])("is empty when the file is %s", async (_, change) => {
    await save();
    await damage(change);
    expect(ask(await load(), "anew")).toBe("anew");
  });

  it("leaves no other file, however often it is written, and keeps those of eight folders", async () => {
    await save();
    await save();
    expect(await readdir(caches)).toHaveLength(1);
    for (let index = 0; index < 9; index += 1) await save(`out-${index}`);
    expect(await readdir(caches)).toHaveLength(8);
    expect(ask(await load("out-8"), "anew")).toEqual({ text: TEXT });
    expect(ask(await load("out"), "anew")).toBe("anew");
  });
});
