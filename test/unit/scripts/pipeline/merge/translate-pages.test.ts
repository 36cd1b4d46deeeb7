import { describe, expect, it } from "vitest";
import { translatePages } from "../../../../../scripts/pipeline/merge/translate-pages.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeModelPage } from "../../../../helpers/pages.ts";

const page = (file: string, words: string, more: JsonObject = {}) => {
  const made = makeModelPage("kite-1", {
    file,
    properties: { wind: { type: "integer", description: words, example: words, ...more } },
    operation: { summary: words, description: words, tags: [words] },
  });
  return {
    ...made,
    document: { ...made.document, info: { title: words, version: "1" }, tags: [{ name: words }] },
  };
};
const own = page("docs/ja/kite.md", "風");

/** How often a page says each of two words, once those of the chosen language replace others. */
function count(given: ReturnType<typeof page>, lang = "ja") {
  const [, said] = translatePages([own, given], lang);
  const text = JSON.stringify(said?.document);
  return { wind: text.split('"wind"').length - 1, 風: text.split('"風"').length - 1 };
}

describe("translatePages", () => {
  // The name of the property, and the example, which is data.
  const translated = { wind: 2, 風: 6 };
  const untouched = { wind: 8, 風: 0 };

  it.each([
    ["in a folder of another language", "docs/en/kite.md", translated],
    ["in a folder of none", "docs/kite.md", translated],
    ["in another format", "docs/zh/kite.json", translated],
    ["in no format", "docs/en/kite", translated],
    ["of another name", "docs/en/kites.md", untouched],
    ["in another folder", "docs/en/more/kite.md", untouched],
  ])(
    "gives a page %s the words of that in the chosen language, if it is the same page",
    (_, file, expected) => {
      expect(count(page(file, "wind"))).toEqual(expected);
    },
  );

  it("takes no number in the name of a page for its format", () => {
    const [one, other] = ["1.5", "1.6"].map((number) => page(`docs/ja/kite-${number}.md`, number));
    const [, , said] = translatePages([one ?? own, other ?? own, page("docs/en/kite-1.5.md", "wind")], "ja");
    expect(JSON.stringify(said)).toContain('"summary":"1.5"');
  });

  it("leaves all as it is where no page is in the language, or none is chosen", () => {
    expect(count(page("docs/en/kite.md", "wind"), "ko")).toEqual(untouched);
    const pages = [own];
    expect(translatePages(pages, undefined)).toBe(pages);
  });

  it("takes a language for that of a folder, and leaves other pages the objects that they are", () => {
    const pages = ["docs/ja.md", "docs/en.md", "docs/ja/kite.md", "docs/en/owl.md"].map((file) =>
      page(file, file),
    );
    const said = translatePages(pages, "ja");
    expect(said.map((one, index) => one === pages[index])).toEqual([true, true, true, true]);
  });

  it("translates words in every place that has them, and nothing that is called like what else is translated", () => {
    const say = (word: string, data: string): JsonObject => {
      const servers = [{ url: "https://a.example", description: word }];
      const schema = { title: word, description: word, info: data, tags: [data] };
      const get = {
        tags: [word],
        info: data,
        servers,
        responses: { "200": { description: word, content: { "application/json": { schema } } } },
      };
      return {
        info: { title: word },
        tags: [{ name: word }],
        servers,
        paths: { "/a": { summary: word, servers, get }, "/b": { get: { summary: word } } },
      };
    };
    const pages = [
      { file: "ja/kite.md", document: say("風", "データ") },
      { file: "en/kite.md", document: say("wind", "data") },
    ];
    expect(translatePages(pages, "ja")[1]?.document).toEqual(say("風", "data"));
  });

  it("keeps words that the page in the language does not have", () => {
    const [, said] = translatePages([own, page("docs/en/kite.md", "wind", { title: "Speed" })], "JA");
    expect(JSON.stringify(said)).toContain('"title":"Speed"');
  });

  it("translates the words of a server of the same address, and of no other", () => {
    const withServers = (given: ReturnType<typeof page>, servers: JsonObject[]) => ({
      ...given,
      document: { ...given.document, servers },
    });
    const [, said] = translatePages(
      [
        withServers(own, [
          { url: "https://b.example", description: "別" },
          {
            url: "https://a.example",
            description: "風",
            variables: { a: { default: "1", description: "風" } },
          },
        ]),
        withServers(page("docs/en/kite.md", "wind"), [
          {
            url: "https://a.example",
            description: "wind",
            variables: { a: { default: "1", description: "wind" } },
            "x-kept": 1,
          },
          { url: "https://c.example", description: "other" },
        ]),
      ],
      "ja",
    );
    expect(said?.document.servers).toEqual([
      {
        url: "https://a.example",
        description: "風",
        variables: { a: { default: "1", description: "風" } },
        "x-kept": 1,
      },
      { url: "https://c.example", description: "other" },
    ]);
  });
});
