/** What this reads of a JSON Schema; anything else is let through. */
type Schema = { readonly [keyword: string]: unknown };

/**
 * Says in words which values a schema accepts, to stand after "must be": `an integer from 3 to 10 or "auto"`.
 *
 * Knows the keywords that limit one value. What it does not know it leaves out, so it may promise too much, never
 * too little.
 */
export function describeSchema(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return schema === false ? "absent" : "any value";
  const { const: only, enum: values, oneOf, anyOf, type, format, $ref } = schema as Schema;
  if (format === "binary") return "a file";
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return joinWords(values.map((value) => JSON.stringify(value)));
  const branches = oneOf ?? anyOf;
  if (Array.isArray(branches)) return joinWords([...new Set(branches.map(describeSchema))]);
  if (Array.isArray(type)) return joinWords(type.map((one) => describeType(one, schema as Schema)));
  if (type === undefined && typeof $ref === "string") return `of the schema ${nameSchema($ref)}`;
  return describeType(type, schema as Schema);
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
      return "an object";
    default:
      return "any value";
  }
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

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
