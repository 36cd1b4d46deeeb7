import { isObject, type Json, type JsonObject, listAt } from "../../../../src/openapi/json.ts";
import { readDiscriminator, readFixedValues, readProperty } from "../../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../../src/openapi/problem.ts";
import { followReferences } from "../../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import { UNIONS } from "./variant-values.ts";

/**
 * Drops a `discriminator` whose property cannot be text: the values of a discriminator are texts, so that no value of
 * the union, or of what extends the base, would fit.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#discriminator-object
 */
export function dropDiscriminators({ file, document }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  const output = rewriteObjects(document, "document", (schema, kind, keys) => {
    const property = kind === "schema" ? readDiscriminator(schema)?.property : undefined;
    if (property === undefined || takesText(document, schema, property)) return schema;
    const message = `The discriminator names the property ${property}, which is no text, so it tells no variants apart. Dropped; name another in an overlay.`;
    const pointer = pointerTo([...keys, "discriminator"]);
    problems.push({ severity: "warning", kind: "malformed", file, pointer, message });
    const { discriminator: _, ...rest } = schema;
    return rest;
  });
  return { output: { file, document: output }, problems };
}

/** Whether a property may be text by all that a schema, what it refers to, and its branches say of it. */
function takesText(
  document: JsonObject,
  schema: Json | undefined,
  property: string,
  seen = new Set<JsonObject>(),
): boolean {
  const { target } = followReferences(document, schema);
  if (!isObject(target) || seen.has(target)) return true;
  seen.add(target);
  const named = followReferences(document, readProperty(target, property)).target;
  const { type = "string" } = isObject(named) ? named : {};
  const fixed = readFixedValues(named) ?? [""];
  return (
    [type].flat().includes("string") &&
    fixed.some((value) => typeof value === "string") &&
    ["allOf", ...UNIONS].every((keyword) =>
      listAt(target, keyword).every((part) => takesText(document, part, property, seen)),
    )
  );
}
