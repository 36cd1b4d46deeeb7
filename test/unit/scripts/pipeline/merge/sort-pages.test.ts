import { expect, it } from "vitest";
import { sortPages } from "../../../../../scripts/pipeline/merge/sort-pages.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../../src/openapi/parse/parse-document.ts";

const page = (file: string, operations: JsonObject, more: JsonObject = {}): PageDocument => ({
  file,
  document: { paths: { "/kites": operations }, ...more },
});
const withBody = (schema: JsonObject | boolean): JsonObject => ({
  post: { requestBody: { content: { "application/json": { schema } } } },
});
const withSchemas = (schemas: JsonObject): JsonObject => ({ components: { schemas } });

/** Files in the order of their pages, whichever way round they are given. */
function sort(pages: PageDocument[], lang?: string): string[] {
  const order = (given: PageDocument[]) => sortPages(given, lang).map(({ file }) => file);
  expect(order(pages.toReversed())).toEqual(order(pages));
  return order(pages);
}

it.each<[what: string, first: PageDocument, second: PageDocument]>([
  ["their operations", page("b", { get: { operationId: "a" } }), page("a", { get: { operationId: "b" } })],
  [
    "each of several operations, by itself",
    page("b", { get: { operationId: "a" }, put: { operationId: "z" } }),
    page("a", { get: { operationId: "a /kites getz" } }),
  ],
  [
    "what they accept",
    page("b", withBody({ type: "integer" }), { info: { title: "z" } }),
    page("a", withBody({ type: "string" }), { info: { title: "a" } }),
  ],
  [
    "what they accept, and not how they name it",
    page("b", {}, withSchemas({ A: { type: "string" }, B: { type: "string" } })),
    page("a", {}, withSchemas({ B: { type: "string" }, A: { type: "string" }, C: { type: "string" } })),
  ],
  ["their words last", page("b", { get: { summary: "Down" } }), page("a", { get: { summary: "Up" } })],
])("sorts pages by %s", (_, first, second) => {
  expect(sort([first, second])).toEqual([first.file, second.file]);
});

it("takes a page's components in the order of their names", () => {
  const [text, number] = [{ type: "string" }, { type: "integer" }];
  // Its words come last, and this field first of them.
  const first = page("b", {}, { $self: "z", ...withSchemas({ B: text, A: number }) });
  const second = page("a", {}, { $self: "a", ...withSchemas({ B: number, A: text }) });
  expect(sort([first, second])).toEqual(["b", "a"]);
  const third = page("c", {}, { $self: "0", ...withSchemas({ A: text, B: number }) });
  expect(sort([first, second, third])).toEqual(["b", "c", "a"]);
});

it("takes pages of a language first", () => {
  const pages = [page("en/a", { get: {} }), page("ja/b", { put: {} }), page("ja/a", { post: {} })];
  expect(sort(pages)).toEqual(["en/a", "ja/a", "ja/b"]);
  expect(sort(pages, "ja")).toEqual(["ja/a", "ja/b", "en/a"]);
});
