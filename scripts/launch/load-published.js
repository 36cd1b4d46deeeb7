import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join } from "node:path";
import { loadChunk } from "./load-chunk.js";
import { keepNewest } from "./sealed-file.js";

/** Builds of this package whose compiled code is kept: that of the last one goes when nobody runs it any more. */
const MAX_BUILDS = 2;

/**
 * Loads the main chunk of the published package. The code that a run compiles is kept for the next one: a quarter of the
 * time of `generate`. From Node 22 on, Node does it, and Bun and Deno have ways of their own. What cannot be written is
 * compiled anew each time.
 *
 * @param main Its name, which has a hash of all chunks in it.
 * @param chunks The folder of the chunks.
 */
export function loadPublished(main, chunks, caches) {
  const folder = join(caches, "compiled");
  const { bun, deno } = process.versions;
  const keepsItself = Module.enableCompileCache !== undefined || bun !== undefined || deno !== undefined;
  Module.enableCompileCache?.(join(folder, main));
  const loaded = keepsItself
    ? createRequire(join(chunks, main))(`./${main}`)
    : loadChunk(main, chunks, (id) => readFileSync(join(chunks, id), "latin1"), join(folder, main));
  keepNewest(folder, MAX_BUILDS);
  return loaded;
}
