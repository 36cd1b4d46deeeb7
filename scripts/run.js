// Runs one command: node scripts/run.js FILE.ts [ARGS…]
//
// Node 20 cannot run TypeScript, and a loader hook costs 0.2 s and 30 MB a run. So esbuild bundles the command once,
// and the bundle is used until one of the files it was made from, or package-lock.json, has another content
// (decisions/02-commands-are-bundled.md).
import { createHash } from "node:crypto";
import { accessSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { keepCompiledCode } from "./compiled-code.js";

// A command lives for a second: less code is worth optimising than V8 assumes. Saves 15 % of the processor time and
// 10 MB of `generate`.
setFlagsFromString("--interrupt-budget=1000000");
// And it may grow less between two collections: a whole catalogue takes 20 % less memory and no measurable time more.
setFlagsFromString("--heap-growing-percent=70");

// `… | head` closes the pipe: what is said from there on is lost, the work is not.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "node_modules", ".cache", "evolink-openapi");
const [entry = "", ...args] = process.argv.slice(2);
/** `scripts/cli/generate.ts` as `scripts-cli-generate`. */
const name = entry.replace(/\.ts$/, "").replaceAll(/[^\w-]+/g, "-");
const record = join(folder, `${name}.json`);

/** The compiler, which takes longest to load. `typescript` is the copy that ts-morph brings. */
const TYPESCRIPT = "@ts-morph/common/dist/typescript.js";
const COMPILER = ["ts-morph", "@ts-morph/common", TYPESCRIPT];

const { bundle, toolchain } = findBundle() ?? (await makeBundle());
const require = createRequire(import.meta.url);
const large = [join(folder, bundle), ...COMPILER.map((id) => require.resolve(id))];
keepCompiledCode(new Map(large.map((path, index) => [path, join(folder, `${bundle}.${index}`)])), writeWhole);
try {
  process.exitCode = await require(join(folder, bundle)).main(args, { root, toolchain, caches: folder });
} catch (error) {
  // Node itself would print the line of the bundle where it was thrown, which may be a megabyte long.
  console.error(error);
  process.exitCode = 1;
}

/** The bundle that an earlier run has made, if it would be made just so again. */
function findBundle() {
  try {
    const found = JSON.parse(readFileSync(record, "utf8"));
    accessSync(join(folder, found.bundle));
    return found.toolchain === hashFiles(found.inputs) ? found : undefined;
  } catch {
    // No record, or a file that it names is gone.
    return undefined;
  }
}

function hashFiles(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const input of inputs) hash.update(`\0${input}\0`).update(readFileSync(join(root, input)));
  return hash.digest("hex");
}

async function makeBundle() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
    // One TypeScript compiler serves openapi-typescript and ts-morph.
    alias: { typescript: TYPESCRIPT },
    // Code that is taken up from an earlier run cannot use it.
    supported: { "dynamic-import": false },
    external: ["@ts-morph/common", "ts-morph", "esbuild", "@stoplight/*", "playwright-core", "fsevents"],
  }).catch(() => process.exit(2));

  // The lock file stands for everything below node_modules.
  const own = Object.keys(metafile.inputs).filter((input) => !input.startsWith("node_modules/"));
  const inputs = [...own.sort(), "scripts/run.js", "scripts/compiled-code.js", "package-lock.json"];
  const toolchain = hashFiles(inputs);
  const bundle = `${name}-${toolchain.slice(0, 16)}.cjs`;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) {
    if (old.startsWith(`${name}-`) && !old.startsWith(bundle)) rmSync(join(folder, old), { force: true });
  }
  writeWhole(join(folder, bundle), outputFiles[0].text);
  writeWhole(record, JSON.stringify({ bundle, toolchain, inputs }));
  return { bundle, toolchain };
}

/** Whole or not at all: another run may look for the same file at the same time. */
function writeWhole(path, data) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, data);
  renameSync(temporary, path);
}
