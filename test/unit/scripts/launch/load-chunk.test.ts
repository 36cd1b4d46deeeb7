import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSealed } from "../../../../scripts/launch/sealed-file.js";

const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  await writeFile(
    join(folder, "main.mjs"),
    `import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadChunk } from ${JSON.stringify(join(process.cwd(), "scripts/launch/load-chunk.js"))};
const [, , folder, ...words] = process.argv;
const read = (id) => { console.log("read", id); return readFileSync(join(folder, id), "utf8"); };
const { tell, tellLater } = loadChunk("large.cjs", folder, read, join(folder, "code"));
console.log(words.length === 0 ? tell() : await tellLater());`,
  );
  await writeFile(
    join(folder, "word.cjs"),
    "exports.word = 'later'; exports.large = require('./large.cjs');",
  );
  await writeChunk("kite");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A chunk that uses all that a module of CommonJS has. */
const writeChunk = (word: string) =>
  writeFile(
    join(folder, "large.cjs"),
    `const { basename } = require("node:path");
exports.tell = () => [${JSON.stringify(word)}, basename(__filename), basename(__dirname) !== "", module.exports === exports, basename(require.resolve("./main.mjs"))].join(" ");
exports.tellLater = async () => {
  const { word, large } = require("./word.cjs");
  return [word, large === exports, word === require("./word.cjs").word].join(" ");
};`,
  );

/** What is printed. @param words Any, for what takes a second chunk. */
const tell = async (...words: string[]) => {
  const { stdout } = await run(process.execPath, [join(folder, "main.mjs"), folder, ...words]);
  return stdout.trim().split("\n");
};

const KITE = ["read ./large.cjs", "kite large.cjs true true main.mjs"];
const LATER = ["read ./large.cjs", "read ./word.cjs", "later true true"];

const listKept = () => readdir(join(folder, "code"));

describe("loadChunk", () => {
  it("keeps the code of each chunk that it loads, and runs it the next time", async () => {
    expect(await tell()).toEqual(KITE);
    expect(await listKept()).toEqual(["large.cjs.code"]);
    const { mtimeMs } = await stat(join(folder, "code/large.cjs.code"));
    expect(await tell()).toEqual(KITE);
    expect((await stat(join(folder, "code/large.cjs.code"))).mtimeMs).toBe(mtimeMs);
  });

  it("reads a chunk when it is required, once, and knows the ones that are loaded", async () => {
    expect(await tell("later")).toEqual(LATER);
    expect(await listKept()).toEqual(["large.cjs.code", "word.cjs.code"]);
    expect(await tell("later")).toEqual(LATER);
  });

  it("uses the code that it kept, as long as the text has the same length", async () => {
    await tell();
    await writeChunk("etik");
    expect(await tell()).toEqual(KITE);
  });

  it("uses no code that is damaged or that V8 refuses, and replaces it", async () => {
    await tell();
    const kept = join(folder, "code/large.cjs.code");
    await writeFile(kept, "not code");
    expect(await tell()).toEqual(KITE);
    writeSealed(kept, ["not code"]);
    expect(await tell()).toEqual(KITE);
    expect((await stat(kept)).size).toBeGreaterThan(100);
    await writeChunk("a longer word");
    expect(await tell()).toEqual(["read ./large.cjs", KITE[1]?.replace("kite", "a longer word")]);
  });

  it("does without where the code cannot be kept", async () => {
    await writeFile(join(folder, "code"), "");
    expect(await tell("later")).toEqual(LATER);
  });
});
