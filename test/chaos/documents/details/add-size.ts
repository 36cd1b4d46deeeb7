import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { addOperation, type Detail, inJson, pick } from "./detail.ts";

/** Documents that are long, wide or deep. */
const SIZES: readonly Detail[] = [
  (document, draw) => {
    const wraps: readonly ((inner: Json) => JsonObject)[] = [
      (inner) => ({ type: "object", properties: { a: inner } }),
      (inner) => ({ type: "array", items: inner }),
      (inner) => ({ allOf: [inner] }),
      (inner) => ({ anyOf: [inner, { type: "null" }] }),
      (inner) => ({ additionalProperties: inner }),
      (inner) => ({ not: inner }),
    ];
    const wrap = pick(wraps, draw);
    let schema: Json = { type: "string" };
    for (let level = 0; level < 500; level += 1) schema = wrap(schema);
    return addOperation(document, { requestBody: inJson({ schema }) });
  },
  (document) => {
    const properties = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`property${index}`, { type: "integer", default: index }]),
    );
    return addOperation(document, { requestBody: inJson({ schema: { type: "object", properties } }) });
  },
  (document, draw) => {
    const text = pick(["a", "*/", "`${", "\n", "é\u2028", "# "], draw).repeat(50_000);
    return addOperation(document, {
      description: text,
      requestBody: inJson({ schema: { type: "string", enum: [text, "b"], description: text } }),
    });
  },
  (document) => {
    const values = Array.from({ length: 5_000 }, (_, index) => `value-${index}`);
    return addOperation(document, { requestBody: inJson({ schema: { type: "string", enum: values } }) });
  },
  (document, draw) => {
    const branches = Array.from({ length: 200 }, (_, index) => ({
      type: "object",
      required: ["kind"],
      properties: { kind: draw(50) === 0 ? {} : { const: `kind-${index}` }, size: { type: "integer" } },
    }));
    return addOperation(document, { requestBody: inJson({ schema: { oneOf: branches } }) });
  },
  (document) => {
    const count = 300;
    const names = Array.from({ length: count }, (_, index) => `Chain${index}`);
    const chain = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: "object",
          allOf: [{ $ref: `#/components/schemas/Chain${index + 1}` }],
          properties: { [name]: {} },
        },
      ]),
    );
    const components = objectAt(document, "components");
    const schemas = { ...objectAt(components, "schemas"), ...chain, [`Chain${count}`]: { type: "object" } };
    const schema = { $ref: "#/components/schemas/Chain0" };
    return addOperation(
      { ...document, components: { ...components, schemas } },
      { requestBody: inJson({ schema }) },
    );
  },
];

/** Makes a document long, wide or deep. */
export const addSize: Detail = (document, draw) => pick(SIZES, draw)(document, draw);
