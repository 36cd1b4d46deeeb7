import { describe, expect, it } from "vitest";
import { createConflictReport } from "../../../../../scripts/pipeline/merge/operation.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import type { Problem } from "../../../../../src/openapi/problem.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const pages = (...operations: JsonObject[]) =>
  merge(
    ...operations.map((operation, index) => makeModelPage(`kite-${index + 1}`, { operation })),
  ).operation();

describe("mergeOperation", () => {
  it.each<[string, (Json | undefined)[], boolean]>([
    ["all pages say so", [true, true], true],
    ["one page does not say so", [true, undefined], false],
    ["one page denies it", [true, false], false],
    ["no page says so", [undefined], false],
    ["the one page says something else", ["true"], false],
  ])("is deprecated where %s", (_, values, want) => {
    const operation = pages(...values.map((deprecated) => (deprecated === undefined ? {} : { deprecated })));
    expect(operation.deprecated).toBe(want ? true : undefined);
    expect("deprecated" in operation).toBe(want);
  });

  it("has the extensions of all pages, and reports where one differs from that of the first", () => {
    const make = (index: number, operation: JsonObject) => makeModelPage(`kite-${index}`, { operation });
    const { operation, problems } = merge(
      make(1, { "x-wind": { b: 1 }, "x-none": null }),
      make(2, { "x-wind": { b: 1 }, "x-none": null, "x-tail": "long", "tail-x-": 1 }),
      make(3, { "x-wind": { b: 2 } }),
    );
    expect(operation()).toMatchObject({ "x-wind": { b: 1 }, "x-none": null, "x-tail": "long" });
    expect(operation()).not.toHaveProperty("tail-x-");
    expect(problems.filter(({ message }) => /first page about this operation/.test(message))).toEqual([
      expect.objectContaining({
        severity: "warning",
        kind: "malformed",
        message: expect.stringContaining("`x-wind`"),
      }),
    ]);
  });

  it("has the link to further documentation that all pages give", () => {
    const externalDocs = { url: "https://docs.example.org" };
    expect(pages({ externalDocs }, { externalDocs }).externalDocs).toEqual(externalDocs);
    expect(pages({ externalDocs }, {})).not.toHaveProperty("externalDocs");
  });

  it("has the one tag that most pages put first, and all of a page that is alone", () => {
    expect(pages({ tags: ["Boats"] }, { tags: ["Kites", "Boats"] }, { tags: ["Kites"] }).tags).toEqual([
      "Kites",
    ]);
    expect(pages({ tags: "Kites" }, {}).tags).toEqual(["Kites"]);
    expect(pages({ tags: ["Kites", "Boats"] }).tags).toEqual(["Kites", "Boats"]);
    expect(pages({ tags: [] }).tags).toEqual([]);
    expect(pages({ tags: "Kites" }).tags).toEqual([]);
  });

  it("reports the tags that it does not have, at a page that has the first of them", () => {
    const { problems } = merge(
      ...[["Kites"], ["Kites", "Boats", "Birds"], ["Kites", "Boats"]].map((tags, index) =>
        makeModelPage(`kite-${index + 1}`, { operation: { tags } }),
      ),
    );
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "malformed",
        file: "kite-2.md",
        pointer: "#/paths/~1v1~1kites~1flights/post",
        message: expect.stringMatching(/left out: Boats, Birds\.$/),
      },
    ]);
    expect(merge(makePage({ operation: { tags: ["Kites", "Boats"] } })).problems).toEqual([]);
  });

  it("has the words of its one page, and its own name for a summary that is missing", () => {
    const { summary, description } = pages({ summary: "Fly!", description: "High" });
    expect({ summary, description }).toEqual({ summary: "Fly!", description: "High" });
    const bare = makePage();
    delete (bare.document.paths as Record<string, Record<string, JsonObject>>)["/v1/kites/flights"]?.post
      ?.summary;
    const operation = merge(bare).operation();
    expect(operation.summary).toBe("Create kite flight");
    expect(operation).not.toHaveProperty("description");
  });

  it("has a line for each of its pages, with all models of it", () => {
    const both = makePage({
      file: "a.md",
      model: { enum: ["bird-1", "bird-2"] },
      operation: { summary: null },
    });
    expect(merge(both, makeModelPage("kite-1")).operation().description).toBe(
      "- `bird-1`, `bird-2`: \n- `kite-1`: Fly a kite",
    );
  });

  it("has the servers that most pages name first, each as all pages describe it", () => {
    const [a, b] = ["https://a.example.org", "https://b.example.org"];
    expect(
      pages(
        { servers: [{ url: b, description: "One" }] },
        { servers: [{ url: a }, { url: b, description: "Two" }] },
        { servers: [{ url: a }] },
      ).servers,
    ).toEqual([{ url: a }, { url: b, description: "One\n\nTwo" }]);
    expect(merge(makePage({ document: { servers: [] } })).operation()).not.toHaveProperty("servers");
  });

  it("leaves out what no page has", () => {
    const operation = merge(makePage({ method: "get", path: "/v1/kites" })).operation("/v1/kites", "get");
    expect(Object.keys(operation)).toEqual([
      "tags",
      "summary",
      "operationId",
      "servers",
      "security",
      "responses",
      "x-pages",
    ]);
    expect(operation["x-pages"]).toStrictEqual([
      { operationId: "createKiteFlight", models: [], source: "kite.md" },
    ]);
  });

  it("is what a page's function is called after, where the page does not name one", () => {
    const operation = pages({ operationId: 1 });
    expect(operation["x-pages"]).toMatchObject([{ operationId: "createKiteFlightKite1" }]);
  });
});

