import type { BuildOptions, Metafile } from "esbuild";

/** Bundles with esbuild: CommonJS chunks by name, split wherever something is imported with `import()`. */
export function bundleChunks(options: BuildOptions): Promise<{
  chunks: Record<string, string>;
  metafile: Metafile;
}>;
