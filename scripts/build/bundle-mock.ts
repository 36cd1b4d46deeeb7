import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { build, type Metafile } from "esbuild";
import { bundlePage } from "../../src/mock/console/bundle-page.ts";
import { bundleChunks } from "../launch/bundle.js";
import { PLUGINS, placeCompiler } from "./bundle-plugins.ts";

const MOCK = "src/mock/index.ts";
const MAIN = "scripts/cli/published/main.ts";

/**
 * Writes `dist/mock.js`, `dist/bin.js`, and `dist/chunks/` with all the tools of the commands, so that nothing has to be
 * installed next to the package. Each command is a chunk of its own, and loads what it needs.
 *
 * @param write False to only look at what would be bundled.
 * @returns every file that was bundled, from the project's folder.
 */
export async function bundleMock(root: string, write = true): Promise<string[]> {
  const compiler = await placeCompiler(root);
  const { chunks, metafile } = await bundleChunks({
    entryPoints: [join(root, MOCK), join(root, MAIN)],
    entryNames: "[name]-[hash]",
    absWorkingDir: root,
    external: ["fsevents"],
    plugins: [...PLUGINS, compiler.plugin],
  });
  const { redoc, inputs } = await bundlePage();
  if (write) {
    const dist = join(root, "dist");
    await mkdir(join(dist, "chunks"), { recursive: true });
    const files = { ...chunks, [compiler.name]: compiler.text };
    for (const [name, text] of Object.entries(files)) await writeFile(join(dist, "chunks", name), text);
    const mock = findOutput(metafile, MOCK);
    await writeFile(
      join(dist, "mock.js"),
      `export { ${mock.exports.join(", ")} } from "./chunks/${mock.name}";\n`,
    );
    await bundleBin(root, findOutput(metafile, MAIN).name);
    await copyFile(redoc, join(dist, "redoc.js"));
  }
  return [...Object.keys(metafile.inputs), ...inputs, compiler.input, relative(root, redoc)];
}

/** The chunk that an entry point is in: its name, and what it exports. */
function findOutput({ outputs }: Metafile, entryPoint: string): { name: string; exports: string[] } {
  const [path = "", output] =
    Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint) ?? [];
  return { name: basename(path), exports: output?.exports ?? [] };
}

/** The program: small, and readable for a Node that is too old for the rest. */
async function bundleBin(root: string, mainChunk: string): Promise<void> {
  await build({
    entryPoints: [join(root, "scripts/cli/published/bin.ts")],
    outfile: join(root, "dist/bin.js"),
    define: { MAIN_CHUNK: JSON.stringify(mainChunk) },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node14",
    logLevel: "warning",
  });
}
