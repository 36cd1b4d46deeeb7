import { describe, expect, it } from "vitest";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { makeDocument } from "../../../helpers/documents.ts";

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
});
