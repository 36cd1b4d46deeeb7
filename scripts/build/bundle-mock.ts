import { join } from "node:path";
import { build } from "esbuild";

/** Prism stays outside: whoever runs the mock installs it next to the package, nobody else needs it. */
const PEERS = ["@stoplight/prism-core", "@stoplight/prism-http"];

/** What `diff --types` needs, and nothing else: the compiler is larger than all the rest. */
const COMPILER = ["ts-morph", "openapi-typescript", "typescript"];

/** Some of what is bundled is CommonJS and requires modules of Node, which ES modules cannot do by themselves. */
const REQUIRE =
  'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);';

/**
 * Writes `dist/mock.js` and `dist/bin.js`, with the small libraries of the mock in them.
 *
 * @param write False to only look at what would be bundled.
 * @returns every file that was bundled, from the project's folder.
 */
export async function bundleMock(root: string, write = true): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: { mock: join(root, "src/mock/index.ts"), bin: join(root, "scripts/cli/bin.ts") },
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
    external: [...PEERS, ...COMPILER, "fsevents"],
    banner: { js: REQUIRE },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    write,
  });
  return Object.keys(metafile.inputs);
}
