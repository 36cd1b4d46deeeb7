import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PRETEND_OLD_NODE } from "../../../helpers/processes/old-node.ts";
import { makeSmallCheckout, type SmallCheckout } from "../../../helpers/processes/small-checkout.ts";

/** Places in each cached file at which a bit is flipped, from its beginning to its end. */
const FLIPS = 12;

let checkout: SmallCheckout;
beforeEach(async () => {
  checkout = await makeSmallCheckout();
});
afterEach(() => checkout.remove());

const PRINTED = { code: 3, output: "one kite function 64 two\n" };

describe("run.js", () => {
  it("runs a command with its arguments, and exits with what it returns", () => {
    expect(checkout.run()).toEqual(PRINTED);
    expect(checkout.run()).toEqual(PRINTED);
  });

  it("prints the stack of an error that nobody caught, and exits 1", async () => {
    await checkout.writeCommand("export const main = async () => { throw new Error('A kite fell'); };");
    const { code, output } = checkout.run();
    expect(output).toMatch(/^Error: A kite fell\n {4}at /);
    expect(output.length).toBeLessThan(2000);
    expect(code).toBe(1);
  });

  it("notices a change of a source, also of one that the command imports", async () => {
    checkout.run();
    await writeFile(join(checkout.folder, "scripts/word.ts"), 'export const word: string = "eno";\n');
    expect(checkout.run().output).toBe(PRINTED.output.replace("one", "eno"));
  });

  it("removes what many other states of the sources have left in the caches", async () => {
    const kinds = ["bundles", "compiled"];
    for (const kind of kinds)
      for (let index = 0; index < 20; index += 1)
        await mkdir(join(checkout.caches, kind, `old-${index}`), { recursive: true });
    expect(checkout.run()).toEqual(PRINTED);
    const counts = await Promise.all(
      kinds.map(async (kind) => (await readdir(join(checkout.caches, kind))).length),
    );
    expect(Math.min(...counts)).toBeLessThanOrEqual(12);
    expect((await checkout.listCached()).length).toBeGreaterThan(0);
  });

  it("runs with a flipped bit in every cached file, wherever it is", async () => {
    checkout.run();
    checkout.run();
    const paths = (await checkout.listCached()).map((file) => join(checkout.caches, file));
    expect(paths.length).toBeGreaterThan(3);
    const whole = await Promise.all(paths.map((path) => readFile(path)));
    for (let flip = 0; flip < FLIPS; flip += 1) {
      for (const [index, bytes] of whole.entries()) {
        const damaged = Buffer.from(bytes);
        const at = Math.floor((flip * (bytes.length - 1)) / (FLIPS - 1));
        damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (flip & 7)), at);
        await writeFile(paths[index] ?? "", damaged);
      }
      expect([flip, checkout.run()]).toEqual([flip, PRINTED]);
    }
  }, 120_000);

  it("runs where the caches are gone, cut off, a file, or on a full disk", async () => {
    checkout.run();
    for (const file of await checkout.listCached()) await writeFile(join(checkout.caches, file), "cut");
    expect(checkout.run()).toEqual(PRINTED);
    await rm(checkout.caches, { recursive: true });
    expect(checkout.run({ fileLimit: 8 })).toEqual(PRINTED);
    await rm(checkout.caches, { recursive: true, force: true });
    await mkdir(dirname(checkout.caches), { recursive: true });
    await writeFile(checkout.caches, "");
    expect(checkout.run()).toEqual(PRINTED);
  });

  it("runs where the caches may only be read", async ({ skip }) => {
    await mkdir(checkout.caches, { recursive: true });
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", checkout.caches]);
    if (mounted.status !== 0) skip("Only root may mount a file system that is read-only.");
    try {
      expect(checkout.run()).toEqual(PRINTED);
      expect(await checkout.listCached()).toEqual([]);
    } finally {
      spawnSync("umount", [checkout.caches]);
    }
  });

  it("says in one sentence which Node it needs, and exits 1", async () => {
    const old = join(checkout.folder, "old.cjs");
    await writeFile(old, PRETEND_OLD_NODE);
    expect(checkout.run({ nodeArgs: ["--require", old] })).toEqual({
      code: 1,
      output: "evolink-openapi needs Node 20.19 or newer, and this is Node 20.18.3.\n",
    });
  });
});
