import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { useCompiledCode } from "./compiled-code.js";
import { TYPESCRIPT, withoutGraphql } from "./import-command.js";
import { keepNewest, readSealed, writeSealed } from "./sealed-file.js";

/** One for each command, and a few of other states of the sources. Each has 15 MB with its compiled code. */
const MAX_BUNDLES = 12;

/** What is left out of bundles, and takes long to load: the compiler. */
const LARGE = ["ts-morph", "@ts-morph/common", TYPESCRIPT];

/** Bundles a command with esbuild, or takes the bundle that an earlier run of the same toolchain has made, and loads it. */
export async function loadBundle(root, entry, toolchain, caches) {
  if (process.versions.node.startsWith("20.")) {
    // A command lives for a second: less code is worth optimising than V8 assumes. Saves 15 % of the processor time and
    // 10 MB of `generate`. Newer ones do not know the flag.
    setFlagsFromString("--interrupt-budget=1000000");
  }
  /** `scripts/cli/generate.ts` as `scripts-cli-generate`. */
  const name = entry.replace(/\.ts$/, "").replaceAll(/[^\w-]+/g, "-");
  const folder = join(caches, "bundles", `${name}-${toolchain.slice(0, 16)}`);
  const path = join(folder, "bundle.cjs");
  let text = readSealed(path)?.toString();
  if (text === undefined) {
    text = await bundle(root, entry);
    writeSealed(path, [text]);
    keepNewest(dirname(folder), MAX_BUNDLES);
  }
  const { resolve } = createRequire(import.meta.url);
  const large = [path, ...LARGE.map((id) => resolve(id))];
  useCompiledCode(new Map(large.map((file, index) => [file, join(folder, `code-${index}`)])));
  return evaluate(path, text);
}

/** As `require` would, but of a text that need not have reached the disk. */
function evaluate(path, text) {
  const module = new Module(path);
  module.filename = path;
  module.paths = Module._nodeModulePaths(dirname(path));
  module._compile(text, path);
  return module.exports;
}

async function bundle(root, entry) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
    // jsonc-parser, below @stoplight/json, can only be bundled as an ES module.
    alias: { typescript: TYPESCRIPT, "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    // Code that is taken up from an earlier run cannot use it.
    supported: { "dynamic-import": false },
    plugins: [withoutGraphql],
    external: [
      "@ts-morph/common",
      "ts-morph",
      "esbuild",
      "@stoplight/prism-*",
      "playwright-core",
      "fsevents",
      // Only comparing two documents takes it: 1 MB.
      "refa",
    ],
  }).catch(() => process.exit(2));
  return outputFiles[0].text;
}
