import {
  add,
  always,
  change,
  changeContent,
  changeResponses,
  has,
  inMediaType,
  type Malformation,
  renameStatus,
  without,
} from "./change.ts";

/** Malformed and unusual requests, responses and examples. */
export const MALFORMED_BODIES: Readonly<Record<string, Malformation>> = {
  "examples as a list in a media type": change(
    "mediaType",
    has("examples"),
    add({ examples: [{ text: "Up." }] }),
  ),
  "an example without value": change(
    "mediaType",
    has("examples"),
    add({ examples: { first: { text: "Up.", model: "kite-1" } } }),
  ),
  "an example that is a text": change("mediaType", always, add({ examples: { first: "Up." } })),
  "example and examples": change(
    "mediaType",
    always,
    add({ example: { text: "Up." }, examples: { first: { value: { text: "Up." } } } }),
  ),
  "a body that is lost": change("requestBody", always, () => ({ $ref: "#/components/requestBodies/Lost" })),
  "a response that is lost": change("response", always, () => ({ $ref: "#/components/responses/Lost" })),
  "a header that is lost": change(
    "response",
    always,
    add({ headers: { "X-Rate": { $ref: "#/components/headers/Lost" } } }),
  ),
  "an example that is lost": change(
    "mediaType",
    always,
    add({ examples: { one: { $ref: "#/components/examples/Lost" } } }),
  ),
  "a link": change(
    "response",
    always,
    add({ links: { next: { operationId: "getTask" }, lost: { $ref: "#/components/links/Lost" } } }),
  ),
  "responses that are empty": changeResponses(() => ({})),
  "a response without content": changeResponses((responses) => ({
    ...responses,
    "204": { description: "Nothing" },
  })),
  "a response without a description": change("response", always, (response) =>
    without(response, "description"),
  ),
  "a response that is null": changeResponses((responses) => ({ ...responses, "404": null })),
  "a range of statuses": renameStatus("200", "2XX"),
  "a range of statuses in small letters": renameStatus("200", "2xx"),
  "a range of failures": renameStatus("400", "4XX"),
  "a default response": renameStatus("400", "default"),
  "only a default response": changeResponses((responses) => ({ default: responses["200"] ?? {} })),
  "another success": renameStatus("200", "202"),
  "headers of a response": change(
    "response",
    always,
    add({
      headers: {
        "X-Rate": { description: "Left.", schema: { type: "integer", nullable: true } },
        "X-Ref": { $ref: "#/components/headers/Rate" },
      },
    }),
  ),
  "headers of any content": change(
    "response",
    always,
    add({
      headers: {
        "X-Rate": { content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } } },
      },
    }),
  ),
  "vendor JSON in a request": inMediaType("requestBody", "application/vnd.kite+json"),
  "vendor JSON in a response": inMediaType("response", "application/problem+json"),
  "two JSON media types in a response": changeContent("response", (content) => ({
    ...content,
    "application/problem+json": { schema: { type: "object" } },
  })),
  "XML in a response": inMediaType("response", "application/xml"),
  "text in a response": changeContent("response", (content) => ({
    ...content,
    "text/event-stream": { schema: { type: "string" } },
  })),
  "any media type in a response": inMediaType("response", "*/*"),
  "a media type without a schema": change("mediaType", always, (media) => without(media, "schema")),
  "a media type that is null": changeContent("response", (content) => ({ ...content, "text/plain": null })),
  "content that is empty": changeContent("requestBody", () => ({})),
  "a form": changeContent("requestBody", (content) => ({
    ...content,
    "multipart/form-data": {
      schema: { type: "object", properties: { file: { type: "string", format: "binary" } } },
      encoding: {
        file: { contentType: "image/png", headers: { "X-Part": { $ref: "#/components/headers/Lost" } } },
      },
    },
  })),
  "a body that is optional": change("requestBody", always, (body) => without(body, "required")),
  "a body that is a list": change("mediaType", always, (media) => ({
    ...media,
    schema: { type: "array", items: media.schema ?? {} },
  })),
  "a body that is nullable": change("mediaType", has("schema"), (media) => ({
    ...media,
    schema: { anyOf: [media.schema ?? {}, { type: "null" }] },
  })),
};
