import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { listModelVariants } from "../../../scripts/diff/schemas/variants.ts";
import { loadSide } from "../../../scripts/diff/sides/load-side.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas, followReferences } from "../../../src/openapi/references.ts";
import { defaultCatalogFolder, findCatalogs } from "../catalogs.ts";

export type Side = "request" | "response";

/** A body that pages describe: that of a model, or of a response. */
export interface RealBody {
  side: Side;
  path: string;
  schema: JsonObject;
  /** Where its references lead. */
  document: JsonObject;
}

/** All bodies with properties of the newest edition of the catalogue; of the page of this project where there is none. */
export async function readRealBodies(root: string): Promise<RealBody[]> {
  const folder = defaultCatalogFolder(root);
  const edition = (await findCatalogs(folder)).at(-1);
  if (edition === undefined)
    console.log(
      `No catalogue at ${folder}, so that changes are made of this project's page only; set EVOLINK_CATALOG`,
    );
  const document =
    edition === undefined
      ? (parse(readFileSync("generated/openapi.yaml", "utf8")) as JsonObject)
      : (await loadSide(edition, "/")).document;
  const requests = listRequestMedia(document).flatMap(({ path, media }) => {
    const schema = media.schema ?? true;
    const variants = listModelVariants(schema, document).map((variant) => variant.schema);
    return (variants.length === 0 ? [schema] : variants).map((one) => ({
      side: "request" as const,
      path,
      one,
    }));
  });
  const responses = listResponseMedia(document)
    .filter(({ status }) => status?.startsWith("2"))
    .map(({ path, media }) => ({ side: "response" as const, path, one: media.schema ?? true }));
  return [...requests, ...responses].flatMap(({ side, path, one }) => {
    const { target } = followReferences(document, one);
    return isObject(target) && isObject(target.properties) ? [{ side, path, schema: target, document }] : [];
  });
}

/** A document that describes one body, and what it refers to. */
export function makeRealDocument({ side, path, document }: RealBody, schema: Json): JsonObject {
  const content = { content: { "application/json": { schema } } };
  const operation =
    side === "request"
      ? { requestBody: { required: true, ...content }, responses: { "204": { description: "Done." } } }
      : { responses: { "200": { description: "Done.", ...content } } };
  const used = collectReachable(document, [schema]);
  const schemas = Object.entries(componentSchemas(document)).filter(([name]) => used.has(name));
  return {
    openapi: "3.1.0",
    info: { title: "Body", version: "1.0.0" },
    paths: { [path]: { post: operation } },
    components: { schemas: Object.fromEntries(schemas) },
  };
}

/** The document of a body one of whose properties is another, or is new. */
export function withProperty(body: RealBody, name: string, property: Json): JsonObject {
  const properties = { ...objectAt(body.schema, "properties"), [name]: property };
  return makeRealDocument(body, { ...body.schema, properties });
}

/** The schema of the one body of a document. */
export function bodySchema(document: JsonObject, side: Side): Json {
  const media = side === "request" ? listRequestMedia(document) : listResponseMedia(document);
  return media[0]?.media.schema ?? true;
}
