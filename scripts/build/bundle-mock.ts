import { copyFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { bundlePage } from "../../src/mock/console/bundle-page.ts";
import { TYPESCRIPT } from "../launch/import-command.js";
import { PLUGINS } from "./bundle-plugins.ts";

/** Some of what is bundled is CommonJS, and asks for modules and folders as ES modules cannot do by themselves. */
const REQUIRE = [
  'import { createRequire as createRequireHere } from "node:module";',
  'import { dirname as dirnameHere } from "node:path";',
  'import { fileURLToPath as toPathHere } from "node:url";',
  "const require = createRequireHere(import.meta.url);",
  "const __filename = toPathHere(import.meta.url);",
  "const __dirname = dirnameHere(__filename);",
].join(" ");

/**
 * Writes `dist/mock.js` and `dist/bin.js` with all the tools of the commands in them, so that nothing has to be installed
 * next to the package. Each command is a chunk of its own, and loads what it needs.
 *
 * @param write False to only look at what would be bundled.
 * @returns every file that was bundled, from the project's folder.
 */
export async function bundleMock(root: string, write = true): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: { mock: join(root, "src/mock/index.ts"), bin: join(root, "scripts/cli/published/bin.ts") },
    outdir: join(root, "dist"),
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    // jsonc-parser, below @stoplight/json, can only be bundled as an ES module.
    mainFields: ["module", "main"],
    target: "node20",
    external: ["fsevents"],
    // One compiler serves both ts-morph and openapi-typescript.
    alias: { typescript: TYPESCRIPT },
    plugins: [...PLUGINS],
    banner: { js: REQUIRE },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    write,
  });
  const { redoc, inputs } = await bundlePage();
  if (write) await copyFile(redoc, join(root, "dist/redoc.js"));
  return [...Object.keys(metafile.inputs), ...inputs, relative(root, redoc)];
}
