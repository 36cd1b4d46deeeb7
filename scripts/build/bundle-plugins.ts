import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { type Plugin, transform } from "esbuild";
import schema from "../../config.schema.json" with { type: "json" };
import { bundlePage } from "../../src/mock/console/bundle-page.ts";
import { CONFIG_AJV } from "../config/validate-config.ts";
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

/** The validator of the configuration as Ajv compiles it: every command reads that first. */
const withCompiledConfig = replaceModule(
  "with-compiled-config",
  /scripts\/config\/validate-config\.ts$/,
  async () => {
    const ajv = new Ajv({ ...CONFIG_AJV, code: { source: true, esm: true } });
    return `${standaloneCode.default(ajv, ajv.compile(schema))}\nexport { validate as validateConfig };`;
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

/** openapi-typescript fetches no documents here, and what it would fetch them with loads Node's TLS. */
const withoutFetching = replaceModule(
  "without-fetching",
  /openapi-typescript\/node_modules\/https-proxy-agent\/dist\/index\.js$/,
  async () => "module.exports = {};",
);

/** The compiler, as a file beside the chunks. */
export interface Compiler {
  /** It has a hash of the text in it: Node 20 takes compiled code by the name of its file. */
  name: string;
  text: string;
  /** Where it was, from the project's folder. */
  input: string;
  /** Has the chunks require it from there. */
  plugin: Plugin;
}

/**
 * Takes the compiler out of the chunks, and gives it short names, which halve its 9 MB. In a chunk it would be a function:
 * V8 parses the inside of a function once more when that is called.
 */
export async function placeCompiler(root: string): Promise<Compiler> {
  const input = join("node_modules", TYPESCRIPT);
  const { code: text } = await transform(await readFile(join(root, input), "utf8"), { minify: true });
  const name = `typescript-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.cjs`;
  const plugin: Plugin = {
    name: "compiler-beside",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/typescript$/ }, ({ importer }) =>
        importer.includes("@ts-morph/common/") ? { path: `./${name}`, external: true } : undefined,
      );
    },
  };
  return { name, text, input, plugin };
}

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
  withCompiledConfig,
  withBundledPage,
  withOneDirname,
  withoutFetching,
];
