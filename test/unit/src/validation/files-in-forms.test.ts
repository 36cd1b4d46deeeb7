import { expect, it } from "vitest";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { buildDocument } from "../../../helpers/catalogs/build-document.ts";
import { createBodyVerdicts } from "../../../helpers/schemas/body-verdicts.ts";

const FILE = { $ref: "#/components/schemas/File" };
const binary: JsonObject = { type: "string", format: "binary" };
const image: JsonObject = { type: "string", contentMediaType: "image/png" };

/** Forms of a file in a form; the component that it refers to. */
const FORMS: Record<string, [openapi: string, part: JsonObject, component?: JsonObject]> = {
  "a media type": ["3.1.0", image],
  "an encoding": ["3.1.0", { ...image, contentEncoding: "base64" }],
  "a media type and a limit": ["3.1.0", { ...image, maxLength: 100 }],
  "a reference to a media type": ["3.1.0", FILE, image],
  "a reference of 3.0": ["3.0.3", FILE, binary],
  "a nullable of 3.0": ["3.0.3", { ...binary, nullable: true }],
  "an allOf of one": ["3.1.0", { allOf: [FILE], description: "A file." }, binary],
  "a union with null": ["3.1.0", { anyOf: [image, { type: "null" }] }],
  "a file or an address": ["3.1.0", { oneOf: [binary, { type: "string", format: "uri" }] }],
};

it.each(
  Object.entries(FORMS).flatMap(([name, form]) => [
    { name, form, isList: false },
    { name: `a list of ${name}`, form, isList: true },
  ]),
)("$name: a form takes a Blob in validator and mock", async ({ form: [openapi, part, File], isList }) => {
  const file: Json = isList ? { type: "array", items: part } : part;
  const schema: Json = { type: "object", required: ["file"], properties: { file } };
  const requestBody = { required: true, content: { "multipart/form-data": { schema } } };
  const responses = { "200": { description: "Stored." } };
  const document = await buildDocument({
    file: "files.json",
    document: objectAt({
      openapi,
      info: { title: "Files", version: "1.0.0" },
      servers: [{ url: "https://api.example.org" }],
      paths: { "/v1/files": { post: { operationId: "createFile", requestBody, responses } } },
      components: { schemas: File === undefined ? {} : { File } },
    }),
  });
  const { validate, ask } = await createBodyVerdicts(document);
  const blob = new Blob(["x"], { type: "image/png" });
  expect(validate({ file: isList ? [blob] : blob })).toEqual([]);
  expect([{ file: isList ? [5] : 5 }, {}].map((body) => validate(body).length)).toEqual([1, 1]);
  const sent = new FormData();
  sent.append("file", blob, "a.png");
  expect(await ask(sent)).toEqual([]);
  expect(await ask(new FormData())).toHaveLength(1);
});
