import { describe, expect, it } from "vitest";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { resolveIdentifiers } from "../../../../../src/openapi/parse/identifiers.ts";

const AT = "#/components/schemas";

function resolve(schemas: JsonObject): JsonObject {
  return objectAt(resolveIdentifiers({ paths: {}, components: { schemas } }), "components", "schemas");
}

/** Where the reference of `From` leads among other schemas. */
const target = (reference: string, others: JsonObject) =>
  objectAt(resolve({ From: { $ref: reference }, ...others }), "From").$ref;

describe("resolveIdentifiers", () => {
  it.each<[string, string, JsonObject, string]>([
    ["an anchor", "#here", { To: { items: { $anchor: "here" } } }, `${AT}/To/items`],
    ["a dynamic anchor", "#here", { To: { $dynamicAnchor: "here" } }, `${AT}/To`],
    ["an anchor as draft 6 wrote it", "#here", { To: { $id: "#here" } }, `${AT}/To`],
    ["an identifier", "kite.json", { To: { $id: "kite.json" } }, `${AT}/To`],
    [
      "an identifier elsewhere",
      "https://a.example/b/c",
      { To: { $id: "https://a.example/b/c" } },
      `${AT}/To`,
    ],
    ["a URN", "urn:example:kite#/items", { To: { $id: "urn:example:kite", items: {} } }, `${AT}/To/items`],
    ["a pointer in what is identified", "kite#/items", { To: { $id: "kite", items: {} } }, `${AT}/To/items`],
    [
      "an anchor in what is identified",
      "kite#a",
      { To: { $id: "kite", not: { $anchor: "a" } } },
      `${AT}/To/not`,
    ],
    [
      "an identifier relative to that around it",
      "https://a.example/b/d",
      { To: { $id: "https://a.example/b/c", $defs: { D: { $id: "d" } } } },
      `${AT}/To/$defs/D`,
    ],
    ["a plain pointer", `${AT}/To`, { To: { $id: "kite" } }, `${AT}/To`],
    ["nothing", "#there", { To: { $anchor: "here" } }, "#there"],
    ["nothing in another resource", "#here", { To: { $id: "kite", $anchor: "here" } }, "#here"],
    [
      "no property that has the name of a keyword",
      "#here",
      { To: { properties: { $anchor: { const: "here" } } } },
      "#here",
    ],
    ["no identifier in data", "kite", { To: { const: { $id: "kite" } } }, "kite"],
  ])("finds %s", (_, reference, others, want) => {
    expect(target(reference, others)).toBe(want);
  });

  it("reads a pointer below an identifier from there, and else from the document", () => {
    const { Kite } = resolve({
      Kite: { $id: "kite", not: { $ref: "#/$defs/A" }, items: { $ref: `${AT}/Wind` }, $defs: { A: {} } },
      Wind: {},
    });
    expect(Kite).toMatchObject({ not: { $ref: `${AT}/Kite/$defs/A` }, items: { $ref: `${AT}/Wind` } });
  });

  it("makes a dynamic reference a plain one where but one schema can be meant", () => {
    const node: JsonObject = { $dynamicAnchor: "node" };
    const list = { $dynamicRef: "#node", $ref: `${AT}/Node` };
    expect(resolve({ Tree: { items: { $dynamicRef: "#node" } }, Node: node }).Tree).toEqual({
      items: { $ref: `${AT}/Node` },
    });
    expect(resolve({ Tree: list, Node: node }).Tree).toEqual({
      $ref: list.$ref,
      allOf: [{ $ref: `${AT}/Node` }],
    });
  });

  it("returns a document without identifiers as it is", () => {
    const document = { paths: {}, components: { schemas: { A: { $ref: `${AT}/B` } } } };
    expect(resolveIdentifiers(document)).toBe(document);
  });
});
