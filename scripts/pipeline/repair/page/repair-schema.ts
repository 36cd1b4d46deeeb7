import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../../src/openapi/json.ts";
import { DIALECT } from "../../../../src/openapi/json-schema.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { readType } from "./read-keyword.ts";
import type { ReportRepair } from "./repair-examples.ts";
import { repairPatterns } from "./repair-patterns.ts";

/** Reads the value of a keyword as the one thing it can mean: the same value where it is that. Undefined where it means nothing. */
type Reader = (value: Json) => Json | undefined;

const any: Reader = (value) => value;
const text: Reader = (value) => (typeof value === "string" ? value : undefined);
const number: Reader = (value) => {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
};
const count: Reader = (value) => {
  const read = number(value);
  return typeof read === "number" && Number.isInteger(read) && read >= 0 ? read : undefined;
};
const flag: Reader = (value) =>
  value === "true" || value === "false" ? value === "true" : typeof value === "boolean" ? value : undefined;
const list: Reader = (value) => {
  const values = new Map([value].flat().map((one) => [JSON.stringify(one), one]));
  if (Array.isArray(value) && value.length > 0 && values.size === value.length) return value;
  return value === null || values.size === 0 ? undefined : [...values.values()];
};
/** Equal to what is given where that is a list of different names. */
const names: Reader = (value) =>
  Array.isArray(value) || typeof value === "string"
    ? [...new Set([value].flat())].filter((one) => typeof one === "string")
    : undefined;
const namesByName: Reader = (value) => {
  if (!isObject(value)) return undefined;
  const map: JsonObject = {};
  for (const [name, one] of Object.entries(value)) setOwn(map, name, names(one) ?? []);
  return map;
};
const object: Reader = (value) => (isObject(value) ? value : undefined);
const isSchema = (value: Json) => isObject(value) || typeof value === "boolean";
const schema: Reader = (value) => (isSchema(value) ? value : undefined);
const schemaList: Reader = (value) => {
  const schemas = [value].flat().filter(isSchema);
  if (Array.isArray(value) && schemas.length > 0 && schemas.length === value.length) return value;
  return schemas.length === 0 ? undefined : schemas;
};
const schemaMap: Reader = (value) => {
  if (!isObject(value)) return undefined;
  if (Object.values(value).every(isSchema)) return value;
  const map: JsonObject = {};
  for (const [name, one] of Object.entries(value)) setOwn(map, name, isSchema(one) ? one : {});
  return map;
};

/** The keywords of JSON Schema 2020-12 and OpenAPI 3.0 and 3.1 that hold no schema. Any other is unknown. */
const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(["title", "description", "summary", "$ref", "pattern"].map((key) => [key, text])),
  ...Object.fromEntries(["contentEncoding", "contentMediaType", "$comment"].map((key) => [key, text])),
  ...Object.fromEntries(["minimum", "maximum"].map((key) => [key, number])),
  ...Object.fromEntries(["minLength", "maxLength", "minItems", "maxItems"].map((key) => [key, count])),
  ...Object.fromEntries(
    ["minProperties", "maxProperties", "minContains", "maxContains"].map((key) => [key, count]),
  ),
  ...Object.fromEntries(
    ["uniqueItems", "readOnly", "writeOnly", "deprecated", "nullable"].map((key) => [key, flag]),
  ),
  ...Object.fromEntries(["const", "default", "example"].map((key) => [key, any])),
  discriminator: object,
  dependentRequired: namesByName,
  ...Object.fromEntries(
    ["$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary"].map((key) => [key, any]),
  ),
  xml: object,
  externalDocs: (value) => (isObject(value) && text(value.url ?? null) !== undefined ? value : undefined),
  ...Object.fromEntries(
    ["exclusiveMinimum", "exclusiveMaximum"].map((key) => [
      key,
      (value: Json) => flag(value) ?? number(value),
    ]),
  ),
  type: readType,
  enum: list,
  // As in a property of its own, before JSON Schema made it a list: see `liftRequired`.
  required: (value) => flag(value) ?? names(value),
  // Ajv knows a `url` of its own, whose time grows with the square of the text.
  format: (value) => (value === "url" ? "uri" : text(value)),
  multipleOf: (value) => (Number(number(value)) > 0 ? number(value) : undefined),
  // A map of named examples, as a media type has it, or one value without the list.
  examples: (value) =>
    isObject(value)
      ? Object.values(value).map((one) => (isObject(one) && one.value !== undefined ? one.value : one))
      : [value].flat(),
};

