/** What this reads of a JSON Schema; anything else is let through. */
type Schema = { readonly [keyword: string]: unknown };

/** Of the keywords that limit values of one type alone, that type: a schema that names none lets others through. */
export const TYPE_OF: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["string", "minLength maxLength pattern format"],
    ["number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"],
    ["array", "minItems maxItems items prefixItems contains uniqueItems"],
    [
      "object",
      "required minProperties maxProperties properties patternProperties additionalProperties propertyNames dependentRequired",
    ],
  ].flatMap(([type = "", keywords = ""]) => keywords.split(" ").map((keyword) => [keyword, type])),
);

/** Keywords of a type that the words for it leave out. */
const UNSAID = new Set(
  "prefixItems contains uniqueItems properties patternProperties additionalProperties propertyNames dependentRequired".split(
    " ",
  ),
);

/** Keywords that limit no value. */
const SILENT = /^(?:\$(?:comment|defs|id|anchor|dynamicAnchor|schema)|readOnly|writeOnly)$/;

/**
 * Says in words which values a schema accepts, to stand after "must be": `an integer from 3 to 10 or "auto"`.
 *
 * A keyword that limits one type alone is taken to mean values of that type. What an object or a list is asked inside it
 * leaves out, so it may promise too much, never too little; `describeFit` never does.
 */
export function describeSchema(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return schema === false ? "absent" : "any value";
  const { const: only, enum: values, oneOf, anyOf, allOf, type, format, $ref } = schema as Schema;
  if (format === "binary") return "a file";
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return joinWords(values.map((value) => JSON.stringify(value)));
  const branches = oneOf ?? anyOf;
  if (Array.isArray(branches)) return joinWords(listWords(branches, "absent")) || "absent";
  if (type === undefined && typeof $ref === "string") return `of the schema ${nameSchema($ref)}`;
  const types =
    type === undefined ? Object.keys(schema).flatMap((keyword) => TYPE_OF[keyword] ?? []) : [type].flat();
  if (types.length > 0)
    return joinWords([...new Set(types)].map((one) => describeType(one, schema as Schema)));
  if (Array.isArray(allOf)) return listWords(allOf, "any value").join(" and ") || "any value";
  if ("not" in schema) return describeNot(schema.not);
  return listLimits(schema).length === 0 ? "any value" : showSchema(schema);
}

/** The same, in JSON where words would leave something out. */
export function describeFit(schema: unknown): string {
  return isSaid(schema) ? describeSchema(schema) : showSchema(schema);
}

/** Says which values `not` lets through: never that more are refused. */
export function describeNot(schema: unknown): string {
  const words = describeSchema(schema);
  if (words === "any value") return "absent";
  if (words === "absent") return "any value";
  const names = readOnlyRequired(schema);
  // What is no object has nothing that it must have, so it fits, too.
  if (names !== undefined) return `an object ${joinWords(names.map((name) => `without ${name}`))}`;
  return isSaid(schema, true)
    ? `anything but ${words}`
    : `a value that does not fit ${shorten(JSON.stringify(schema))}`;
}

/** The names that an object must have, where a schema asks nothing else. */
function readOnlyRequired(schema: unknown): string[] | undefined {
  const { required } = Object(schema) as Schema;
  const isAlone = Array.isArray(required) && required.length > 0 && listLimits(Object(schema)).length === 1;
  return isAlone ? required.map(String) : undefined;
}

function showSchema(schema: unknown): string {
  return `a value that fits ${shorten(JSON.stringify(schema))}`;
}

