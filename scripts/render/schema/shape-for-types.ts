import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { listResponseOnlySchemas } from "../../../src/openapi/reachable.ts";
import type { Rewrite } from "../../../src/openapi/walk.ts";
import { describeSchema } from "../../../src/validation/describe-schema.ts";
import { createRewriteDocument } from "../../last-results.ts";
import { groupBy } from "../../lists.ts";
import { referToEqual } from "./equal-components.ts";
import { findDiscriminators } from "./find-discriminators.ts";
import { shapeMedia } from "./shape-media.ts";
import { addTypes, loosenInherited, shapeFixedObjects, shapeMap } from "./shape-objects.ts";
import { shapeUnion } from "./shape-unions.ts";

/** Stands for "any other string" until the types are printed. */
export const OPEN_STRING = "\0any other string";

/**
 * Shapes the document for the printing of types, where `ownResponses` are components that no operation refers to:
 * - enums of strings that only responses use are opened, as a server may add a value any day; but not those that tell
 *   the variants of a union apart, or nothing would,
 * - limits that types cannot hold go into the description,
 * - `discriminator` goes, as openapi-typescript would write wrong literals for it,
 * - what stands beside a union holds of each of its branches,
 * - bodies that are neither JSON nor forms become text, or files,
 * - objects that an `enum` lists, maps, inherited names and schemas without a type become what accepts all that is valid,
 * - components that are equal, for all of that, become references to the first of them.
 */
export function shapeForTypes(document: JsonObject, ownResponses: readonly string[] = []): JsonObject {
  const responseOnly = new Set([...listResponseOnlySchemas(document), ...ownResponses]);
  const discriminators = findDiscriminators(document);
  const inResponse = (keys: readonly string[]): boolean => {
    if (keys[0] === "components" && keys[1] === "schemas") return responseOnly.has(keys[2] ?? "");
    return keys.includes("responses");
  };
  const inComponents = groupBy([...discriminators], (pointer) => pointer.split("/")[3] ?? "");
  const byComponent = new Map(inComponents.map((group) => [parsePointer(group[0] ?? "")[2], group.join()]));
  const inputsOf = (name: string) => [responseOnly.has(name), byComponent.get(name)];
  const rewrite: Rewrite = (object, kind, keys) => {
    if (kind === "mediaType") return shapeMedia(document, object, keys);
    if (kind !== "schema") return object;
    const { discriminator: _, ...schema } = object;
    const noted = shapeUnion(document, shapeMap(loosenInherited(shapeFixedObjects(noteLimits(schema)))));
    if (!inResponse(keys)) return addTypes(noted, keys);
    return discriminators.has(pointerTo(keys)) ? noted : openEnum(noted);
  };
  return referToEqual(rewriteLast(document, rewrite, inputsOf));
}

const rewriteLast = createRewriteDocument();

function openEnum(schema: JsonObject): JsonObject {
  const { enum: _, const: __, type, ...rest } = schema;
  const known = readFixedValues(schema);
  if (!known?.some((value) => typeof value === "string")) return schema;
  return {
    ...rest,
    anyOf: [
      { enum: known },
      { const: OPEN_STRING },
      ...([type].flat().includes("null") && !known.includes(null) ? [{ type: "null" }] : []),
    ],
  };
}

/** Adds a sentence on accepted values where the type alone would say less. */
function noteLimits(schema: JsonObject): JsonObject {
  if (!hasLimits(schema)) return schema;
  const { description } = schema;
  const note = `Accepts ${describeSchema(schema)}.`;
  return {
    ...schema,
    description: typeof description === "string" ? `${description.trimEnd()}\n\n${note}` : note,
  };
}

const LIMITS = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
];

function hasLimits(schema: Json): boolean {
  if (!isObject(schema)) return false;
  const branches = schema.oneOf ?? schema.anyOf;
  return LIMITS.some((key) => key in schema) || (Array.isArray(branches) && branches.some(hasLimits));
}
