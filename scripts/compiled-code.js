import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/**
 * Lets V8 take up the code of some CommonJS files that it compiled in an earlier run. A tenth of the time of a
 * run after a small change goes into compiling the command and TypeScript (decisions/02-commands-are-bundled.md).
 *
 * V8 refuses code of another version of itself, or of a text of another length; that the text is the same, the caller
 * has to know. Files that use `import()` cannot be among them: Node 20 does not offer it to such code.
 *
 * @param files Where the code of each file is kept, by the file's path.
 * @param write Writes a file whole or not at all.
 */
export function keepCompiledCode(files, write) {
  const { _compile: compile } = Module.prototype;
  const compiled = [];

  Module.prototype._compile = function (text, path, ...rest) {
    const file = files.get(path);
    if (file === undefined) return compile.call(this, text, path, ...rest);
    const cachedData = readIfThere(file);
    const script = new Script(Module.wrap(text), { filename: path, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push([file, script]);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, createRequire(path), this, path, dirname(path));
  };

  // At the end, when the functions that are needed have been compiled too.
  process.once("exit", () => {
    try {
      for (const [file, script] of compiled) write(file, script.createCachedData());
    } catch {
      // The work is done; the next run compiles again.
    }
  });
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
