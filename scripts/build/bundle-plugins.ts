import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Plugin, transform } from "esbuild";
import { bundlePage } from "../../src/mock/console/bundle-page.ts";
import { TYPESCRIPT } from "../launch/import-command.js";
import { MODULES } from "../pipeline/check/evaluate/evaluate-schema.ts";
import { bundleRuntime } from "../render/validators/bundle-runtime.ts";

/** Puts a module in the place of another one. */
function replaceModule(name: string, filter: RegExp, render: (root: string) => Promise<string>): Plugin {
  return {
    name,
    setup({ onLoad, initialOptions: { absWorkingDir = process.cwd() } }) {
      onLoad({ filter }, async () => ({
        contents: await render(absWorkingDir),
        resolveDir: absWorkingDir,
        loader: "js",
      }));
    },
  };
}

/** Random data for `x-faker`, which Prism does not understand any more: 6 MB of names and places. */
const withoutFaker = replaceModule(
  "without-faker",
  /node_modules\/@faker-js\/faker\/.*\.c?js$/,
  async () => "module.exports = { faker: {} };",
);

/** The run-time parts of validators in every combination, so that esbuild need not be installed. */
const withBundledRuntimes = replaceModule(
  "with-bundled-runtimes",
  /scripts\/render\/validators\/bundle-runtime\.ts$/,
  async (root) => {
    const texts: Record<string, string> = {};
    for (const modules of listSubsets([...MODULES].sort()))
      texts[modules.join()] = await bundleRuntime(modules, root);
    return `const texts = ${JSON.stringify(texts)}; export const bundleRuntime = async (modules) => texts[modules.join()];`;
  },
);

/** The console's page as text, and Redoc as a file of `dist/`. */
const withBundledPage = replaceModule(
  "with-bundled-page",
  /src\/mock\/console\/bundle-page\.ts$/,
  async () => {
    const { script, style } = await bundlePage();
    return `import { join } from "node:path"; import { findPackageRoot } from "./src/mock/base/package-root.ts";
      const page = ${JSON.stringify({ script, style })};
      export const bundlePage = async () => ({ ...page, redoc: join(findPackageRoot(), "dist/redoc.js") });`;
  },
);

/** `open` names a folder of its own as the bundle names that of each chunk. */
const withOneDirname = replaceModule("with-one-dirname", /node_modules\/open\/index\.js$/, async (root) =>
  (await readFile(join(root, "node_modules/open/index.js"), "utf8")).replaceAll("__dirname", "packageFolder"),
);

/** The compiler: Node 20 parses all of a module whenever it loads it, and short names halve its 9 MB. */
const withShortNames = replaceModule(
  "with-short-names",
  /@ts-morph\/common\/dist\/typescript\.js$/,
  async (root) => {
    const text = await readFile(join(root, "node_modules", TYPESCRIPT), "utf8");
    return (await transform(text, { minify: true })).code;
  },
);

function listSubsets(names: readonly string[]): string[][] {
  return names.reduce<string[][]>(
    (subsets, name) => subsets.concat(subsets.map((subset) => subset.concat(name))),
    [[]],
  );
}

/** What is different in the published bundle. */
export const PLUGINS: readonly Plugin[] = [
  withoutFaker,
  withBundledRuntimes,
  withBundledPage,
  withOneDirname,
  withShortNames,
];
