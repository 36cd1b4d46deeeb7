import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";

const RESPONSES = { "200": { description: "Response" } };
const operation = (more: JsonObject = {}): JsonObject => ({
  operationId: "flyKite",
  responses: RESPONSES,
  ...more,
});
const makeBody = (schema: Json, mediaType = "application/json") => ({ content: { [mediaType]: { schema } } });
const page = (post: JsonObject, more: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Kites", version: "1" },
  servers: [{ url: "https://kites.example" }],
  paths: { "/v1/kites": { post } },
  ...more,
});
const taking = (schema: Json, schemas: JsonObject = {}): JsonObject =>
  page(operation({ requestBody: makeBody(schema) }), { components: { schemas } });
const asked = (scheme: JsonObject) =>
  page(operation({ security: [{ key: [] }] }), { components: { securitySchemes: { key: scheme } } });
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Pages for each entry of the README's table: documents, or files with their text. Some pages may stand for an entry. */
const EXAMPLES: Record<string, Record<string, (JsonObject | [name: string, text: string])[]>> = {
  supported: {
    "OpenAPI 3.0 and 3.1 in Markdown, MDX, YAML or JSON": [
      page(operation()),
      { ...page(operation()), openapi: "3.0.3" },
      ["a.md", `# Kites\n\n\`\`\`\`yaml\n${JSON.stringify(page(operation()))}\n\`\`\`\`\n`],
      ["a.mdx", `# Kites\n\n\`\`\`\`json\n${JSON.stringify(page(operation()))}\n\`\`\`\`\n`],
      ["a.yaml", JSON.stringify(page(operation()))],
    ],
    "all keywords of JSON Schema 2020-12": [
      taking({ prefixItems: [true], contains: { type: "string" }, unevaluatedItems: false }),
      taking(JSON.parse('{"if":{"required":["a"]},"then":{"dependentRequired":{"a":["b"]}}}')),
    ],
    "references inside of the page, also by `$anchor`, `$id` and `$dynamicRef`": [
      taking({ $ref: "#wind" }, { Wind: { $anchor: "wind", type: "string" } }),
      taking({ $ref: "wind" }, { Wind: { $id: "wind", type: "string" } }),
      taking({ $dynamicRef: "#wind" }, { Wind: { $dynamicAnchor: "wind", type: "string" } }),
    ],
    "forms, files, links, headers, callbacks, webhooks": [
      page(
        operation({
          requestBody: makeBody(
            { properties: { file: { type: "string", format: "binary" } } },
            "multipart/form-data",
          ),
          responses: {
            "200": {
              ...RESPONSES["200"],
              headers: { "x-wind": { schema: { type: "string" } } },
              links: { again: { operationId: "flyKite" } },
            },
          },
          callbacks: { landed: { "{$request.body#/url}": { post: { responses: RESPONSES } } } },
        }),
        { webhooks: { landed: { post: { responses: RESPONSES } } } },
      ),
    ],
    "bearer, basic and API keys": [
      asked({ type: "http", scheme: "bearer" }),
      asked({ type: "http", scheme: "basic" }),
      asked({ type: "apiKey", in: "header", name: "x-key" }),
    ],
  },
  repaired: {
    "keywords of 3.0 and of older drafts": [
      taking({ type: "string", nullable: true }),
      taking({ items: [{ type: "string" }] }),
      taking({ dependencies: { a: ["b"] } }),
    ],
    "limits and numbers in quotes, types of other languages, enum values that lost their quotes or contradict their type":
      [
        taking({ type: "integer", maximum: "3" }),
        taking({ type: "str" }),
        taking({ type: "string", enum: ["1", 2] }),
      ],
    "malformed servers and security": [
      { ...page(operation()), servers: { url: "https://kites.example" } },
      asked({ type: "bearer" }),
    ],
    "parameters and components that are referred to and missing (read as any string, as anything)": [
      taking(to("Wind")),
      { ...page(operation()), paths: { "/v1/kites/{id}": { post: operation() } } },
    ],
    "a success that is not documented": [page(operation({ responses: { "400": { description: "Bad" } } }))],
  },
  "left out": {
    "examples that break their own schema": [
      page(
        operation({
          requestBody: { content: { "application/json": { schema: { type: "integer" }, example: "one" } } },
        }),
      ),
    ],
    "bodies of `GET` and `HEAD`, which `fetch` sends none with (without a warning where they describe nothing)":
      ["get", "head"].map((method) =>
        page(operation(), {
          paths: { "/v1/kites": { [method]: operation({ requestBody: makeBody({ type: "string" }) }) } },
        }),
      ),
    "fields that the merged document has no place for": [{ ...page(operation()), "x-wind": 1 }],
    "a `$dynamicRef` whose anchor nothing has, or several schemas of one resource": [
      taking({ $dynamicRef: "#wind" }),
      taking({ $dynamicRef: "#wind" }, { A: { $dynamicAnchor: "wind" }, B: { $dynamicAnchor: "wind" } }),
    ],
  },
  "refused, page by page": {
    "text that is no document": [["a.yaml", "openapi: [3.1.0"]],
    "Swagger 2.0": [{ swagger: "2.0", paths: {} }],
    "references to other files": [taking({ $ref: "other.json#/a" })],
    "YAML whose aliases grow without end": [
      [
        "a.yaml",
        `openapi: 3.1.0\na0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}\npaths: {}`,
      ],
    ],
  },
};

