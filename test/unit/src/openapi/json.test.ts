import { describe, expect, it } from "vitest";
import {
  childOf,
  type JsonObject,
  listAt,
  objectAt,
  objectsAt,
  setOwn,
} from "../../../../src/openapi/json.ts";

const hostile = JSON.parse('{"__proto__": {"a": 1}, "list": [{"b": 2}, 3]}') as JsonObject;

describe("childOf", () => {
  it("reads own properties, whatever their name", () => {
    expect(childOf(hostile, "__proto__")).toEqual({ a: 1 });
    expect(childOf({}, "__proto__")).toBeUndefined();
    expect(childOf({}, "constructor")).toBeUndefined();
  });

  it.each([
    ["0", { b: 2 }],
    [1, 3],
    ["2", undefined],
    ["01", undefined],
    ["", undefined],
    ["-1", undefined],
    ["length", undefined],
  ])("reads %j of a list as JSON pointers do", (key, want) => {
    expect(childOf(hostile.list, key)).toEqual(want);
  });

  it("finds nothing in a value that holds none", () => {
    for (const value of [undefined, null, "text", 7]) expect(childOf(value, "length")).toBeUndefined();
  });
});

describe("objectAt, listAt, objectsAt", () => {
  it("follow keys through objects and lists", () => {
    expect(objectAt(hostile, "list", "0")).toEqual({ b: 2 });
    expect(listAt(hostile, "list")).toHaveLength(2);
    expect(objectsAt(hostile, "list")).toEqual([{ b: 2 }]);
  });

  it("are empty where there is nothing of the kind", () => {
    expect(objectAt(hostile, "list")).toEqual({});
    expect(objectAt(hostile, "constructor")).toEqual({});
    expect(listAt(hostile, "list", "0")).toEqual([]);
    expect(objectsAt(undefined, "list")).toEqual([]);
  });
});

describe("setOwn", () => {
  it("sets a property named __proto__, and leaves the prototype alone", () => {
    const object: JsonObject = {};
    setOwn(object, "__proto__", { a: 1 });
    expect(Object.keys(object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });
});
