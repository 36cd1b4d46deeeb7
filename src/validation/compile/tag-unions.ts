import { isObject, type Json, type JsonObject, objectAt } from "../../openapi/json.ts";
import { isAnnotation } from "../../openapi/structure.ts";

/** What a reference points to; any other value is itself. */
export type Resolve = (value: Json) => JsonObject;

/**
 * Rewrites a union whose branches each fix a required property to values of their own, as `type` in the parts of a
 * message: what the property holds is asked first, and then only the branch that it names. The same values are
 * accepted; what is said of a value that is not comes from one branch instead of all.
 *
 * Branches that are no objects stay beside the others. The keyword `discriminator` is Ajv's: without a mapping, and not
 * for unions whose branches are told apart by anything else.
 *
 * @see https://ajv.js.org/json-schema.html#discriminator
 */
export function discriminateUnion(schema: JsonObject, resolve: Resolve): JsonObject {
  const { discriminator: _, ...rest } = schema;
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(rest[key]));
  if (keyword === undefined) return rest;
  const { [keyword]: list, type, ...others } = rest;
  const branches = Array.isArray(list) ? list : [];
  // Ajv looks for the property in a branch itself where anything is asked beside its reference.
  if (branches.some(hasMoreThanReference)) return rest;
  // What else is asked of the value would be asked of all branches.
  if (!Object.keys(others).every(isAnnotation) || (type !== undefined && type !== "object")) return rest;

  const objects = branches.filter((branch) => resolve(branch).type === "object");
  const tag = findDiscriminator(objects.map(resolve));
  const beside = branches.filter((branch) => !objects.includes(branch));
  if (tag === undefined || beside.some((branch) => mayBeObject(resolve(branch)))) return rest;
  const tagged: JsonObject = {
    type: "object",
    required: [tag.name],
    properties: { [tag.name]: { enum: tag.values } },
    discriminator: { propertyName: tag.name },
    oneOf: objects,
  };
  if (beside.length === 0) return { ...others, ...tagged };
  return type === undefined ? { ...others, [keyword]: [tagged, ...beside] } : rest;
}

/** The first property that every branch requires and fixes to strings that no other branch has. */
function findDiscriminator(branches: readonly JsonObject[]): { name: string; values: string[] } | undefined {
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) return undefined;
  for (const name of Object.keys(objectAt(first.properties))) {
    const values = branches.map((branch) => readFixed(branch, name));
    const all = values.flat();
    if (values.every(({ length }) => length > 0) && new Set(all).size === all.length)
      return { name, values: all };
  }
  return undefined;
}

/**
 * Whether a document refers into a union by the number of a branch. Such a union must stay as it is, and so that nobody
 * has to find out which one it is, all do.
 */
export function refersIntoUnion(document: JsonObject): boolean {
  return /"\$ref":"[^"]*\/(?:oneOf|anyOf)\/\d/.test(JSON.stringify(document));
}

function hasMoreThanReference(branch: Json): boolean {
  if (!isObject(branch) || branch.$ref === undefined) return false;
  return Object.keys(branch).some((key) => key !== "$ref" && !isAnnotation(key));
}

/** The strings that a branch fixes a required property to; none where it does not. */
function readFixed({ required, properties }: JsonObject, name: string): string[] {
  const { const: only, enum: values } = objectAt(objectAt(properties), name);
  const fixed = Array.isArray(values) ? values : only === undefined ? [] : [only];
  const isTag = Array.isArray(required) && required.includes(name);
  return isTag && fixed.every(mayBeTag) ? fixed.map(String) : [];
}

/** Ajv keeps tags in an object of its own, and takes an empty one for none. */
function mayBeTag(value: Json): boolean {
  return typeof value === "string" && value !== "" && !(value in {});
}

function mayBeObject({ type, enum: values, const: only }: JsonObject): boolean {
  if (type !== undefined) return [type].flat().includes("object");
  if (Array.isArray(values)) return values.some(isObject);
  return only === undefined || isObject(only);
}
