import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";

/** An edit of a real schema, after which it accepts a part of what it did, and not all. */
export interface Edit {
  name: string;
  /** Undefined: the schema is not one that it can be made of with certainty. */
  narrow: (schema: JsonObject) => Json | undefined;
  /** True where the responses of the client stay open, so that only a request is narrowed. */
  onlyRequests?: true;
}

/** Fields that say nothing of values. */
const WORDS = ["title", "description", "default", "example", "examples", "deprecated"];

/** True for a schema with exactly these keywords, and words. */
function has(schema: JsonObject, ...keywords: string[]): boolean {
  const own = Object.keys(schema).filter((key) => !WORDS.includes(key) && !key.startsWith("x-"));
  return own.length === keywords.length && keywords.every((keyword) => own.includes(keyword));
}

const isNumeric = ({ type }: JsonObject) => type === "integer" || type === "number";

/** The limits of a number that has both and nothing else, at least three whole numbers apart. */
function rangeOf(schema: JsonObject): { minimum: number; maximum: number } | undefined {
  const { minimum, maximum } = schema;
  if (!isNumeric(schema) || !has(schema, "type", "minimum", "maximum")) return undefined;
  if (!Number.isInteger(minimum) || !Number.isInteger(maximum)) return undefined;
  const range = { minimum: minimum as number, maximum: maximum as number };
  return range.maximum - range.minimum >= 3 ? range : undefined;
}

const inRange =
  (edit: (range: { minimum: number; maximum: number }) => JsonObject) =>
  (schema: JsonObject): Json | undefined => {
    const range = rangeOf(schema);
    return range && { ...schema, ...edit(range) };
  };

const ofFreeText = (fields: JsonObject) => (schema: JsonObject) =>
  schema.type === "string" && has(schema, "type") ? { ...schema, ...fields } : undefined;

const ofFreeList = (fields: JsonObject) => (schema: JsonObject) =>
  schema.type === "array" && has(schema, "type", "items") ? { ...schema, ...fields } : undefined;

/** The members of an enum of several that nothing else limits. */
function membersOf(schema: JsonObject): Json[] {
  const members = has(schema, "type", "enum") || has(schema, "enum") ? listAt(schema, "enum") : [];
  return members.length > 1 && new Set(members).size === members.length ? members : [];
}

const ofMembers = (edit: (members: Json[]) => JsonObject) => (schema: JsonObject) => {
  const members = membersOf(schema);
  return members.length > 0 ? { ...schema, ...edit(members) } : undefined;
};

function limitOf(schema: JsonObject, keyword: string, least: number): number | undefined {
  const limit = schema[keyword];
  return typeof limit === "number" && limit >= least ? limit : undefined;
}

const withLimit =
  (type: string, keyword: string, least: number, edit: (limit: number) => JsonObject) =>
  (schema: JsonObject): Json | undefined => {
    const limit = limitOf(schema, keyword, least);
    const plain = has(schema, ...["type", keyword, ...(type === "array" ? ["items"] : [])]);
    return schema.type === type && plain && limit !== undefined ? { ...schema, ...edit(limit) } : undefined;
  };

/** The types of a schema that is no more than a list of them. */
const typesOf = (schema: JsonObject) => (has(schema, "type") ? listAt(schema, "type") : []);

/** The optional properties of an object that may come. One with a default is left out: to demand it may be harmless. */
function optionalOf(schema: JsonObject): string[] {
  if (schema.type !== "object" || !isObject(schema.properties)) return [];
  if (
    !["allOf", "anyOf", "oneOf", "not", "if", "dependentRequired"].every((key) => schema[key] === undefined)
  )
    return [];
  const required = listAt(schema, "required");
  return Object.entries(schema.properties)
    .filter(
      ([name, value]) =>
        !required.includes(name) && isObject(value) && value.not === undefined && value.default === undefined,
    )
    .map(([name]) => name);
}

const ofOptional =
  (least: number, edit: (names: string[], schema: JsonObject) => JsonObject) =>
  (schema: JsonObject): Json | undefined => {
    const names = optionalOf(schema);
    return names.length >= least ? { ...schema, ...edit(names, schema) } : undefined;
  };

