import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { findDiscriminator, isOfType, readFixedValues, typeOf } from "../../../../src/openapi/json-schema.ts";

const variant = (properties: JsonObject, required: Json = Object.keys(properties)): JsonObject => ({
  properties,
  required,
});

describe("findDiscriminator", () => {
  it("finds the property that each variant fixes to values of its own, by enum or const", () => {
    const variants = [
      variant({ wind: { type: "integer" }, model: { enum: ["a", "b"] } }),
      variant({ model: { const: "c" } }),
    ];
    expect(findDiscriminator(variants)).toEqual({ name: "model", values: [["a", "b"], ["c"]] });
  });

  it.each<[string, JsonObject]>([
    ["shares a value", variant({ model: { enum: ["a", "c"] } })],
    ["leaves it open", variant({ model: { type: "string" } })],
    ["does not require it", variant({ model: { const: "c" } }, [])],
    ["lacks it", variant({})],
    ["fixes it to a number", variant({ model: { const: 1 } })],
    ["fixes it to nothing", variant({ model: { const: "" } })],
    ["fixes it to what every object has", variant({ model: { const: "constructor" } })],
  ])("finds none where a variant %s", (_, other) => {
    expect(findDiscriminator([variant({ model: { enum: ["a", "b"] } }), other])).toBeUndefined();
  });

  it("finds none among no variants", () => {
    expect(findDiscriminator([])).toBeUndefined();
  });
});

describe("readFixedValues", () => {
  it.each<[JsonObject, Json[] | undefined]>([
    [{ const: "a" }, ["a"]],
    [{ const: null }, [null]],
    [{ enum: ["a", 1] }, ["a", 1]],
    [{ const: "a", enum: ["a", "b"] }, ["a"]],
    [{ type: "string" }, undefined],
    [{ enum: "a" }, undefined],
  ])("reads %j as %j", (schema, values) => {
    expect(readFixedValues(schema)).toEqual(values);
  });
});

describe("typeOf, isOfType", () => {
  it.each<[Json, string]>([
    [null, "null"],
    [[], "array"],
    [{}, "object"],
    [1, "integer"],
    [1.5, "number"],
    ["a", "string"],
    [true, "boolean"],
  ])("%j is of the type %s", (value, type) => {
    expect(typeOf(value)).toBe(type);
    expect(isOfType(value, [type])).toBe(true);
  });

  it("an integer is a number, and a number no integer", () => {
    expect(isOfType(1, ["number"])).toBe(true);
    expect(isOfType(1.5, ["integer"])).toBe(false);
  });
});
