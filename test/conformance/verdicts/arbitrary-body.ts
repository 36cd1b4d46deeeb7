import fc, { type Arbitrary } from "fast-check";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { createAjv } from "../../../src/validation/compile/ajv.ts";
import { isolateSchema } from "./isolate-schema.ts";

/** A value that is changed in one place so that its schema cannot accept it, and that place. */
export interface Mutation {
  value: Json;
  path: (string | number)[];
  /** What was done, for the message of a failing test. */
  done: string;
}

/** One value of each JSON type, to replace a value of another type. */
const SAMPLES: Record<string, Json> = {
  null: null,
  boolean: true,
  number: 0.5,
  string: "§",
  array: [],
  object: {},
};

/** Texts of which at least one breaks any pattern and any format of a document. */
const WRONG_TEXTS = ["§", "not a § form"];

const MAX_TEXT = 40;

/** Draws values from the request schemas of a document, and breaks them. Knows the keywords the schemas use. */
export function createDrawer(document: JsonObject) {
  const accepts = createAccepts(document);

  /** Values the schema accepts. */
  function draw(unresolved: Json | undefined): Arbitrary<Json> {
    const schema = resolveComponent(document, unresolved);
    const values = readFixedValues(schema);
    if (values !== undefined) return fc.constantFrom(...values);
    const branches = listBranches(schema);
    if (branches) return fc.oneof(...branches.map(draw)).filter((value) => accepts(schema, value));
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    const drawn = fc.oneof(...types.map((type) => drawType(type, schema)));
    return CONDITIONS.some((keyword) => Object.hasOwn(schema, keyword))
      ? drawn.filter((value) => accepts(schema, value))
      : drawn;
  }

  function drawType(type: Json | undefined, schema: JsonObject): Arbitrary<Json> {
    switch (type) {
      case "null":
        return fc.constant(null);
      case "boolean":
        return fc.boolean();
      case "integer":
        return typeof schema.multipleOf === "number"
          ? drawMultiple(schema, schema.multipleOf).filter(Number.isInteger)
          : fc.integer({ min: lower(schema, -1000), max: upper(schema, lower(schema, -1000) + 2000) });
      case "number":
        if (typeof schema.multipleOf === "number") return drawMultiple(schema, schema.multipleOf);
        return fc
          .double({ min: lower(schema, -1000), max: upper(schema, lower(schema, -1000) + 2000), noNaN: true })
          .map((value) => (Object.is(value, -0) ? 0 : value));
      case "string":
        return drawString(schema);
      case "array": {
        const minLength = numberAt(schema.minItems, 0);
        return fc.array(draw(schema.items), {
          minLength,
          maxLength: numberAt(schema.maxItems, minLength + 3),
        });
      }
      case "object":
        return drawObject(schema);
      default:
        return fc.jsonValue().map((value) => value as Json);
    }
  }

  function drawString(schema: JsonObject): Arbitrary<Json> {
    const minLength = numberAt(schema.minLength, 0);
    const maxLength = Math.min(numberAt(schema.maxLength, minLength + MAX_TEXT), minLength + MAX_TEXT);
    if (typeof schema.pattern === "string")
      return fc
        .stringMatching(new RegExp(schema.pattern, "u"))
        .filter((text) => fits(text, schema) && !text.includes("[mock:"));
    if (schema.format === "uuid") return fc.uuid();
    if (schema.format === "uri")
      return fc.webPath().map((path) => `https://hooks.example.com/${encodeURI(path.slice(1))}`);
    return fc
      .string({ minLength, maxLength, unit: "grapheme" })
      .filter((text) => !text.includes("[mock:") && fits(text, schema));
  }

  function drawObject(schema: JsonObject): Arbitrary<Json> {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required = requiredOf(schema);
    return fc.record(
      Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, draw(property)])),
      { requiredKeys: required.filter((name) => Object.hasOwn(properties, name)) },
    ) as Arbitrary<Json>;
  }

  /** Every way to break a value in one place. */
  function breakValue(unresolved: Json | undefined, value: Json, path: (string | number)[] = []): Mutation[] {
    const schema = resolveComponent(document, unresolved);
    return [...breakHere(schema, value, path), ...breakInside(schema, value, path)];
  }

  function breakHere(schema: JsonObject, value: Json, path: (string | number)[]): Mutation[] {
    const change = (changed: Json, done: string): Mutation => ({ value: changed, path, done });
    const branches = listBranches(schema);
    if (branches) {
      return branches
        .flatMap((branch) => breakHere(resolveComponent(document, branch), value, path))
        .filter(isRefused(schema));
    }
    const types = typesOf(schema);
    const mutations = Object.entries(SAMPLES)
      .filter(([type]) => types.length > 0 && !types.includes(type))
      .map(([type, sample]) => change(sample, `a ${type}`));
    if (Array.isArray(schema.enum)) mutations.push(change(`${schema.enum[0]}§`, "out of the enum"));
    if (schema.const !== undefined) mutations.push(change(`${schema.const}§`, "another constant"));
    if (typeof schema.minimum === "number") mutations.push(change(schema.minimum - 1, "below the minimum"));
    if (typeof schema.maximum === "number") mutations.push(change(schema.maximum + 1, "above the maximum"));
    if (typeof schema.maxLength === "number")
      mutations.push(change("x".repeat(schema.maxLength + 1), "too long"));
    if (typeof schema.minLength === "number" && schema.minLength > 0) {
      mutations.push(change("x".repeat(schema.minLength - 1), "too short"));
    }
    if (typeof schema.exclusiveMinimum === "number")
      mutations.push(change(schema.exclusiveMinimum, "at the excluded minimum"));
    if (typeof schema.exclusiveMaximum === "number")
      mutations.push(change(schema.exclusiveMaximum, "at the excluded maximum"));
    if (typeof schema.multipleOf === "number" && typeof value === "number")
      mutations.push(change(value + schema.multipleOf / 2, "between two multiples"));
    if (typeof schema.pattern === "string" || typeof schema.format === "string")
      mutations.push(...WRONG_TEXTS.map((text) => change(text, "of another form")).filter(isRefused(schema)));
    if (isObject(value) && schema.additionalProperties === false) {
      const name = "§";
      mutations.push({ value: { ...value, [name]: 1 }, path: [...path, name], done: "unknown" });
    }
    if (Array.isArray(value) && typeof schema.maxItems === "number" && value.length > 0) {
      const items = Array.from({ length: schema.maxItems + 1 }, () => value[0] ?? null);
      mutations.push(change(items, "too many items"));
    }
    if (Array.isArray(value) && typeof schema.minItems === "number" && schema.minItems > 0) {
      mutations.push(change(value.slice(0, schema.minItems - 1), "too few items"));
    }
    return mutations;
  }

  function isRefused(schema: JsonObject): (mutation: Mutation) => boolean {
    return ({ value }) => !accepts(schema, value);
  }

  function breakInside(schema: JsonObject, value: Json, path: (string | number)[]): Mutation[] {
    const branches = listBranches(schema);
    if (branches) {
      return branches
        .map((branch) => resolveComponent(document, branch))
        .filter((branch) => accepts(branch, value))
        .flatMap((branch) => breakInside(branch, value, path))
        .filter(isRefused(schema));
    }
    if (Array.isArray(value) && schema.items !== undefined) {
      return value.flatMap((item, index) =>
        breakValue(schema.items, item, [...path, index]).map((mutation) => ({
          ...mutation,
          value: value.map((other, at) => (at === index ? mutation.value : other)),
        })),
      );
    }
    if (!isObject(value) || !isObject(schema.properties)) return [];
    const dropped = requiredOf(schema)
      .filter((name) => Object.hasOwn(value, name))
      .map((name): Mutation => {
        const { [name]: _, ...rest } = value;
        return { value: rest, path: [...path, name], done: "missing" };
      });
    const inner = Object.entries(schema.properties).flatMap(([name, property]) =>
      Object.hasOwn(value, name)
        ? breakValue(property, value[name] ?? null, [...path, name]).map((mutation) => ({
            ...mutation,
            value: { ...value, [name]: mutation.value },
          }))
        : [],
    );
    return [...dropped, ...inner];
  }

  return { draw, breakValue };
}

