import { describe, expect, it } from "vitest";
import { compileModules } from "../conformance/catalog/compile.ts";
import { TEXT_PAGES } from "../helpers/catalogs/text-pages.ts";
import { KITE_PAGES, renderTypes } from "../helpers/kite-client.ts";
import { merge } from "../helpers/pages.ts";
import { OWN_FOLDER, readExamples, toModules } from "../helpers/readme.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

/** Compiles texts as modules of the project, and returns what the compiler says of each, then of what is at hand. */
function compile(texts: readonly string[]): string[][] {
  const complaints = compileModules(process.cwd(), toModules(texts), {
    options: { paths: SUBPATHS, isolatedModules: false },
  });
  return [...complaints.values()].map((list) => list.map(({ message }) => message));
}

describe("the README", () => {
  it("has examples that compile, in each language and on the page for newcomers", {
    timeout: 120_000,
  }, () => {
    const lists = ["README.md", "README.ja.md", "COMING-FROM.md", "TEN-THOUSAND.md", "llms.txt"].map((file) =>
      readExamples("ts", file),
    );
    expect(lists.map(({ length }) => length > 0)).toEqual([true, true, true, true, true]);
    // Those of the AI SDK are compiled with the SDK, in test/integration.
    const examples = lists.flat().filter((code) => !code.includes('from "ai"'));
    const complaints = compile(examples);
    for (const [index, code] of examples.entries()) expect([code, complaints[index]]).toEqual([code, []]);
    expect(complaints.at(-1)).toEqual([]);
  });

  it.each(["README.md", "README.ja.md"])(
    "has examples of text models that compile with pages of such models: %s",
    (name) => {
      const examples = readExamples("typescript", name);
      expect(examples).toHaveLength(2);
      const file = new Map([["text.ts", examples.join("\n")], OWN_FOLDER]);
      const settings = {
        files: renderTypes(merge(...KITE_PAGES, ...TEXT_PAGES).document),
        options: { paths: SUBPATHS },
      };
      expect(compileModules(process.cwd(), file, settings).get("text.ts")).toEqual([]);
      const mistaken = new Map([...file, ["text.ts", examples.join("\n").replace("contents:", "content:")]]);
      expect(compileModules(process.cwd(), mistaken, settings).get("text.ts")).toHaveLength(1);
    },
  );

  it("would not pass with a mistake in one", () => {
    expect(compile(['await evolink.videos.create({ model: "kite-1" });'])[0]).not.toEqual([]);
  });
});
