import { describe, expect, it } from "vitest";
import { readOldKeywords } from "../../../../../scripts/pipeline/repair/old-keywords.ts";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

function read(schema: JsonObject, openapi = "3.1.0") {
  const document = makeDocument({ openapi, components: { schemas: { Kite: schema } } });
  const { output, problems } = readOldKeywords({ file: "a.md", document });
  return {
    schema: objectAt(output.document, "components", "schemas").Kite,
    pointers: problems.map(({ pointer }) => pointer.replace("#/components/schemas/Kite/", "")),
  };
}

const text = { type: "string" };

describe("readOldKeywords", () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ["items as a list", { items: [text] }, { prefixItems: [text] }, ["items"]],
    [
      "items and all others",
      { items: [text], additionalItems: false },
      { prefixItems: [text], items: false },
      ["items"],
    ],
    ["no first items", { items: [], additionalItems: text }, { items: text }, ["items"]],
    [
      "dependencies of both kinds",
      { dependencies: { a: ["b"], c: { required: ["d"] } } },
      { dependentRequired: { a: ["b"] }, dependentSchemas: { c: { required: ["d"] } } },
      ["dependencies"],
    ],
    [
      "dependencies beside their successors",
      { dependencies: { a: ["b"], c: true }, dependentRequired: { a: ["e"] }, dependentSchemas: { c: text } },
      { dependentRequired: { a: ["e", "b"] }, dependentSchemas: { c: { allOf: [text, true] } } },
      ["dependencies"],
    ],
    [
      "old keywords in old keywords",
      { items: [{ dependencies: { a: { items: [text] } } }] },
      { prefixItems: [{ dependentSchemas: { a: { prefixItems: [text] } } }] },
      ["items/0/dependencies/a/items", "items/0/dependencies", "items"].sort(),
    ],
  ])("reads %s as what became of them", (_, given, want, places) => {
    const { schema, pointers } = read(given);
    expect(schema).toEqual(want);
    expect(pointers.sort()).toEqual(places);
  });

  it("ignores what stands beside a reference in OpenAPI 3.0, but for annotations, and reports it", () => {
    const given = { $ref: "#/components/schemas/Wind", nullable: true, maxLength: 3, description: "Wind" };
    expect(read(given, "3.0.3")).toEqual({
      schema: { $ref: given.$ref, description: "Wind" },
      pointers: ["nullable", "maxLength"],
    });
    expect(read(given)).toEqual({ schema: given, pointers: [] });
  });
});
