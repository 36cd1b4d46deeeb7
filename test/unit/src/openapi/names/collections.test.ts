import { describe, expect, it } from "vitest";
import { nameCollection, readPathNames } from "../../../../../src/openapi/names/collections.ts";

describe("readPathNames", () => {
  it.each([
    ["/v1/videos/generations", "videos", undefined],
    ["/api/v2beta/files/upload/url", "files", undefined],
    ["/v1beta/models/{model}:generateContent", "models", "generateContent"],
    ["/vendors/list", "vendors", undefined],
    ["/", "", undefined],
  ])("reads %s", (path, collection, customMethod) => {
    expect(readPathNames(path)).toEqual({ collection, customMethod });
  });
});

describe("nameCollection", () => {
  it.each([
    ["videos", "videos"],
    ["text-to-speech", "textToSpeech"],
    ["tasks", "tasks_"],
    ["raw", "raw_"],
    ["constructor", "constructor_"],
    ["toString", "toString_"],
    ["__proto__", "___proto___"],
    ["delete", "delete_"],
    ["3d", "_3d"],
  ])("calls %s %s", (segment, name) => {
    expect(nameCollection(segment)).toBe(name);
  });
});