describe("createConflictReport", () => {
  const document: JsonObject = {
    paths: { "/a": { schema: { $ref: "#/components/schemas/Kite" } } },
    components: { schemas: { Kite: { properties: { wind: { type: "string" } } } } },
  };

  function report(...schemas: JsonObject[]): Problem | undefined {
    const problems: Problem[] = [];
    const origin = { document, operation: {}, keys: ["paths", "/a", "schema"] };
    const sources = schemas.map((schema, index) => ({
      schema,
      source: `${index}.md`,
      ...(index === 0 ? { origin } : {}),
    }));
    createConflictReport("Kite", { report: (problem) => problems.push(problem) })(
      "types-differ",
      sources,
      ["properties", "wind"],
      "They differ.",
    );
    return problems[0];
  }

  it("names the first page's place, and what each page says", () => {
    expect(report({ enum: ["a", 1] }, { type: ["string", "null"] })).toEqual({
      severity: "warning",
      kind: "types-differ",
      file: "0.md",
      pointer: "#/components/schemas/Kite/properties/wind",
      message: 'Kite/properties/wind: They differ. Seen in 0.md ("a", 1), 1.md (string or null).',
    });
  });

  it("names three pages and counts the others, and eight values of each", () => {
    const one = { type: "integer" };
    const values = (count: number): JsonObject => ({
      enum: Array.from({ length: count }, (_, index) => index),
    });
    expect(report(values(8), values(9), {}, one)?.message).toBe(
      "Kite/properties/wind: They differ. Seen in 0.md (0, 1, 2, 3, 4, 5, 6, 7), 1.md (0, 1, 2, 3, 4, 5, 6, 7, …), 2.md (anything) and 1 more.",
    );
    expect(report(one, one, one)?.message).toBe(
      "Kite/properties/wind: They differ. Seen in 0.md (integer), 1.md (integer), 2.md (integer).",
    );
    expect(report({ anyOf: [one, { type: ["null", "integer"] }] })?.message).toContain(
      "0.md (integer or null).",
    );
  });

  it("names a page once, with what it says first, and no place where none is known", () => {
    const problems: Problem[] = [];
    const sources = [{ type: "string" }, { type: "null" }].map((schema) => ({ schema, source: "a.md" }));
    const conflict = createConflictReport("Kite", { report: (problem) => problems.push(problem) });
    conflict("values-differ", sources, [], "They differ.");
    conflict("values-differ", [], [], "They differ.");
    expect(problems).toMatchObject([
      { file: "a.md", pointer: "#/paths", message: "Kite: They differ. Seen in a.md (string)." },
      { file: "", pointer: "#/paths" },
    ]);
  });
});
