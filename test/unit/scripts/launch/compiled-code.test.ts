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
    `import { createRequire } from "node:module";
import { useCompiledCode } from ${JSON.stringify(join(process.cwd(), "scripts/launch/compiled-code.js"))};
useCompiledCode(new Map([[process.argv[2], process.argv[3]]]));
console.log(await createRequire(import.meta.url)("./large.cjs").tell());`,
  );
  await writeModule("kite");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A module that uses all that a module of CommonJS has. */
const writeModule = (word: string) =>
  writeFile(
    join(folder, "large.cjs"),
    `const { basename } = require("node:path");
exports.tell = async () => [${JSON.stringify(word)}, basename(__filename), basename(__dirname) !== "", module.exports === exports].join(" ");`,
  );

const tell = async (file = "large.cjs") => {
  const { stdout } = await run(process.execPath, [
    join(folder, "main.mjs"),
    join(folder, file),
    join(folder, "code"),
  ]);
  return stdout.trim();
};

const listKept = async () => (await readdir(folder)).filter((name) => name === "code");

describe("useCompiledCode", () => {
  it("keeps the code of a file, and runs it the next time", async () => {
    expect(await tell()).toBe("kite large.cjs true true");
    const [name = "", ...others] = await listKept();
    expect(others).toEqual([]);
    const { mtimeMs } = await stat(join(folder, name));
    expect(await tell()).toBe("kite large.cjs true true");
    expect((await stat(join(folder, name))).mtimeMs).toBe(mtimeMs);
  });

  it("uses no code that is damaged or that V8 refuses, and replaces it", async () => {
    await tell();
    const [name = ""] = await listKept();
    await writeFile(join(folder, name), "not code");
    expect(await tell()).toBe("kite large.cjs true true");
    writeSealed(join(folder, name), ["not code"]);
    expect(await tell()).toBe("kite large.cjs true true");
    expect((await stat(join(folder, name))).size).toBeGreaterThan(100);
    await writeModule("a longer word");
    expect(await tell()).toBe("a longer word large.cjs true true");
  });

  it("leaves other files alone", async () => {
    expect(await tell("other.cjs")).toBe("kite large.cjs true true");
    expect(await listKept()).toEqual([]);
  });
});
