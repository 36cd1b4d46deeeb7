import type { ContributingPage } from "../../../src/openapi/contributing-pages.ts";
import { childOf, type Json, type JsonObject, objectsAt } from "../../../src/openapi/json.ts";
import { readFixedValues, readProperty } from "../../../src/openapi/json-schema.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";

/** A schema and where it stands. */
export interface PlacedSchema {
  pointer: string;
  schema: JsonObject;
}

/**
 * Where the schema stands that a body has to satisfy: of a union the variant of the body's model, or else the one
 * that serves the page which shows the body.
 */
export function findVariant(
  document: JsonObject,
  { pointer, schema }: PlacedSchema,
  body: Json,
  page?: ContributingPage,
): string {
  if (typeof schema.$ref === "string") return schema.$ref;
  const model = childOf(body, MODEL);
  const own = objectsAt(schema, "oneOf").find((variant) => {
    const property = readProperty(resolveComponent(document, variant), MODEL);
    return model !== undefined && readFixedValues(property)?.includes(model);
  });
  return typeof own?.$ref === "string" ? own.$ref : (page?.request ?? pointer);
}
