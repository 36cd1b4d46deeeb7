import { type Document, isMap, isScalar, isSeq, type Scalar } from "yaml";
import { type Json, type JsonObject, setOwn } from "../json.ts";
import { pointerTo } from "../pointer.ts";
import { type Aliases, listEntries } from "./aliases.ts";

/**
 * The text of each number or truth value of a document that would be written in another way: `1.0`, `007`,
 * `12345678901234567890`, `True`; and of a null that is written `~`. By pointer.
 */
export type Numerals = ReadonlyMap<string, string>;

type Key = string | number;

/** Finds the numerals of a YAML document whose aliases are known to end. */
export function findYamlNumerals(document: Document, aliases: Aliases): Numerals {
  const found = new Map<string, string>();
  const visit = (given: unknown, keys: readonly Key[]): void => {
    const node = aliases.get(given) ?? given;
    if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item, [...keys, index]);
    else if (isMap(node)) for (const [key, value] of listEntries(node, aliases)) visit(value, [...keys, key]);
    else if (isScalar(node) && isNumeral(node)) found.set(pointerTo(keys), node.source);
  };
  visit(document.contents, []);
  return found;
}

function isNumeral(node: Scalar): node is Scalar & { source: string } {
  const { value, source } = node;
  if (source === undefined) return false;
  if (value === null) return source === "~";
  return (typeof value === "number" || typeof value === "boolean") && source !== String(value);
}

/** Opens a string that stands for a number while JSON is parsed. No page writes a NUL. */
const MARK = "\0";

/** Parses JSON, and finds its numerals. `JSON.parse` tells nothing of them before Node 21. */
export function parseJsonNumerals(text: string): { data: Json; numerals: Numerals } {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"\\u0000${token}"`,
  );
  // Most pages have none.
  if (marked === text) return { data: JSON.parse(text) as Json, numerals: new Map() };
  // What is no number by the rules of JSON is refused here.
  JSON.parse(text);
  const numerals = new Map<string, string>();
  const visit = (value: Json, keys: readonly Key[]): Json => {
    if (typeof value === "string" && value.startsWith(MARK)) {
      numerals.set(pointerTo(keys), value.slice(MARK.length));
      return Number(value.slice(MARK.length));
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...keys, index]));
    if (typeof value !== "object" || value === null) return value;
    const copy: JsonObject = {};
    for (const [key, item] of Object.entries(value)) setOwn(copy, key, visit(item, [...keys, key]));
    return copy;
  };
  return { data: visit(JSON.parse(marked) as Json, []), numerals };
}
