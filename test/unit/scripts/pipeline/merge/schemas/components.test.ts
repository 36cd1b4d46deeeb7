import { describe, expect, it } from "vitest";
import { createComponents } from "../../../../../../scripts/pipeline/merge/schemas/components.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text: JsonObject = { type: "string" };

describe("createComponents", () => {
  it("has one component for equal structures under one name, with the descriptions of all", () => {
    const components = createComponents();
    expect(components.add("Wind", { ...text, description: "One" })).toEqual(refTo("Wind"));
    expect(components.add("Wind", { ...text, description: "Two" })).toEqual(refTo("Wind"));
    expect(components.listUsed([refTo("Wind")])).toEqual({ Wind: { ...text, description: "One\n\nTwo" } });
  });

  it("gives another structure under a taken name a name of its own, and always the same", () => {
    const components = createComponents();
    components.add("Wind", text);
    const other = components.add("Wind", { type: "null" });
    expect(other.$ref).toMatch(/^#\/components\/schemas\/Wind_[0-9a-f]{8}$/);
    expect(components.add("Wind", { type: "null", description: "Again" })).toEqual(other);
    expect(components.add("Wind", { type: "boolean" })).not.toEqual(other);
    expect(components.listUsed([other])).toEqual({
      [String(other.$ref).split("/")[3] ?? ""]: { type: "null", description: "Again" },
    });
  });

  it("lists what is used, directly and through others, sorted by name", () => {
    const components = createComponents();
    components.add("C", { properties: { a: refTo("A"), again: refTo("C") } });
    components.add("B", text);
    components.add("A", text);
    components.add("Unused", refTo("B"));
    expect(Object.keys(components.listUsed({ list: [refTo("C"), refTo("Lost"), null] }))).toEqual(["A", "C"]);
    expect(Object.keys(components.listUsed([refTo("B"), refTo("A"), refTo("C")]))).toEqual(["A", "B", "C"]);
    expect(components.listUsed(null)).toEqual({});
  });

  it("says a page's own words where a component is used, of those alone that its variants share", () => {
    const read = (add: "add" | "share") => {
      const components = createComponents();
      for (const words of ["Calm", "Wild"]) {
        const document = { title: words };
        const wind = { ...text, description: words };
        if (add === "add") components.add("Wind", wind, [{ document, models: [words] }]);
        else components.share("Wind", wind, document);
        components.add("Kite", { properties: { wind: refTo("Wind") } }, [{ document, models: [words] }]);
      }
      return JSON.stringify(components.listUsed(refTo("Kite")).Kite);
    };
    expect(read("share")).toContain("Wild");
    expect(read("add")).not.toContain("Wild");
  });
});
