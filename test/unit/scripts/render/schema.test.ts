import ts from "typescript";
import { describe, expect, it, vi } from "vitest";
import { renderSchema } from "../../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";

const REF = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** The printed type of a schema that only requests use, or only responses. */
async function printType(schema: JsonObject, place: "request" | "response"): Promise<string> {
  const document = makeDocument();
  const own = { type: "object", required: ["it"], properties: { it: schema } };
  const schemas = { Flight: { type: "object" }, Own: own };
  document.components = { schemas };
  const reference = { $ref: "#/components/schemas/Own" };
  document.paths = {
    "/v1/kites": { post: makeOperation(place === "request" ? reference : { type: "object" }) },
  };
  if (place === "response") schemas.Flight = { type: "object", properties: { own: reference } } as never;
  const text = renderSchema(prepareRender(document));
  const [, printed] = text.match(/Own: \{\n([\s\S]*?)\n {8}\};/) ?? [];
  return (printed ?? "").replaceAll(/^ {12}/gm, "");
}

describe("renderSchema", () => {
  it("prints an object that is equal to one before it as that one", () => {
    const document = makeDocument();
    const flight = (state: JsonObject) => ({ type: "object", properties: { state, next: REF("Second") } });
    const text = { type: "string" };
    const schemas = { First: flight(text), Name: text, Other: flight({}), Same: text, Second: flight(text) };
    document.components = { schemas };
    const { Second: _, ...own } = { ...schemas, Second: {} };
    document.paths = { "/v1/kites": { post: makeOperation({ type: "object", properties: own }) } };
    const printed = renderSchema(prepareRender(document));
    const types = printed.slice(printed.indexOf("schemas: {"), printed.indexOf("responses:"));
    const members = types.match(/^ {8}\w+: .*/gm)?.map((line) => line.trim());
    expect(members).toEqual([
      "First: {",
      "Name: string;",
      "Other: {",
      "Same: string;",
      'Second: components["schemas"]["First"];',
    ]);
  });

  it("prints a union with a list of itself as an alias, and an object with one as it is", () => {
    const document = makeDocument();
    const list = { type: "array", items: REF("Value") };
    const Value = { anyOf: [{ type: "string" }, list] };
    const Kite = {
      type: "object",
      properties: { values: list, kites: { type: "array", items: REF("Kite") } },
    };
    document.components = { schemas: { Value, Kite, Flight: { type: "object" } } };
    document.paths = { "/v1/kites": { post: makeOperation(REF("Kite")) } };
    const printed = renderSchema(prepareRender(document));
    expect(printed).toContain("        Value: RecursiveValue;\n");
    expect(printed).toContain("type RecursiveValue = string | RecursiveValue[];\n");
    expect(printed).toContain('kites?: components["schemas"]["Kite"][];\n');
  });

  it.each([
    ["asks for no property of a component that may be no object", {}, false],
    ["asks for no property of a component that may be null", { type: ["object", "null"] }, false],
    ["asks for the properties of a component that is an object", { type: "object" }, true],
  ])("%s", (_, type, asks) => {
    const document = makeDocument();
    const Kite = { ...type, properties: { wind: { type: "string" } } };
    document.components = { schemas: { Kite, Flight: { type: "object" } } };
    document.paths = { "/v1/kites": { post: makeOperation({ allOf: [REF("Kite")], required: ["wind"] }) } };
    const printed = renderSchema(prepareRender(document));
    expect(printed.includes('WithRequired<components["schemas"]["Kite"], "wind">')).toBe(asks);
  });

  it("prints an object that requests use apart from an equal one of responses, where that is open", () => {
    const document = makeDocument();
    const schema = { type: "object", properties: { state: { type: "string", enum: ["up"] } } };
    document.components = { schemas: { Asked: schema, Flight: schema } };
    document.paths = { "/v1/kites": { post: makeOperation(REF("Asked")) } };
    const printed = renderSchema(prepareRender(document));
    expect(printed).toContain('state?: "up";');
    expect(printed).toContain('state?: "up" | (string & {});');
  });

  it.each<[string, JsonObject, "request" | "response", string]>([
    [
      "keeps an enum of a request closed",
      { type: "string", enum: ["a", "b"] },
      "request",
      '/** @enum {string} */\nit: "a" | "b";',
    ],
    [
      "opens an enum of a response",
      { type: "string", enum: ["a", "b"] },
      "response",
      'it: ("a" | "b") | (string & {});',
    ],
    ["opens a single value of a response", { const: "a" }, "response", 'it: "a" | (string & {});'],
    [
      "keeps null where a response may have it",
      { type: ["string", "null"], enum: ["a"] },
      "response",
      'it: "a" | (string & {}) | null;',
    ],
    [
      "takes the objects of an enum for values, not for schemas",
      {
        type: "object",
        properties: { type: { type: "string" } },
        enum: [{ type: "string" }, { $ref: "#/components/schemas/Kite" }],
      },
      "request",
      '/** @enum {unknown} */\nit: {\n    type: "string";\n} | {\n    $ref: "#/components/schemas/Kite";\n};',
    ],
    [
      "leaves out of an enum of objects what is none",
      { anyOf: [{ type: "object", enum: [{ $ref: "a" }, "b"] }, { type: "number" }] },
      "response",
      'it: {\n    $ref: "a";\n} | number;',
    ],
    [
      "has a file as a program has it",
      { type: "string", format: "binary" },
      "request",
      "/** Format: binary */\nit: Blob | string;",
    ],
    [
      "has a file that may be missing",
      { type: ["string", "null"], format: "binary" },
      "request",
      "/** Format: binary */\nit: Blob | string | null;",
    ],
    [
      "opens a map that has properties of its own",
      {
        type: "object",
        properties: { wind: { type: "integer" } },
        additionalProperties: { type: "string" },
        patternProperties: { "^x_": { type: "string" } },
      },
      "request",
      "it: {\n    wind?: number;\n} & {\n    [key: string]: unknown;\n};",
    ],
    [
      "keeps the values of a map whose own properties are such values, too",
      {
        type: "object",
        required: ["en"],
        properties: { en: { type: "string" } },
        additionalProperties: { type: "string", description: "In a language" },
      },
      "request",
      "it: {\n    en: string;\n} & {\n    [key: string]: string;\n};",
    ],
    [
      "keeps the values of a map without properties of its own",
      { type: "object", additionalProperties: { type: "string" } },
      "request",
      "it: {\n    [key: string]: string;\n};",
    ],
    [
      "has any value in a map of patterns, whose names may match none",
      { type: "object", patternProperties: { "^x": { type: "string" } } },
      "request",
      "it: {\n    [key: string]: unknown;\n};",
    ],
    [
      "keeps the values of a map whose names all match a pattern",
      { type: "object", patternProperties: { "^x": { type: "string" } }, additionalProperties: false },
      "request",
      "it: {\n    [key: string]: string;\n};",
    ],
    [
      "lets a list end before its first items, and go on after them",
      { type: "array", prefixItems: [{ type: "string" }, { type: ["string", "number"] }] },
      "request",
      "it: [\n    string?,\n    (string | number)?,\n    ...unknown[]\n];",
    ],
    [
      "closes a list of first items, of which some are required",
      { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], minItems: 1, items: false },
      "request",
      "/** Accepts a list of at least 1 item. */\nit: [\n    string,\n    number?\n];",
    ],
    [
      "has a type for further items",
      { type: "array", prefixItems: [{ type: "string" }], minItems: 2, items: { type: "boolean" } },
      "request",
      "/** Accepts a list of at least 2 items. */\nit: [\n    string,\n    ...boolean[]\n];",
    ],
    [
      "lets a request have anything where no type is asked for, and an object with its properties",
      { required: ["a"], properties: { a: { type: "string" } }, description: "Any" },
      "request",
      "/** Any */\nit: {\n    a: string;\n} | string | number | boolean | unknown[] | null;",
    ],
    [
      "has an object in a response where no type is named",
      { required: ["a"], properties: { a: { type: "string" } } },
      "response",
      "it: {\n    a: string;\n};",
    ],
    [
      "does not ask for a type of what every object inherits",
      {
        type: "object",
        required: ["toString"],
        properties: { constructor: { type: "string" } as never, toString: { type: "string" } as never },
      },
      "request",
      "it: {\n    constructor?: unknown;\n    toString: string;\n};",
    ],
    [
      "leaves numbers of a response closed",
      { enum: [1, 2] },
      "response",
      "/** @enum {unknown} */\nit: 1 | 2;",
    ],
    [
      "tells range, default and example",
      { type: "integer", minimum: 3, maximum: 10, default: 5, example: 6, description: "Seconds" },
      "request",
      "/**\n * Seconds\n *\n * Accepts an integer from 3 to 10.\n * @default 5\n * @example 6\n */\nit: number;",
    ],
    [
      "shows title, format and text above the tags, as editors do",
      { type: "string", format: "uri", title: "Link", deprecated: true, description: "Where.\n\n- it is" },
      "request",
      "/**\n * Link\n *\n * Format: uri\n *\n * Where.\n *\n * - it is\n * @deprecated\n */\nit: string;",
    ],
    [
      "lets no line of a text be a tag, nor what only looks like one be taken for one",
      {
        type: "string",
        description: "@image1 is\n  @deprecated\n * @default 1",
        example: "@description a\nb",
      },
      "request",
      "/**\n * \\@image1 is\n *   \\@deprecated\n *  * @default 1\n * @example @description a\n *     b\n */\nit: string;",
    ],
    [
      "leaves a comment without a text as it is",
      { type: "string", example: "a" },
      "request",
      "/** @example a */\nit: string;",
    ],
  ])("%s", async (_, schema, place, want) => {
    expect(await printType(schema, place)).toBe(want);
  });

  const block = (type: string, more: JsonObject) => ({
    type: "object",
    properties: { type: { type: "string", enum: [type] }, role: { type: "string", enum: ["user"] }, ...more },
  });
  const text = block("text", { text: { type: "string" } });
  const image = block("image", { url: { type: "string" } });

  it.each<[how: string, union: JsonObject, schemas: JsonObject]>([
    ["in place", { anyOf: [text, image] }, {}],
    ["behind references", { oneOf: [REF("Text"), REF("Image")] }, { Text: text, Image: image }],
    ["in parts", { anyOf: [{ allOf: [text, {}] }, { allOf: [REF("Image")] }] }, { Image: image }],
    ["in unions of unions", { anyOf: [{ oneOf: [text, image] }, { type: "null" }] }, {}],
    [
      "behind references of their own",
      { anyOf: [block("text", { type: REF("TextType") }), image] },
      { TextType: { const: "text" } },
    ],
  ])(
    "keeps closed what tells the variants of a response apart, %s, and opens the rest",
    (_, union, schemas) => {
      const document = makeDocument();
      const status = { type: "string", enum: ["done"] };
      const Flight = { type: "object", properties: { status, content: { type: "array", items: union } } };
      document.components = { schemas: { Flight, ...schemas } };
      const printed = renderSchema(prepareRender(document));
      expect(printed).toMatch(/"text";/);
      expect(printed).toMatch(/type\?: "image";/);
      expect(printed).not.toMatch(/"(?:text|image)" \|/);
      expect(printed).toContain('status?: "done" | (string & {});');
      expect(printed).toContain('role?: "user" | (string & {});');
    },
  );

  it("opens what two variants of a response have in common", () => {
    const document = makeDocument();
    const union = { anyOf: [text, block("text", { size: { type: "number" } })] };
    document.components = { schemas: { Flight: { type: "object", properties: { content: union } } } };
    expect(renderSchema(prepareRender(document)).match(/type\?: "text" \| \(string & \{\}\);/g)).toHaveLength(
      2,
    );
  });

  it("lets a request leave out a property that has a default", async () => {
    const document = makeDocument();
    document.paths = {
      "/v1/kites": {
        post: makeOperation({ type: "object", properties: { tail: { type: "string", default: "red" } } }),
      },
    };
    expect(renderSchema(prepareRender(document))).toMatch(/tail\?: string;/);
  });

  it("keeps closed what requests and responses share", async () => {
    const document = makeDocument();
    document.components = { schemas: { Flight: { type: "string", enum: ["a"] } } };
    document.paths = { "/v1/kites": { post: makeOperation({ $ref: "#/components/schemas/Flight" }) } };
    expect(renderSchema(prepareRender(document))).toMatch(/Flight: "a";/);
  });

  it("prints a list within a list no more often than one that is in none", async () => {
    const nest = (depth: number): JsonObject => ({
      type: "array",
      items: depth === 1 ? {} : { anyOf: [{ type: "object", properties: { it: nest(depth - 1) } }] },
    });
    const createList = vi.spyOn(ts.factory, "createArrayTypeNode");
    expect((await printType(nest(6), "request")).match(/\[\]/g)).toHaveLength(6);
    expect(createList).toHaveBeenCalledTimes(6);
    createList.mockRestore();
  });

  it("prints no discriminator, whose literals would be wrong", async () => {
    const variant = (kind: string) => ({
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: [kind] } },
    });
    const document = makeDocument();
    document.paths = {
      "/v1/kites": {
        post: makeOperation({ oneOf: [variant("a"), variant("b")], discriminator: { propertyName: "kind" } }),
      },
    };
    expect(renderSchema(prepareRender(document))).toMatch(/kind: "a";[\s\S]*kind: "b";/);
  });
});
