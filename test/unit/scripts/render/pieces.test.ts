import { dump, load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createCache } from "../../../../scripts/cache.ts";
import { renderOpenapi } from "../../../../scripts/render/openapi/index.ts";
import { renderSchema } from "../../../../scripts/render/schema/index.ts";
import { printTypes } from "../../../../scripts/render/schema/print-types.ts";
import { shapeForTypes } from "../../../../scripts/render/schema/shape-for-types.ts";
import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../helpers/pages.ts";

/** Text that is folded, quoted or written as a block, depending on where it stands. */
const PROSE = `Kites: "16:9" and more. ${"Words that are folded somewhere. ".repeat(12)}\n\n- one\n    two\n}\n    };\n`;

/** A document with large and small parts. */
function makeLarge(): JsonObject {
  const pages = Array.from({ length: 12 }, (_, index) => {
    const properties = Object.fromEntries(
      Array.from({ length: 8 }, (__, at) => [
        `wind_${at}`,
        { type: "integer", minimum: at, default: at, description: `${index} ${PROSE}`, examples: [at] },
      ]),
    );
    return makeModelPage(`kite-${index}`, {
      properties: { ...properties, part: { $ref: "#/components/schemas/Part" } },
      schemas: {
        Part: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: ["a"] }] },
        Base: { type: "object", properties: { a: {} } },
      },
    });
  });
  return merge(...pages, makePage({ file: "list.md", method: "get", path: "/v1/kites" })).document;
}

const withoutHeader = (text: string) => text.split("\n").slice(3).join("\n");

