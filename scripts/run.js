// Runs one command of the toolchain: node scripts/run.js NAME [ARGS…]
//
// Node 20 cannot run TypeScript. esbuild bundles the command and the small libraries it uses into one file,
// and Node loads that: 0.2 s and 30 MB cheaper than a loader hook (decisions/02-commands-are-bundled.md).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = dirname(fileURLToPath(import.meta.url));
const root = dirname(scripts);
const [name = "", ...args] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const esbuild = spawnSync(
  join(root, "node_modules", ".bin", process.platform === "win32" ? "esbuild.cmd" : "esbuild"),
  [
    join(scripts, `${name}.ts`),
    "--bundle",
    "--platform=node",
    "--target=node20",
    "--format=cjs",
    "--log-level=warning",
    // One TypeScript compiler serves openapi-typescript and ts-morph: the one ts-morph brings.
    "--alias:typescript=@ts-morph/common/dist/typescript.js",
    "--external:@ts-morph/common",
    "--external:ts-morph",
    "--external:esbuild",
    "--external:@stoplight/*",
    "--external:playwright-core",
    "--external:fsevents",
  ],
  { cwd: root, encoding: "buffer", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" },
);
if (esbuild.error) throw new Error(`Cannot run esbuild: ${esbuild.error.message}. Run npm ci first.`);
if (esbuild.status !== 0) process.exit(2);

const cache = join(root, "node_modules", ".cache", "evolink-openapi");
const bundle = join(cache, `${name}-${process.pid}.cjs`);
mkdirSync(cache, { recursive: true });
writeFileSync(bundle, esbuild.stdout);
let command;
try {
  command = require(bundle);
} finally {
  rmSync(bundle, { force: true });
}
process.exitCode = await command.main(args, {
  root,
  toolchain: createHash("sha256").update(esbuild.stdout).digest("hex"),
});
