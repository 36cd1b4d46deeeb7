// Prints the chunks of a command as JSON: node scripts/launch/bundle-command.js ROOT FILE.ts CACHES
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleChunks, bundlePackage } from "./bundle.js";
import { keepNewest, readSealed, writeSealed } from "./sealed-file.js";

const [, , root, entry, caches] = process.argv;

/** What has processes or files of its own. */
const EXTERNAL = ["esbuild", "@stoplight/prism-*", "playwright-core", "fsevents"];

/** The compiler is in it: most of all code, and the same whatever is done to the sources. */
const LARGE = "ts-morph";

/** States of the lock file whose large package is kept. */
const MAX_LARGE = 2;

const withLargeBeside = {
  name: "with-large-beside",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${LARGE}$`) }, () => ({ path: `./${LARGE}.cjs`, external: true }));
  },
};

/** The text of the large package, which is bundled once for a state of the lock file and of how it is bundled. */
async function readLarge() {
  const hash = createHash("sha256").update(process.version);
  for (const path of ["package-lock.json", "scripts/launch/bundle.js"])
    hash.update(readFileSync(join(root, path)));
  const folder = join(caches, "packages");
  const path = join(folder, `${LARGE}-${hash.digest("hex").slice(0, 16)}`);
  const known = readSealed(path)?.toString();
  const text = known ?? (await bundlePackage(root, LARGE));
  if (known === undefined) writeSealed(path, [text]);
  keepNewest(folder, MAX_LARGE);
  return text;
}

const bundled = bundleChunks({
  entryPoints: { entry: join(root, entry) },
  absWorkingDir: root,
  external: EXTERNAL,
  plugins: [withLargeBeside],
});
const [{ chunks }, large] = await Promise.all([bundled, readLarge()]).catch(() => process.exit(2));
process.stdout.write(JSON.stringify({ ...chunks, [`${LARGE}.cjs`]: large }));