describe("a file that is rendered piece by piece", () => {
  it("reads as if the document had been written as YAML at once", () => {
    const document = makeLarge();
    expect(JSON.stringify(document).length).toBeGreaterThan(50_000);
    const options = { noRefs: true, lineWidth: 100 };
    expect(withoutHeader(renderOpenapi({ document, cache: createCache() }))).toBe(dump(document, options));
  });

  it("writes keys that need quotes, or several lines", () => {
    const large = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, PROSE]));
    const document = {
      no: large,
      "a: b": large,
      "two\nlines": large,
      凧: large,
      ["x".repeat(2000)]: large,
      "": large,
    };
    const options = { noRefs: true, lineWidth: 100 };
    expect(withoutHeader(renderOpenapi({ document, cache: createCache() }))).toBe(dump(document, options));
  });

  it.each([
    ["ends in an empty line, with more entries after it", "kite\n\n"],
    ["would be a hexadecimal number too large for a double", `0x${"f".repeat(300)}`],
    ["would be a decimal number too large for a double", "-1e999"],
  ])("keeps a text that %s", (_, text) => {
    const schemas = { Kite: { description: text, [text]: true, title: text }, Wing: { type: "string" } };
    const document = { components: { schemas }, tags: [{ name: text }], info: { title: text }, "x-last": 1 };
    const printed = renderOpenapi({ document, cache: createCache() });
    for (const read of [parse, load]) expect(read(printed)).toEqual(document);
  });

  it("reads as if the types of the document had been printed at once", async () => {
    const document = makeLarge();
    const whole = printTypes(shapeForTypes(document));
    expect(withoutHeader(renderSchema({ document, cache: createCache() }))).toBe(whole);
  });

  it("reads the same when there are no paths and no schemas", () => {
    const document = { ...makeLarge(), paths: {}, components: {} };
    expect(withoutHeader(renderSchema({ document, cache: createCache() }))).toBe(printTypes(document));
  });

  it("keeps webhooks and other components, with their operations and helpers", () => {
    const hook = { post: { operationId: "landed", responses: {} } };
    const parameters = { Wind: { name: "wind", in: "query", schema: { type: "integer" } } };
    const large = makeLarge();
    const document: JsonObject = {
      ...large,
      webhooks: { landed: hook },
      $defs: { Knot: { type: "integer" } },
      components: { ...objectAt(large, "components"), parameters },
    };
    expect(withoutHeader(renderSchema({ document, cache: createCache() }))).toBe(
      printTypes(shapeForTypes(document)),
    );
  });

  it("changes no string that holds a line separator", () => {
    const text = `two${"\u2028"}lines${"\u2029"}`;
    const schemas = { Kite: { type: "object", properties: { wind: { type: "string", enum: [text] } } } };
    const document = { ...makeLarge(), components: { schemas } };
    const cache = createCache();
    expect(renderSchema({ document, cache })).toContain(text);
    expect(parse(renderOpenapi({ document, cache }))).toEqual(document);
  });

  it("makes anew only what a change touches", async () => {
    const cache = createCache();
    const before = makeLarge();
    renderSchema({ document: before, cache });
    renderOpenapi({ document: before, cache });
    const known = new Set(cache.listEntries().keys());

    const after = JSON.parse(JSON.stringify(before).replace("7 Kites", "8 Kites")) as JsonObject;
    const next = createCache(cache.listEntries());
    const schema = renderSchema({ document: after, cache: next });
    const openapi = renderOpenapi({ document: after, cache: next });
    expect(schema).toBe(renderSchema({ document: after, cache: createCache() }));
    expect(openapi).toBe(renderOpenapi({ document: after, cache: createCache() }));
    // The types of one model, the paths that refer to it, and one entry of the document.
    expect([...next.listEntries().keys()].filter((key) => !known.has(key)).length).toBeLessThanOrEqual(3);
    expect(known.size).toBeGreaterThan(30);
  });

  it("brings the types that a piece makes use of, once, and forgets none of them", async () => {
    const document = makeLarge();
    const base = { type: "object", properties: { a: { type: "string" }, b: {} } };
    const holder = (name: string) => ({
      type: "object",
      properties: { [name]: { allOf: [{ $ref: "#/components/schemas/Base" }], required: ["a"] } },
    });
    document.components = { schemas: { Base: base, One: holder("one"), Two: holder("two") } };
    const whole = printTypes(shapeForTypes(document));
    expect(whole.match(/^type WithRequired</gm)).toHaveLength(1);
    const cache = createCache();
    expect(withoutHeader(renderSchema({ document, cache }))).toBe(whole);
    const next = createCache(cache.listEntries());
    expect(withoutHeader(renderSchema({ document, cache: next }))).toBe(whole);
  });

  it("prints a type anew when what its reference leads to has changed, but nothing for what is behind that", () => {
    const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const make = (base: JsonObject, behind: JsonObject): JsonObject => ({
      ...makeLarge(),
      components: {
        schemas: {
          Kite: { allOf: [to("Alias")], required: ["a"] },
          Alias: to("Base"),
          Base: { type: "object", properties: { ...base, behind: to("Behind") } },
          Behind: behind,
        },
      },
    });
    const cache = createCache();
    renderSchema({ document: make({}, { type: "string" }), cache });
    const known = cache.listEntries();
    const changed = make({ a: { type: "string" } }, { type: "string" });
    expect(renderSchema({ document: changed, cache: createCache(known) })).toBe(
      renderSchema({ document: changed, cache: createCache() }),
    );
    const next = createCache(known);
    renderSchema({ document: make({}, { type: "integer" }), cache: next });
    // Itself, and the one that refers to it.
    expect([...next.listEntries().keys()].filter((key) => !known.has(key))).toHaveLength(2);
  });

  it("prints a path anew when a parameter that it refers to has changed", async () => {
    const document = (place: string): JsonObject => ({
      ...makeLarge(),
      paths: {
        "/a": {
          get: { operationId: "a", parameters: [{ $ref: "#/components/parameters/Q" }], responses: {} },
        },
      },
      components: { parameters: { Q: { name: "q", in: place, schema: { type: "string" } } } },
    });
    const cache = createCache();
    renderSchema({ document: document("query"), cache });
    const next = renderSchema({ document: document("header"), cache: createCache(cache.listEntries()) });
    expect(next).toBe(renderSchema({ document: document("header"), cache: createCache() }));
  });

  it("keeps operations with their paths, also where some have no id", async () => {
    const get = (id?: string) => ({ get: { ...(id !== undefined && { operationId: id }), responses: {} } });
    const document = (id: string): JsonObject => ({
      ...makeLarge(),
      paths: { "/a": get(), "/b": get(id), "/c": get("c") },
    });
    const cache = createCache();
    renderSchema({ document: document("b"), cache });
    const next = renderSchema({ document: document("d"), cache: createCache(cache.listEntries()) });
    expect(withoutHeader(next)).toBe(printTypes(shapeForTypes(document("d"))));
  });
});
