import { build } from "esbuild";
import { literalText } from "../shared/source-text.ts";

/**
 * What all validators share, as one statement: `var $ = …`, with `createValidator`, `createUnionValidator`, and `load`
 * for the modules that the code of Ajv requires.
 *
 * @param modules Their names.
 */
export async function bundleRuntime(modules: readonly string[], root: string): Promise<string> {
  const table = modules.map((name) => `${literalText(name)}: () => require(${literalText(name)})`);
  const { outputFiles } = await build({
    stdin: {
      contents: [
        'export { createUnionValidator, createValidator } from "./src/validation/validator.ts";',
        `const modules = { ${table.join(", ")} };`,
        "export const load = (name) => modules[name]();",
      ].join("\n"),
      resolveDir: root,
      loader: "js",
    },
    absWorkingDir: root,
    bundle: true,
    alias: { "ajv/dist/runtime/equal": "./src/validation/json-values.ts" },
    write: false,
    format: "iife",
    globalName: "$",
    platform: "neutral",
    mainFields: ["main"],
    // Paths stand in the text, and must not tell where the modules of this machine are.
    preserveSymlinks: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
