import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, transform } from "esbuild";

/** A plugin of esbuild that loads something else in the place of a file. */
const replaceFile = (name, filter, load) => ({
  name,
  setup({ onLoad }) {
    onLoad({ filter }, async ({ path }) => ({ contents: await load(path) }));
  },
});

/** Redocly lints GraphQL too, which is nothing for this project, and its parser has 0.4 MB. */
const withoutGraphql = replaceFile(
  "without-graphql",
  /node_modules\/graphql\/index\.m?js$/,
  () => "module.exports = {};",
);

/** The declarations of TypeScript's libraries: 3 MB that ts-morph brings to find out types by (`diff` has its own). */
const withoutLibraries = replaceFile(
  "without-libraries",
  /@ts-morph\/common\/dist\/ts-morph-common\.js$/,
  async (path) =>
    (await readFile(path, "utf8")).replace(/(const libFiles = )\[\{[\s\S]*?\n {4}\}\];/, "$1[];"),
);

/**
 * One compiler serves both ts-morph and openapi-typescript. It is passed on as it is: each module that imported what
 * CommonJS exports would get a copy of its 2,000 names, and openapi-typescript has fourteen such modules.
 */
const withOneCompiler = {
  name: "with-one-compiler",
  setup({ onResolve, onLoad, initialOptions }) {
    onResolve({ filter: /^typescript$/ }, ({ path }) => ({ path, namespace: "one-compiler" }));
    onLoad({ filter: /./, namespace: "one-compiler" }, () => ({
      contents: 'export default require("ts-morph").ts;',
      resolveDir: initialOptions.absWorkingDir,
    }));
  },
};

/** What is the same for everything that is bundled here. */
const OPTIONS = {
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};

/**
 * Bundles with esbuild, and splits what it bundles wherever something is imported with `import()`: a run loads what it
 * needs. The chunks are CommonJS, which V8 can use compiled code of; esbuild itself splits ES modules alone. What is
 * imported so has to be an ES module: of one of CommonJS, esbuild gives its `default` alone.
 *
 * @param options Those of esbuild that are not the same for everything that is bundled here.
 * @returns the text of each chunk by its name, and what esbuild says of inputs and outputs.
 */
export async function bundleChunks({ plugins = [], ...options }) {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: "/",
    outExtension: { ".js": ".cjs" },
    // jsonc-parser, below @stoplight/json, can only be bundled as an ES module.
    mainFields: ["module", "main"],
    plugins: [withoutGraphql, withoutLibraries, withOneCompiler, ...plugins],
    ...options,
  });
  const chunks = await Promise.all(
    outputFiles.map(async ({ path, text }) => [basename(path), await toCommonJs(text)]),
  );
  return { chunks: Object.fromEntries(chunks), metafile };
}

async function toCommonJs(text) {
  const { platform, target, minifySyntax, minifyWhitespace } = OPTIONS;
  const { code } = await transform(text, {
    ...{ platform, target, minifySyntax, minifyWhitespace },
    format: "cjs",
    // Code that is taken up from an earlier run cannot use it.
    supported: { "dynamic-import": false },
    // ES modules have an address of their own, and look for `module` to find out that they are CommonJS.
    define: { "import.meta.url": "chunkUrl", module: "undefined", exports: "undefined" },
    banner: 'const chunkUrl = require("node:url").pathToFileURL(__filename).href;',
    footer: `module.exports=(${settleExports})(module.exports);`,
  });
  return code;
}

/**
 * Esbuild exports getters of getters, which every call of a function in another chunk goes through: a sixtieth of the
 * time of `generate`. A function is exported as it is; anything else may be given another value later. Stands in the
 * text of each chunk, so it uses nothing from outside.
 */
function settleExports(exports) {
  const settled = Object.defineProperty({}, "__esModule", { value: true });
  for (const name of Object.keys(exports)) {
    const value = exports[name];
    const own = Object.getOwnPropertyDescriptor(exports, name);
    Object.defineProperty(settled, name, typeof value === "function" ? { value, enumerable: true } : own);
  }
  return settled;
}

/** Bundles a package of CommonJS with all that it requires. @returns its text. */
export async function bundlePackage(root, name) {
  const { outputFiles } = await build({
    ...OPTIONS,
    stdin: { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root },
    absWorkingDir: root,
    format: "cjs",
    plugins: [withoutLibraries],
  });
  return outputFiles[0].text;
}
