import { describe, expect, it } from "vitest";
import { breakLoops } from "../../../../../scripts/pipeline/repair/break-loops.ts";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makePage } from "../../../../helpers/pages.ts";

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function breakIn(schemas: JsonObject): { schemas: JsonObject; pointers: string[] } {
  const { output, problems } = breakLoops(makePage({ schemas }));
  const { KiteRequest: _, ...rest } = objectAt(output.document, "components", "schemas");
  return { schemas: rest, pointers: problems.map(({ pointer }) => pointer) };
}

describe("breakLoops", () => {
  it.each<[string, JsonObject, JsonObject, number]>([
    ["itself", { A: to("A") }, { A: {} }, 1],
    ["all of itself", { A: { type: "object", allOf: [to("A")] } }, { A: { type: "object", allOf: [{}] } }, 1],
    ["what is itself", { A: { anyOf: [to("B")] }, B: to("A") }, { A: { anyOf: [{}] }, B: {} }, 2],
    [
      "one of many, itself among them",
      { A: { oneOf: [{ not: to("A") }] } },
      { A: { oneOf: [{ not: {} }] } },
      1,
    ],
  ])("cuts a component that is %s", (_, given, want, count) => {
    const { schemas, pointers } = breakIn(given);
    expect(schemas).toEqual(want);
    expect(pointers).toHaveLength(count);
  });

  it.each<[string, JsonObject]>([
    ["holds itself", { A: { properties: { a: to("A") } }, B: { items: to("B") } }],
    ["is another, which holds it", { A: { allOf: [to("B")] }, B: { properties: { a: to("A") } } }],
    ["is two others that are one", { A: { allOf: [to("B"), to("C")] }, B: to("D"), C: to("D"), D: {} }],
  ])("leaves a component that %s", (_, given) => {
    expect(breakIn(given)).toEqual({ schemas: given, pointers: [] });
  });

  it("cuts a part of a component that is one of many, itself among them", () => {
    const part: JsonObject = { $ref: "#/components/schemas/A/properties/a" };
    const make = (inner: JsonObject): JsonObject => ({
      A: { properties: { a: { oneOf: [{ type: "string" }, { allOf: [inner] }] } } },
    });
    expect(breakIn(make(part))).toEqual({
      schemas: make({}),
      pointers: ["#/components/schemas/A/properties/a/oneOf/1/allOf/0/$ref"],
    });
  });

  it("leaves a property that is called like a keyword, and what another document has", () => {
    const not: JsonObject = { $ref: "#/components/schemas/A" };
    const given: JsonObject = {
      A: { properties: { not }, allOf: [{ $ref: "kite.json#/components/schemas/A" }] },
    };
    expect(breakIn(given)).toEqual({ schemas: given, pointers: [] });
  });

  it("names the place", () => {
    expect(breakIn({ A: { allOf: [to("A")] } }).pointers).toEqual(["#/components/schemas/A/allOf/0/$ref"]);
  });
});
