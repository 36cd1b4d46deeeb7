import { describe, expect, it } from "vitest";
import {
  type ContributingPage,
  listContributingPages,
  readContributingPages,
  writeContributingPages,
} from "../../../../src/openapi/contributing-pages.ts";
import {
  findPageOf,
  listExamples,
  nameExample,
  readPublishedKeys,
} from "../../../../src/openapi/examples.ts";

const page = (operationId: string, more: Partial<ContributingPage> = {}): ContributingPage => ({
  operationId,
  models: [],
  source: `${operationId}.md`,
  ...more,
});

describe("readContributingPages", () => {
  it("reads what writeContributingPages writes", () => {
    const pages = [
      page("fly", { models: ["kite-1"], request: "#/components/schemas/Kite" }),
      page("flyTwo", { info: { title: "Two" } }),
    ];
    expect(readContributingPages(writeContributingPages(pages))).toEqual(pages);
  });

  it("reads what nobody wrote so as far as it goes", () => {
    expect(readContributingPages({})).toEqual([]);
    expect(readContributingPages({ "x-pages": "none" })).toEqual([]);
    expect(
      readContributingPages({ "x-pages": [null, { operationId: "fly", models: "all", request: 1 }] }),
    ).toEqual([{ operationId: "fly", models: [], source: "" }]);
  });

  it("lists those of all operations", () => {
    const paths = {
      "/a": { get: writeContributingPages([page("a")]), post: {} },
      "/b": { post: writeContributingPages([page("b")]) },
    };
    expect(listContributingPages({ paths })).toEqual([page("a"), page("b")]);
  });
});

describe("listExamples", () => {
  it("lists those with a value, null too, and the one under `example` first", () => {
    const examples = { one: { value: 1 }, none: { value: null }, link: { externalValue: "x" }, text: "no" };
    expect(listExamples({ example: 0, examples })).toEqual([
      { value: 0 },
      { name: "one", value: 1 },
      { name: "none", value: null },
    ]);
    expect(listExamples({})).toEqual([]);
  });
});

describe("findPageOf", () => {
  const pages = [page("fly"), page("flyHigh"), page("fly.high")];

  it.each([
    [nameExample("fly", "calm"), "fly"],
    [nameExample("fly"), "fly"],
    [nameExample("flyHigh", "a.b"), "flyHigh"],
    [nameExample("fly.high", "calm"), "fly.high"],
  ])("finds the page of %s", (name, operationId) => {
    expect(findPageOf(name, pages)?.operationId).toBe(operationId);
  });

  it.each(["fly", "flying.calm", "calm"])("finds none of %s", (name) => {
    expect(findPageOf(name, pages)).toBeUndefined();
  });
});

describe("readPublishedKeys", () => {
  it.each([
    [nameExample("fly", "calm"), ["examples", "calm"]],
    [nameExample("fly", "a.b"), ["examples", "a.b"]],
    [nameExample("fly"), ["example"]],
  ])("says where the page has %s", (name, keys) => {
    expect(readPublishedKeys(name, page("fly"))).toEqual(keys);
  });

  it("is not misled by a function with a dot in its name", () => {
    expect(readPublishedKeys("fly.high.calm", page("fly.high"))).toEqual(["examples", "calm"]);
  });
});
