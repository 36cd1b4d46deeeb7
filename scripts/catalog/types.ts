import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../cli/run-tool.ts";
import { isObject, type JsonObject, listOperations, objectAt } from "../pipeline/openapi.ts";
import { renderSchema } from "../render/schema.ts";

const COMPILER_OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  allowImportingTsExtensions: true,
  module: "NodeNext",
  target: "ES2022",
  types: [],
};

/** Compiles every documented JSON request as a literal of its body's type, one file per path. Answers tsc's errors. */
export async function findTypeErrors(root: string, document: JsonObject): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "catalog-types-"));
  try {
    await writeFile(join(folder, "schema.ts"), await renderSchema(document, { made: "by a check" } as never));
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["*.ts"] }),
    );
    await Promise.all(
      listOperations(document).map(({ operation }, index) =>
        writeFile(join(folder, `path-${index}.ts`), renderExamples(operation)),
      ),
    );
    const { code, output } = await runTool(root, "tsc", ["-p", folder, "--pretty", "false"]);
    return code === 0 ? [] : output.split("\n").filter((line) => line.includes("error TS"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function renderExamples({ operationId, requestBody }: JsonObject): string {
  const examples = Object.values(objectAt(requestBody, "content", "application/json", "examples")).filter(
    isObject,
  );
  if (examples.length === 0) return "export {};\n";
  return [
    'import type { operations } from "./schema.ts";',
    `type Body = NonNullable<operations[${JSON.stringify(operationId)}]["requestBody"]>["content"]["application/json"];`,
    ...examples.map(({ value }, index) => `export const example${index}: Body = ${JSON.stringify(value)};`),
  ].join("\n");
}
