import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addOwnWords } from "../../../../../../scripts/pipeline/merge/annotations/own-words.ts";
import { mergeDocuments } from "../../../../../../scripts/pipeline/merge/index.ts";
import { type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { listQuotes } from "../../../../../helpers/catalogs/quotes.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../../../helpers/pages.ts";

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** A page with a list of photos, each with an address and tags, that all pages share in structure. */
const photoPage = (model: string, words: Record<string, string>, more: PageFacts = {}) => {
  const told = (place: string): JsonObject =>
    words[place] === undefined ? {} : { description: words[place] };
  return makeModelPage(model, {
    properties: {
      photos: { type: "array", ...told("photos"), items: refTo("Photo") },
      cover: { ...refTo("Photo"), ...told("cover") },
    },
    schemas: {
      Photo: {
        type: "object",
        ...told("photo"),
        properties: { url: { type: "string", ...told("url") }, tags: { type: "array", items: refTo("Tag") } },
      },
      Tag: { type: "object", properties: { name: { type: "string", ...told("tag"), example: model } } },
    },
    ...more,
  });
};

const propertiesOf = (schema: JsonObject) => objectAt(schema, "properties");

describe("the words of a page about what it shares with others", () => {
  it("stand where its own variant leads there, and the shared component has what all say", () => {
    const common = { photo: "A photo.", tag: "A word." };
    const { schema, schemaNames } = merge(
      photoPage("kite-1", { ...common, photos: "Your photos.", url: "At most 5 MB.\n\nNo GIF." }),
      photoPage("kite-2", { ...common, photos: "Your photos.", cover: "Shown first.", url: "At most 9 MB." }),
    );
    const [photo = "", ...others] = schemaNames.filter((name) => name.startsWith("Photo_"));
    expect(others).toEqual([]);
    expect(schema(photo).description).toBe("A photo.");
    expect(propertiesOf(schema(photo)).url).toEqual({ type: "string" });
    expect(propertiesOf(schema("KiteRequestKite1"))).toMatchObject({
      photos: { description: "Your photos.\n\n- `photos[].url`: At most 5 MB.\n\n  No GIF." },
      cover: { ...refTo(photo), description: "A photo.\n\n- `cover.url`: At most 5 MB.\n\n  No GIF." },
    });
    expect(propertiesOf(schema("KiteRequestKite2"))).toMatchObject({
      photos: { description: "Your photos.\n\n- `photos[].url`: At most 9 MB." },
      cover: { description: "Shown first.\n\n- `cover.url`: At most 9 MB." },
    });
  });

  it("stand as the description of a reference, where they are about the component itself", () => {
    const { schema } = merge(
      photoPage("kite-1", { photo: "Square." }),
      photoPage("kite-2", { photo: "Round.", tag: "One word." }),
    );
    expect(propertiesOf(schema("KiteRequestKite1"))).toMatchObject({ cover: { description: "Square." } });
    expect(propertiesOf(schema("KiteRequestKite2"))).toMatchObject({
      photos: { description: "- `photos[]`: Round.\n- `photos[].tags[].name`: One word." },
      cover: { description: "Round.\n\n- `cover.tags[].name`: One word." },
    });
  });

  it.each<[string, (item: JsonObject) => JsonObject, string]>([
    ["items", (item) => ({ type: "array", items: item }), "kite[]"],
    ["prefixItems", (item) => ({ type: "array", prefixItems: [item] }), "kite[]"],
    ["contains", (item) => ({ type: "array", contains: item }), "kite[]"],
    ["unevaluatedItems", (item) => ({ type: "array", unevaluatedItems: item }), "kite[]"],
    ["additionalProperties", (item) => ({ type: "object", additionalProperties: item }), "kite.*"],
    ["patternProperties", (item) => ({ type: "object", patternProperties: { "^x-": item } }), "kite.*"],
    ["anyOf", (item) => ({ anyOf: [item, { type: "boolean" }] }), "kite"],
  ])("are told by the place of what %s is about", (_, around, place) => {
    const page = (model: string, description: string) =>
      makeModelPage(model, {
        properties: { kite: around(refTo("Kite")) },
        schemas: {
          Kite: { type: "object", properties: { tail: { type: "string", description } } },
        },
      });
    const { schema } = merge(page("kite-1", "Long."), page("kite-2", "Short."));
    expect(propertiesOf(schema("KiteRequestKite1")).kite).toMatchObject({
      description: `- \`${place}.tail\`: Long.`,
    });
  });

  it("are told once of a schema that refers to itself", () => {
    const recursive = (model: string, description: string) =>
      makeModelPage(model, {
        properties: { line: refTo("Line") },
        schemas: {
          Line: {
            type: "object",
            properties: { next: refTo("Line"), knot: { type: "string", description } },
          },
        },
      });
    const { schema } = merge(recursive("kite-1", "Tight."), recursive("kite-2", "Loose."));
    expect(propertiesOf(schema("KiteRequestKite1")).line).toMatchObject({
      description: "- `line.knot`: Tight.",
    });
  });

  it("are not told of a reference to what all pages describe alike, nor of what it leads to", () => {
    const page = (model: string, url: string) => {
      const made = photoPage(model, { photo: "A photo.", url });
      const schemas = objectAt(made.document, "components", "schemas");
      propertiesOf(objectAt(schemas, "KiteRequest")).tail = refTo("Tail");
      schemas.Tail = { type: "object", description: "A tail.", properties: { none: false } };
      return made;
    };
    const { schema, schemaNames } = merge(page("kite-1", "5 MB."), page("kite-2", "9 MB."));
    const shared = schemaNames.find((name) => name.startsWith("Tail_")) ?? "";
    expect(schema(shared)).toEqual({
      type: "object",
      description: "A tail.",
      properties: { none: false },
    });
    expect(propertiesOf(schema("KiteRequestKite1"))).toEqual({
      model: expect.anything(),
      tail: refTo(shared),
      photos: expect.objectContaining({ description: "- `photos[].url`: 5 MB." }),
      cover: expect.objectContaining({ description: "A photo.\n\n- `cover.url`: 5 MB." }),
    });
  });

  it("are told once of what is met more often than there are components", () => {
    const knots = Array.from({ length: 40 }, (_, level): [string, JsonObject] => [
      `Knot${level}`,
      { type: "object", properties: { left: refTo(`Knot${level + 1}`), right: refTo(`Knot${level + 1}`) } },
    ]);
    const page = (model: string, description: string) =>
      makeModelPage(model, {
        properties: { line: refTo("Knot0") },
        schemas: { ...Object.fromEntries(knots), Knot40: { type: "string", description } },
      });
    const { schema } = merge(page("kite-1", "Tight."), page("kite-2", "Loose."));
    const { description } = objectAt(schema("KiteRequestKite1"), "properties", "line");
    expect(String(description).split("\n")).toEqual([`- \`line${".left".repeat(40)}\`: Tight.`]);
  });

  it("say also that something is deprecated, and its title", () => {
    const wing = (model: string, more: JsonObject) =>
      makeModelPage(model, {
        properties: { wing: refTo("Wing") },
        schemas: { Wing: { type: "string", ...more } },
      });
    const { schema } = merge(wing("kite-1", { deprecated: true, title: "Wing" }), wing("kite-2", {}));
    expect(propertiesOf(schema("KiteRequestKite1")).wing).toMatchObject({
      description: "Wing\n\nDeprecated.",
    });
    expect(propertiesOf(schema("KiteRequestKite2")).wing).not.toHaveProperty("description");
  });

  it("stand under the models, where models in the path share one request", () => {
    const talk = (model: string, description: string) =>
      makePage({
        file: `${model}.md`,
        path: `/v1/models/${model}:talk`,
        properties: { mood: { type: "string", description }, photo: refTo("Photo") },
        schemas: { Photo: { type: "object", properties: { url: { type: "string", description } } } },
      });
    const { document, schema, schemaNames } = merge(talk("kite-1", "Calm."), talk("kite-2", "Wild."));
    const [request = "", ...others] = schemaNames.filter((name) => name.startsWith("KiteRequest"));
    expect(others).toEqual([]);
    expect(propertiesOf(schema(request))).toMatchObject({
      mood: { description: "- `kite-1`: Calm.\n- `kite-2`: Wild." },
      photo: { description: "- `photo.url`:\n  - `kite-1`: Calm.\n  - `kite-2`: Wild." },
    });
    expect(Object.keys(objectAt(document, "paths"))).toEqual(["/v1/models/{model}:talk"]);
  });

  it("are told without those that all say of the same place, and without what is data", () => {
    const tail = (words: string): JsonObject => ({
      type: "object",
      properties: {
        knots: { type: "array", items: { type: "string", description: "A knot." } },
        end: {
          anyOf: [
            { type: "string", description: "Its color." },
            { type: "integer", description: words },
          ],
        },
        tip: { type: "object", enum: [{ description: "Data." }], examples: [{ description: words }] },
        rest: { type: "object", example: { rope: { description: words } } },
      },
    });
    const page = (model: string, words: string) =>
      makeModelPage(model, { properties: { tail: refTo("Tail") }, schemas: { Tail: tail(words) } });
    const { schema } = merge(page("kite-1", "Tight."), page("kite-2", "Loose."));
    expect(propertiesOf(schema("KiteRequestKite2")).tail).toMatchObject({
      description: "- `tail.end`: Loose.",
    });
  });

  it("are all told where several are about one place, after what all say of the component", () => {
    const wing = (title: string): JsonObject => ({ type: "object", title, description: "A wing." });
    const page = (model: string, words: string) =>
      makeModelPage(model, {
        properties: { wing: refTo("Wing"), either: { anyOf: [refTo("Wing"), refTo("Tail")] } },
        schemas: { Wing: wing(`${words} wing.`), Tail: { type: "string", description: `${words} tail.` } },
      });
    const { schema } = merge(page("kite-1", "Red"), page("kite-2", "Blue"));
    const { wing: own, either } = propertiesOf(schema("KiteRequestKite1"));
    expect(own).toMatchObject({ description: "A wing.\n\nRed wing." });
    expect(either).toMatchObject({ description: "A wing.\n\nRed wing.\n\nRed tail." });
  });

  it("are told of the items of a list by their place", () => {
    const component = { name: "Tail", own: { properties: { knot: { title: "Tight" } } }, shared: {} };
    const isTail = ({ $ref }: JsonObject) => $ref === "#/components/schemas/Tail";
    const reader = {
      models: ["kite-1"],
      readShared: (reference: JsonObject) => (isTail(reference) ? component : undefined),
    };
    expect(addOwnWords({ type: "array", items: refTo("Tail") }, [reader]).description).toBe(
      "- `[].knot`: Tight",
    );
  });

  it("are never those of another page, and none is lost, whatever the pages say", () => {
    const places = ["photos", "cover", "photo", "url", "tag"];
    const words = fc.record(
      Object.fromEntries(places.map((place) => [place, fc.constantFrom("a", "b", "c", "d")])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 4 }), (all) => {
        const pages = all.map((said, index) => {
          const own = Object.entries(said).map(([place, text]) => [place, `${place} has ${text}.`]);
          return photoPage(`kite-${index}`, Object.fromEntries(own));
        });
        const { output } = mergeDocuments(pages);
        expect(listQuotes(output, pages)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
