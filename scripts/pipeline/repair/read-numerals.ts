import { isObject, type Json, type JsonObject, listAt, setOwn } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Mistake, Problem, Staged } from "../../../src/openapi/problem.ts";
import { followReferences } from "../../../src/openapi/references.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";

type Keys = readonly (string | number)[];

/** Keywords of a schema that hold a value of it, or a list of such values. */
const VALUES = ["const", "default", "example", "enum", "examples"];

/**
 * Reads as text, as it is written, what stands unquoted where the type is string: `1.0`, `007`, an id of more digits
 * than a number holds. An integer that a number cannot hold, anywhere else, is reported.
 */
export function readNumerals({ file, document, numerals }: PageDocument): Staged<PageDocument> {
  if (numerals === undefined) return { output: { file, document }, problems: [] };
  const problems: Problem[] = [];
  const texts = new Set<string>();
  const report = (kind: Mistake, pointer: string, message: string) =>
    problems.push({ severity: "warning", kind, file, pointer, message });

  /** Reads a value by the schemas that all describe it. */
  const read = (value: Json, schemas: readonly Json[], keys: Keys): Json => {
    const all = schemas.flatMap((schema) => listParts(document, schema));
    if (Array.isArray(value))
      return value.map((item, index) => read(item, childrenOf(all, "items"), [...keys, index]));
    if (isObject(value)) {
      const copy: JsonObject = {};
      for (const [name, item] of Object.entries(value))
        setOwn(copy, name, read(item, propertiesOf(all, name), [...keys, name]));
      return copy;
    }
    const pointer = pointerTo(keys);
    const text = numerals.get(pointer);
    if (text === undefined || !isText(all, value)) return value;
    texts.add(pointer);
    report(
      "wrong-type",
      pointer,
      `${text} stands without quotes, and the type is string. Read as "${text}".`,
    );
    return text;
  };

  const output = rewriteObjects(document, "document", (object, kind, keys) => {
    const copy: JsonObject = {};
    for (const [key, value] of Object.entries(object)) {
      const list = kind === "schema" && (key === "enum" || key === "examples") && Array.isArray(value);
      const holds = list || (VALUES.includes(key) && HOLDERS.has(kind));
      const schema = kind === "schema" ? object : (object.schema ?? {});
      const own = list ? [{ items: schema }] : key === "examples" ? namedValues(schema) : [schema];
      setOwn(copy, key, holds ? read(value, own, [...keys, key]) : value);
    }
    return copy;
  });
  for (const [pointer, text] of numerals)
    if (!texts.has(pointer) && isInexact(text))
      report(
        "malformed",
        pointer,
        `${text} has more digits than a number holds. Read as ${BigInt(Number(text))}; write it in quotes if it is a text.`,
      );
  return { output: { file, document: output }, problems };
}

/** What holds values of a schema: the schema itself, and what shows examples of one. */
const HOLDERS = new Set<ObjectKind>(["schema", "mediaType", "parameter", "header"]);

/** The schema of a map of Example Objects. */
function namedValues(schema: Json): Json[] {
  return [{ additionalProperties: { properties: { value: schema } } }];
}

/** A schema and the parts that it is combined of, references followed, each once. */
function listParts(document: JsonObject, value: Json, seen = new Set<Json>()): JsonObject[] {
  const { target } = followReferences(document, value);
  if (!isObject(target) || seen.has(target)) return [];
  seen.add(target);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listAt(target, keyword));
  return [target, ...parts.flatMap((part) => listParts(document, part, seen))];
}

function childrenOf(schemas: readonly JsonObject[], keyword: string): Json[] {
  return schemas.flatMap((schema) => schema[keyword] ?? []);
}

function propertiesOf(schemas: readonly JsonObject[], name: string): Json[] {
  return schemas.flatMap((schema) => {
    const properties = readProperties(schema);
    return (Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties) ?? [];
  });
}

/** Whether a string is asked for, and no value of this kind. */
function isText(schemas: readonly JsonObject[], value: Json): boolean {
  const types = new Set(schemas.flatMap(({ type }) => type ?? []));
  const others = typeof value === "number" ? ["number", "integer"] : [typeof value];
  return types.has("string") && !others.some((type) => types.has(type));
}

function isInexact(text: string): boolean {
  return /^[-+]?\d+$/.test(text) && BigInt(text.replace("+", "")) !== BigInt(Number(text));
}
