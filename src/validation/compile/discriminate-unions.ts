import { isObject, type Json, type JsonObject } from "../../openapi/json.ts";
import { findDiscriminator, readFixedValues } from "../../openapi/json-schema.ts";
import { parsePointer } from "../../openapi/pointer.ts";
import { visitReferences } from "../../openapi/references.ts";
import { isAnnotation } from "../../openapi/structure.ts";

/** What a reference points to; any other value is itself. */
export type Resolve = (value: Json) => JsonObject;

/**
 * Rewrites a union whose branches each fix a required property to values of their own, as `type` in the parts of a
 * message: what the property holds is asked first, and then only the branch that it names. The same values are
 * accepted; what is said of a value that is not comes from one branch instead of all.
 *
 * Branches that are no objects stay next to the others. The keyword `discriminator` is Ajv's: without a mapping, and not
 * for unions whose branches are distinguished by anything else.
 *
 * @see https://ajv.js.org/json-schema.html#discriminator
 */
export function discriminateUnion(schema: JsonObject, resolve: Resolve): JsonObject {
  const { discriminator: _, ...rest } = schema;
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(rest[key]));
  if (keyword === undefined) return rest;
  const { [keyword]: list, type, ...others } = rest;
  const branches = Array.isArray(list) ? list : [];
  // Ajv looks for the property in a branch itself where anything is asked next to its reference.
  if (branches.some(hasMoreThanReference)) return rest;
  // What else is asked of the value would be asked of all branches.
  if (!Object.keys(others).every(isAnnotation) || (type !== undefined && type !== "object")) return rest;

  const objects = branches.filter((branch) => resolve(branch).type === "object");
  const discriminator = objects.length < 2 ? undefined : findDiscriminator(objects.map(resolve));
  const remaining = branches.filter((branch) => !objects.includes(branch));
  if (discriminator === undefined || remaining.some((branch) => mayBeObject(resolve(branch)))) return rest;
  const union: JsonObject = {
    type: "object",
    required: [discriminator.name],
    properties: { [discriminator.name]: { enum: discriminator.values.flat() } },
    discriminator: { propertyName: discriminator.name },
    oneOf: objects.map(dropComment),
  };
  if (remaining.length === 0) return { ...others, ...union };
  return type === undefined ? { ...others, [keyword]: [union, ...remaining] } : rest;
}

/**
 * Whether a document refers into a union by the number of a branch. Such a union must stay as it is, and so that nobody
 * has to find out which one it is, all do.
 */
export function refersIntoUnion(document: JsonObject): boolean {
  let found = false;
  visitReferences(document, (pointer) => {
    const keys = parsePointer(pointer);
    found ||= keys.some((key, index) => /^(?:oneOf|anyOf)$/.test(key) && /^\d+$/.test(keys[index + 1] ?? ""));
  });
  return found;
}

/** Of all annotations Ajv takes the comment for something that is asked. */
function dropComment(branch: Json): Json {
  if (!isObject(branch)) return branch;
  const { $comment: _, ...rest } = branch;
  return rest;
}

function hasMoreThanReference(branch: Json): boolean {
  if (!isObject(branch) || branch.$ref === undefined) return false;
  return Object.keys(branch).some((key) => key !== "$ref" && !isAnnotation(key));
}

function mayBeObject(schema: JsonObject): boolean {
  if (schema.type !== undefined) return [schema.type].flat().includes("object");
  return readFixedValues(schema)?.some(isObject) ?? true;
}
