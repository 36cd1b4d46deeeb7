import { describe, expect, it } from "vitest";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { resolveIdentifiers } from "../../../../../src/openapi/parse/identifiers.ts";

const AT = "#/components/schemas";

/** @param used The components that something besides them refers to; all by default. */
function resolve(schemas: JsonObject, used = Object.keys(schemas)): JsonObject {
  const content = Object.fromEntries(used.map((name) => [name, { schema: { $ref: `${AT}/${name}` } }]));
  const document = { paths: {}, components: { schemas, responses: { all: { content } } } };
  return objectAt(resolveIdentifiers(document), "components", "schemas");
}

/** A list of anything, which others make a list of something. */
const LIST = {
  $id: "list",
  type: "array",
  items: { $dynamicRef: "#item" },
  $defs: { any: { $dynamicAnchor: "item" } },
};
const NAMES = { $id: "names", $ref: "list", $defs: { name: { $dynamicAnchor: "item", type: "string" } } };
const COUNTS = { $id: "counts", $ref: "list", $defs: { count: { $dynamicAnchor: "item", type: "integer" } } };

describe("followDynamicReferences", () => {
  it("makes a component of each way on which a schema means something else", () => {
    const { List, Names, Counts, list, list2 } = resolve({ List: LIST, Names: NAMES, Counts: COUNTS });
    expect(List).toMatchObject({ items: { $ref: `${AT}/List/$defs/any` } });
    expect([Names, Counts]).toMatchObject([{ $ref: `${AT}/List2` }, { $ref: `${AT}/List3` }]);
    expect([list, list2]).toEqual([undefined, undefined]);
  });

  it("leaves of a schema that copies alone stand for its definitions", () => {
    const Many = { $id: "many", $ref: "list" };
    const given = { List: LIST, Many, Names: { ...NAMES, $ref: "many" }, Counts: COUNTS };
    const left = resolve(given, ["Names", "Counts"]);
    expect(left.List).toEqual({ $defs: { any: { $dynamicAnchor: "item" } } });
    expect(left.Many).toEqual({ $defs: {} });
    expect(resolve(given, ["Many", "Names"])).toMatchObject({
      List: { type: "array" },
      Many: { $ref: `${AT}/List` },
    });
    const inside = { $ref: `${AT}/List/$defs/any` };
    expect(resolve({ ...given, Any: inside }, ["Names", "Any"]).List).toMatchObject({ type: "array" });
  });

  it("follows the way through schemas that only lead on", () => {
    const schemas = resolve({
      List: LIST,
      Many: { $id: "many", $ref: "list" },
      Names: { ...NAMES, $ref: "many" },
    });
    expect(schemas).toMatchObject({
      Names: { $ref: `${AT}/Many2` },
      Many: { $ref: `${AT}/List` },
      Many2: { $ref: `${AT}/List2` },
      List2: { items: { $ref: `${AT}/Names/$defs/name` } },
    });
  });

  it("takes the outermost of the schemas that were entered, and forgets those that were left", () => {
    const schemas = resolve({
      List: LIST,
      Names: NAMES,
      Both: {
        $id: "both",
        allOf: [COUNTS, { $ref: "list" }],
        $defs: { b: { $dynamicAnchor: "item", const: 1 } },
      },
      Beside: { allOf: [{ ...COUNTS, $id: "others" }, { $ref: "list" }] },
    });
    expect(schemas.Both).toMatchObject({ allOf: [{ $ref: `${AT}/List3` }, { $ref: `${AT}/List3` }] });
    expect(schemas.List3).toMatchObject({ items: { $ref: `${AT}/Both/$defs/b` } });
    expect(schemas.Beside).toMatchObject({ allOf: [{ $ref: `${AT}/List4` }, { $ref: `${AT}/List` }] });
  });

  it("ends where a copy leads back to itself", () => {
    const tree: JsonObject = {
      $id: "tree",
      $dynamicAnchor: "node",
      properties: { children: { items: { $dynamicRef: "#node" } } },
    };
    const strict = { $id: "strict", $dynamicAnchor: "node", $ref: "tree", maxProperties: 1 };
    const { Tree, Strict, Tree2 } = resolve({ Tree: tree, Strict: strict });
    expect(Tree).toMatchObject({ properties: { children: { items: { $ref: `${AT}/Tree` } } } });
    expect(Strict).toMatchObject({ $ref: `${AT}/Tree2` });
    expect(Tree2).toMatchObject({ properties: { children: { items: { $ref: `${AT}/Strict` } } } });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["leads nowhere", {}, { $dynamicRef: "#item" }],
    [
      "means several schemas of one resource",
      { One: { $dynamicAnchor: "item" }, Other: { $dynamicAnchor: "item" } },
      { $dynamicRef: "#item" },
    ],
  ])("leaves a reference that %s", (_, others, Subject) => {
    expect(resolve({ Subject, ...others }).Subject).toEqual(Subject);
  });

  it("leaves all of them where more ways lead to a schema than are followed", () => {
    const make = (count: number) => {
      const names = Array.from({ length: count }, (_, index) => [
        `Names${index}`,
        { ...NAMES, $id: `names${index}` },
      ]);
      return resolve({ List: LIST, ...Object.fromEntries(names) });
    };
    expect(make(200)).toMatchObject({ List: { items: { $ref: `${AT}/List/$defs/any` } } });
    expect(make(201)).toMatchObject({
      List: { items: { $dynamicRef: "#item" } },
      Names200: { $ref: `${AT}/List` },
    });
  });
});
