import { describe, expect, it } from "vitest";
import { collectSaid, listAllTexts } from "../../../../../../scripts/pipeline/merge/annotations/texts.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";
import { pointerTo } from "../../../../../../src/openapi/pointer.ts";

const withOperation = (operation: JsonObject, more: JsonObject = {}): JsonObject => ({
  info: { title: "Kites" },
  paths: { "/kites": { get: { responses: {}, ...operation } } },
  ...more,
});
const AT = "#/paths/~1kites/get";

/** Where texts stand below the operation, with the texts. */
const list = (document: JsonObject) =>
  listAllTexts(document).map(({ keys, text }) => `${pointerTo(keys).replace(AT, "")} ${text}`);

describe("listAllTexts", () => {
  it.each<[what: string, operation: JsonObject, want: string[]]>([
    [
      "words",
      { title: 1, summary: "Rises", description: "", $comment: "Own" },
      ["/summary Rises", "/description ", "/$comment Own"],
    ],
    [
      "links with their extensions, and no others of an operation",
      { externalDocs: { url: "a", description: "See", "x-own": [1] }, "x-else": 1 },
      ["/externalDocs See: a", "/externalDocs/x-own x-own: [1]"],
    ],
    [
      "parameters: their extensions and examples",
      {
        parameters: [
          {
            name: "a",
            in: "query",
            "x-own": 1,
            example: null,
            examples: { one: { value: 2, summary: "Two" }, two: { externalValue: "a.json" } },
          },
        ],
      },
      [
        "/parameters/0/x-own x-own: 1",
        "/parameters/0/example null",
        "/parameters/0/examples/one/value 2",
        "/parameters/0/examples/one/summary Two",
        "/parameters/0/examples/two/externalValue a.json",
      ],
    ],
    [
      "headers: their extensions",
      {
        responses: { "200": { description: "Risen", headers: { One: { "x-own": 1, xml: { name: "a" } } } } },
      },
      [
        "/responses/200/headers/One/x-own x-own: 1",
        '/responses/200/headers/One/xml xml: {"name":"a"}',
        "/responses/200/description Risen",
      ],
    ],
    [
      "schemas: their titles, extensions and XML, and none of their examples",
      {
        requestBody: {
          content: {
            "application/json": { schema: { title: "A", "x-own": 1, xml: {}, example: 1, examples: [2] } },
          },
        },
      },
      [
        "/requestBody/content/application~1json/schema/title A",
        "/requestBody/content/application~1json/schema/x-own x-own: 1",
        "/requestBody/content/application~1json/schema/xml xml: {}",
      ],
    ],
  ])("lists %s", (_, operation, want) => {
    expect(list(withOperation(operation))).toEqual(want);
  });

  it("lists nothing of what other stages report: the document, its components, path items and callbacks themselves", () => {
    const told = { summary: "Own", description: "Own", externalDocs: { url: "a" } };
    const document = {
      ...told,
      paths: { "/kites": { ...told, get: { callbacks: { landed: { ...told, "{$url}": told } } } } },
      components: { ...told, callbacks: {}, schemas: { Kite: { description: "A kite" } } },
    };
    expect(list(document)).toEqual(["#/components/schemas/Kite/description A kite"]);
  });

  it("reads examples behind references, and each document once", () => {
    const examples = { one: { $ref: "#/components/examples/One" } };
    const operation = { parameters: [{ name: "a", in: "query", examples }] };
    const document = withOperation(operation, { components: { examples: { One: { value: "Long" } } } });
    expect(list(document)).toContain('/parameters/0/examples/one/value "Long"');
    expect(listAllTexts(document)).toBe(listAllTexts(document));
  });
});

describe("collectSaid", () => {
  const asks = (description: Json, more: JsonObject = {}) =>
    collectSaid(withOperation({ description, ...more }));

  it.each<[what: string, said: string, asked: string, isThere: boolean]>([
    ["the whole text", "Rises.\n\nSinks.", "Rises.\n\nSinks.", true],
    ["lines in a row of it", "Over\n\n Rises.\n Sinks. \nOut", "Rises.\nSinks.", true],
    ["lines that are not in a row", "Rises.\nThen\nSinks.", "Rises.\nSinks.", false],
    ["a line that stands there twice, in its second place", "A\nB\nA\nC", "A\nC", true],
    ["a line that stands there twice, in its first place", "A\nC\nA\nB", "A\nC", true],
    ["a part of a line", "It rises.", "rises.", false],
    ["no line", "Rises.", " \n", true],
    ["an item under a model", "- `kite-1`: Rises.", "Rises.", true],
    ["an item under several models", "- `kite-1`, `kite-2`: Rises.", "Rises.", true],
    ["an item without a model", "- Rises.", "Rises.", true],
    ["what follows a word in code without a colon", "- `a` Rises.", "Rises.", false],
    ["a line with a hyphen in it", "Up - down", "Up down", false],
    ["an item under a model without a space", "- `kite-1`:Rises.", "Rises.", true],
    ["an item of the name of a model alone", "- `kite-1`:", "- `kite-1`:", true],
    ["an empty item", "- \nRises.", "- \nRises.", true],
  ])("finds %s", (_, said, asked, isThere) => {
    expect(asks(said)(asked)).toBe(isThere);
  });

  it("finds what the schema of a page's own response says", () => {
    const response = { properties: { state: { description: "How far" } } };
    expect(asks("", { "x-pages": [{ source: "a.md", models: [], response }] })("How far")).toBe(true);
    expect(asks("", { "x-pages": [{ source: "a.md", models: [], response: true }] })("How far")).toBe(false);
  });
});
