import { describe, expect, it } from "vitest";
import { listFences } from "../../../../../scripts/pipeline/read/list-fences.ts";

const textsOf = (text: string) => listFences(text).map((fence) => fence.text);
const FENCE = "```\na\n```";

describe("listFences", () => {
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

  it("takes no time for signs without end", () => {
    const started = performance.now();
    for (const sign of ["<!-- ", "{/* ", "` ``", "`<!--` ", "```\n"]) listFences(sign.repeat(40_000));
    for (const sign of ["<!-- \n", "{/* a\n", "` `` \n"]) listFences(sign.repeat(40_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
