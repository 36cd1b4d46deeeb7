import ts from "typescript";
import { describe, expect, it } from "vitest";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";

describe("renderFiles", () => {
  it("names the file, the place and the reason where a tool below gives up", async () => {
    const schemas = { Flight: { type: "object" }, Kite: { allOf: [{ $ref: 5 }] } };
    const rendering = renderFiles(prepareRender(makeDocument({ components: { schemas } })));
    await expect(rendering).rejects.toMatchObject({
      name: "RenderError",
      problem: {
        severity: "error",
        file: "openapi.yaml",
        message: expect.stringMatching(
          /^schema\.ts cannot be rendered: openapi-typescript cannot print #\/components\/schemas\/Kite \(.*split.*\)/,
        ),
      },
    });
  });

  it("writes files whose declarations each can be made without the others, as `isolatedDeclarations` asks", async () => {
    const body = { type: "object", properties: { model: { enum: ["kite-1"] }, file: { format: "binary" } } };
    const form = { requestBody: { content: { "multipart/form-data": { schema: body } } } };
    const paths = {
      "/v1/kites": { post: makeOperation(body) },
      "/v1/files": { post: { ...makeOperation(), ...form, operationId: "addFile" } },
    };
    const files = await renderFiles(prepareRender(makeDocument({ paths })));
    const compilerOptions = { declaration: true, isolatedDeclarations: true };
    for (const [fileName, text] of [...files].filter(([name]) => /(?<!\.d)\.ts$/.test(name))) {
      const { diagnostics = [] } = ts.transpileDeclaration(text, {
        fileName,
        compilerOptions,
        reportDiagnostics: true,
      });
      expect(
        diagnostics.map(({ messageText, start = 0 }) => [messageText, text.slice(start, start + 60)]),
        fileName,
      ).toEqual([]);
    }
    expect(files.get("client.ts")).toContain("export const requests =");
  });
});
