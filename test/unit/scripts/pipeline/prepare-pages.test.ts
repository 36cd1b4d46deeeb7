import { describe, expect, it } from "vitest";
import { preparePages } from "../../../../scripts/pipeline/prepare-pages.ts";
import { makeDocument, makePage, toFile } from "../../../helpers/documents.ts";

const KITES = JSON.stringify(makeDocument());

const pointTo = (openapi: string) =>
  toFile("docs/en/kites.mdx", `---\ntitle: Kites\nopenapi: ${openapi}\n---\n`);

/** What becomes of a pointer in a folder that has one document. */
function explain(openapi: string, file = "docs/en/api/kites.json"): string {
  const { output } = preparePages([toFile(file, KITES), pointTo(openapi)]);
  expect(output.pages.map((page) => page.file)).toEqual([file]);
  return output.unused.map(({ outcome, reason }) => `${outcome}: ${reason}`).join();
}

describe("preparePages", () => {
  it.each([
    ['"/en/api/kites.json POST /v1/kites/flights"'],
    ['"en/api/kites.json POST /v1/kites/flights"'],
    ['"./api/kites.json post /v1/kites/flights/"'],
    ['"POST /v1/kites/flights"'],
    ['"POST https://api.example.org/v1/kites/flights"'],
    ["/en/api/kites.json POST /v1/kites/flights"],
    ['"/en/api/kites.json"'],
    ['"/en/api/kites.json webhook landed"'],
  ])("passes over a page that points to %s", (openapi) => {
    expect(explain(openapi)).toBe("passed over: pointer to a document");
  });

  it("knows a document from below the root that pointers start at", () => {
    expect(explain('"/docs/en/api/kites.json POST /v1/kites/flights"', "api/kites.json")).toMatch(
      /^passed over/,
    );
  });

  it.each([
    ['"/ja/api/kites.json POST /v1/kites/flights"', "/ja/api/kites.json, which is not here"],
    [
      '"https://example.org/kites.json POST /v1/kites/flights"',
      "https://example.org/kites.json, which is not here",
    ],
    [
      '"/en/api/kites.json GET /v1/kites/flights"',
      "GET /v1/kites/flights of /en/api/kites.json, which does not",
    ],
    ['"/en/api/kites.json POST /v1/kites"', "POST /v1/kites of /en/api/kites.json, which does not"],
    ['"GET /v1/kites/flights"', "GET /v1/kites/flights, which no document here describes"],
  ])("refuses a page that points to %s", (openapi, message) => {
    expect(explain(openapi)).toContain(`refused: The page points to ${message}`);
  });

  it("reads a page's own document rather than what it points to", () => {
    const page = `---\nopenapi: "/en/gone.json POST /v1/a"\n---\n${makePage(KITES)}`;
    const { output, problems } = preparePages([toFile("en/kites.mdx", page)]);
    expect([output.pages.length, output.unused, problems]).toEqual([1, [], []]);
  });

  it("finds the fault in a document once, and not in the page that points to it as well", () => {
    const broken = toFile("docs/en/api/kites.json", '{"openapi":');
    const { output } = preparePages([broken, pointTo('"/en/api/kites.json POST /v1/kites/flights"')]);
    expect(output.unused.map(({ file, outcome }) => [file, outcome])).toEqual([
      ["docs/en/api/kites.json", "refused"],
      ["docs/en/kites.mdx", "passed over"],
    ]);
  });

  it("uses all documents of a page, or none", () => {
    const half = toFile("kites.md", `${makePage(KITES)}\n${makePage("openapi: 3.1.0\npaths: [")}`);
    const { output, problems } = preparePages([half]);
    expect(output.pages).toEqual([]);
    expect(output.unused).toMatchObject([
      { outcome: "refused", reason: expect.stringContaining("not YAML") },
    ]);
    expect(problems).toMatchObject([{ severity: "warning", kind: "unusable-page" }]);
  });

  it("counts the mistakes of a refused page besides the first", () => {
    const paths = { "/a": { $ref: "a.json" }, "/b": { $ref: "b.json" }, "/c": { $ref: "c.json" } };
    const page = toFile("kites.json", JSON.stringify(makeDocument({ paths })));
    expect(preparePages([page]).output.unused[0]?.reason).toMatch(/"a\.json" leaves[\s\S]* And 2 more\.$/);
  });
});
