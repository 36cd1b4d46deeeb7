import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadChunk } from "./load-chunk.js";
import { keepNewest, readSealed, writeSealed } from "./sealed-file.js";

/** One for each command, and a few of other states of the sources. Each has 20 MB with its compiled code. */
const MAX_BUNDLES = 12;

const BUNDLE_COMMAND = fileURLToPath(new URL("bundle-command.js", import.meta.url));

/** Bundles a command with esbuild, or takes the bundle that an earlier run of the same toolchain has made, and loads it. */
export function loadBundle(root, entry, toolchain, caches) {
  /** `scripts/cli/generate.ts` as `scripts-cli-generate`. */
  const name = entry.replace(/\.ts$/, "").replaceAll(/[^\w-]+/g, "-");
  const folder = join(caches, "bundles", `${name}-${toolchain.slice(0, 16)}`);
  let bundled;
  /** A chunk that is gone or damaged is noticed when it is loaded. Then all are made again, once. */
  const read = (id) => {
    const text = bundled === undefined ? readSealed(join(folder, id)) : undefined;
    // Everything is ASCII, which V8 takes as it is.
    if (text !== undefined) return text.latin1Slice();
    bundled ??= bundleInto(folder, root, entry, caches);
    return bundled[id.slice("./".length)];
  };
  return loadChunk("entry.cjs", folder, read, folder);
}

function bundleInto(folder, root, entry, caches) {
  const { status, stdout } = spawnSync(process.execPath, [BUNDLE_COMMAND, root, entry, caches], {
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) process.exit(2);
  const chunks = JSON.parse(stdout);
  for (const [name, text] of Object.entries(chunks)) writeSealed(join(folder, name), [text]);
  keepNewest(dirname(folder), MAX_BUNDLES);
  return chunks;
}
