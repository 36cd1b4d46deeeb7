import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { readSealed, writeSealed } from "./sealed-file.js";

/** What `require` gives a module of CommonJS, around its text. */
const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];

/**
 * Loads a chunk of a bundle, and, when they are needed, the chunks that it requires. V8 uses the code that it compiled in
 * an earlier run, as Node 22 has it do by itself: most of the time of a short run goes into compiling.
 *
 * V8 refuses code of another version of itself, or of a text of another length. It does not look for damage, and dies of
 * it: that is for the seal to find. That the text is the same, the caller has to know. Chunks have no `import()`: Node 20
 * does not offer it to such code.
 *
 * @param folder Where the chunks seem to lie: what they require from outside is found from there.
 * @param read The text of a chunk by its name.
 * @param caches The folder in which the code of each chunk is kept.
 */
export function loadChunk(name, folder, read, caches) {
  if (process.versions.node.startsWith("20.")) {
    // A command lives for a second: less code is worth optimising than V8 assumes. Saves 15 % of the processor time and
    // 10 MB of `generate`. Newer ones do not know the flag.
    setFlagsFromString("--interrupt-budget=1000000");
  }
  const loaded = new Map();
  const compiled = [];
  const requireOutside = createRequire(join(folder, name));

  function load(id) {
    if (!id.startsWith("./")) return requireOutside(id);
    const known = loaded.get(id);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(id, module);
    const filename = join(folder, id);
    const file = join(caches, `${id}.code`);
    const cachedData = readSealed(file);
    const script = new Script(WRAPPER.join(read(id)), { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push([file, script]);
    script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
    return module.exports;
  }
  const require = Object.assign(load, requireOutside);

  // At the end, when the functions that are needed have been compiled too.
  process.once("exit", () => {
    for (const [file, script] of compiled) writeSealed(file, [script.createCachedData()]);
  });
  return load(`./${name}`);
}
