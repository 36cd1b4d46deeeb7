import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";

/** Compiling a file of fewer characters takes no time worth saving. */
const LARGE = 200_000;

/**
 * Lets V8 take up the code of large CommonJS files that it compiled in an earlier run. Half of the time of a short
 * command goes into compiling the command and TypeScript (decisions/02-commands-are-bundled.md).
 *
 * V8 refuses code of another version of itself or of a text of another length; that the text is the same, the caller
 * has to know.
 *
 * @param prefix Beginning of the paths of the files that hold the code.
 * @param write Writes a file whole or not at all.
 */
export function keepCompiledCode(prefix, write) {
  const { _compile: compile } = Module.prototype;
  const compiled = [];

  Module.prototype._compile = function (text, path, ...rest) {
    if (text.length < LARGE) return compile.call(this, text, path, ...rest);
    const file = `${prefix}.${createHash("sha256").update(path).digest("hex").slice(0, 8)}`;
    const cachedData = readIfThere(file);
    const script = new Script(Module.wrap(text), {
      filename: path,
      cachedData,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push([file, script]);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, createRequire(path), this, path, dirname(path));
  };

  // At the end, when the functions that are needed have been compiled too.
  process.once("exit", () => {
    for (const [file, script] of compiled) write(file, script.createCachedData());
  });
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
