import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";

/** A way to narrow a schema that a page publishes: to accept a part of what it does, and not all. */
export interface Narrowing {
  name: string;
  /** Undefined for a schema that cannot be narrowed so. */
  narrow: (schema: JsonObject) => JsonObject | undefined;
  /** Whether a client of responses is prepared for what is wider: string enums are open there (decision 04). */
  isOpen?: boolean;
}

const isNumber = (value: Json | undefined): value is number => typeof value === "number";
const isFree = (schema: JsonObject) => schema.enum === undefined && schema.const === undefined;
const isOf = (schema: JsonObject, ...types: string[]) =>
  typeof schema.type === "string" && types.includes(schema.type) && isFree(schema);

function when(
  test: (schema: JsonObject) => boolean,
  change: (schema: JsonObject) => JsonObject,
): Narrowing["narrow"] {
  return (schema) => (test(schema) ? { ...schema, ...change(schema) } : undefined);
}

const number = (schema: JsonObject) =>
  isOf(schema, "number", "integer") &&
  schema.exclusiveMinimum === undefined &&
  schema.exclusiveMaximum === undefined;
const text = (schema: JsonObject) => isOf(schema, "string");
const list = (schema: JsonObject) => isOf(schema, "array") && schema.maxItems !== 0;
const strings = (schema: JsonObject) => listAt(schema, "enum").filter((value) => typeof value === "string");

/** A property of an object that the object does not require, and that no default stands in for. */
function optional(schema: JsonObject): string | undefined {
  const required = listAt(schema, "required");
  return isOf(schema, "object")
    ? Object.entries(objectAt(schema, "properties")).find(
        ([name, item]) => !required.includes(name) && objectAt(item).default === undefined,
      )?.[0]
    : undefined;
}

export const NARROWINGS: readonly Narrowing[] = [
  {
    name: "a lower maximum",
    narrow: when(
      (schema) =>
        number(schema) && isNumber(schema.maximum) && schema.maximum - 1 >= Number(schema.minimum ?? 0),
      ({ maximum }) => ({ maximum: Number(maximum) - 1 }),
    ),
  },
  {
    name: "a higher minimum",
    narrow: when(
      (schema) =>
        number(schema) && isNumber(schema.minimum) && schema.minimum + 1 <= Number(schema.maximum ?? 1e9),
      ({ minimum }) => ({ minimum: Number(minimum) + 1 }),
    ),
  },
  {
    name: "a maximum where there was none",
    narrow: when(
      (schema) => number(schema) && schema.maximum === undefined,
      ({ minimum }) => ({ maximum: Number(minimum ?? 0) + 10 }),
    ),
  },
  {
    name: "a minimum where there was none",
    narrow: when(
      (schema) => number(schema) && schema.minimum === undefined,
      ({ maximum }) => ({ minimum: Number(maximum ?? 0) - 10 }),
    ),
  },
  {
    name: "a strict maximum",
    narrow: when(
      (schema) => number(schema) && isNumber(schema.maximum) && schema.maximum > Number(schema.minimum ?? -1),
      ({ maximum }) => ({ exclusiveMaximum: maximum ?? 0 }),
    ),
  },
  {
    name: "integers of numbers",
    narrow: when(
      (schema) => isOf(schema, "number"),
      () => ({ type: "integer" }),
    ),
  },
  {
    name: "even numbers",
    narrow: when(
      (schema) => isOf(schema, "integer"),
      () => ({ multipleOf: 2 }),
    ),
  },
  {
    name: "one value fewer",
    isOpen: true,
    narrow: when(
      (schema) => strings(schema).length > 1,
      (schema) => ({ enum: listAt(schema, "enum").slice(0, -1) }),
    ),
  },
  {
    name: "one value of several",
    isOpen: true,
    narrow: when(
      (schema) => strings(schema).length > 1,
      (schema) => ({ enum: strings(schema).slice(0, 1) }),
    ),
  },
  {
    name: "values of any text",
    narrow: when(
      (schema) =>
        text(schema) &&
        schema.pattern === undefined &&
        schema.format === undefined &&
        schema.maxLength === undefined,
      () => ({ enum: ["auto", "none"] }),
    ),
    isOpen: true,
  },
  {
    name: "one value fewer of numbers",
    narrow: when(
      (schema) => listAt(schema, "enum").length > 1 && listAt(schema, "enum").every(isNumber),
      (schema) => ({ enum: listAt(schema, "enum").slice(1) }),
    ),
  },
  {
    name: "a shorter text",
    narrow: when(
      (schema) => text(schema) && isNumber(schema.maxLength) && schema.maxLength > 1,
      ({ maxLength }) => ({ maxLength: Number(maxLength) - 1 }),
    ),
  },
  {
    name: "a limit of length where there was none",
    narrow: when(
      (schema) => text(schema) && schema.maxLength === undefined && schema.format === undefined,
      () => ({ maxLength: 50 }),
    ),
  },
  {
    name: "no empty text",
    narrow: when(
      (schema) =>
        text(schema) &&
        schema.minLength === undefined &&
        schema.pattern === undefined &&
        schema.format === undefined,
      () => ({ minLength: 1 }),
    ),
  },
  {
    name: "a text that looks ahead",
    narrow: when(
      (schema) => text(schema) && schema.pattern === undefined && schema.format === undefined,
      () => ({ pattern: "^(?!\\s)[\\s\\S]*" }),
    ),
  },
  {
    name: "a format of texts",
    narrow: when(
      (schema) => text(schema) && schema.format === undefined && schema.pattern === undefined,
      () => ({ format: "uri" }),
    ),
  },
  {
    name: "one of two booleans",
    narrow: when(
      (schema) => isOf(schema, "boolean"),
      () => ({ const: true }),
    ),
  },
  {
    name: "one item fewer",
    narrow: when(
      (schema) => list(schema) && isNumber(schema.maxItems) && schema.maxItems > Number(schema.minItems ?? 0),
      ({ maxItems }) => ({ maxItems: Number(maxItems) - 1 }),
    ),
  },
  {
    name: "one item more at least",
    narrow: when(
      (schema) => list(schema) && Number(schema.minItems ?? 0) < Number(schema.maxItems ?? 9),
      ({ minItems }) => ({ minItems: Number(minItems ?? 0) + 1 }),
    ),
  },
  {
    name: "items that differ",
    narrow: when(
      (schema) => list(schema) && schema.uniqueItems === undefined && Number(schema.maxItems ?? 2) > 1,
      () => ({ uniqueItems: true }),
    ),
  },
  {
    name: "narrower items",
    narrow: when(
      (schema) =>
        list(schema) && isObject(schema.items) && text(schema.items) && schema.items.format === undefined,
      ({ items }) => ({ items: { ...objectAt(items), minLength: 3 } }),
    ),
  },
  {
    name: "a property within that is required",
    narrow: when(
      (schema) => optional(schema) !== undefined,
      (schema) => ({ required: [...listAt(schema, "required"), optional(schema) ?? ""] }),
    ),
  },
  {
    name: "null no more",
    narrow: when(
      ({ type, enum: values }) => Array.isArray(type) && type.includes("null") && values === undefined,
      ({ type }) => ({ type: listAt({ type: type ?? [] }, "type").filter((one) => one !== "null") }),
    ),
  },
];
