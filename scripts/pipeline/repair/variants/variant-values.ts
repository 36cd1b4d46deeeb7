import { isObject, type Json, type JsonObject, listAt, toText } from "../../../../src/openapi/json.ts";
import {
  type PublishedDiscriminator,
  readFixedValues,
  readProperties,
  readProperty,
} from "../../../../src/openapi/json-schema.ts";
import {
  componentSchemas,
  followReferences,
  parseComponentName,
  readComponent,
  readComponentName,
  referTo,
} from "../../../../src/openapi/references.ts";
import { writeData } from "../../../../src/openapi/structure.ts";

/** The keywords of a union. */
export const UNIONS = ["oneOf", "anyOf"];

/** The component that a value of a discriminator's `mapping` names: by its name, or by a reference. */
export function readMapped(document: JsonObject, target: Json): string | undefined {
  if (typeof target !== "string") return undefined;
  const name = target.startsWith("#") ? parseComponentName(target) : target;
  return name !== undefined && Object.hasOwn(componentSchemas(document), name) ? name : undefined;
}

/** AutoRest's extension with the value that means a component where it extends a base with a discriminator. */
const OWN_VALUE = "x-ms-discriminator-value";

/**
 * The values of a discriminator that mean a component: those that its `mapping` has for it, or else the one that the
 * component gives itself, or its name.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#discriminator-object
 * @see https://github.com/Azure/autorest/blob/main/docs/extensions/readme.md
 */
export function listVariantValues(
  document: JsonObject,
  { mapping }: PublishedDiscriminator,
  component: string,
): string[] {
  const mapped = mapping.flatMap(([value, target]) =>
    readMapped(document, target) === component ? [value] : [],
  );
  if (mapped.length > 0) return mapped;
  const { [OWN_VALUE]: own } = readComponent(document, component);
  return [typeof own === "string" ? own : component];
}

/** More references in a row than any schema has are a circle. */
const MAX_HOPS = 20;

/** The values that a schema leaves open for a property, also by what it extends; undefined where it leaves all. */
export function readPropertyValues(
  document: JsonObject,
  schema: Json | undefined,
  property: string,
  hops = 0,
): Json[] | undefined {
  if (!isObject(schema) || hops > MAX_HOPS) return undefined;
  const own = readProperty(schema, property);
  const target = typeof schema.$ref === "string" ? [followOnce(document, schema.$ref)] : [];
  const found = [
    readFixedValues(own),
    readFixedValues(followReferences(document, own).target),
    ...[...target, ...listAt(schema, "allOf")].map((part) =>
      readPropertyValues(document, part, property, hops + 1),
    ),
  ].filter((values) => values !== undefined);
  return found.length === 0
    ? undefined
    : found.reduce((one, other) => one.filter((value) => hasValue(other, value)));
}

function followOnce(document: JsonObject, pointer: string): Json | undefined {
  const name = parseComponentName(pointer);
  return name === undefined ? undefined : componentSchemas(document)[name];
}

function hasValue(values: readonly Json[], value: Json): boolean {
  return values.some((one) => writeData(one) === writeData(value));
}

/** The values that a variant of a union has for the property of its discriminator. */
export interface VariantValues {
  values: Json[];
  /** Whether the variant leaves the property open, so that the union has to fix it. */
  isOpen: boolean;
}

/** Of the values that mean a variant those that it accepts; what it fixes to others itself stays. */
export function chooseValues(
  document: JsonObject,
  discriminator: PublishedDiscriminator,
  component: string,
): VariantValues {
  const named: Json[] = listVariantValues(document, discriminator, component);
  const schema = componentSchemas(document)[component];
  const own = readPropertyValues(document, schema, discriminator.property);
  if (own === undefined) return { values: named, isOpen: true };
  const values = own.filter((value) => hasValue(named, value));
  return values.length === 0
    ? { values: own, isOpen: false }
    : { values, isOpen: values.length < own.length };
}

/** A schema that requires a property, and accepts some values of it alone. */
export function fixProperty(schema: JsonObject, property: string, values: readonly Json[]): JsonObject {
  const properties = readProperties(schema);
  const {
    enum: _,
    const: __,
    default: initial,
    example,
    examples,
    ...published
  } = readProperty(schema, property);
  const required = listAt(schema, "required");
  const [only = null] = values;
  return {
    ...schema,
    required: required.includes(property) ? required : [...required, property],
    properties: {
      ...properties,
      [property]: {
        ...(Object.hasOwn(properties, property) ? published : { type: "string" }),
        // What is said of the others is wrong of these.
        ...(initial !== undefined && hasValue(values, initial) ? { default: initial } : {}),
        ...(example !== undefined && hasValue(values, example) ? { example } : {}),
        ...(values.length === 1 ? { const: only } : { enum: [...values] }),
      },
    },
  };
}

/** The components that the variants of a union refer to; what is no reference to one is undefined. */
export function listVariants(union: JsonObject): (string | undefined)[] {
  const keyword = UNIONS.find((key) => Array.isArray(union[key]));
  return keyword === undefined ? [] : listAt(union, keyword).map(readComponentName);
}

/** A discriminator whose mapping says of each component, by a reference, which values mean it. */
export function writeDiscriminator(
  propertyName: string,
  variants: readonly { component: string; values: readonly Json[] }[],
): JsonObject {
  const entries = variants.flatMap(({ component, values }) =>
    values.map((value): [string, Json] => [toText(value), String(referTo(component).$ref)]),
  );
  return { propertyName, mapping: Object.fromEntries(entries) };
}
