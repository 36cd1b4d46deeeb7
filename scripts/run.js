// Runs one command of the toolchain: node scripts/run.js NAME [ARGS…]
//
// Node 20 cannot run TypeScript, and a loader hook costs 0.2 s and 30 MB a run. So esbuild bundles the command once,
// and the bundle is kept under a name that is the hash of everything it was made from: a changed script or a changed
// package-lock.json makes a new one (decisions/02-commands-are-bundled.md).
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

// A command lives for a second: less code is worth optimising than V8 assumes. Saves 15 % of the processor time and
// 10 MB of `generate`.
setFlagsFromString("--interrupt-budget=4000000");

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = "", ...args] = process.argv.slice(2);

const toolchain = hashSources();
const folder = join(root, "node_modules", ".cache", "evolink-openapi");
const bundle = join(folder, `${name}-${toolchain.slice(0, 16)}.cjs`);
if (!existsSync(bundle)) await writeBundle();
process.exitCode = await createRequire(import.meta.url)(bundle).main(args, { root, toolchain });

/** Hashes every file that can end up in a bundle: the project's own by content, all others by the lock file. */
function hashSources() {
  const hash = createHash("sha256").update(process.version);
  const files = ["scripts", "src", "generated"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|js|json)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files.sort(), join(root, "package.json"), join(root, "package-lock.json")]) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

async function writeBundle() {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(root, "scripts", `${name}.ts`)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
    // One TypeScript compiler serves openapi-typescript and ts-morph: the one ts-morph brings.
    alias: { typescript: "@ts-morph/common/dist/typescript.js" },
    external: ["@ts-morph/common", "ts-morph", "esbuild", "@stoplight/*", "playwright-core", "fsevents"],
  });
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) {
    const isOld = old.startsWith(`${name}-`) && !bundle.includes(old.slice(0, name.length + 17));
    if (isOld) rmSync(join(folder, old), { force: true });
  }
  // Written whole or not at all: another run may look for the same bundle at the same time.
  const temporary = `${bundle}.${process.pid}`;
  writeFileSync(temporary, outputFiles[0].text);
  renameSync(temporary, bundle);
}
