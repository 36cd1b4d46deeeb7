import { join } from "node:path";
import { findPackageRoot } from "../base/package-root.ts";

/** The files of the console's page, and where the reference's viewer is. */
export interface PageFiles {
  script: string;
  style: string;
  /** Path of Redoc, as one module. */
  redoc: string;
  /** The files that were bundled, from the package's folder. */
  inputs: string[];
}

let bundled: Promise<PageFiles> | undefined;

/**
 * The files of the page, made of their sources at first use. The published package has this module replaced by what it
 * returns, so that esbuild need not be installed (`scripts/build/bundle-plugins.ts`).
 */
export function bundlePage(): Promise<PageFiles> {
  bundled ??= buildPage(findPackageRoot());
  return bundled;
}

async function buildPage(root: string): Promise<PageFiles> {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, "src/mock/console/page/main.tsx")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    outdir: "out",
    format: "esm",
    platform: "browser",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
  });
  const textOf = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? "";
  return {
    script: textOf(".js"),
    style: textOf(".css"),
    redoc: join(root, "node_modules/@redocly/cli/lib/chunks/redoc.standalone.js"),
    inputs: Object.keys(metafile.inputs),
  };
}
