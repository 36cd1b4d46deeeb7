import { expect, it } from "vitest";
import { templateModel } from "../../../../../../scripts/pipeline/merge/page/model-path.ts";

it.each([
  ["/v1beta/models/kite-2.5:fly", "/v1beta/models/{model}:fly", "kite-2.5"],
  ["/models/kite2/flights", "/models/{model}/flights", "kite2"],
  ["/models/2", "/models/{model}", "2"],
])("templateModel makes a parameter of the model in %s", (path, want, model) => {
  expect(templateModel(path)).toEqual({ path: want, model });
});

it.each([
  ["no digit", "/v1/models/list"],
  ["no model", "/v1/models"],
  ["a digit after the custom method alone", "/v1/models/kite:fly2"],
  ["a digit in a later segment", "/v1/models/kite/v2"],
  ["a parameter already", "/v1/models/{model}:fly2"],
  ["a parameter with a digit", "/v1/models/{model2}"],
  ["another collection", "/v1/kites/kite-2"],
  ["a collection that only ends like it", "/v1/supermodels/kite-2"],
])("templateModel leaves a path with %s", (_, path) => {
  expect(templateModel(path)).toEqual({ path });
});
