import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import type { Draw } from "../../../helpers/draw.ts";
import { SCHEMAS } from "./add-schema.ts";
import { addOperation, type Detail, pick, respond } from "./detail.ts";

/** What a document says of operations that few do. */
const OPERATIONS: readonly ((draw: Draw) => JsonObject)[] = [
  () => ({ operationId: "getKite" }),
  (draw) => ({
    parameters: [
      { name: "filter", in: "query", content: { "application/json": { schema: pick(SCHEMAS, draw) } } },
      { name: "both", in: "query", schema: {}, content: { "text/plain": {} } },
      { name: "none", in: "query" },
      { name: "empty", in: "header", content: {} },
      { name: "many", in: "cookie", content: { "application/json": {}, "text/plain": {} } },
    ].filter(() => draw(2) === 0),
  }),
  (draw) => ({
    parameters: ["query", "path", "header", "cookie", "querystring"].map((place, index) => ({
      name: `p${index}`,
      in: place,
      style: pick<Json>(["deepObject", "matrix", "label", "spaceDelimited", "kite", 3, null], draw),
      explode: pick<Json>([true, false, "true", null], draw),
      allowReserved: true,
      schema: pick(SCHEMAS, draw),
    })),
  }),
  (draw) => ({
    requestBody: {
      content: {
        [pick(["multipart/form-data", "application/x-www-form-urlencoded", "multipart/mixed"], draw)]: {
          schema: { type: "object", properties: { a: pick(SCHEMAS, draw) } },
          encoding: pick<Json>(
            [
              { lost: { contentType: "image/png" } },
              { a: { contentType: "image/*, text/plain", style: "deepObject", explode: true } },
              { a: { headers: { "x-a": { $ref: "#/components/headers/Lost" } } } },
              { a: null },
              [],
              "a",
            ],
            draw,
          ),
          ...(draw(3) === 0 && { itemSchema: pick(SCHEMAS, draw), prefixEncoding: [{}], itemEncoding: {} }),
        },
      },
    },
  }),
  (draw) => ({
    security: pick<Json>([[{ lost: [] }], [{ "": [] }], [{ lost: "read" }], [[]], [null], {}], draw),
  }),
  (draw) => ({
    servers: pick<Json>(
      [
        [{ url: "https://other.example/{v}", variables: { v: { enum: [], default: "1" } } }],
        [{ url: "../relative" }, { url: "//host.example" }],
        [{ url: "https://a.example:99999" }],
        [{ url: "{scheme}://{host}" }],
        [{}],
        "https://a.example",
      ],
      draw,
    ),
  }),
  (draw) => respond({ headers: { "Content-Type": {}, "set-cookie": { schema: pick(SCHEMAS, draw) } } }),
  (draw) => ({
    responses: {
      200: { description: "", content: { "text/event-stream": { itemSchema: pick(SCHEMAS, draw) } } },
      default: { description: "", links: { a: { operationRef: "#/paths/~1lost/get", server: {} } } },
    },
  }),
];

/** Adds an operation of which something is said that few say. */
export const addDetail: Detail = (document, draw) => addOperation(document, pick(OPERATIONS, draw)(draw));
