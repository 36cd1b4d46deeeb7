import type { Json, JsonObject } from "../../../../src/openapi/json.ts";

/** The types of JSON, in the order in which a value is looked for: the shortest to read first. */
export const JSON_TYPES = ["null", "boolean", "number", "string", "array", "object"] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** A schema that a value must satisfy, or must not. */
export interface Literal {
  schema: Json;
  /** The document that the references of the schema are about. */
  document: JsonObject;
  isNegated: boolean;
  /** Whether an object has none but declared properties: that of whoever writes the value. */
  isClosed: boolean;
}

/** How a keyword's schemas are read: with the sign, the document and the openness of the schema around. */
export interface Reading {
  type: JsonType;
  document: JsonObject;
  isNegated: boolean;
  isClosed: boolean;
}

/** Names of properties: one, or those that satisfy a schema for strings. */
export type Keys = { name: string } | { match: Literal };

/** What is asked of a value whose type is known, by one keyword. */
export type Atom =
  | { op: "in"; values: readonly Json[]; isNegated: boolean }
  | { op: "bound"; side: "low" | "high"; value: number; isStrict: boolean }
  | { op: "multiple"; of: number; isNegated: boolean }
  /** Length in code points, number of items, or number of properties. */
  | { op: "size"; side: "low" | "high"; value: number }
  | { op: "pattern"; pattern: string; isNegated: boolean }
  | { op: "format"; format: string; isNegated: boolean }
  /** Every property of these names satisfies the literal. */
  | { op: "every"; keys: Keys; literal: Literal }
  /** There is a property of one of these names that satisfies all literals. */
  | { op: "some"; keys: Keys; literals: readonly Literal[] }
  /** What a closed object declares; all that are said of one object add up. */
  | { op: "declares"; names: readonly string[]; patterns: readonly string[]; isOpen: boolean }
  /** Every item from an index to before another satisfies the literal. */
  | { op: "everyItem"; from: number; to: number; literal: Literal }
  | { op: "someItems"; from: number; to: number; literal: Literal; least: number }
  | { op: "fewItems"; literal: Literal; most: number }
  | { op: "unique"; isNegated: boolean }
  | { op: "opaque"; reason: string; key: string | undefined; isNegated: boolean };

/** What is asked of a value whose type is known. */
export type Formula =
  | boolean
  | Atom
  | { op: "and"; parts: readonly Formula[] }
  | { op: "or"; parts: readonly Formula[] }
  /** Exactly one branch holds, or not; each branch with its negation. */
  | { op: "one"; branches: readonly (readonly [holds: Formula, fails: Formula])[]; isNegated: boolean };

export function and(parts: readonly Formula[]): Formula {
  const rest = parts.filter((part) => part !== true);
  if (rest.includes(false)) return false;
  const [only] = rest;
  return only === undefined ? true : rest.length === 1 ? only : { op: "and", parts: rest };
}

export function or(parts: readonly Formula[]): Formula {
  const rest = parts.filter((part) => part !== false);
  if (rest.includes(true)) return true;
  const [only] = rest;
  return only === undefined ? false : rest.length === 1 ? only : { op: "or", parts: rest };
}

/**
 * What no rule here decides. `key`: what is asked, where it is the same wherever it stands; then it holds or not, and
 * never both.
 */
export function opaque(reason: string, isNegated: boolean, key?: string): Formula {
  return { op: "opaque", reason, key, isNegated };
}

/** Why something cannot be decided, and where in the value. */
export interface Doubt {
  reason: string;
  keys: readonly string[];
}

/** What looking for a value that satisfies some literals came to. */
export type Outcome =
  /** With a doubt, the value is a guess that a validator has to confirm. */
  | { kind: "value"; value: Json; doubt?: Doubt }
  /** There is none. `depth`: how far up a search is open on which this relies; Infinity where it relies on none. */
  | { kind: "none"; depth: number }
  | { kind: "unknown"; doubt: Doubt };

export const NONE: Outcome = { kind: "none", depth: Number.POSITIVE_INFINITY };

/** What the parts of the search need of the whole. */
export interface Solver {
  solve(literals: readonly Literal[]): Outcome;
  /** Whether a value satisfies all literals; undefined where that cannot be told. */
  satisfies(value: Json, literals: readonly Literal[]): boolean | undefined;
  /** Counts a step. @throws {BudgetError} there were too many. */
  step(): void;
}

/** Several outcomes of which one is enough: the first value, or else the doubt, or else none. */
export function firstOf(outcomes: Iterable<Outcome>): Outcome {
  let doubt: Doubt | undefined;
  let guess: Outcome | undefined;
  let depth = Number.POSITIVE_INFINITY;
  for (const outcome of outcomes) {
    if (outcome.kind === "value" && outcome.doubt === undefined) return outcome;
    if (outcome.kind === "value") guess ??= outcome;
    else if (outcome.kind === "unknown") doubt ??= outcome.doubt;
    else depth = Math.min(depth, outcome.depth);
  }
  if (guess !== undefined) return guess;
  return doubt === undefined ? { kind: "none", depth } : { kind: "unknown", doubt };
}

/** The same outcome, seen from the value around. */
export function within(key: string, outcome: Outcome): Outcome {
  if (outcome.kind === "none" || outcome.doubt === undefined) return outcome;
  return { ...outcome, doubt: { ...outcome.doubt, keys: [key, ...outcome.doubt.keys] } };
}
