import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { readFixedValues } from "../../../../src/openapi/json-schema.ts";

describe("readFixedValues", () => {
  it.each<[JsonObject, Json[] | undefined]>([
    [{ const: "a" }, ["a"]],
    [{ const: null }, [null]],
    [{ const: "a", enum: ["a", "b"] }, ["a"]],
    [{ enum: ["a", "b"] }, ["a", "b"]],
    [{ enum: "a" }, undefined],
    [{}, undefined],
  ])("reads %j as %j", (schema, want) => {
    expect(readFixedValues(schema)).toEqual(want);
  });
});
