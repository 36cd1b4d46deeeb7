/** The keywords that limit a parameter, in the order in which they are listed, and the type of what each says. */
export const LIMITS: Readonly<Record<string, "number" | "boolean" | "string">> = {
  minimum: "number",
  exclusiveMinimum: "number",
  maximum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
  minLength: "number",
  maxLength: "number",
  pattern: "string",
  minItems: "number",
  maxItems: "number",
  uniqueItems: "boolean",
  minProperties: "number",
  maxProperties: "number",
  format: "string",
};
