import { resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { validators } from "../../generated/validators.js";
import { listExamples } from "../../src/openapi/examples.ts";
import type { Json } from "../../src/openapi/json.ts";
import { listRequestMedia } from "../../src/openapi/media-types.ts";
import { readDocument } from "../helpers/documents.ts";
import { HEADERS, startTestMock } from "../helpers/mock.ts";

interface DocumentedExample {
  operationId: string;
  method: string;
  path: string;
  name: string;
  value: Json;
}

/** Every documented example of a JSON request body. */
const examples = listRequestMedia(readDocument())
  .filter(({ mediaType }) => mediaType === "application/json")
  .flatMap(({ operationId, method, path, media }): DocumentedExample[] =>
    listExamples(media).map(({ name = "example", value }) => ({ operationId, method, path, name, value })),
  );

/** Checks example bodies with the TypeScript compiler, as a user's file would have them. Returns its messages. */
function checkTypes(bodies: readonly { operationId: string; value: Json }[]): string[] {
  const file = resolve("test/contract/examples.virtual.ts");
  const lines = bodies.map(
    ({ operationId, value }) =>
      `export const _${operationId}: operations["${operationId}"]["requestBody"]["content"]["application/json"] = ${JSON.stringify(value)};`,
  );
  const text = ['import type { operations } from "../../generated/schema.ts";', ...new Set(lines)]
    .map((line, index) => line.replace(/^export const _/, `export const example${index}_`))
    .join("\n");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("every documented request example", () => {
  it("is there", () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it("is accepted by the types", () => {
    expect(checkTypes(examples)).toEqual([]);
  });

  it.each(examples)("$operationId $name is accepted by the validator", ({ operationId, value }) => {
    const validator = Object.entries(validators).find(([id]) => id === operationId)?.[1];
    expect(validator?.validate(value)).toEqual({ ok: true, value });
  });

  it.each(examples)("$operationId $name is accepted by Prism", async ({ method, path, value }) => {
    const mock = await startTestMock();
    const init = { method: method.toUpperCase(), headers: HEADERS, body: JSON.stringify(value) };
    expect((await fetch(mock.url + path, init)).status).toBe(200);
  });

  it("would be refused by the types if it were wrong", () => {
    const [example] = examples;
    const wrong = { ...(example?.value as object), duration: "long" };
    expect(checkTypes([{ operationId: example?.operationId ?? "", value: wrong }])).toEqual([
      expect.stringContaining('"long"'),
    ]);
  });
});
