import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { MAX_PAGE_BYTES, readPage } from "../../../../../scripts/pipeline/read/read-page.ts";
import { makePage, toFile } from "../../../../helpers/documents.ts";

const YAML = "openapi: 3.1.0\npaths: {}";

describe("readPage", () => {
  it.each([
    ["three backticks", makePage(YAML, "```yaml")],
    ["four backticks", makePage(YAML, "````yaml en/a.json POST /v1/a")],
    ["tildes", makePage(YAML, "~~~~yaml")],
    ["any info string", makePage(YAML, '```openapi 3.1 {title="x"}')],
    ["no info string", makePage(YAML, "```")],
    ["Windows line ends", makePage(YAML).replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${makePage(YAML)}`],
    ["lines that end in CR", makePage(YAML).replaceAll("\n", "\r")],
    ["a fence right below a JSX tag", `<Tabs>\n<Tab>\n\`\`\`yaml\n${YAML}\n\`\`\`\n</Tab>\n</Tabs>\n`],
    [
      "a fence as far in as the tags around it",
      `<Tabs>\n  <Tab>\n    <Note>\n        \`\`\`yaml\n        openapi: 3.1.0\n        paths: {}\n        \`\`\`\n    </Note>\n  </Tab>\n</Tabs>\n`,
    ],
    ["a fence in a list", `1. First\n\n   \`\`\`yaml\n   openapi: 3.1.0\n   paths: {}\n   \`\`\`\n`],
  ])("finds the block with %s", (_, page) => {
    const { output, problems } = readPage(toFile("spec/pages/kites.md", page));
    expect(problems).toEqual([]);
    expect(output.blocks.map(({ text }) => text.trimEnd())).toEqual([YAML]);
  });

  it("finds the block with a fence that nobody closes, and says that the file may have been cut off", () => {
    const { output, problems } = readPage(toFile("kites.md", `# Kites\n\n\`\`\`yaml\n${YAML}\n`));
    expect(output.blocks.map(({ text }) => text.trimEnd())).toEqual([YAML]);
    expect(problems).toMatchObject([{ severity: "warning", file: "kites.md", pointer: "line 3" }]);
    expect(problems[0]?.message).toContain("may have been cut off");
    // What a fence is in ends it.
    const listed = `- \`\`\`yaml\n${YAML.replace(/^/gm, "  ")}\n\nMore.\n`;
    expect(readPage(toFile("kites.md", listed)).problems).toEqual([]);
  });

  it.each(["\n", "\r\n", "\r"])("reads data with lines that end in %j", (end) => {
    const [block] = readPage(toFile("kites.yaml", YAML.replaceAll("\n", end))).output.blocks;
    expect(block?.text).toBe(YAML);
  });

  it.each(["kites.md", "kites.yaml", "kites.json"])("refuses %s in UTF-16, marked as such or not", (path) => {
    for (const mark of ["", "\uFEFF"])
      for (const isBig of [false, true]) {
        const bytes = Buffer.from(mark + makePage(YAML), "utf16le");
        const { output, problems } = readPage({ path, bytes: isBig ? bytes.swap16() : bytes });
        expect(output).toEqual({ blocks: [] });
        expect(problems.map(({ message }) => message)).toEqual([
          "The file is not UTF-8 text. Save it as UTF-8.",
        ]);
      }
  });

  it("prints no warning of what is no page", () => {
    const emitWarning = vi.spyOn(process, "emitWarning");
    readPage(toFile("settings.yaml", "%KITE 1\n---\na: !kite b"));
    readPage(toFile("kites.md", "---\na: !kite b\n---\n# Kites\n"));
    expect(emitWarning.mock.calls).toEqual([]);
    emitWarning.mockRestore();
  });

  it("finds every OpenAPI block, and skips the other ones", () => {
    const page = `${makePage(YAML)}\n\`\`\`bash\ncurl https://api.example.org\n\`\`\`\n\n${makePage(YAML)}`;
    expect(readPage(toFile("kites.md", page)).output.blocks).toHaveLength(2);
  });

  it("knows on which line of the page a block begins", () => {
    const [block] = readPage(toFile("kites.md", makePage(YAML))).output.blocks;
    expect(block?.line).toBe(8);
  });

  it.each([["kites.yaml"], ["kites.yml"], ["kites.json"], ["KITES.YAML"]])("takes %s whole", (path) => {
    expect(readPage(toFile(path, YAML)).output.blocks).toEqual([
      { file: path, format: path.endsWith("json") ? "json" : "yaml", line: 1, text: YAML },
    ]);
  });

  it.each(["kites.MD", "kites.mdx", "kites.markdown"])("looks for blocks in %s", (path) => {
    expect(readPage(toFile(path, makePage(YAML))).output.blocks).toHaveLength(1);
  });

  it("keeps the line of a block below frontmatter", () => {
    const page = `---\ntitle: Kites\n---\n${makePage(YAML)}`;
    expect(readPage(toFile("kites.mdx", page)).output.blocks[0]?.line).toBe(11);
  });

  it.each(["kites.md", "kites.mdx"])("finds a block between two thematic breaks in %s", (path) => {
    const page = `# Kites\n\n---\n\n\`\`\`yaml\n${YAML}\n\`\`\`\n\n---\n`;
    expect(readPage(toFile(path, page)).output.blocks).toMatchObject([{ line: 6, text: `${YAML}\n` }]);
  });

  it.each<[string, string, string, string]>([
    ["prose", "kites.md", "# Kites\n\nNothing here.", "prose"],
    ["prose with code of another kind", "kites.mdx", "```bash\nls\n```\n", "prose"],
    ["prose whose fence is in a comment", "kites.mdx", `{/*\n${makePage(YAML)}*/}\n`, "prose"],
    ["prose that shows the settings of a tool", "a.md", makePage("openapi: ./kites.yaml\nout: a"), "prose"],
    [
      "prose that speaks of the first lines of a document",
      "a.md",
      "openapi: 3.1.0\n\nNo paths: yet.",
      "prose",
    ],
    ["prose with a document in a comment", "a.md", `<!--\n${YAML}\n-->\n\nOld.`, "prose"],
    ["prose that shows a page", "a.md", `\`\`\`\`\`md\n${makePage(YAML, "````yaml")}\`\`\`\`\`\n`, "prose"],
    [
      "prose that shows a document inside of settings",
      "a.md",
      makePage("docs:\n  openapi: 3.1.0\n  paths: {}"),
      "prose",
    ],
    [
      "the settings of a documentation",
      "docs.json",
      '{"openapi":"en/kites.json","name":"Kites"}',
      "other data",
    ],
    [
      "the settings of a documentation in YAML",
      "docs.yaml",
      "name: Kites\nopenapi: kites.json",
      "other data",
    ],
    ["a list", "kites.json", "[1, 2]", "other data"],
    ["a picture", "kite.png", "PNG", "other file"],
    ["a file without an ending", "LICENSE", "MIT", "other file"],
    ["an ending that every object has", "a.constructor", "a", "other file"],
  ])("passes over %s", (_, path, text, instead) => {
    expect(readPage(toFile(path, text))).toEqual({ output: { blocks: [], instead }, problems: [] });
  });

  it.each([
    ["the first lines of a document", "```yaml\nopenapi: 3.1.0\ninfo: {}\n```\n"],
    ["the settings of another tool", "```yaml\nopenapi: ../kites.yaml\n```\n"],
    ["settings in JSON", '```json\n{ "openapi": ["en/kites.json"] }\n```\n'],
    ["a comment", `<!--\n${makePage("openapi: 3.1.0\npaths: { /old: {} }")}-->\n`],
  ])("reads a document beside %s", (_, other) => {
    const { output } = readPage(toFile("kites.mdx", `${other}\n${makePage(YAML)}`));
    expect(output.blocks.map(({ text }) => text.trimEnd())).toEqual([YAML]);
  });

  it.each([
    ["a document that has no more than its beginning", "kites.md", makePage("openapi: 3.1.0")],
    ["a document that has lost its beginning", "kites.md", makePage("paths:\n  /v1/kites: {}")],
    ["a document of Swagger", "kites.md", makePage("swagger: '2.0'\npaths: {}")],
    ["a document that is no YAML", "kites.md", makePage("openapi: 3.1.0\npaths: [")],
    ["JSON that is none", "kites.json", "<p>Not found</p>"],
    ["JSON that was cut", "kites.json", '{"openapi": "3.1.0", "paths": {'],
    ["YAML that is a text", "kites.yaml", "Not found"],
  ])("leaves %s to the parser, which says what is wrong", (_, path, text) => {
    expect(readPage(toFile(path, text)).output.blocks).toHaveLength(1);
  });

  it.each([
    ["an empty page", "kites.md", " \n", /empty/],
    ["a page that is not UTF-8", "kites.md", "\xff", /UTF-8/],
    ["a document outside of a fence", "kites.md", `# Kites\n\n${YAML}\n`, /outside of a code block/],
    [
      "a document that is indented instead",
      "kites.md",
      `# Kites\n\n${YAML.replace(/^/gm, "    ")}`,
      /outside of a code block/,
    ],
    [
      "a page that is a document in JSON",
      "kites.md",
      JSON.stringify(parse(YAML)),
      /ends in \.yaml or \.json/,
    ],
    [
      "HTML under the name of a page",
      "kites.md",
      "<!DOCTYPE html>\n<html><body>",
      /Fetch the page's Markdown/,
    ],
  ])("reports %s, with what to do", (_, path, text, message) => {
    const bytes = text === "\xff" ? new Uint8Array([0xff, 0xfe, 0xfd]) : new TextEncoder().encode(text);
    const { output, problems } = readPage({ path, bytes });
    expect(output).toEqual({ blocks: [] });
    expect(problems).toEqual([expect.objectContaining({ severity: "error", file: path })]);
    expect(problems[0]?.message).toMatch(message);
  });

  it("takes a page of the largest size, and reports one a byte larger", () => {
    const page = new TextEncoder().encode(makePage(YAML).padEnd(MAX_PAGE_BYTES, " "));
    expect(readPage({ path: "kites.md", bytes: page }).problems).toEqual([]);
    const larger = readPage({ path: "kites.md", bytes: new Uint8Array([...page, 32]) });
    expect(larger.problems[0]?.message).toMatch(/has 16777217 bytes; a page may have 16777216/);
  });
});
