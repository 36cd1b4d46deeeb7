import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { CALLBACK, COMPONENTS, makePathItem, SECURITY_SCHEMES, SERVER } from "./parts.ts";
import { DOCS, EXTENSION, SHARED, WORD } from "./schemas.ts";

/** What a page is, as far as pages of this kind are told apart. */
export interface EveryField {
  /** Begins each of its words. */
  name: string;
  /** Default: 3.1.0. What only 3.1 has stands on a page of 3.0, too. */
  openapi?: string;
  path?: string;
  /** The model that it is about, if it names one. */
  model?: string;
}

/**
 * A page with every field of every object of OpenAPI 3.1, and in each of them a word that stands nowhere else, such as
 * `ALPHA-info-contact-name`, or a number that does. What is neither a word nor a number is the same on all pages.
 */
export function makeEveryField({
  name,
  openapi = "3.1.0",
  path = "/v1/kites/{id}",
  model,
}: EveryField): JsonObject {
  let number = 1000 * [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const write = (value: Json, keys: readonly string[]): Json => {
    const word = `${name}-${keys.join("-").replace(/[^\w-]+/g, "_")}`;
    if (value === "#") return ++number;
    if (typeof value === "string") return value.replaceAll("?", word);
    if (Array.isArray(value)) return value.map((item, index) => write(item, [...keys, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key.replaceAll("?", word), write(item, [...keys, key])]),
    );
  };
  const page = write(makeTemplate(path, model), []);
  return isObject(page) ? { ...page, openapi } : {};
}

function makeTemplate(path: string, model: string | undefined): JsonObject {
  const pointer = `#/paths/${path.replaceAll("/", "~1")}/post`;
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://example.org/?",
    ...EXTENSION,
    info: {
      title: WORD,
      summary: WORD,
      description: WORD,
      termsOfService: "https://example.org/?",
      contact: { name: WORD, url: "https://example.org/?", email: "?@example.org", ...EXTENSION },
      license: { name: WORD, url: "https://example.org/?", identifier: WORD, ...EXTENSION },
      version: WORD,
      ...EXTENSION,
    },
    externalDocs: DOCS,
    servers: [SERVER],
    security: [{ key: [] }, { query: [] }, { open: [WORD] }],
    tags: [
      { name: "Kites", description: WORD, externalDocs: DOCS, ...EXTENSION },
      { name: WORD, description: WORD },
    ],
    paths: {
      ...EXTENSION,
      [path]: makePathItem(pointer, model),
      "/v1/storms": { $ref: "#/components/pathItems/Storm" },
    },
    webhooks: { storm: { $ref: "#/components/pathItems/Storm" }, gust: CALLBACK["{$url}"] ?? {} },
    components: { ...COMPONENTS, schemas: SHARED, securitySchemes: SECURITY_SCHEMES },
  };
}