const HOLDERS = { one: schema, list: schemaList, map: schemaMap };

/** Keywords that identify a schema, and do not limit values. */
const DROPPED = new Set(["$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary"]);

/** What a discriminator says of variants. Where they are put in its place, it goes. */
const DISCRIMINATOR = new Set(["propertyName", "mapping"]);

/**
 * Repairs keywords with values that they cannot have, such as a limit in quotes or a type named as in a programming
 * language. What has no plain meaning is dropped: Ajv would throw at it.
 *
 * @param report Called for each keyword that was repaired or dropped.
 */
export function repairSchema(given: JsonObject, report: ReportRepair): JsonObject {
  const repaired: JsonObject = {};
  let isChanged = false;
  for (const [keyword, value] of Object.entries(given)) {
    if (keyword.startsWith("x-")) setOwn(repaired, keyword, value);
    if (keyword === "$schema" && value !== DIALECT)
      report([keyword], `The dialect ${show(value)} is not known. Read as that of 2020-12.`);
    isChanged ||= DROPPED.has(keyword);
    if (keyword.startsWith("x-") || DROPPED.has(keyword)) continue;
    const shape = shapeOfKeyword(keyword);
    const reader = shape === undefined ? READERS[keyword] : HOLDERS[shape];
    const read = Object.hasOwn(READERS, keyword) || shape !== undefined ? reader?.(value) : undefined;
    if (read !== undefined) repaired[keyword] = read;
    if (keyword === "discriminator")
      for (const field of Object.keys(objectAt(read)).filter((key) => !DISCRIMINATOR.has(key)))
        report([keyword, field], `\`${field}\` is left out: the merged document has no place for it.`);
    if (read === value) continue;
    isChanged = true;
    const isAsWritten = JSON.stringify(read) === JSON.stringify(value);
    // A list of one type is that type; this needs no report.
    if (isAsWritten || (keyword === "type" && JSON.stringify([read]) === JSON.stringify(value))) continue;
    const became = read === undefined ? "Dropped" : `Read as ${show(read)}`;
    if (keyword === "$dynamicRef")
      report(
        [keyword],
        `Which schema the \`$dynamicRef\` ${show(value)} means cannot be said: none of the document has its anchor, several of one resource have it, or too many ways lead here. Dropped; any value is accepted.`,
      );
    else if (keyword === "enum" && Array.isArray(value) && value.length === 0)
      report(
        [keyword],
        "No value is one of an empty `enum`, so nothing would be accepted. Dropped; any value is.",
      );
    else if (reader === undefined)
      report([keyword], `\`${keyword}\` is not a keyword of JSON Schema or OpenAPI. ${became}.`);
    else report([keyword], `\`${keyword}\` cannot be ${show(value)}. ${became}.`);
  }
  return liftRequired(repairPatterns(isChanged ? repaired : given, report), report);
}

/** `required: true` in a property is the name of that property in the list of its object. */
function liftRequired(schema: JsonObject, report: ReportRepair): JsonObject {
  if (!isObject(schema.properties)) return schema;
  const isFlagged = (property: Json): property is JsonObject =>
    isObject(property) && typeof property.required === "boolean";
  if (!Object.values(schema.properties).some(isFlagged)) return schema;
  const properties: JsonObject = {};
  const lifted: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const flagged = isFlagged(property);
    if (flagged && property.required === true) lifted.push(name);
    const { required: _, ...rest } = flagged ? property : {};
    setOwn(properties, name, flagged ? rest : property);
    if (flagged)
      report(
        ["properties", name, "required"],
        `\`required\` is not a boolean of a property. Read as ${property.required ? "part of" : "absent from"} the \`required\` of its object.`,
      );
  }
  const known = Array.isArray(schema.required) ? schema.required : [];
  const required = [...known, ...lifted.filter((name) => !known.includes(name))];
  return { ...schema, properties, ...(lifted.length === 0 ? {} : { required }) };
}

function show(value: Json): string {
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}
