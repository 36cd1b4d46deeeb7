import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSession } from "../../../../scripts/files/session.ts";

let caches: string;
let folder: string;
beforeEach(async () => {
  caches = await mkdtemp(join(tmpdir(), "session-"));
  folder = join(caches, "generated");
  await mkdir(folder);
});
afterEach(() => rm(caches, { recursive: true }));

const open = () => openSession(caches, folder, "tools 1");
const WRITTEN = { text: "openapi: 3.1.0\n", document: { openapi: "3.1.0", from: "memory" } };

describe("a session", () => {
  it("hands the objects of a good run to the next one, and those of a failed run to none", () => {
    const session = open();
    const first = session.startRun();
    const kite = first.getOrSet("kite", [], () => ({ wind: 1 }));
    session.keep(first);
    session.startRun().getOrSet("tail", [], () => ({ length: 1 }));
    const next = session.startRun();
    expect(next.getOrSet("kite", [], () => ({ wind: 2 }))).toBe(kite);
    expect(next.getOrSet("tail", [], () => ({ length: 2 }))).toEqual({ length: 2 });
  });

  it("leaves to a later process what was saved, and nothing before", () => {
    const session = open();
    const cache = session.startRun();
    cache.getOrSet("kite", [], () => 1);
    session.keep(cache, WRITTEN);
    expect(
      open()
        .startRun()
        .getOrSet("kite", [], () => 2),
    ).toBe(2);
    session.save();
    expect(
      open()
        .startRun()
        .getOrSet("kite", [], () => 2),
    ).toBe(1);
  });

  it("knows the document of the text that lies in the folder, of no other, and of none", async () => {
    const session = open();
    session.keep(session.startRun(), WRITTEN);
    expect(await session.readLastDocument()).toBeUndefined();
    await writeFile(join(folder, "openapi.yaml"), WRITTEN.text);
    expect(await session.readLastDocument()).toBe(WRITTEN.document);
    session.save();
    expect(await open().readLastDocument()).toEqual(WRITTEN.document);
    await writeFile(join(folder, "openapi.yaml"), "openapi: 3.1.1\n");
    expect(await session.readLastDocument()).toEqual({ openapi: "3.1.1" });
  });
});
