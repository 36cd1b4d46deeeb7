import { describe, expect, it } from "vitest";
import { renderSchema } from "../../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";

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
      "keeps the values of a map without properties of its own",
      { type: "object", additionalProperties: { type: "string" } },
      "request",
      "it: {\n    [key: string]: string;\n};",
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
      "/**\n * @description Seconds\n *\n *     Accepts an integer from 3 to 10.\n * @default 5\n * @example 6\n */\nit: number;",
    ],
  ])("%s", async (_, schema, place, want) => {
    expect(await printType(schema, place)).toBe(want);
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
