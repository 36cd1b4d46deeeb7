import { describe, expect, it } from "vitest";
import { createComponents, listPages } from "../../../../../../scripts/pipeline/merge/schemas/components.ts";
import { type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../../../helpers/pages.ts";

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

describe("the components of pages", () => {
  const shared = (description?: string): PageFacts => ({
    properties: { tail: refTo("Tail") },
    schemas: {
      Tail: {
        type: "object",
        properties: { knot: description === undefined ? text : { ...text, description } },
      },
    },
  });
  const page = (model: string, words?: string) => makeModelPage(model, shared(words));
  const pathPage = (model: string, words?: string) =>
    makePage({ file: `${model}.md`, path: `/v1/models/${model}:fly`, ...shared(words) });

  it.each([
    ["their own", page],
    ["one", pathPage],
  ])("have what pages with %s say now, and are the same where nothing is new", (_, make) => {
    const first = make("kite-1", "Tight.");
    merge(first, make("kite-2", "Tight."));
    const pages = [first, make("kite-2", "Loose.")];
    const { document, schema, schemaNames } = merge(...pages);
    expect(document).toEqual(merge(...structuredClone(pages)).document);
    const again = merge(...pages);
    for (const name of schemaNames) expect(again.schema(name)).toBe(schema(name));
  });

  it("have the words of those pages alone that are followed", () => {
    const { schema, schemaNames } = merge(
      makeModelPage("kite-1", { ...shared("Tight."), properties: { tail: refTo("Tail"), wind: text } }),
      makeModelPage("kite-1", { file: "other.md", ...shared("Loose.") }),
      page("kite-2", "Tight."),
    );
    const tail = schemaNames.find((name) => name.startsWith("Tail_")) ?? "";
    expect(objectAt(schema(tail), "properties").knot).toEqual({ ...text, description: "Tight." });
  });

  it("have the own words of one page where others that they serve have none", () => {
    const { schema, schemaNames } = merge(pathPage("kite-1", "Tight."), pathPage("kite-2"));
    const request = schemaNames.find((name) => name.startsWith("KiteRequest_")) ?? "";
    expect(objectAt(schema(request), "properties").tail).toMatchObject({
      description: expect.stringContaining("`kite-1`: Tight."),
    });
  });
});

it("lists the pages of schemas, where they come from any, with the models of each", () => {
  const schema = text;
  const origin = { document: { title: "One" }, operation: {}, keys: [] };
  const sourced = [
    { schema, source: "", origin, models: ["kite-1"] },
    { schema, source: "", origin },
  ];
  expect(listPages([...sourced, { schema, source: "" }])).toEqual([
    { document: origin.document, models: ["kite-1"] },
    { document: origin.document, models: [] },
  ]);
});
