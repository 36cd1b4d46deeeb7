import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { findPreferredMedia } from "../../../../src/openapi/media-types.ts";
import { listOperations } from "../../../../src/openapi/operations.ts";
import { toFile } from "../../../helpers/documents.ts";
import { startMockOf } from "../../../helpers/mock.ts";
import { makeFullPage } from "../../../helpers/odd-pages/full-page.ts";
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

/** What is left out, and the report that says so. */
const REPORTS: [report: string, words: string[]][] = [
  ["0.json#/externalDocs", ["ALPHA-document", "ALPHA-documentDocs"]],
  ["1.json#/externalDocs", ["BETA-document", "BETA-documentDocs"]],
  ["0.json#/paths/~1v1~1kites~1{id}/summary", ["ALPHA-item"]],
  ["0.json#/paths/~1v1~1kites~1{id}/description", ["ALPHA-itemText"]],
  ["1.json#/paths/~1v1~1kites~1{id}/summary", ["BETA-item"]],
  ["1.json#/paths/~1v1~1kites~1{id}/description", ["BETA-itemText"]],
  ["0.json#/tags/1 No operation has the tag ALPHA-unused", ["ALPHA-unused", "ALPHA-unusedTag"]],
  ["1.json#/tags/1 No operation has the tag BETA-unused", ["BETA-unused", "BETA-unusedTag"]],
  ["left out: ALPHA-ownTag, BETA-ownTag.", ["ALPHA-ownTag", "BETA-ownTag"]],
  ["`externalDocs` of the tag Kites is another one", ["BETA-tagLink", "BETA-tagLinkDocs"]],
  ["`description` of the security scheme bearerAuth is another", ["BETA-scheme"]],
  ["`variables` of the server https://{region}.example.org is another", ["BETA-region", "BETA-variable"]],
  [
    "1.json#/paths/~1v1~1kites~1{id}/post/parameters/2/content/application~1json/examples/BETA-filterContentExample/value 2 texts of this page are left out",
    ["BETA-filterContentExample", "BETA-filterContentSummary", "BETA-filterContentValue"],
  ],
];

describe("what two pages say of the same operation", () => {
  it.each([
    ["each is about a model", (name: string) => makeFullPage(name, `${name}-model`)],
    ["no page names a model", (name: string) => makeFullPage(name)],
  ])("stands in the document or is reported, of each of them, where %s", async (_, make) => {
    const documents = ["ALPHA", "BETA"].map(make);
    const pages = documents.map((document, index) => toFile(`${index}.json`, JSON.stringify(document)));
    const { output, problems } = await buildDocument({
      pages,
      supplement: [],
      overlays: [],
      lintConfig: LINT,
    });
    const said = problems.map(({ file, pointer, message }) => `${file}${pointer} ${message}`).join("\n");
    const list = (text: string) => [...new Set(text.match(/(ALPHA|BETA)-\w+/g))];
    const kept = new Set(list(JSON.stringify(output)));
    const missing = list(JSON.stringify(documents)).filter((word) => !kept.has(word));
    const reported = REPORTS.flatMap(([report, words]) => {
      expect(said).toContain(report);
      return words;
    });
    expect(missing.sort()).toEqual(reported.sort());
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
