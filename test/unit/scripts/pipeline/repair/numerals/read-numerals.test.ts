import { describe, expect, it } from "vitest";
import { preparePages } from "../../../../../../scripts/pipeline/prepare-pages.ts";
import { readNumerals } from "../../../../../../scripts/pipeline/repair/numerals/read-numerals.ts";
import { type Json, objectAt } from "../../../../../../src/openapi/json.ts";
import { extractDocument } from "../../../../../../src/openapi/parse/parse-document.ts";
import { toFile } from "../../../../../helpers/documents.ts";

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

  it.each<[place: string, kite: string, want: Json]>([
    [
      "a part of a schema of strings",
      "{ type: string, allOf: [{ enum: [TEXT] }, { maxLength: 99 }] }",
      "enum",
    ],
    ["a branch", "{ type: string, anyOf: [{ const: TEXT }, { maxLength: 3 }] }", "const"],
    [
      "a branch of strings beside one of numbers",
      "{ oneOf: [{ type: string, const: TEXT }, { type: number }] }",
      "const",
    ],
    [
      "a part beside one of strings",
      "{ allOf: [{ $ref: '#/components/schemas/Name' }, { enum: [TEXT] }] }",
      "enum",
    ],
    ["`not`", "{ type: string, not: { const: TEXT } }", "const"],
    ["a condition", "{ type: string, if: { const: TEXT } }", "const"],
    [
      "a property that another part describes",
      "{ allOf: [{ properties: { tag: { type: string } } }, { properties: { tag: { default: TEXT } } }] }",
      "default",
    ],
    ["names", "{ type: object, propertyNames: { enum: [TEXT] } }", "enum"],
    ["a tuple", "{ prefixItems: [{ type: string }, { type: number }], default: [TEXT] }", "default"],
    [
      "what follows a tuple",
      "{ prefixItems: [{ type: number }], items: { type: string }, default: [1, TEXT] }",
      "default",
    ],
    ["a map", "{ additionalProperties: { type: string }, example: { a: TEXT } }", "example"],
    [
      "names of a pattern",
      "{ patternProperties: { '^a': { type: string } }, example: { ab: TEXT } }",
      "example",
    ],
    ["a type of another language", "{ type: str, default: TEXT }", "default"],
  ])("keeps the text in %s: %s", (_, kite, keyword) => {
    for (const text of [
      "1.0",
      "2.10",
      "007",
      "1e3",
      "0x1F",
      "0o17",
      "12345678901234567890",
      ".inf",
      ".nan",
      "True",
    ]) {
      const found = readKite(kite.replace("TEXT", text)).kite;
      expect(JSON.stringify(found), text).toMatch(
        new RegExp(`"${keyword}":[^:]*(?:"ab?":)?[^:]*"${text.replace(".", "\\.")}"`),
      );
    }
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

  it("keeps texts in a component that is only referred to beside a type of strings, and in an example of one", () => {
    const rest = [
      "paths:",
      "  /v1/kites:",
      "    get:",
      "      parameters: [{ name: v, in: query, schema: { type: string }, examples: { a: { $ref: '#/components/examples/A' } } }]",
      "      responses: { '200': { description: Well } }",
    ].join("\n");
    const kite =
      "{ properties: { a: { type: string, allOf: [{ $ref: '#/components/schemas/Both' }] }, b: { type: number, allOf: [{ $ref: '#/components/schemas/Both' }, { $ref: '#/components/schemas/Size' }] }, c: { allOf: [{ $ref: '#/components/schemas/Edition' }, { type: string }] } } }\n    Edition: { enum: [1.0] }\n    Size: { enum: [2.0] }\n    Both: { enum: [3.0] }\n  examples: { A: { value: 4.0 } }\n  x:";
    const text = `${HEAD}${rest}\ncomponents:\n  schemas:\n    Kite: ${kite.replace(/\n {2}x:$/, "")}\n`;
    const { output } = preparePages([toFile("kite.yaml", text)]);
    const components = objectAt(output.pages[0]?.document, "components");
    expect(objectAt(components, "schemas", "Edition").enum).toEqual(["1.0"]);
    expect(objectAt(components, "schemas", "Size").enum).toEqual([2]);
    expect(objectAt(components, "schemas", "Both").enum).toEqual([3]);
    expect(objectAt(components, "examples", "A").value).toBe("4.0");
  });

  it("keeps the texts of keys", () => {
    const { kite } = readKite(
      "{ properties: { 1.0: { type: string }, 007: true, yes: true, ~: true, null: true }, example: { 1.0: 2.0 } }",
    );
    expect(Object.keys(objectAt(kite, "properties"))).toEqual(["1.0", "007", "yes", "~", "null"]);
    expect(kite.example).toEqual({ "1.0": "2.0" });
  });

  it("keeps the texts of names, descriptions, servers, tags and discriminators", () => {
    const text = [
      "openapi: 3.1.0",
      "info: { title: 2.0, version: 1.0 }",
      "tags: [{ name: 3.0 }]",
      "servers: [{ url: 'https://a.example/{v}', variables: { v: { default: 1.10, enum: [1.10, 2] } } }]",
      "paths:",
      "  /v1/kites:",
      "    get:",
      "      operationId: 1e3",
      "      tags: [3.0, 4]",
      "      parameters: [{ name: 5.0, in: query, description: 6.0, schema: { type: string } }]",
      "      responses: { 200: { description: 7.0, headers: { X: { description: 8.0, schema: { type: string }, example: 9.0 } } } }",
      "components:",
      "  schemas:",
      "    Kite: { required: [1.0, 2], properties: { 1.0: { title: 1.0, description: 2.0 }, 2: {} }, discriminator: { propertyName: 1.0, mapping: { 1.0: 2.0 } } }",
    ].join("\n");
    const { document, numerals } = extractDocument({ file: "k", format: "yaml", line: 1, text }).output ?? {};
    const { output } = readNumerals({ file: "k", document: document ?? {}, ...(numerals && { numerals }) });
    const { info, tags, servers, paths } = output.document;
    expect([info, tags, servers]).toEqual([
      { title: "2.0", version: "1.0" },
      [{ name: "3.0" }],
      [{ url: "https://a.example/{v}", variables: { v: { default: "1.10", enum: ["1.10", "2"] } } }],
    ]);
    expect(objectAt(paths, "/v1/kites").get).toMatchObject({
      operationId: "1e3",
      tags: ["3.0", "4"],
      parameters: [{ name: "5.0", description: "6.0" }],
      responses: { 200: { description: "7.0", headers: { X: { description: "8.0", example: "9.0" } } } },
    });
    expect(objectAt(output.document, "components", "schemas").Kite).toEqual({
      required: ["1.0", "2"],
      properties: { "1.0": { title: "1.0", description: "2.0" }, "2": {} },
      discriminator: { propertyName: "1.0", mapping: { "1.0": "2.0" } },
    });
  });

  it.each(["constructor", "toString", "__proto__", "valueOf"])(
    "keeps texts below names such as %s",
    (name) => {
      const { kite } = readKite(
        `{ properties: { ${name}: { type: string, default: 1.0 } }, example: { ${name}: 2.0 }, x-${name}: { ${name}: 3.0 } }`,
        `${USE}\nx-a: { ${name}: 1.0 }`,
      );
      expect(JSON.stringify(kite.properties)).toContain(`"${name}":{"type":"string","default":"1.0"}`);
      expect(JSON.stringify(kite.example)).toBe(`{"${name}":"2.0"}`);
    },
  );

  it("takes `~` for a text among values, where null is none, and for nothing in a default", () => {
    expect(readKite("{ type: string, enum: [~, =], default: ~ }").kite).toMatchObject({
      enum: ["~", "="],
      default: null,
    });
    expect(readKite("{ type: [string, 'null'], enum: [~, =] }").kite.enum).toEqual([null, "="]);
  });

  it("reads a document that declares YAML 1.1 as OpenAPI has it", () => {
    const text = `%YAML 1.1\n---\n${HEAD}${USE}\ncomponents:\n  schemas:\n    Kite: { type: string, enum: [yes, 2024-01-01, 16:9, 1_000, !!timestamp 2024-01-02, 1.0] }\n    Name: {}\n`;
    expect(prepare("kite.yaml", text).kite.enum).toEqual([
      "yes",
      "2024-01-01",
      "16:9",
      "1_000",
      "2024-01-02",
      "1.0",
    ]);
  });

  it("refuses numbers that JSON does not have where they are no texts", () => {
    const { problems } = readKite("{ type: number, default: .inf }");
    expect(problems).toEqual([expect.stringMatching(/default \.inf is no JSON number/)]);
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

  it("reports an integer in another base that a number cannot hold", () => {
    expect(readKite("{ type: integer, maximum: 0xFFFFFFFFFFFFFFFF, minimum: 0o17 }").problems).toEqual([
      expect.stringMatching(/maximum 0xFFFFFFFFFFFFFFFF has more digits than a number holds/),
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