/** @param asksType whether a schema has to exclude values of other types itself. */
function isSaid(schema: unknown, asksType = false): boolean {
  if (typeof schema !== "object" || schema === null) return true;
  const { oneOf, anyOf, items, not, type } = schema as Schema;
  const keywords = listLimits(schema);
  if (not !== undefined) return keywords.length === 1 && isSaid(not, true);
  if (keywords.some((keyword) => /^(?:const|enum)$/.test(keyword)))
    return keywords.every((keyword) => /^(?:const|enum|type)$/.test(keyword));
  const branches = oneOf ?? anyOf;
  if (Array.isArray(branches) || keywords.includes("$ref"))
    return keywords.length === 1 && [branches ?? []].flat().every((branch) => isSaid(branch, asksType));
  return (
    (type !== undefined || !asksType || keywords.length === 0) &&
    keywords.every((keyword) => keyword === "type" || (keyword in TYPE_OF && !UNSAID.has(keyword))) &&
    isSaid(items, asksType)
  );
}

function listLimits(schema: object): string[] {
  return Object.keys(schema).filter((keyword) => !SILENT.test(keyword));
}

/** The words for some schemas, each once, without those that say nothing here. */
function listWords(schemas: readonly unknown[], nothing: string): string[] {
  return [...new Set(schemas.map(describeSchema))].filter((words) => words !== nothing);
}

/** Cuts a text after 80 characters. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The name that a component has in its page: in the merged document its structure is part of the name. */
function nameSchema(reference: string): string {
  return (reference.split("/").at(-1) ?? "").replace(/_[0-9a-f]{8}$/, "");
}

function describeType(type: unknown, schema: Schema): string {
  switch (type) {
    case "integer":
      return `an integer${describeRange(schema)}`;
    case "number":
      return `a number${describeRange(schema)}`;
    case "string":
      return describeString(schema);
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "array":
      return `a list${describeCount(schema.minItems, schema.maxItems, "item")}${describeItems(schema)}`;
    case "object":
      return `an object${describeCount(schema.minProperties, schema.maxProperties, "property", "properties")}${describeRequired(schema.required)}`;
    default:
      return "any value";
  }
}

/** More names than these are not read through to the end. */
const MAX_NAMES = 3;

function describeRequired(required: unknown): string {
  if (!Array.isArray(required) || required.length === 0) return "";
  const more = required.length - MAX_NAMES;
  const names = [...required.slice(0, MAX_NAMES), ...(more > 0 ? [`${more} more`] : [])];
  return ` with ${joinWords(names, "and")}`;
}

/** Says what each item is, where one schema holds for all. */
function describeItems({ items, prefixItems }: Schema): string {
  return typeof items === "object" && prefixItems === undefined ? `, each ${describeSchema(items)}` : "";
}

function describeString(schema: Schema): string {
  const { minLength, maxLength, format, pattern } = schema;
  return [
    "a string",
    describeCount(minLength, maxLength, "character"),
    format === undefined ? "" : ` in format ${format}`,
    pattern === undefined ? "" : ` matching /${pattern}/`,
  ].join("");
}

function describeRange({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
  format,
}: Schema): string {
  const limits =
    minimum !== undefined && maximum !== undefined
      ? ` from ${minimum} to ${maximum}`
      : [
          minimum === undefined ? "" : ` of at least ${minimum}`,
          exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`,
          maximum === undefined ? "" : ` of at most ${maximum}`,
          exclusiveMaximum === undefined ? "" : ` below ${exclusiveMaximum}`,
        ]
          .filter(Boolean)
          .join(" and");
  return [
    limits,
    multipleOf === undefined ? "" : `, a multiple of ${multipleOf}`,
    format === undefined ? "" : ` in format ${format}`,
  ].join("");
}

/** ` of 2 to 3 items`; empty where there is no limit. */
export function describeCount(min: unknown, max: unknown, unit: string, units = `${unit}s`): string {
  if (min === undefined && max === undefined) return "";
  const count = (number: unknown) => `${number} ${number === 1 ? unit : units}`;
  if (min === max) return ` of ${count(min)}`;
  if (min === undefined) return ` of at most ${count(max)}`;
  if (max === undefined) return ` of at least ${count(min)}`;
  return ` of ${min} to ${count(max)}`;
}

function joinWords(words: readonly string[], last = "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
