import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo, valueAt } from "../../../../src/openapi/pointer.ts";
import type { Mistake, Problem, Staged } from "../../../../src/openapi/problem.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import { createReadPart, createReadTypes } from "./accepted-types.ts";
import { createListSchemas } from "./describing-schemas.ts";
import { readTexts } from "./read-texts.ts";

/**
 * Reads as text, as it is written, what stands unquoted where only a string is accepted: `1.0`, `007`, an id of more
 * digits than a number holds; in values of schemas, and in names and descriptions. What a number cannot hold, anywhere
 * else, is reported.
 */
export function readNumerals({ file, document, numerals = new Map() }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  const report = (severity: Problem["severity"], kind: Mistake, pointer: string, message: string) =>
    problems.push({ severity, kind, file, pointer, message });

  const fixed = rewriteObjects(document, "document", (object, kind, keys) =>
    readTexts(object, kind, keys, (value, place) => {
      const pointer = pointerTo(place);
      const text = numerals.get(pointer) ?? String(value);
      report(
        "warning",
        "wrong-type",
        pointer,
        `${text} stands without quotes where a text is expected. Read as "${text}".`,
      );
      return text;
    }),
  );

  const isText = createIsText(document);
  const texts = new Map<string, string>();
  for (const [pointer, text] of numerals) {
    const value = valueAt(document, parsePointer(pointer));
    if (value === undefined || !Object.is(value, valueAt(fixed, parsePointer(pointer)))) continue;
    if (isText(parsePointer(pointer), value)) {
      texts.set(pointer, text);
      report(
        "warning",
        "wrong-type",
        pointer,
        `${text} stands without quotes, and the type is string. Read as "${text}".`,
      );
    } else if (typeof value === "number" && !Number.isFinite(value))
      report("error", "malformed", pointer, `${text} is no JSON number. Write a finite number.`);
    else if (isInexact(text))
      report(
        "warning",
        "malformed",
        pointer,
        `${text} has more digits than a number holds. Read as ${BigInt(Number(text))}; write it in quotes if it is a text.`,
      );
  }
  return { output: { file, document: replaceValues(fixed, texts) }, problems };
}

/** Whether what stands at a place can only be meant as a string: the schemas that describe it accept one, and no such value. */
function createIsText(document: JsonObject): (keys: readonly string[], value: Json) => boolean {
  const readTypes = createReadTypes(document);
  const listSchemas = createListSchemas(document, createReadPart(document));
  return (keys, value) => {
    const type = value === null ? "null" : typeof value;
    // A default or an example of nothing is often written so.
    if (value === null && !keys.includes("enum") && keys.at(-1) !== "const") return false;
    const accepts = (asUsed: boolean) => readTypes({ allOf: listSchemas(keys, { asUsed }) });
    const own = accepts(false);
    const types = own.has("string") && own.has(type) ? accepts(true) : own;
    return types.has("string") && !types.has(type);
  };
}

/** A copy of a document with other values at some places. */
function replaceValues(document: JsonObject, values: ReadonlyMap<string, Json>): JsonObject {
  const copies = new Set<Json>();
  const copyOf = (value: Json | undefined): Json => {
    if (typeof value !== "object" || value === null || copies.has(value)) return value ?? null;
    const copy = Array.isArray(value) ? [...value] : { ...value };
    copies.add(copy);
    return copy;
  };
  const root = copyOf(document);
  for (const [pointer, value] of values) {
    const keys = parsePointer(pointer);
    const last = keys.pop() ?? "";
    const holder = keys.reduce((at, key) => {
      const child = copyOf(valueAt(at, [key]));
      setChild(at, key, child);
      return child;
    }, root);
    setChild(holder, last, value);
  }
  return isObject(root) ? root : document;
}

function setChild(holder: Json, key: string, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else if (isObject(holder)) setOwn(holder, key, value);
}

function isInexact(text: string): boolean {
  const digits = text.replace(/^[-+]/, "");
  return /^(?:\d+|0[xo][\da-f]+)$/i.test(digits) && BigInt(digits) !== BigInt(Number(digits));
}
