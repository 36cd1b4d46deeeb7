import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * What imports packages that are not for everybody: some need a `require` at run time, which an ES module has not that a
 * bundler made; others are ES modules alone, which Jest cannot load as CommonJS; or CommonJS alone, of which Angular warns.
 */
const MODULES = [
  "dist/src/result/media-type.js",
  "dist/src/client/uploads/to-file.js",
  "dist/src/node/file-name.js",
  "dist/src/public-address.js",
];

/** The other modules of this package stay where they are; what packages import comes along. */
const ownModules: Plugin = {
  name: "own-modules",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, importer }) =>
      importer.includes("node_modules") ? undefined : { path, external: true },
    );
  },
};

/** Logs nothing: `debug` is CommonJS, with another entry for browsers. */
const withoutDebug: Plugin = {
  name: "without-debug",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: "without-debug" }));
    onLoad({ filter: /./, namespace: "without-debug" }, () => ({
      contents: "export default () => () => {};",
    }));
  },
};

/**
 * Puts into some compiled modules the packages that they import.
 *
 * @returns every file that was bundled, from the project's folder.
 */
export async function inlinePackages(root: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: MODULES.map((path) => join(root, path)),
    outdir: join(root, "dist"),
    outbase: join(root, "dist"),
    allowOverwrite: true,
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    mainFields: ["module", "main"],
    metafile: true,
    logLevel: "warning",
    plugins: [ownModules, withoutDebug],
  });
  return Object.keys(metafile.inputs);
}
