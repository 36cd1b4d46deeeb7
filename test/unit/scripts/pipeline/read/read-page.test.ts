import { describe, expect, it } from "vitest";
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
    ["a fence that nobody closes", `# Kites\n\n\`\`\`yaml\n${YAML}\n`],
    ["a fence right below a JSX tag", `<Tabs>\n<Tab>\n\`\`\`yaml\n${YAML}\n\`\`\`\n</Tab>\n</Tabs>\n`],
    ["a fence in a list", `1. First\n\n   \`\`\`yaml\n   openapi: 3.1.0\n   paths: {}\n   \`\`\`\n`],
  ])("finds the block with %s", (_, page) => {
    const { output, problems } = readPage(toFile("spec/pages/kites.md", page));
    expect(problems).toEqual([]);
    expect(output.map(({ text }) => text.trimEnd())).toEqual([YAML]);
  });

  it("finds every OpenAPI block, and skips the other ones", () => {
    const page = `${makePage(YAML)}\n\`\`\`bash\ncurl https://api.example.org\n\`\`\`\n\n${makePage(YAML)}`;
    expect(readPage(toFile("kites.md", page)).output).toHaveLength(2);
  });

  it("knows on which line of the page a block begins", () => {
    const [block] = readPage(toFile("kites.md", makePage(YAML))).output;
    expect(block?.line).toBe(8);
  });

  it.each([["kites.yaml"], ["kites.yml"], ["kites.json"], ["KITES.YAML"]])("takes %s whole", (path) => {
    expect(readPage(toFile(path, YAML)).output).toEqual([
      { file: path, format: path.endsWith("json") ? "json" : "yaml", line: 1, text: YAML },
    ]);
  });

  it.each([
    ["a page without a block", "kites.md", "# Kites\n\nNothing here.", /no fenced code block/],
    [
      "a page whose blocks are something else",
      "kites.md",
      "```bash\nls\n```\n",
      /None of the page's 1 fenced code blocks/,
    ],
    ["an empty page", "kites.md", " \n", /empty/],
    ["a page that is not UTF-8", "kites.md", "\xff", /UTF-8/],
    ["another kind of file", "kites.html", "<p>", /Expected a page to end in \.md/],
  ])("reports %s, with what to do", (_, path, text, message) => {
    const bytes = text === "\xff" ? new Uint8Array([0xff, 0xfe, 0xfd]) : new TextEncoder().encode(text);
    const { output, problems } = readPage({ path, bytes });
    expect(output).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ severity: "error", file: path })]);
    expect(problems[0]?.message).toMatch(message);
  });

  it("takes a page of the largest size, and reports one a byte larger", () => {
    const page = new TextEncoder().encode(makePage(YAML).padEnd(MAX_PAGE_BYTES, " "));
    expect(readPage({ path: "kites.md", bytes: page }).problems).toEqual([]);
    const larger = readPage({ path: "kites.md", bytes: new Uint8Array([...page, 32]) });
    expect(larger.problems[0]?.message).toMatch(/has 5242881 bytes; a page may have 5242880/);
  });
});
