import { type Json, type JsonObject, listAt, objectAt } from "./json.ts";
import { readFixedValues, readProperties } from "./json-schema.ts";

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
  const fixed = readFixedValues(objectAt(readProperties(variant), name)) ?? [];
  const isRequired = listAt(variant, "required").includes(name);
  return isRequired && fixed.every(isDiscriminatorValue) ? fixed.map(String) : [];
}

/** Ajv maps the values in a plain object, and ignores an empty string. */
function isDiscriminatorValue(value: Json): boolean {
  return typeof value === "string" && value !== "" && !(value in {});
}
