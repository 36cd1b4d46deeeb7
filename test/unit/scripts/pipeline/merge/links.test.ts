import { describe, expect, it } from "vitest";
import { createFindLinked, joinLinks } from "../../../../../scripts/pipeline/merge/links.ts";
import type { PageOperation } from "../../../../../scripts/pipeline/merge/page/page-operation.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import type { Problem } from "../../../../../src/openapi/problem.ts";

const [one, other, third] = [{ openapi: "1" }, { openapi: "2" }, { openapi: "3" }];

/** An operation of a page; a reference in it leads nowhere. */
const pageOf = (document: JsonObject, operationId: string, pointer = `#/paths/${operationId}`) =>
  ({
    document,
    pointer,
    source: "kite.md",
    operation: { operationId },
    schemas: { resolve: (value: Json) => (Object.hasOwn(Object(value), "$ref") ? undefined : value) },
  }) as unknown as PageOperation;

const named = [
  { page: pageOf(one, "get"), name: "getOne" },
  { page: pageOf(one, "list"), name: "listOne" },
  { page: pageOf(other, "get"), name: "getOther" },
  { page: pageOf(other, "stop"), name: "stopOther" },
  { page: pageOf(other, "land"), name: "landAll" },
  { page: pageOf(third, "land"), name: "landAll" },
];
const findLinked = createFindLinked(named);

describe("the operation that a link means", () => {
  it.each<[what: string, document: JsonObject, link: JsonObject, name: string | undefined]>([
    ["the one of its page with that name", one, { operationId: "get" }, "getOne"],
    [
      "the one of its page with that name, though another page comes first",
      other,
      { operationId: "get" },
      "getOther",
    ],
    ["the one of another page, where no other has the name", one, { operationId: "stop" }, "stopOther"],
    [
      "the one that several pages have under one name in the document",
      one,
      { operationId: "land" },
      "landAll",
    ],
    ["none, where two others have the name", third, { operationId: "get" }, undefined],
    ["none, where nobody has the name", one, { operationId: "fly" }, undefined],
    ["the one at its address", one, { operationRef: "#/paths/list" }, "listOne"],
    ["none, where the address is that of another page", one, { operationRef: "#/paths/stop" }, undefined],
    ["none, where it says neither", one, {}, undefined],
  ])("is %s", (_, document, link, name) => {
    expect(findLinked(pageOf(document, "any"), link)).toBe(name);
  });
});

it("names the operations of the document in links, and drops and reports those that lead nowhere", () => {
  const problems: Problem[] = [];
  const links = {
    list: { operationRef: "#/paths/list", description: "All" },
    more: { operationId: "get" },
    lost: { operationId: "fly" },
    broken: { $ref: "#/components/links/Lost" },
  };
  const responses = [
    { page: pageOf(one, "get"), response: { links } },
    { page: pageOf(one, "list"), response: {} },
  ];
  const joined = joinLinks(responses, { findLinked, report: (problem) => problems.push(problem) });
  expect(joined).toEqual({
    list: { operationId: "listOne", description: "All" },
    more: { operationId: "getOne" },
  });
  expect(problems).toEqual([
    {
      severity: "warning",
      kind: "missing-component",
      file: "kite.md",
      pointer: "#/paths/get",
      message: 'The link lost leads to the operation "fly", which the page does not describe. Dropped.',
    },
  ]);
});
