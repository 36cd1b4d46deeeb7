import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { ignoreClosedPipe } from "./closed-pipe.js";
import { importCommand, runsTypeScript } from "./import-command.js";
import { loadBundle } from "./load-bundle.js";
import { hashToolchain } from "./toolchain.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** For what later runs may use, and can do without. */
const caches = join(root, "node_modules", ".cache", "evolink-openapi");

/**
 * Runs the command in a file, and sets the exit code of this process.
 *
 * Node 20 does not run TypeScript, and a loader hook costs 0.2 s and 30 MB a run: there the command is bundled. Newer
 * ones run the sources as they are (decisions/02-only-node-20-runs-bundles.md).
 */
export async function runCommand([entry = "", ...args]) {
  ignoreClosedPipe();
  // The heap may grow less between two collections: a whole catalogue takes 9 % less memory and no measurable time more
  // (decisions/96-generate-stays-in-one-thread.md).
  // A watch keeps what it knows, and would collect in vain: a sixth of the time of its runs.
  if (!args.includes("--watch")) setFlagsFromString("--heap-growing-percent=150");

  const toolchain = hashToolchain(root, entry);
  try {
    const { main } = runsTypeScript
      ? await importCommand(root, entry, caches)
      : loadBundle(root, entry, toolchain, caches);
    process.exitCode = await main(args, { root, toolchain, caches });
  } catch (error) {
    // Node itself would print the line of the bundle where it was thrown, which may be a megabyte long.
    console.error(error);
    process.exitCode = 1;
  }
}
