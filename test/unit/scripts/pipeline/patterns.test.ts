import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import type { Validator } from "../../../../src/validation/validator.ts";
import { makeDocument, makeOperation, toFile } from "../../../helpers/documents.ts";

/** A page with a body of one property. */
function makeSources(property: JsonObject, lintConfig = readFileSync("redocly.yaml", "utf8")) {
  const schema = { type: "object", properties: { name: { type: "string", ...property } } };
  const document = makeDocument({ paths: { "/v1/kites/flights": { post: makeOperation(schema) } } });
  return {
    pages: [toFile("kites.yaml", stringify(document))],
    supplement: [],
    overlays: [],
    lintConfig: toFile("redocly.yaml", lintConfig),
  };
}

const SLOW = "^(a+)+$";
const ALMOST = `${"a".repeat(5_000)}!`;

describe("a pattern whose time explodes", () => {
  it("is held against its own example, and that is left out", async () => {
    const { output, problems } = await buildDocument(makeSources({ pattern: SLOW, example: ALMOST }));
    expect(output).toBeDefined();
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^The example breaks its own schema: it must be a string matching \/\^\(a\+\)\+\$\/, got/,
      ),
    ]);
  });

  it("stays in the document, and is matched by the generated validator in no time", async () => {
    const { output = {} } = await buildDocument(makeSources({ pattern: SLOW }));
    const files = await renderFiles(prepareRender(output));
    expect(files.get("openapi.yaml")).toContain(SLOW);
    const { createKiteFlightBody }: { createKiteFlightBody: Validator } = await import(
      `data:text/javascript,${encodeURIComponent(files.get("validators.js") ?? "")}`
    );
    expect(createKiteFlightBody.validate({ name: "aaa" }).ok).toBe(true);
    expect(createKiteFlightBody.validate({ name: ALMOST }).ok).toBe(false);
  });

  it("is not given to lint, whose rules may match it against examples", async () => {
    const config = "rules: { no-invalid-schema-examples: error, no-invalid-media-type-examples: error }";
    const operation = makeOperation({
      type: "object",
      properties: { name: { type: "string", pattern: SLOW } },
    });
    const sources = makeSources({ pattern: SLOW, examples: ["aaa", ALMOST] }, config);
    const { problems } = await buildDocument({
      ...sources,
      pages: [
        ...sources.pages,
        toFile("more.yaml", stringify(makeDocument({ paths: { "/v1/more": { post: operation } } }))),
      ],
    });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each([
    [{ pattern: "^(a+)\\1$" }, "it refers back to one of its groups"],
    [{ pattern: "^(?:a|b?b?){900}$" }, "its repetitions come to more than 2000 steps"],
  ])("is left out and reported where it cannot be matched in bounded time: %j", async (property, reason) => {
    const { output, problems } = await buildDocument(makeSources(property));
    expect(JSON.stringify(output)).not.toContain("pattern");
    const [problem] = problems;
    expect(problem?.pointer).toMatch(/properties\/name\/pattern$/);
    expect(problem?.message).toContain(
      `cannot be matched in bounded time: ${reason}. Dropped; nothing checks it.`,
    );
  });

  it("is left out of `patternProperties` as well", async () => {
    const property = {
      type: "object",
      patternProperties: { "^(a)\\1": { type: "string" }, "(": {}, "^b$": { type: "integer" } },
    };
    const { output, problems } = await buildDocument(makeSources(property));
    expect(JSON.stringify(output)).toContain('"patternProperties":{"^b$":{"type":"integer"}}');
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("refers back"),
      '`patternProperties` cannot be "(". Dropped.',
    ]);
  });
});
