import { expect, it } from "vitest";
import { renderSchema } from "../../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { buildDocument } from "../../../helpers/catalogs/build-document.ts";
import { createBodyVerdicts } from "../../../helpers/schemas/body-verdicts.ts";

const text: JsonObject = { type: "string" };
const byte: JsonObject = { ...text, format: "byte" };
const binary: JsonObject = { ...text, format: "binary" };
const png = new Blob(["x"], { type: "image/png" });

/** The verdicts of validator and mock on bodies with some properties, and the types of these. */
async function describeBody(mediaType: string, properties: JsonObject, encoding: JsonObject) {
  const content: Json = { [mediaType]: { schema: { type: "object", properties }, encoding } };
  const requestBody = { required: true, content };
  const post = { operationId: "createFile", requestBody, responses: { "200": { description: "Stored." } } };
  const document = await buildDocument({
    file: "files.json",
    document: objectAt({
      openapi: "3.1.0",
      info: { title: "Files", version: "1.0.0" },
      servers: [{ url: "https://api.example.org" }],
      paths: { "/v1/files": { post } },
    }),
  });
  const types = await renderSchema(prepareRender(document));
  const typeOf = (name: string) => new RegExp(`^ +${name}\\?: ([^]*?);$`, "m").exec(types)?.[1];
  return { ...(await createBodyVerdicts(document)), typeOf };
}

it("a file in JSON, in base64 or called binary, is a text in type, validator and mock, and no Blob", async () => {
  const encoded = { ...text, contentEncoding: "base64" };
  const image = { ...encoded, contentMediaType: "image/png" };
  const fields = { byte, binary, encoded, image, several: { type: "array", items: image } };
  const { validate, ask, typeOf } = await describeBody("application/json", fields, {});
  expect(Object.keys(fields).map(typeOf)).toEqual(["string", "string", "string", "string", "string[]"]);
  const whole = { byte: "YWJj", binary: "?", encoded: "YWJj", image: "YWJj", several: ["YWJj"] };
  expect([validate(whole), await ask(whole)]).toEqual([[], []]);
  for (const [name, value] of Object.entries(whole)) {
    expect(validate({ [name]: Array.isArray(value) ? [png] : png })).toEqual([expect.any(String)]);
    // What JSON makes of a Blob.
    expect(await ask({ [name]: Array.isArray(value) ? [{}] : {} })).toEqual([expect.any(String)]);
  }
  expect([validate({ byte: "?" }), await ask({ byte: "?" })].map(({ length }) => length)).toEqual([1, 1]);
});

it("a part of a form with a media type of its own is what that type carries", async () => {
  const fields = {
    data: { type: "object", required: ["a"], properties: { a: { type: "integer" } } },
    files: { type: "array", items: binary },
    image: binary,
    table: text,
    byte,
  };
  const { validate, ask, typeOf } = await describeBody("multipart/form-data", fields, {
    data: { contentType: "application/json" },
    files: { contentType: "image/png, image/jpeg" },
    image: { contentType: "image/*" },
    table: { contentType: "text/csv" },
  });
  expect(["files", "image", "table", "byte"].map(typeOf)).toEqual([
    "(Blob | string)[]",
    "Blob | string",
    "string",
    "string",
  ]);
  const whole = { data: { a: 1 }, files: [png, png], image: png, table: "a,b", byte: "YWJj" };
  const wrong = [{ data: { a: "x" } }, { files: [5] }, { image: 5 }, { table: png }, { byte: "?" }];
  expect(validate(whole)).toEqual([]);
  expect(wrong.map((body) => validate(body).length)).toEqual([1, 1, 1, 1, 1]);

  const form = (...parts: [name: string, value: Blob | string, type?: string][]) => {
    const made = new FormData();
    for (const [name, value, type] of parts)
      if (typeof value === "string" && type === undefined) made.append(name, value);
      else made.append(name, new Blob([value], { type: type ?? "image/png" }));
    return made;
  };
  const sent = form(
    ["data", '{"a":1}', "application/json"],
    ["files", png],
    ["files", png],
    ["image", png],
    ["table", "a,b", "text/csv"],
    ["byte", "YWJj"],
  );
  expect(await ask(sent)).toEqual([]);
  expect(await ask(form(["data", '{"a":"x"}', "application/json"]))).toHaveLength(1);
  expect(await ask(form(["byte", "?"]))).toHaveLength(1);
});
