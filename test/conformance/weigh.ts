import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

/** What an application would import, and from where. */
export interface WeighedImport {
  specifier: string;
  imported: string;
  /** Folder whose node_modules it is found in. */
  folder: string;
  /** What is imported with it. Default: nothing. */
  besides?: readonly Pick<WeighedImport, "specifier" | "imported">[];
}

/**
 * The bytes of what is imported, bundled for browsers by esbuild, minified, and compressed by gzip -9.
 *
 * @param files Texts of TypeScript modules that stand in for those on disk, by the end of their path.
 */
export async function weigh(
  { folder, besides = [], ...first }: WeighedImport,
  files: ReadonlyMap<string, string> = new Map(),
): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: [first, ...besides]
        .map(
          ({ imported, specifier }, index) =>
            `import { ${imported} as kept${index} } from ${JSON.stringify(specifier)}; globalThis.kept${index} = kept${index};`,
        )
        .join("\n"),
      resolveDir: folder,
    },
    plugins: [standIn(files)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

function standIn(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: "stand-in",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const found = [...files].find(([end]) => path.endsWith(end));
        return found && { contents: found[1], loader: "ts" };
      });
    },
  };
}
