import { describe, expect, it } from "vitest";
import { findProgress, isPlainProgress } from "../../../../../src/openapi/tasks/progress.ts";

const number = { type: "number" };
const find = (properties: object, requested: string[] = []) =>
  findProgress({}, { queried: { envelope: [], properties: properties as never }, requested });

describe("findProgress", () => {
  it.each([
    ["progress", { type: "integer" }, 100],
    ["progress", number, 100],
    ["progress", { ...number, maximum: 1 }, 1],
    ["progress", { ...number, maximum: 100, example: 0.5 }, 100],
    ["progress", { ...number, example: 0.45 }, 1],
    ["progress", { ...number, examples: [0.45, 45] }, 100],
    ["progress", { ...number, description: "How far it is. Values are between 0\u20131." }, 1],
    ["progress", { ...number, description: "From 0 to 100" }, 100],
    ["progress", { type: ["integer", "null"], description: "0 to 1" }, 100],
    ["progress_ratio", number, 1],
    ["JobPercentComplete", { type: "integer" }, 100],
    ["completion_percentage", number, 100],
    ["progress_pct", number, 100],
  ])("reads the scale of %s %j", (name, schema, whole) => {
    expect(find({ id: { type: "string" }, [name]: schema })).toEqual({ keys: [name], whole, isText: false });
  });

  it.each([
    [
      { progress: { type: "object", properties: { percent: number, eta: number } } },
      ["progress", "percent"],
      false,
    ],
    [{ percent: number, progress: { type: "string" } }, ["progress"], true],
    [{ progress: { anyOf: [{ type: "null" }, number] } }, ["progress"], false],
  ])("finds it in %j", (properties, keys, isText) => {
    expect(find(properties)).toMatchObject({ keys, isText });
  });

  it.each([
    { completed: { type: "integer" }, completed_at: { type: "string" }, discount_percent: number },
    { progress: { type: "object", properties: { done: number, of: number } } },
    { progress: { enum: ["none", "half"], type: "string" } },
    { progress: { type: "boolean" } },
  ])("finds none in %j", (properties) => {
    expect(find(properties)).toBeUndefined();
  });

  it("takes nothing that a request has", () => {
    expect(find({ percentage: number }, ["percentage"])).toBeUndefined();
  });

  it("is told to the client but where it is a percentage called progress", () => {
    const isPlain = (properties: object) => {
      const found = find(properties);
      return found && isPlainProgress(found);
    };
    expect([
      isPlain({ progress: { type: "integer" } }),
      isPlain({ progress: { ...number, maximum: 1 } }),
      isPlain({ progress: { type: "string" } }),
      isPlain({ percent: { type: "integer" } }),
    ]).toEqual([true, false, false, false]);
  });
});
