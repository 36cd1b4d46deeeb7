import { expect, it } from "vitest";
import { listFlags } from "../../../../../../scripts/pipeline/merge/annotations/list-flags.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const list = (schema: JsonObject, components: Record<string, JsonObject> = {}) =>
  listFlags(schema, new Map(Object.entries(components))).sort();

it("lists which values are deprecated or have an example, by their places", () => {
  const schema = {
    deprecated: true,
    example: null,
    properties: {
      old: { deprecated: true },
      new: { deprecated: false, description: "Newer" },
      one: { example: 1 },
      all: { items: { examples: [1] } },
    },
  };
  expect(list(schema)).toEqual([
    "deprecated",
    "example",
    "properties/all/items/example",
    "properties/old/deprecated",
    "properties/one/example",
  ]);
});

it("lists those in components under their names, once, and of recursive ones too", () => {
  const components = {
    Kite: { properties: { tail: ref("Tail"), next: ref("Kite"), other: ref("Lost") } },
    Tail: { deprecated: true },
  };
  const schema = { properties: { one: ref("Kite"), two: ref("Tail"), three: { $ref: "#/else" } } };
  expect(list(schema, components)).toEqual(["Tail/deprecated"]);
  expect(
    list({ properties: { one: { $ref: "#/else", deprecated: true } } }, { "": { deprecated: true } }),
  ).toEqual(["properties/one/deprecated"]);
});
