import { describe, expect, it } from "vitest";
import { extractDocument } from "../../../../../src/openapi/parse/parse-document.ts";

function extract(text: string, format: "yaml" | "json" = "yaml", line = 1) {
  return extractDocument({ file: "spec/pages/kites.md", format, line, text });
}

function messageOf(text: string, format: "yaml" | "json" = "yaml"): string {
  const { output, problems } = extract(text, format);
  expect(output).toBeUndefined();
  expect(problems[0]).toMatchObject({ severity: "error", file: "spec/pages/kites.md" });
  return problems[0]?.message ?? "";
}

const BOMB = `a0: &a0 ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]
${Array.from({ length: 8 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(",")}]`).join("\n")}
openapi: 3.1.0
paths: {}`;

describe("extractDocument", () => {
  it("reads YAML and JSON alike", () => {
    const want = { openapi: "3.1.0", paths: { "/a": { get: {} } } };
    expect(extract("openapi: 3.1.0\npaths: { /a: { get: {} } }").output?.document).toEqual(want);
    expect(extract(JSON.stringify(want), "json").output?.document).toEqual(want);
  });

  it.each(["3.1.0", "3.1.1", "3.0.3", "'3.1'"])("takes OpenAPI %s", (version) => {
    expect(extract(`openapi: ${version}\npaths: {}`).problems).toEqual([]);
  });

  it.each(["3.10.0", "3.10", "3.01", "3.2.0", "31.0", "13.1.0", "4.0.0"])("refuses OpenAPI %s", (version) => {
    expect(messageOf(`openapi: "${version}"\npaths: {}`)).toContain(
      `This is OpenAPI ${version}. Only 3.1 and 3.0`,
    );
  });

  it.each(["json", "yaml"] as const)(
    "replaces halves of surrogate pairs, and says where, in %s",
    (format) => {
      const text = String.raw`{"openapi":"3.1.0","paths":{},"x-a":{"\ud83d\ude00":["a\ud800b"],"\udfff":1,"\ud800":2}}`;
      const { output, problems } = extract(text, format);
      expect(output?.document["x-a"]).toEqual({ "😀": ["a\ufffdb"], "\ufffd": 1, "\ufffd\ufffd": 2 });
      expect(problems.map(({ severity, pointer }) => [severity, pointer])).toEqual([
        ["warning", "#/x-a/😀/0"],
        ["warning", "#/x-a"],
        ["warning", "#/x-a"],
      ]);
      expect(problems[0]?.message).toContain(String.raw`"a\ud800b" holds half of a surrogate pair`);
    },
  );

  it("leaves alone what looks like an escape and is text", () => {
    const { output, problems } = extract(String.raw`{ openapi: 3.1.0, paths: {}, x-a: '\ud800' }`);
    expect([output?.document["x-a"], problems]).toEqual([String.raw`\ud800`, []]);
  });

  it("keeps as strings what YAML 1.1 would read as times, dates and truths", () => {
    const { output } = extract("openapi: 3.1.0\npaths: {}\nx-a: [16:9, 2026-01-01, no, on]");
    expect(output?.document["x-a"]).toEqual(["16:9", "2026-01-01", "no", "on"]);
  });

  it("keeps a key named __proto__ as data", () => {
    for (const [text, format] of [
      ['{"openapi":"3.1.0","paths":{},"__proto__":{"polluted":true}}', "json"],
      ["openapi: 3.1.0\npaths: {}\n__proto__: { polluted: true }", "yaml"],
    ] as const) {
      const document = extract(text, format).output?.document ?? {};
      expect(Object.hasOwn(document, "__proto__")).toBe(true);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }
  });

  it("names line and column of what is not YAML, counted in the page", () => {
    const { problems } = extract("openapi: 3.1.0\npaths: [unclosed", "yaml", 40);
    expect(problems[0]?.pointer).toMatch(/^line 4\d:\d+$/);
    expect(problems[0]?.message).toMatch(/not YAML/);
  });

  it.each([
    ["yaml" as const, "openapi: 3.1.0\npaths: {}\npaths: {}"],
    ["json" as const, '{"openapi":"3.1.0","paths":{},"paths":{}}'],
  ])("reports duplicate keys in %s", (format, text) => {
    expect(messageOf(text, format)).toMatch(/stands twice/);
  });

  it("says that a block holds several documents, and that JSON is none", () => {
    expect(messageOf("openapi: 3.1.0\npaths: {}\n---\nopenapi: 3.1.0\npaths: {}", "yaml")).toMatch(
      /several YAML documents/,
    );
    expect(messageOf('// Kites\n{"openapi":"3.1.0","paths":{}}', "json")).toMatch(/^This is not JSON/);
  });

  it("is not misled by JSON text inside JSON strings", () => {
    const text = JSON.stringify({ openapi: "3.1.0", paths: {}, "x-note": '{"a":1,"a":2}', 'x"': "b: c" });
    expect(extract(text, "json").problems).toEqual([]);
  });

  it.each([
    ["Swagger 2", "swagger: '2.0'\npaths: {}", /Swagger 2\.0\. Convert it to OpenAPI 3 first/],
    ["OpenAPI 3.2", "openapi: 3.2.0\npaths: {}", /Only 3\.1 and 3\.0 are supported/],
    ["no version", "info: {}", /no `openapi` version/],
    ["a number for a version", "openapi: 3.1\npaths: {}", /no `openapi` version string/],
    ["a list", "- openapi", /not an object/],
    ["no paths", "openapi: 3.1.0", /no `paths`/],
    ["an infinite number", "openapi: 3.1.0\npaths: {}\nx: .inf", /no JSON number/],
  ])("reports %s, with what to do", (_, text, message) => {
    expect(messageOf(text)).toMatch(message);
  });

  it.each([["./other.yaml#/A"], ["https://example.org/a.yaml"], ["file:///etc/passwd"], [""]])(
    "reports a $ref that leaves the document: %s",
    (ref) => {
      const { problems } = extract(
        JSON.stringify({ openapi: "3.1.0", paths: { "/a": { $ref: ref } } }),
        "json",
      );
      expect(problems[0]?.pointer).toBe("#/paths/~1a/$ref");
      expect(problems[0]?.message).toMatch(/leaves the document/);
    },
  );

  it("reports a $ref to an $anchor that the document lacks", () => {
    expect(messageOf('{"openapi":"3.1.0","paths":{"/a":{"$ref":"#anchor"}}}', "json")).toMatch(
      /\$ref "#anchor" names no schema of the document by its `\$anchor`/,
    );
  });

  it("takes a $ref in data for a property like any other", () => {
    const there = { $ref: "https://example.org/a" };
    const schema = {
      example: there,
      default: there,
      enum: [there],
      const: there,
      "x-a": there,
      examples: [there],
    };
    const media = { schema, example: there, examples: { default: { value: there } } };
    const document = {
      openapi: "3.1.0",
      paths: {},
      components: { requestBodies: { A: { content: { "a/b": media } } } },
    };
    expect(extract(JSON.stringify(document), "json").output?.document).toEqual(document);
    const named = { ...document, components: { schemas: { A: { properties: { example: there } } } } };
    expect(messageOf(JSON.stringify(named), "json")).toMatch(/leaves the document/);
  });

  it("refuses a YAML alias bomb at once", () => {
    const started = performance.now();
    expect(messageOf(BOMB)).toMatch(/alias/i);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("takes as many aliases as a large document has", () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `p${index}: *b`);
    const text = (count: number) =>
      `openapi: 3.1.0\npaths: {}\nx-b: &b [${"1, ".repeat(count)}]\nx-a: { ${names.join(", ")} }`;
    expect(extract(text(39)).problems).toEqual([]);
    expect(messageOf(text(40))).toContain("aliases stand for more than 200000 values");
  });

  it("merges maps into others by <<, own keys first, and keeps one in quotes", () => {
    const text = (map: string) =>
      `openapi: 3.1.0\npaths: {}\nx-a: &a { one: 1.0, two: 1.10 }\nx-b: &b { two: 2.0, six: 6 }\nx-c: ${map}`;
    const read = (map: string) => extract(text(map)).output;
    expect(read("{ two: 3, <<: *a }")?.document["x-c"]).toEqual({ one: 1, two: 3 });
    const both = read("{ <<: [*a, *b] }");
    expect(both?.document["x-c"]).toEqual({ one: 1, two: 1.1, six: 6 });
    expect(both?.numerals?.get("#/x-c/two")).toBe("1.10");
    expect(read('{ "<<": 1 }')?.document["x-c"]).toEqual({ "<<": 1 });
    expect(messageOf(text("{ <<: 1 }"))).toContain("Merge sources must be maps");
  });

  it("passes over YAML documents that are empty, and names the place of a second one", () => {
    for (const text of [
      "---\n---\nopenapi: 3.1.0\npaths: {}\n---\n",
      "openapi: 3.1.0\npaths: {}\n---\n~\n...",
    ])
      expect(extract(text)).toMatchObject({ output: { document: { openapi: "3.1.0" } }, problems: [] });
    expect(extract("openapi: 3.1.0\npaths: {}\n---\na: 1").problems[0]?.pointer).toBe("line 4:1");
    expect(messageOf("---\n---\n")).toContain("not an object");
  });

  it("warns of tags and directives that it does not read, with their place", () => {
    const { output, problems } = extract(
      "%KITE 1\n---\nopenapi: 3.1.0\npaths: {}\nx-a: [!kite b, !!binary aGk=, !!set {c}]",
    );
    expect(output?.document["x-a"]).toEqual(["b", "aGk=", { c: null }]);
    expect(problems.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ["warning", "line 1:1"],
      ["warning", "line 5:7"],
      ["warning", "line 5:16"],
      ["warning", "line 5:31"],
    ]);
    expect(problems[1]?.message).toBe("Unresolved tag: !kite. Read as if that were not there.");
  });

  it("refuses an alias that holds itself, and nesting without end", () => {
    expect(messageOf("openapi: 3.1.0\npaths: &a [*a, *a]")).toContain("*a stands in what it stands for");
    expect(messageOf(`openapi: 3.1.0\npaths: {}\nx: ${"[".repeat(300)}${"]".repeat(300)}`)).toMatch(/nested/);
    expect(messageOf(`openapi: 3.1.0\npaths: {}\nx: ${"[".repeat(50_000)}`)).toBeTruthy();
  });
});
