import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundleChunks } from "../../../../scripts/launch/bundle.js";

it("exports a function as it is, and what may change as it is when it is read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
  try {
    await writeFile(
      join(folder, "kites.mjs"),
      "export let count = 0; export const fly = () => { count += 1; };",
    );
    for (const name of ["one", "two"])
      await writeFile(
        join(folder, `${name}.mjs`),
        'import * as kites from "./kites.mjs"; export const fly = () => { kites.fly(); return kites.count; };',
      );
    const { chunks } = await bundleChunks({
      entryPoints: { one: join(folder, "one.mjs"), two: join(folder, "two.mjs") },
    });
    for (const [name, text] of Object.entries(chunks)) await writeFile(join(folder, name), text);
    const one: { fly: () => number } = createRequire(import.meta.url)(join(folder, "one.cjs"));
    expect([one.fly(), one.fly()]).toEqual([1, 2]);
    expect(Object.getOwnPropertyDescriptor(one, "fly")?.get).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
