import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../../../src/openapi/json.ts";
import { readModels } from "../../../../src/openapi/models.ts";

describe("readModels", () => {
  it.each<[string, JsonObject, string[]]>([
    ["those of an enum, not its default", { type: "string", enum: ["a", "b"], default: "c" }, ["a", "b"]],
    ["those of an open type's default", { type: "string", default: "a", example: "b" }, ["a"]],
    ["those of a type that may be null", { type: ["null", "string"], example: "a" }, ["a"]],
    ["those of a branch", { anyOf: [{ enum: ["a"] }, { type: "string" }], default: "b" }, ["a"]],
    ["none that an enum does not have", { enum: [{ a: 1 }], default: "a" }, []],
    ["none that the type refuses", { type: "object", default: "a", example: "b" }, []],
  ])("reads %s", (_, schema, models) => {
    expect(readModels(schema, (value) => (isObject(value) ? value : undefined))).toEqual(models);
  });
});
