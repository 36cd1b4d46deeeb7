import { expect, it } from "vitest";
import { findTranslations } from "../../../../../../scripts/pipeline/merge/page/translations.ts";
import type { Json } from "../../../../../../src/openapi/json.ts";

const page = (file: string, description: Json) => ({
  file,
  document: { paths: { "/kites": { get: { description } } } },
});
const [en, de] = [page("en/kite.md", "Flies with the wind"), page("de/kite.md", "Steigt bei Sturm")];
const find = (...pages: ReturnType<typeof page>[]) => [...findTranslations(pages)].map(({ file }) => file);

it("finds the later of pages that are the same in other languages", () => {
  expect(find(en, de)).toEqual(["de/kite.md"]);
  expect(find(de, en)).toEqual(["en/kite.md"]);
  expect(find(page("en-us/fr/kite.md", "Flies"), page("en-usfr/kite.md", "Steigt"))).toEqual([
    "en-usfr/kite.md",
  ]);
});

it("takes none of a page alone, of the same in another format, of other pages and of a region", () => {
  expect(find(en)).toEqual([]);
  expect(find(en, page("en/kite.json", "Steigt bei Sturm"))).toEqual([]);
  expect(find(en, page("de/owl.md", "Steigt bei Sturm"))).toEqual([]);
  expect(find(page("en/abc/defg.md", "Flies"), page("de/abcd/efg.md", "Steigt"))).toEqual([]);
  expect(find(en, de, page("us/kite.md", "Flies with the gust"))).toEqual(["de/kite.md"]);
});

it.each<[one: Json, other: Json, isTranslation: boolean]>([
  ["alpha beta", "alpha gamma", true],
  ["alpha beta gamma delta", "alpha beta epsilon", false],
  ["Alpha", "alpha!", false],
  ["wind", "winter", true],
  ["1", "2", true],
  ["風", "風 雨", false],
  ["風雨雪", "雪雨風", true],
  ["風雨雪", "風雨雪月", false],
  ["alpha", 1, true],
])("takes %j and %j for other languages: %j", (one, other, isTranslation) => {
  expect(find(page("en/kite.md", one), page("de/kite.md", other))).toEqual(
    isTranslation ? ["de/kite.md"] : [],
  );
});
