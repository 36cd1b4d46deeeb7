import { expect, it } from "vitest";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const schema = { $ref: "#/components/schemas/KiteRequest" };
const bodies = (...requestBodies: (Json | undefined)[]) =>
  merge(
    ...requestBodies.map((requestBody, index) =>
      makeModelPage(`kite-${index + 1}`, { operation: { requestBody: requestBody as Json } }),
    ),
  ).operation().requestBody as JsonObject;
const json = (more: JsonObject = {}): JsonObject => ({
  content: { "application/json": { schema } },
  ...more,
});

it.each<[string, (JsonObject | undefined)[], boolean]>([
  ["all pages require it", [json({ required: true }), json({ required: true })], true],
  ["one page does not", [json({ required: true }), json()], false],
  ["one page has none", [json({ required: true }), undefined], false],
  ["one page says something else", [json({ required: "true" })], false],
])("a body is required where %s", (_, given, want) => {
  expect(bodies(...given).required).toBe(want);
});

it("that only some pages require a body is reported at the first of them", () => {
  const report = (...required: boolean[]) =>
    merge(
      ...required.map((own, index) =>
        makeModelPage(`kite-${index + 1}`, { operation: { requestBody: json({ required: own }) } }),
      ),
    ).problems;
  expect(report(false, true, true)).toEqual([
    {
      severity: "warning",
      kind: "values-differ",
      file: "kite-2.md",
      pointer: "#/paths/~1v1~1kites~1flights/post/requestBody/required",
      message: "Some pages require a body, others do not, or have none. Read as optional.",
    },
  ]);
  expect([...report(true, true), ...report(false, false)]).toEqual([]);
});

it("a problem of one of several media types says of which", () => {
  const messages = (...types: string[]) => {
    const page = (file: string, properties: JsonObject) => {
      const model = { type: "string", enum: ["kite-1"] };
      const media = { schema: { type: "object", properties: { model, ...properties } } };
      const content = Object.fromEntries(types.map((type) => [type, media]));
      return makePage({ file, operation: { requestBody: { content } } });
    };
    const pages = [page("a.md", { wind: {}, tail: {} }), page("b.md", { wind: { deprecated: true } })];
    return merge(...pages).problems.map(({ message }) => message);
  };
  const message =
    "kite-1: a.md is more specific, and is followed. Only there: tail. Said only here: properties/wind/deprecated.";
  expect(messages("application/json")).toEqual([message]);
  expect(messages("application/json", "multipart/form-data")).toEqual([
    `application/json: ${message}`,
    `multipart/form-data: ${message}`,
  ]);
});

it("of two media types of one structure the one is deprecated that the page says so of, and of failures as well", () => {
  const plain = { type: "object", properties: { wind: { type: "string" } } };
  const old = { ...plain, properties: { wind: { type: "string", deprecated: true } } };
  const json = (schema: JsonObject) => ({ description: "", content: { "application/json": { schema } } });
  const content = { "application/json": { schema: plain }, "text/xml": { schema: old } };
  const { document } = merge(
    makePage({ operation: { requestBody: { content }, responses: { 400: json(old), 500: json(plain) } } }),
  );
  expect(JSON.stringify(document).match(/Deprecated [^"]*/g)).toEqual([
    "Deprecated in response 400 of POST /v1/kites/flights.",
    "Deprecated as text/xml.",
  ]);
});

it("a body keeps the description of each page", () => {
  expect(bodies(json({ description: "One" })).description).toBe("One");
  expect(bodies(json({ description: "One" }), json({ description: "Two" })).description).toBe(
    "- `kite-1`: One\n- `kite-2`: Two",
  );
  expect(bodies(json({ description: 1 }))).not.toHaveProperty("description");
});

it("there is no body where no page has one, or a media type for it", () => {
  expect(bodies(undefined, { content: {} })).toBeUndefined();
  expect(bodies({ $ref: "#/components/requestBodies/Lost" })).toBeUndefined();
  expect(bodies({ content: {} }, json())).toBeDefined();
});

it("JSON comes first of the media types, the others sorted", () => {
  const types = [
    "text/plain",
    "application/xml",
    "application/vnd.kite+json",
    "application/json",
    "application/jsonl",
  ];
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  expect(Object.keys(objectAt(bodies({ content }), "content"))).toEqual([
    "application/json",
    "application/vnd.kite+json",
    "application/jsonl",
    "application/xml",
    "text/plain",
  ]);
});

it("the parts of a form are sent as the first page says", () => {
  const form = (encoding: Json): JsonObject => ({ content: { "multipart/form-data": { schema, encoding } } });
  const body = bodies(
    form({ file: { contentType: "image/png" } }),
    form({ file: { contentType: "image/gif" }, wind: { explode: true } }),
    json(),
  );
  expect(objectAt(body, "content", "multipart/form-data").encoding).toEqual({
    file: { contentType: "image/png" },
    wind: { explode: true },
  });
  expect(objectAt(body, "content", "application/json")).not.toHaveProperty("encoding");
});

it("a page is served by the variant of the first media type that it has", () => {
  const form: JsonObject = {
    content: {
      "multipart/form-data": { schema: { type: "object", properties: { file: { type: "string" } } } },
      ...objectAt(json(), "content"),
    },
  };
  const { operation } = merge(
    makeModelPage("kite-1", { operation: { requestBody: form } }),
    makePage({
      file: "z.md",
      operation: { requestBody: { content: { "multipart/form-data": { schema: { type: "object" } } } } },
    }),
  );
  expect((operation()["x-pages"] as JsonObject[]).map(({ request }) => request)).toEqual([
    "#/components/schemas/KiteRequestKite1",
    "#/components/schemas/KiteFlightRequest",
  ]);
});

it("a page without a body is served by no variant", () => {
  const { operation } = merge(
    makeModelPage("kite-1"),
    makePage({ file: "z.md", operation: { requestBody: undefined as unknown as Json } }),
  );
  expect((operation()["x-pages"] as JsonObject[]).map(({ request }) => request)).toEqual([
    "#/components/schemas/KiteRequestKite1",
    undefined,
  ]);
});
