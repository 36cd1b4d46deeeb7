import { type ContributingPage, readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { findPageOf, listExamples } from "../../../src/openapi/examples.ts";
import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { schemaAt } from "../../../src/openapi/references.ts";
import type { ObjectKind } from "../../../src/openapi/walk.ts";
import { findVariant } from "./find-variant.ts";

/** One example of a document, or a default, and what it has to satisfy. */
export interface PlacedExample {
  /** Where it stands in the object that shows it: `["example"]`, `["examples", "first"]`, `["default"]`. */
  at: readonly [field: string, ...name: string[]];
  value: Json;
  schema: JsonObject;
  /** The page that shows it, when that is known. */
  page?: ContributingPage | undefined;
}

/** The examples of an object of a document; `keys` lead to it. */
export function listPlacedExamples(
  document: JsonObject,
  object: JsonObject,
  kind: ObjectKind,
  keys: readonly string[],
): PlacedExample[] {
  if (kind === "mediaType") return listBodyExamples(document, object, keys);
  return kind === "schema" ? listSchemaExamples(object) : [];
}

/** The examples of a body, each with the schema of its own model. */
function listBodyExamples(document: JsonObject, media: JsonObject, keys: readonly string[]): PlacedExample[] {
  const { schema } = media;
  if (!isObject(schema)) return [];
  const placed = { pointer: pointerTo([...keys, "schema"]), schema };
  const [root = "", path = "", method = ""] = keys;
  const pages = readContributingPages(objectAt(document, root, path, method));
  // The variant that serves a page is about its requests.
  const isRequest = keys.includes("requestBody");
  return listExamples(media).map(({ name, value }): PlacedExample => {
    const page = name === undefined ? undefined : findPageOf(name, pages);
    const pointer = findVariant(document, placed, value, isRequest ? page : undefined);
    const at = name === undefined ? (["example"] as const) : (["examples", name] as const);
    return { at, value, schema: schemaAt(document, pointer), page };
  });
}

/** In a schema `examples` is a list of values, and a default is to fit as well: section 9.2 of JSON Schema 2020-12. */
function listSchemaExamples(schema: JsonObject): PlacedExample[] {
  const { example, default: initial } = schema;
  return [
    ...(initial === undefined ? [] : [{ at: ["default"] as const, value: initial, schema }]),
    ...(example === undefined ? [] : [{ at: ["example"] as const, value: example, schema }]),
    ...listAt(schema, "examples").map((value, index) => ({
      at: ["examples", String(index)] as const,
      value,
      schema,
    })),
  ];
}
