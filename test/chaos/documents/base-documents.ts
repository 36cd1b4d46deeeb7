import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { readPage } from "../../../scripts/pipeline/read/read-page.ts";
import { loadFolder } from "../../../scripts/sources/load.ts";
import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { extractDocument } from "../../../src/openapi/parse/parse-document.ts";
import { listCatalogs } from "../../helpers/catalogs/catalog.ts";
import { makeDocument, makeOperation } from "../../helpers/documents.ts";
import type { Draw } from "../../helpers/draw.ts";

/** The page that this project publishes a client of. */
const PUBLISHED_PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject, more: JsonObject = {}) => ({ "application/json": { schema, ...more } });
const kite = (model: string, more: JsonObject = {}): JsonObject => ({
  type: "object",
  required: ["model"],
  properties: { model: { type: "string", enum: [model] }, wind: { type: "integer", minimum: 1 }, ...more },
});

function withSchemas(body: JsonObject, schemas: JsonObject, more: JsonObject = {}): JsonObject {
  const document = makeDocument();
  const known = objectAt(document, "components", "schemas");
  return {
    ...document,
    paths: { "/v1/kites/flights": { post: { ...makeOperation(body), ...more } } },
    components: { ...objectAt(document, "components"), schemas: { ...known, ...schemas } },
  };
}

/** Small documents that have, together, most of what OpenAPI can say. */
const OWN_DOCUMENTS: readonly JsonObject[] = [
  makeDocument(),
  withSchemas(
    { oneOf: [ref("One"), ref("Two")], discriminator: { propertyName: "model", mapping: { a: "One" } } },
    {
      One: kite("kite-1", { part: ref("Part") }),
      Two: { allOf: [ref("Base"), kite("kite-2", { parts: { type: "array", items: ref("Part") } })] },
      Base: { type: "object", properties: { colour: { type: ["string", "null"], default: "red" } } },
      Part: { type: "object", properties: { inner: ref("Part"), size: { const: 3 } } },
    },
  ),
  withSchemas(
    {
      type: "object",
      properties: {
        tree: ref("Tree"),
        map: { type: "object", additionalProperties: { type: "number" } },
        pair: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false },
        either: {
          anyOf: [
            { type: "string", pattern: "^[a-z]+$" },
            { type: "object", required: ["x"] },
          ],
        },
        when: JSON.parse(
          '{ "if": { "minLength": 1 }, "then": { "required": ["b"] }, "else": { "not": {} } }',
        ),
        named: { patternProperties: { "^x": { type: "string" } }, propertyNames: { maxLength: 9 } },
        old: { type: "string", nullable: true, exclusiveMinimum: true, minimum: 3 },
        dependent: { dependentRequired: { a: ["b"] }, dependentSchemas: { a: { required: ["c"] } } },
      },
    },
    { Tree: { type: "object", properties: { left: ref("Tree"), value: { type: "string", format: "uri" } } } },
  ),
  {
    ...makeDocument(),
    paths: {
      "/v1/kites/{id}": {
        parameters: [{ $ref: "#/components/parameters/Id" }],
        get: {
          operationId: "getKite",
          parameters: [
            { name: "tags", in: "query", style: "form", explode: false, schema: { type: "array" } },
            { name: "x-trace", in: "header", content: json({ type: "object" }) },
          ],
          responses: { "200": { $ref: "#/components/responses/Kite" }, default: { description: "bad" } },
        },
        delete: { responses: { "204": { description: "gone", headers: { "x-a": { schema: {} } } } } },
      },
      "/v1/kites/{kite}/photos": {
        put: {
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: {
                  type: "object",
                  properties: { file: { type: "string", format: "binary" }, meta: { type: "object" } },
                },
                encoding: { meta: { contentType: "application/json", headers: { a: { schema: {} } } } },
              },
              "application/octet-stream": {},
            },
          },
          responses: { "2XX": { description: "ok", content: { "text/event-stream": { schema: {} } } } },
        },
      },
      "/v1/models/kite-2.5:fly": { $ref: "#/paths/~1v1~1kites~1{id}" },
    },
    components: {
      parameters: { Id: { name: "id", in: "path", required: true, schema: { type: "string" } } },
      responses: {
        Kite: { description: "A kite", content: json(ref("Kite"), { example: { a: [1, null] } }) },
      },
      schemas: { Kite: kite("kite-1") },
      securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    },
  },
  withSchemas(
    kite("kite-1", { callback_url: { type: "string", format: "uri" } }),
    {},
    {
      requestBody: {
        content: json(kite("kite-1", { big: { type: "integer", maximum: 9007199254740992 } }), {
          examples: {
            one: { value: { model: "kite-1", wind: 0 } },
            two: { $ref: "#/components/examples/E" },
          },
        }),
      },
      callbacks: {
        done: { "{$request.body#/callback_url}": { post: makeOperation() } },
        lost: { $ref: "#/components/callbacks/none" },
      },
      security: [{ bearerAuth: [] }, {}],
      servers: [{ url: "https://{region}.example.org/{base}", variables: { region: { default: "eu" } } }],
      deprecated: true,
      tags: ["One", "Two"],
    },
  ),
];

/** As many pages of the catalogues here are mutated in one run, at most: reading all of them would take longer. */
const CATALOG_PAGES = 60;

/** The documents that are mutated: small ones of our own, the published page, and some pages of the catalogues here. */
export async function loadBaseDocuments(draw: Draw): Promise<readonly JsonObject[]> {
  const published = { path: basename(PUBLISHED_PAGE), bytes: await readFile(PUBLISHED_PAGE) };
  const catalogs = await Promise.all((await listCatalogs()).map((folder) => loadFolder(folder)));
  const files = catalogs.flatMap(({ output }) => output);
  const some = Array.from({ length: Math.min(CATALOG_PAGES, files.length) }, () => files[draw(files.length)]);
  const pages = [published, ...some].flatMap((file) => {
    const { blocks } = file === undefined ? { blocks: [] } : readPage(file).output;
    return blocks.flatMap((block): JsonObject[] => {
      const document = extractDocument(block).output?.document;
      return document === undefined ? [] : [document];
    });
  });
  return [...OWN_DOCUMENTS, ...pages];
}
