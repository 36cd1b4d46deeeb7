import { expect, it } from "vitest";
import { createIsModel, templateModel } from "../../../../../../scripts/pipeline/merge/page/model-path.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

it.each([
  ["/v1beta/models/kite-2.5:fly", "/v1beta/models/{model}:fly", "kite-2.5"],
  ["/models/kite2/flights", "/models/{model}/flights", "kite2"],
  ["/models/2", "/models/{model}", "2"],
])("templateModel makes a parameter of the model in %s", (path, want, model) => {
  expect(templateModel(path, (id) => id === model)).toEqual({ path: want, model });
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
  expect(templateModel(path, () => false)).toEqual({ path });
});

it("templateModel takes what a custom method is applied to for a model, if it has a digit", () => {
  expect(templateModel("/v1/models/kite-2:fly", () => false).model).toBe("kite-2");
});

it.each(["/v1/models/3d/upload", "/v1/models/2d", "/models/kite2/flights"])(
  "templateModel leaves %s, whose page names no such model",
  (path) => {
    expect(templateModel(path, () => false)).toEqual({ path });
  },
);

it.each<[place: string, page: JsonObject]>([
  ["an enum", { properties: { model: { type: "string", enum: ["kite-1", "kite-2"] } } }],
  ["an example", { properties: { model: { type: "string", example: "kite-2" } } }],
  ["a union", { properties: { model: { anyOf: [{ type: "string" }, { enum: ["kite-2"] }] } } }],
  ["a parameter", { parameters: [{ name: "model", in: "query", schema: { default: "kite-2" } }] }],
  [
    "a component",
    {
      properties: { model: { $ref: "#/Model" } },
      Model: { anyOf: [{ $ref: "#/Known" }] },
      Known: { enum: ["kite-2"] },
    },
  ],
  ["the example of a parameter", { parameters: [{ name: "model", in: "query", example: "kite-2" }] }],
  [
    "the examples of a parameter",
    { parameters: [{ name: "model", in: "query", examples: { one: { value: "kite-2" } } }] },
  ],
  ["an example of a body", { examples: { one: { value: { model: "kite-2" } } } }],
])("createIsModel finds a model in %s", (_, page) => {
  const isModel = createIsModel(page);
  expect(isModel("kite-2")).toBe(true);
  expect(isModel("kite")).toBe(false);
});

it("createIsModel takes no other word of a page for a model", () => {
  const parameters = [{ name: "kind", schema: { enum: ["3d"] }, example: "3d" }];
  const page = { info: { title: "3d" }, properties: { kind: { enum: ["3d"] } }, parameters, model: ["2d"] };
  expect(createIsModel(page)("3d")).toBe(false);
});