/** Says whether a schema of the document accepts a value. Used for unions alone, whose branches may overlap. */
function createAccepts(document: JsonObject): (schema: JsonObject, value: Json) => boolean {
  const ajv = createAjv({});
  const compiled = new WeakMap<JsonObject, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(isolateSchema(document, schema));
    compiled.set(schema, validate);
    return validate(value) === true;
  };
}

/** Keywords that limit values of a type further: drawn values are filtered by them. */
const CONDITIONS = ["allOf", "anyOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas"];

/** The branches of a union. With `properties` of its own a schema is no union: its branches are conditions. */
function listBranches(schema: JsonObject): Json[] | undefined {
  const branches = schema.oneOf ?? schema.anyOf;
  return Array.isArray(branches) && schema.properties === undefined ? branches : undefined;
}

function requiredOf({ required }: JsonObject): string[] {
  return Array.isArray(required) ? required.map(String) : [];
}

function typesOf({ type, enum: values }: JsonObject): string[] {
  const types = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string");
  const named = types.flatMap((name) =>
    name === "integer" ? ["integer"] : name === "number" ? ["number"] : [name],
  );
  return named.length > 0 || !Array.isArray(values)
    ? named
    : [...new Set(values.map((value) => typeof value))];
}

function lower({ minimum, exclusiveMinimum }: JsonObject, fallback: number): number {
  return typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : numberAt(minimum, fallback);
}

function upper({ maximum, exclusiveMaximum }: JsonObject, fallback: number): number {
  return typeof exclusiveMaximum === "number" ? exclusiveMaximum - 1 : numberAt(maximum, fallback);
}

function numberAt(value: Json | undefined, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** Multiples as they are written: 0.57, and not 57 * 0.01. The limits are inclusive, or a multiple away from them. */
function drawMultiple(schema: JsonObject, step: number): Arbitrary<Json> {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const least = Math.max(numberAt(minimum, -Infinity), numberAt(exclusiveMinimum, -Infinity));
  const most = Math.min(numberAt(maximum, Infinity), numberAt(exclusiveMaximum, Infinity));
  const min = Math.ceil((Number.isFinite(least) ? least : Math.min(-1000 * step, most - 2000 * step)) / step);
  const max = Math.floor((Number.isFinite(most) ? most : Math.max(1000 * step, least + 2000 * step)) / step);
  return fc
    .integer({ min, max })
    .map((count) => Number((count * step).toPrecision(15)))
    .filter(
      (value) =>
        value >= numberAt(minimum, -Infinity) &&
        value <= numberAt(maximum, Infinity) &&
        value !== exclusiveMinimum &&
        value !== exclusiveMaximum,
    );
}

/** JSON Schema counts code points. */
function fits(text: string, { minLength, maxLength }: JsonObject): boolean {
  const { length } = [...text];
  return length >= numberAt(minLength, 0) && length <= numberAt(maxLength, Number.POSITIVE_INFINITY);
}
