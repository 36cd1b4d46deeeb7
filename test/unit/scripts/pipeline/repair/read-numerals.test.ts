import { describe, expect, it } from "vitest";
import { preparePages } from "../../../../../scripts/pipeline/prepare-pages.ts";
import { type Json, objectAt } from "../../../../../src/openapi/json.ts";
import { toFile } from "../../../../helpers/documents.ts";

const HEAD = "openapi: 3.1.0\ninfo: { title: Kites, version: '1' }\n";

const USE = `paths: { /a: { get: { responses: { "200": { description: a, content: { a/b: { schema: { properties: { a: { $ref: "#/components/schemas/Kite" }, b: { $ref: "#/components/schemas/Name" } } } } } } } } } }`;

/** The schema `Kite` of a page in YAML, after the page is prepared, and what was reported. */
function readKite(kite: string, rest = USE) {
  const text = `${HEAD}${rest}\ncomponents:\n  schemas:\n    Kite: ${kite}\n    Name: { type: string }\n`;
  return prepare("kite.yaml", text);
}

function prepare(file: string, text: string) {
  const { output, problems } = preparePages([toFile(file, text)]);
  const document = output.pages[0]?.document ?? {};
  return {
    document,
    kite: objectAt(document, "components", "schemas", "Kite"),
    problems: problems.map(({ pointer, message }) => `${pointer} ${message}`),
  };
}

describe("readNumerals", () => {
  it.each<[keyword: string, kite: string, want: Json]>([
    ["enum", "{ type: string, enum: [1.0, 2.10, 007, 2] }", ["1.0", "2.10", "007", "2"]],
    ["default", "{ type: string, default: 2.10 }", "2.10"],
    ["const", "{ type: string, const: 1.0 }", "1.0"],
    ["example", "{ type: string, example: 007 }", "007"],
    ["examples", "{ type: string, examples: [0x1F, 1e3] }", ["0x1F", "1e3"]],
    ["default", "{ type: [string, 'null'], default: 12345678901234567890 }", "12345678901234567890"],
    ["default", "{ type: string, default: True }", "True"],
    ["default", "{ type: string, default: 5 }", "5"],
    ["default", "{ anyOf: [{ type: string }, { type: 'null' }], default: 1.0 }", "1.0"],
    ["default", "{ $ref: '#/components/schemas/Name', default: 1.0 }", "1.0"],
  ])("keeps the text of %s in %s", (keyword, kite, want) => {
    expect(readKite(kite).kite[keyword]).toEqual(want);
  });

  it("keeps texts inside of values, by the schemas of properties and items", () => {
    const { kite } = readKite(
      "{ type: object, properties: { tag: { $ref: '#/components/schemas/Name' }, sizes: { type: array, items: { type: string } }, wind: { type: number } }, example: { tag: 1.10, sizes: [007], wind: 1.0 } }",
    );
    expect(kite.example).toEqual({ tag: "1.10", sizes: ["007"], wind: 1 });
  });

  it("keeps texts in the examples of bodies and parameters", () => {
    const body =
      "{ schema: { $ref: '#/components/schemas/Kite' }, examples: { a: { value: { tag: 1.10 } } } }";
    const rest = [
      "paths:",
      "  /v1/kites:",
      "    post:",
      "      parameters: [{ name: v, in: query, schema: { type: string }, example: 2.0 }]",
      `      requestBody: { content: { application/json: ${body} } }`,
      "      responses: { '200': { description: Well } }",
    ].join("\n");
    const { document } = readKite("{ type: object, properties: { tag: { type: string } } }", rest);
    const { parameters, requestBody } = objectAt(document, "paths", "/v1/kites", "post");
    expect(parameters).toMatchObject([{ example: "2.0" }]);
    expect(objectAt(requestBody, "content", "application/json", "examples", "a").value).toEqual({
      tag: "1.10",
    });
  });

  it("leaves numbers where numbers are accepted", () => {
    const { kite, problems } = readKite("{ type: [string, number], default: 1.0, enum: [1.0, a] }");
    expect(kite).toMatchObject({ default: 1, enum: [1, "a"] });
    expect(problems).toEqual([]);
  });

  it("reads JSON in the same way, and its strings as they are", () => {
    const kite =
      '{ "type": "string", "enum": [1.0, "1.0", "a 1.0 \\" 2.0"], "default": 12345678901234567890 }';
    const text = `{ "openapi": "3.1.0", "paths": {}, "components": { "schemas": { "Kite": ${kite} } } }`;
    expect(prepare("kite.json", text).kite).toMatchObject({
      enum: ["1.0", 'a 1.0 " 2.0'],
      default: "12345678901234567890",
    });
  });

  it("follows an alias of YAML", () => {
    const { kite } = readKite(
      "{ type: object, properties: { a: &a { type: string, default: 1.0 }, b: *a } }",
    );
    expect(kite.properties).toMatchObject({ a: { default: "1.0" }, b: { default: "1.0" } });
  });

  it("ends where a schema is combined of itself", () => {
    const self = Array.from({ length: 20 }, () => "{ $ref: '#/components/schemas/Kite' }").join();
    const started = performance.now();
    readKite(`{ anyOf: [${self}], default: 1.0 }`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("reports each text that stood without quotes, with its place", () => {
    expect(readKite("{ type: string, default: 1.0 }").problems).toEqual([
      '#/components/schemas/Kite/default 1.0 stands without quotes, and the type is string. Read as "1.0".',
    ]);
  });

  it("reports an integer that a number cannot hold, and none that it can", () => {
    const { problems } = readKite(
      "{ type: integer, maximum: 9223372036854775807, minimum: -9007199254740992, default: 1.0 }",
    );
    expect(problems).toEqual([
      expect.stringMatching(
        /^#\/components\/schemas\/Kite\/maximum 9223372036854775807 has more digits than a number holds. Read as 9223372036854775808;/,
      ),
    ]);
  });
});
