import { isObject, type Json, type JsonObject, listAt, objectAt } from "./json.ts";

/** Said in the document's root, so that validators do not fall back to an older dialect. */
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The JSON Schema type of a value, the narrowest there is. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether a value is of one of some JSON Schema types. */
export function isOfType(value: Json, types: readonly Json[]): boolean {
  const type = typeOf(value);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The values that a schema fixes by `const` or `enum`, or undefined where it is open. Of both, `const` is the stricter. */
export function readFixedValues(schema: Json | undefined): Json[] | undefined {
  if (!isObject(schema)) return undefined;
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** The properties that a schema describes, by name; none where it describes none. */
export function readProperties(schema: Json | undefined): JsonObject {
  return objectAt(schema, "properties");
}

/** The schema of a property; an empty one where the property is not described. */
export function readProperty(schema: Json | undefined, name: string): JsonObject {
  return objectAt(schema, "properties", name);
}

/** What a union or a base says of the property that tells its variants apart: section 4.8.25 of OpenAPI 3.1.0. */
export interface PublishedDiscriminator {
  property: string;
  /** The values that mean a variant, with what names it: a component, or a reference to one. */
  mapping: [value: string, target: Json][];
}

/** The `discriminator` of a schema, or undefined where it has none that names a property. */
export function readDiscriminator(schema: Json | undefined): PublishedDiscriminator | undefined {
  const { propertyName, mapping } = objectAt(schema, "discriminator");
  return typeof propertyName === "string"
    ? { property: propertyName, mapping: Object.entries(objectAt(mapping)) }
    : undefined;
}

/** The property whose value says which variant of a union is meant. */
export interface Discriminator {
  name: string;
  /** The values that each variant fixes it to, in the order of the variants. */
  values: string[][];
}

/** Finds the first property that every variant requires and fixes to strings that no other variant has. */
export function findDiscriminator(variants: readonly JsonObject[]): Discriminator | undefined {
  for (const name of Object.keys(readProperties(variants[0]))) {
    const values = variants.map((variant) => readDiscriminatorValues(variant, name));
    const all = values.flat();
    if (values.every(({ length }) => length > 0) && new Set(all).size === all.length) return { name, values };
  }
  return undefined;
}

/** The strings that a variant fixes a required property to; none where it does not. */
function readDiscriminatorValues(variant: JsonObject, name: string): string[] {
  const fixed = readFixedValues(readProperty(variant, name)) ?? [];
  const isRequired = listAt(variant, "required").includes(name);
  return isRequired && fixed.every(isDiscriminatorValue) ? fixed.map(String) : [];
}

/** Ajv maps the values in a plain object, and ignores an empty string. */
function isDiscriminatorValue(value: Json): boolean {
  return typeof value === "string" && value !== "" && !(value in {});
}
