import { expect } from "vitest";
import { buildDocument as build } from "../../../scripts/pipeline/index.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { toFile } from "../documents.ts";

/** Takes pages through all stages to the one document, which has to come out. */
export async function buildDocument(...pages: PageDocument[]): Promise<JsonObject> {
  const { output, problems } = await build({
    pages: pages.map(({ file, document }) =>
      toFile(file.replace(/\.\w+$/, ".json"), JSON.stringify(document)),
    ),
    supplement: [],
    overlays: [],
    lintConfig: toFile("redocly.yaml", "extends: [minimal]\n"),
  });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return output ?? {};
}
