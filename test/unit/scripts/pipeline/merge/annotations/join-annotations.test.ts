import { expect, it } from "vitest";
import {
  type Annotated,
  joinAnnotations,
  mapAnnotations,
} from "../../../../../../scripts/pipeline/merge/annotations/join-annotations.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const page = (model: string, schema: JsonObject) => ({ models: [model], schema });

it.each<[string, JsonObject, JsonObject, JsonObject]>([
  [
    "the description that all have first, and each model's own words after it",
    { description: "Wind.", title: "East" },
    { description: "Wind.", title: "West" },
    { description: "Wind.\n\n- `kite-1`: East\n- `kite-2`: West" },
  ],
  ["what all say alone", { description: "Wind." }, { description: "Wind." }, { description: "Wind." }],
  [
    "a link as its words and its address, where there are words",
    { externalDocs: { url: "https://a.example", description: "More" } },
    { externalDocs: { description: 1, url: "https://b.example" } },
    { description: "- `kite-1`: More: https://a.example\n- `kite-2`: https://b.example" },
  ],
  [
    "a link that all give, however it is written",
    { externalDocs: { url: "https://a.example", description: "More" } },
    { externalDocs: { description: "More", url: "https://a.example" } },
    { externalDocs: { url: "https://a.example", description: "More" } },
  ],
  ["nothing where nobody says anything", {}, {}, {}],
])("joinAnnotations gives %s", (_, one, other, want) => {
  expect(joinAnnotations([page("kite-1", one), page("kite-2", other)])).toEqual(want);
});

it.each<[string, Partial<Annotated>[], string]>([
  ["one of its places", [{ place: "as text/plain" }], "Deprecated as text/plain."],
  ["all of them", [{ place: "as text/plain" }, { place: "as text/csv" }], "Deprecated."],
  ["a page that has but one place", [{}], "Deprecated."],
])("joinAnnotations says of %s that it is deprecated, and of no other", (_, deprecated, want) => {
  const document = {};
  const places = [
    ...deprecated.map((one) => ({ ...one, schema: { deprecated: true }, origin: { document } })),
    ...(deprecated.length > 1 ? [] : [{ schema: {}, place: "as text/csv", origin: { document } }]),
    { schema: {}, place: "as text/csv", origin: { document: {} } },
  ];
  expect(joinAnnotations(places)).toEqual({ description: want });
});

it("mapAnnotations gives a schema itself where all are the same, and else its keywords in their order", () => {
  const schema: JsonObject = { title: "One", type: "string", description: "Wind.", maxLength: 1 };
  expect(mapAnnotations([page("kite-1", schema), page("kite-2", schema)], joinAnnotations)).toBe(schema);
  const mapped = mapAnnotations([page("kite-1", schema), page("kite-2", { ...schema })], joinAnnotations);
  expect(mapped).not.toBe(schema);
  expect(Object.entries(mapped)).toEqual(Object.entries(schema));
});
