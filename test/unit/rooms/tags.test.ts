import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../src/mock/console/page/words.ts";
import { TAGS } from "../../../src/mock/tasks/scenario.ts";

/** `fail` of `[mock:fail=CODE]`. */
const nameOf = (tag: string) => tag.replace(/^\[mock:([^=\]]*).*$/, "$1");
const NAMES = TAGS.map(({ tag }) => nameOf(tag));

describe("the tags of the mock", () => {
  it.each(["README.md", "README.ja.md"])("are all in the table of %s, and no others", (file) => {
    const rows = [...readFileSync(file, "utf8").matchAll(/^\| `(\[mock:[^`]*)` \|/gm)];
    expect(rows.map(([, tag = ""]) => nameOf(tag))).toEqual(NAMES);
  });

  it.each(Object.entries(LANGUAGES))("are all explained in the console's words: %s", (_, { words }) => {
    expect(Object.keys(words.tagNames)).toEqual(NAMES);
  });
});
