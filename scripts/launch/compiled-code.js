import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";
import { readSealed, writeSealed } from "./sealed-file.js";

/**
 * Lets V8 use the code of some CommonJS files that it compiled in an earlier run, as Node 22 does by itself. A tenth of
 * the time of a run after a small change goes into compiling the command and TypeScript.
 *
 * V8 refuses code of another version of itself, or of a text of another length. It does not look for damage, and dies of
 * it: that is for the seal to find. That the text is the same, the caller has to know. Files that use `import()` cannot
 * be among them: Node 20 does not offer it to such code.
 *
 * @param files Where the code of each file is kept, by the file's path.
 */
export function useCompiledCode(files) {
  const { _compile: compile } = Module.prototype;
  const compiled = [];

  Module.prototype._compile = function (text, path, ...rest) {
    const file = files.get(path);
    if (file === undefined) return compile.call(this, text, path, ...rest);
    const cachedData = readSealed(file);
    const script = new Script(Module.wrap(text), { filename: path, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push([file, script]);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, createRequire(path), this, path, dirname(path));
  };

  // At the end, when the functions that are needed have been compiled too.
  process.once("exit", () => {
    for (const [file, script] of compiled) writeSealed(file, [script.createCachedData()]);
  });
}
