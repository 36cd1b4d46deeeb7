import { expect, it } from "vitest";
import { joinAnnotations } from "../../../../../../scripts/pipeline/merge/annotations/join-annotations.ts";
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
  ["nothing where nobody says anything", {}, {}, {}],
])("joinAnnotations gives %s", (_, one, other, want) => {
  expect(joinAnnotations([page("kite-1", one), page("kite-2", other)])).toEqual(want);
});
