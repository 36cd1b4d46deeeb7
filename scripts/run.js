// Runs one command of the toolchain: node scripts/run.js NAME [ARGS…]
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

// A command lives for a second: less code is worth optimising than V8 assumes. Saves 15 % of the processor time and
// 10 MB of `generate`.
setFlagsFromString("--interrupt-budget=1000000");

const VALIDATORS = "scripts/render/validators";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "node_modules", ".cache", "evolink-openapi");
const [name = "", ...args] = process.argv.slice(2);
const record = join(folder, `${name}.json`);

const { bundle, toolchain } = findBundle() ?? (await makeBundle());
process.exitCode = await createRequire(import.meta.url)(join(folder, bundle)).main(args, { root, toolchain });

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
    entryPoints: [join(root, "scripts", `${name}.ts`)],
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
    // One TypeScript compiler serves openapi-typescript and ts-morph: the one ts-morph brings.
    alias: { typescript: "@ts-morph/common/dist/typescript.js" },
    external: ["@ts-morph/common", "ts-morph", "esbuild", "@stoplight/*", "playwright-core", "fsevents"],
  }).catch(() => process.exit(2));

  // The lock file stands for everything below node_modules.
  const own = Object.keys(metafile.inputs).filter((input) => !input.startsWith("node_modules/"));
  // What validators are made of is bundled later, when the command runs.
  const later = readdirSync(join(root, VALIDATORS)).map((file) => `${VALIDATORS}/${file}`);
  const inputs = [...new Set([...own, ...later])].sort();
  inputs.push("scripts/run.js", "package-lock.json");
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
function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
