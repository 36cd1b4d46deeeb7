import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderFiles } from "../../../scripts/render/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { runTool } from "../../../scripts/terminal/run-tool.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";

const COMPILER_OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  module: "NodeNext",
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: [],
};

/** Generates everything from some documents, and returns the errors of tsc in types, functions, models, clients and validators. */
export async function compileGenerated(documents: readonly JsonObject[]): Promise<string[]> {
  const root = process.cwd();
  // Below the project, where openapi-fetch is found.
  const cache = join(root, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "compile-"));
  try {
    for (const [index, document] of documents.entries()) {
      const files = await renderFiles(
        prepareRender(document, { imports: { ending: ".ts", from: "../../../src" } }),
      );
      // Under the name of a declaration file nobody would check it.
      for (const name of ["schema.ts", "client.ts", "models.ts", "index.ts", "validators.d.ts"])
        await writeFile(
          join(folder, `${name.split(".")[0]}-${index}.ts`),
          retarget(files.get(name) ?? "", index),
        );
    }
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["*.ts"] }),
    );
    const { code, output } = await runTool(root, "tsc", ["-p", folder, "--pretty", "false"]);
    return code === 0 ? [] : output.split("\n").filter((line) => line.includes("error TS"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function retarget(text: string, index: number): string {
  return text.replaceAll(/"\.\/(\w+)\.ts"/g, `"./$1-${index}.ts"`);
}
