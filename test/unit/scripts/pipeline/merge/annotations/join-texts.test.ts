import { describe, expect, it } from "vitest";
import { joinTexts, type PageText } from "../../../../../../scripts/pipeline/merge/annotations/join-texts.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

const page = (text: Json | undefined, ...models: string[]): PageText => ({ text, models });
const at = (where: JsonObject, text: string, ...models: string[]) => ({
  ...page(text, ...models),
  page: where,
});
const PAGE = {};

describe("joinTexts", () => {
  it.each<[string, ReturnType<typeof page>[], string | undefined]>([
    ["nothing where nothing is said", [page(undefined, "a"), page(1, "b")], undefined],
    ["the text that all say", [page("One", "a"), page("One", "b")], "One"],
    [
      "each text under its models, where half of them are told it",
      [page("One", "a", "b"), page("Two", "c", "d")],
      "- `a`, `b`: One\n- `c`, `d`: Two",
    ],
    ["first what more than half are told", [page("Two", "c"), page("One", "a", "b")], "One\n\n- `c`: Two"],
    [
      "a text under its models, where half of them are told nothing",
      [page("One", "a"), page(undefined, "b")],
      "- `a`: One",
    ],
    [
      "first what a page without a model says, where no text is that of most models",
      [page("One", "a"), page("All"), page("Two", "b")],
      "All\n\n- `a`: One\n- `b`: Two",
    ],
    [
      "one after the other what pages without a model say",
      [page("First"), page("Second"), page(undefined), page("First")],
      "First\n\nSecond",
    ],
    [
      "what a page without a model says, where no model is told it, after what most are told",
      [page("One", "a", "b"), page("Other"), page("Two", "c"), page("Two"), page("One")],
      "One\n\nOther\n\n- `c`: Two",
    ],
    [
      "what most are told alone, where another is told nothing",
      [page("One", "a", "b"), page(undefined, "c")],
      "One",
    ],
    [
      "nothing of what is no text, be it of a page without a model",
      [page(1), page("One", "a"), page(null, "b")],
      "- `a`: One",
    ],
    [
      "what the page with the fewest models says of a model",
      [page("Overview", "a", "b", "c"), page("One", "a"), page("Later", "a")],
      "Overview\n\n- `a`: One",
    ],
    [
      "that a model is deprecated where another page about it says so, once",
      [page("Overview\n\nDeprecated.", "a", "b"), page("One", "a")],
      "- `a`: One\n\n  Deprecated.\n- `b`: Overview\n\n  Deprecated.",
    ],
    [
      "that a model is deprecated at one of the places of another page about it",
      [page("One", "a"), { ...page("Two\n\nDeprecated as text/csv.", "a"), place: "as text/csv" }],
      "One\n\nDeprecated as text/csv.",
    ],
    [
      "no more than a wording where a page says at which place it is deprecated, and that is another",
      [page("One", "a"), page("Two\n\nDeprecated as text/csv.", "a")],
      "One",
    ],
    [
      "all that a page says of a model at several places, and once that it is deprecated",
      [at(PAGE, "One", "a"), at(PAGE, "Two\n\nDeprecated.", "a"), at(PAGE, "One", "a"), at({}, "Other", "a")],
      "One\n\nTwo\n\nDeprecated.",
    ],
    [
      "further lines as parts of their item",
      [page("One\n\n- more", "a"), page("Two", "b")],
      "- `a`: One\n\n  - more\n- `b`: Two",
    ],
  ])("gives %s", (_, pages, want) => {
    expect(joinTexts(pages)).toBe(want);
  });
});
