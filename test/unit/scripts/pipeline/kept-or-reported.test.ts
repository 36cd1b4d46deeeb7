import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { findPreferredMedia } from "../../../../src/openapi/media-types.ts";
import { listOperations } from "../../../../src/openapi/operations.ts";
import { toFile } from "../../../helpers/documents.ts";
import { startMockOf } from "../../../helpers/mock.ts";
import { PARTS } from "../../../helpers/odd-pages/parts.ts";

const LINT = toFile("redocly.yaml", "extends: [minimal]\n");

describe("what a page says", () => {
  it.each(PARTS)("stands in the document or is reported, and is served: %s", async (_, document, words) => {
    const { output, problems } = await buildDocument({
      pages: [toFile("kite.json", JSON.stringify(document))],
      supplement: [],
      overlays: [],
      lintConfig: LINT,
    });
    expect(output).toBeDefined();
    const said = problems.map(({ pointer, message }) => `${pointer} ${message}`).join("\n");
    const text = JSON.stringify(output).replaceAll("\\", "") + said;
    expect(words.filter((word) => !text.includes(word))).toEqual([]);

    expect(await listRefusals(objectAt(output))).toEqual([]);
  });
});

/** The operations that the mock does not serve, called with a key and an empty body. */
async function listRefusals(document: JsonObject): Promise<string[]> {
  const mock = await startMockOf(objectAt(document, "paths"), document);
  const scheme = JSON.stringify(document).includes('"basic"') ? "Basic" : "Bearer";
  const refusals: string[] = [];
  // `fetch` refuses to trace.
  for (const { method, path, operation } of listOperations(document).filter(
    (one) => one.method !== "trace",
  )) {
    const mediaType = method === "get" ? undefined : findPreferredMedia(operation.requestBody)?.mediaType;
    const response = await mock.fetch(`https://api.example.org${path.replace(/\{[^}]*\}/g, "x")}?KEY=x`, {
      method: method.toUpperCase(),
      headers: {
        authorization: `${scheme} x`,
        cookie: "KEY=x",
        ...(mediaType === "application/json" && { "content-type": mediaType }),
      },
      ...(mediaType !== undefined && { body: mediaType === "application/json" ? "{}" : new FormData() }),
    });
    if (!response.ok) refusals.push(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return refusals;
}
