import { describe, expect, it } from "vitest";
import { readShown } from "../../../../../scripts/pipeline/read/read-shown.ts";
import { MAX_GROWTH, measureGrowth } from "../../../../helpers/invariants/measure-growth.ts";

const listFences = (...given: Parameters<typeof readShown>) => readShown(...given).fences;
const textsOf = (text: string) => listFences(text).map((fence) => fence.text);
const FENCE = "```\na\n```";

describe("readShown", () => {
  it.each([
    ["between tags", `<Tab>\n\n${FENCE}\n</Tab>`],
    ["right below a tag that is far in", `      <Tab>\n      \`\`\`\n      a\n      \`\`\`\n      </Tab>`],
    ["in a quotation", "> ```\n> a\n> ```"],
    ["in a list", "- x\n  ```\n  a\n  ```"],
    ["far in, with content that is not", "        ```\na\n        ```"],
    ["behind text that speaks of comments", `Write \`<!--\` and \`-->\`.\n\n${FENCE}\n\n\`-->\``],
    ["behind a comment that nothing closes", `<!-- see below\n\n${FENCE}`],
    ["behind a brace and a star that open nothing", `GET /kites/{/*}\n\n${FENCE}`],
    ["behind a comment of one line", `<!-- ${"`"} --> {/* no */}\n${FENCE}`],
    ["behind a comment of several lines", `<!--\nx\n-->\n${FENCE}`],
    ["under a heading of two lines", `Kites\n${FENCE}\n=====`],
  ])("finds a fence %s", (_, text) => {
    expect(textsOf(text)).toEqual(["a\n"]);
  });

  it.each([
    ["of HTML", `<!--\n${FENCE}\n-->`],
    ["of MDX", `{/*\n${FENCE}\n*/}`],
    ["of MDX with spaces", `{ /* no\n${FENCE}\n*/ }`],
    ["that begins behind text", `Old: <!-- since 2024\n${FENCE}\n-->`],
    ["that begins behind a tag", `<Tab> {/*\n${FENCE}\n*/}\n</Tab>`],
    ["that begins behind another", `<!-- a --> <!--\n${FENCE}\n-->`],
    ["in a list", `- <!--\n  \`\`\`\n  a\n  \`\`\`\n  -->`],
    ["in a quotation", "> <!--\n> ```\n> a\n> ```\n> -->"],
    ["behind backticks that open no code", `\`\`\` \` <!--\n${FENCE}\n-->`],
  ])("leaves out what is in a comment %s", (_, text) => {
    expect(textsOf(text)).toEqual([]);
  });

  const TEMPLATE = `\`\n${FENCE.replaceAll("`", "\\`")}\n\``;
  const UNESCAPED = "`\n~~~\na\n~~~\n`";

  it.each([
    ["a template that is exported", `export const a = ${UNESCAPED};`],
    ["a template with escaped backticks", `export const a = ${TEMPLATE};`],
    ["a template below its name", `export const a =\n\n  ${UNESCAPED}`],
    ["a function that is exported", `export function A() {\n  const b = 1;\n\n  return ${UNESCAPED};\n}`],
    ["a component that is exported", `export const A = () => (\n  <div>\n\n${FENCE}\n\n  </div>\n);`],
    ["an export with a brace in a text", `export const a = { b: "}", c: /[}]/, d: ${UNESCAPED} };`],
    ["an expression", `{\n  ${UNESCAPED}\n}`],
    ["an expression in a sentence", `As {${UNESCAPED}} says.`],
    ["an attribute that is an expression", `<Code a={${UNESCAPED}} />`],
    ["an attribute behind others", `<Code\n  b={<i>{"}"}</i>}\n  c={(x) => x > 1}\n  a={${UNESCAPED}}\n/>`],
    ["an attribute that is a text", `<Code a="\n${FENCE}\n" b />`],
    ["an expression in a list", `- {\n  \`\n  ~~~\n  a\n  ~~~\n  \`\n  }`],
    ["a comment in an expression", `{ b /*\n${FENCE}\n*/ }`],
  ])("leaves out what is in %s", (_, text) => {
    expect(
      listFences(`Kites\n\n${text}\n\n~~~~\nlive\n~~~~\n`, { isMdx: true }).map((one) => one.text),
    ).toEqual(["live\n"]);
  });

  it.each([
    ["in a tag", `<Tab title="}">\n\n${FENCE}\n</Tab>`],
    ["below a tag of several lines", `<Tab\n  title="a"\n  icon={<b />}\n>\n${FENCE}\n</Tab>`],
    ["below an import", `import A from "a";\nimport { b } from 'b'\n\n${FENCE}`],
    ["right below an export", `export const a = 1\n${FENCE}`],
    ["below an export that nothing closes", `export const a = {\n\n${FENCE}`],
    ["below a brace that nothing closes", `Open { it.\n\n${FENCE}`],
    ["between braces that are escaped", `Open \\{ it.\n\n${FENCE}\n\n}`],
    ["between braces in code", `Open \`{\` it.\n\n${FENCE}\n\n\`}\``],
    ["behind an expression of one line", `{a} {"{"} <b c="{" /> {\`\${"}"}\`}\n${FENCE}`],
    ["below an address", `See <https://example.org/a>.\n\n${FENCE}\n\n> b`],
    ["below what compares", `a <b and c\n\n${FENCE}`],
  ])("finds a fence of MDX %s", (_, text) => {
    expect(listFences(text, { isMdx: true }).map((one) => one.text)).toEqual(["a\n"]);
  });

  it("takes braces and tags for text where a page is no MDX, but not what a snippet exports", () => {
    expect(textsOf(`Open {\n\n${FENCE}\n\nand }`)).toEqual(["a\n"]);
    expect(textsOf(`<Code a="\n${FENCE}\n" />`)).toEqual(["a\n"]);
    expect(textsOf(`export const a = ${UNESCAPED};`)).toEqual([]);
    expect(textsOf(`export all kites as {\n\n${FENCE}\n}`)).toEqual(["a\n"]);
  });

  it("reads braces in a fence as text", () => {
    expect(listFences(`~~~\n{ a\n~~~\n\n${FENCE}\n}`, { isMdx: true })).toHaveLength(2);
  });

  it("keeps what stands further in than other lines, where all of them stand less far in than the fence", () => {
    expect(textsOf("      ```\n    a:\n      b\n\n      ```\n")).toEqual(["a:\n  b\n\n"]);
    expect(textsOf("  ```\n    a:\n      b\n  ```\n")).toEqual(["  a:\n    b\n"]);
  });

  it("keeps the signs of a comment in a fence as text", () => {
    expect(textsOf("```\n<!--\n```\n\n```\nb\n-->\n```")).toEqual(["<!--\n", "b\n-->\n"]);
  });

  it("closes a fence with a line that is less than four columns further in", () => {
    expect(textsOf("```\na\n   ```\n")).toEqual(["a\n"]);
    expect(textsOf("```\na\n    ```\n")).toEqual(["a\n    ```\n"]);
    expect(textsOf("     ```\n     a\n        ```\n")).toEqual(["a\n"]);
    expect(textsOf("     ```\n     a\n         ```\n")).toEqual(["a\n    ```\n"]);
  });

  it("closes a fence with as many of its own sign, and nothing behind them", () => {
    expect(textsOf("````\n```\n~~~~\n```` x\n````\nb")).toEqual(["```\n~~~~\n```` x\n"]);
  });

  it.each(["<!-- ", "{/* ", "` ``", "`<!--` ", "```\n", "<!-- \n", "{/* a\n", "` `` \n"])(
    "takes no more time for each %j of a text where nothing ends it",
    (sign) => {
      expect(measureGrowth((size) => listFences(sign.repeat(size)), 1_500)).toBeLessThan(MAX_GROWTH);
    },
  );

  it.each(["{", "<a\n", "export const a = {\n"])(
    "reads no text again and again as code from %j on",
    (sign) => {
      const growth = measureGrowth((size) => listFences(sign.repeat(size), { isMdx: true }), 300);
      expect(growth).toBeLessThan(MAX_GROWTH);
    },
  );
});