/** Edits of the schema of a property. */
export const PROPERTY_EDITS: readonly Edit[] = [
  { name: "a maximum that is lower", narrow: inRange(({ maximum }) => ({ maximum: maximum - 1 })) },
  { name: "a maximum that is the minimum", narrow: inRange(({ minimum }) => ({ maximum: minimum })) },
  { name: "a minimum that is higher", narrow: inRange(({ minimum }) => ({ minimum: minimum + 1 })) },
  { name: "a maximum that is left out", narrow: inRange(({ maximum }) => ({ exclusiveMaximum: maximum })) },
  { name: "a minimum that is left out", narrow: inRange(({ minimum }) => ({ exclusiveMinimum: minimum })) },
  { name: "every second number", narrow: inRange(() => ({ multipleOf: 2 })) },
  { name: "one value of a range", narrow: inRange(({ minimum }) => ({ const: minimum })) },
  {
    name: "some values of a range",
    narrow: inRange(({ minimum, maximum }) => ({ enum: [minimum, maximum] })),
  },
  { name: "a range without one value", narrow: inRange(({ minimum }) => ({ not: { const: minimum + 1 } })) },
  {
    name: "a range that has a condition",
    narrow: inRange(({ minimum, maximum }) => ({
      if: { minimum: minimum + 1 },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      then: { const: maximum },
    })),
  },
  {
    name: "whole numbers alone",
    narrow: (schema) =>
      schema.type === "number" && schema.enum === undefined && schema.multipleOf === undefined
        ? { ...schema, type: "integer" }
        : undefined,
  },
  {
    name: "an enum without its last member",
    narrow: ofMembers((members) => ({ enum: members.slice(0, -1) })),
    onlyRequests: true,
  },
  {
    name: "an enum without its first member",
    narrow: ofMembers((members) => ({ enum: members.slice(1) })),
    onlyRequests: true,
  },
  {
    name: "one member of an enum",
    narrow: ofMembers(([first]) => ({ const: first ?? null })),
    onlyRequests: true,
  },
  {
    name: "an enum that a member is taken out of",
    narrow: ofMembers(([first]) => ({ not: { const: first ?? null } })),
    onlyRequests: true,
  },
  { name: "a most length for any", narrow: ofFreeText({ maxLength: 3 }) },
  { name: "a least length for any", narrow: ofFreeText({ minLength: 1 }) },
  { name: "a pattern for any text", narrow: ofFreeText({ pattern: "^[a-z]+$" }) },
  { name: "a format for any text", narrow: ofFreeText({ format: "uuid" }) },
  { name: "an enum for any text", narrow: ofFreeText({ enum: ["a", "b"] }), onlyRequests: true },
  {
    name: "a shorter most length",
    narrow: withLimit("string", "maxLength", 2, (limit) => ({ maxLength: limit - 1 })),
  },
  { name: "fewer items", narrow: withLimit("array", "maxItems", 2, (limit) => ({ maxItems: limit - 1 })) },
  { name: "more items at least", narrow: withLimit("array", "maxItems", 2, () => ({ minItems: 1 })) },
  { name: "a most number of items", narrow: ofFreeList({ maxItems: 1 }) },
  { name: "a least number of items", narrow: ofFreeList({ minItems: 1 }) },
  { name: "no item", narrow: ofFreeList({ items: false }) },
  { name: "items of which none comes twice", narrow: ofFreeList({ uniqueItems: true }) },
  {
    name: "one type fewer",
    narrow: (schema) => {
      const types = typesOf(schema);
      return types.length > 1 ? { ...schema, type: types.slice(0, -1) } : undefined;
    },
  },
  {
    name: "one of two booleans",
    narrow: (schema) =>
      schema.type === "boolean" && has(schema, "type") ? { ...schema, const: true } : undefined,
  },
  { name: "nothing", narrow: (schema) => (isNumeric(schema) ? { allOf: [schema, false] } : undefined) },
];

/** Edits of the schema of a whole body. */
export const BODY_EDITS: readonly Edit[] = [
  {
    name: "a property that was optional",
    narrow: ofOptional(1, ([first = ""], schema) => ({ required: [...listAt(schema, "required"), first] })),
  },
  {
    name: "a property that must come with another",
    narrow: ofOptional(2, ([one = "", other = ""]) => ({ dependentRequired: { [one]: [other] } })),
  },
  {
    name: "a property that excludes another",
    narrow: ofOptional(2, ([one = "", other = ""]) => ({ not: { required: [one, other] } })),
  },
  {
    name: "a property that may not come",
    narrow: ofOptional(1, ([first = ""]) => ({ not: { required: [first] } })),
  },
  {
    name: "one of two properties",
    narrow: ofOptional(2, ([one = "", other = ""]) => ({
      anyOf: [{ required: [one] }, { required: [other] }],
    })),
  },
  {
    name: "exactly one of two properties",
    narrow: ofOptional(2, ([one = "", other = ""]) => ({
      oneOf: [{ required: [one] }, { required: [other] }],
    })),
  },
  {
    name: "a property that a part of allOf asks for",
    narrow: ofOptional(1, ([first = ""]) => ({ allOf: [{ required: [first] }] })),
  },
  {
    name: "a most number of properties",
    narrow: ofOptional(1, (_, schema) => ({ maxProperties: listAt(schema, "required").length })),
  },
  {
    name: "a least number of properties",
    narrow: ofOptional(1, (_, schema) => ({ minProperties: listAt(schema, "required").length + 1 })),
  },
  {
    name: "a property that is asked for when another comes",
    narrow: ofOptional(2, ([one = "", other = ""]) => ({
      dependentSchemas: { [one]: { required: [other] } },
    })),
  },
];