/** Entries that need more than a page: what holds them. */
const ELSEWHERE: Record<string, string> = {
  "pages about one operation: variants by model in requests, the least common schema in responses":
    "test/unit/scripts/pipeline/merge/merge.test.ts",
  "a schema that does not compile": "test/unit/scripts/pipeline/patterns.test.ts",
  "a request of more than 12,000 schemas or 2,000 components":
    "test/unit/scripts/pipeline/check/check-sizes.test.ts",
  "an overlay that matches nothing": "test/unit/scripts/pipeline/overlay/apply-overlays.test.ts",
  "a page that the output was made from and that has broken":
    "test/unit/scripts/pipeline/find-losses.test.ts",
};

/** The rows of the table, by what becomes of their entries. */
function readTable(file = "README.md", first = "supported"): Map<string, string[]> {
  const start = `| ${first} |`;
  const [, rest = ""] = readFileSync(file, "utf8").split(start);
  const rows = `${start}${rest.split("\n\n")[0]}`;
  return new Map(
    rows.split("\n").map((row) => {
      const [, name = "", entries = ""] = row.split("|").map((cell) => cell.trim());
      return [name, entries.split(" · ")];
    }),
  );
}

async function build(example: JsonObject | [string, string]) {
  const [path, text] = Array.isArray(example) ? example : ["a.json", JSON.stringify(example)];
  const { output, problems, draft } = await buildDocument({
    pages: [
      { path, bytes: Buffer.from(text) },
      {
        path: "other.json",
        bytes: Buffer.from(JSON.stringify(page(operation())).replaceAll("kites", "winds")),
      },
    ],
    supplement: [],
    overlays: [],
    lintConfig: { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") },
  });
  const own = problems.filter(({ file, kind }) => file === path && kind !== undefined);
  return { output, own, isUsed: draft.pages.some(({ file }) => file === path) };
}

const table = readTable();
const cases = [...table].flatMap(([row, entries]) =>
  entries.flatMap((entry) =>
    (EXAMPLES[row]?.[entry] ?? []).map((example, index) => ({ row, entry, index, example })),
  ),
);

describe("the README's table of what a page may hold", () => {
  it("has examples for every entry, or says which test has them", () => {
    const known = (row: string, entry: string) =>
      EXAMPLES[row]?.[entry] !== undefined || readFileSync(ELSEWHERE[entry] ?? entry, "utf8") !== "";
    for (const [row, entries] of table) for (const entry of entries) expect(known(row, entry)).toBe(true);
    const examples = Object.values(EXAMPLES).flatMap(Object.keys);
    expect(new Set(cases.map(({ entry }) => entry))).toEqual(new Set(examples));
  });

  it("has as many entries in Japanese", () => {
    const count = (rows: Map<string, string[]>) => [...rows.values()].map(({ length }) => length);
    expect(count(readTable("README.ja.md", "対応"))).toEqual(count(table));
  });

  it.each(cases)("says what becomes of a page: $row: $entry ($index)", async ({ row, entry, example }) => {
    const { output, own, isUsed } = await build(example);
    const isOld = entry.startsWith("OpenAPI 3.0");
    expect(output).toBeDefined();
    expect(isUsed).toBe(row !== "refused, page by page");
    if (row === "supported") expect(own.filter(({ kind }) => !isOld || kind !== "old-openapi")).toEqual([]);
    else expect(own).not.toEqual([]);
  });
});
