import { type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import {
  type Atom,
  type Doubt,
  firstOf,
  type Keys,
  type Literal,
  NONE,
  type Outcome,
  type Solver,
  within,
} from "../formulas/formula.ts";
import { otherKeys } from "../formulas/translate-object.ts";
import { hasKey } from "../satisfies.ts";

interface ObjectSet {
  least: number;
  most: number;
  every: (Atom & { op: "every" })[];
  some: (Atom & { op: "some" })[];
  /** The names that are spoken of. */
  names: string[];
}

/** What is asked of each property that the object has. */
type Properties = ReadonlyMap<string, readonly Literal[]>;

/** Finds an object with as few properties as the atoms allow. */
export function findObject(atoms: readonly Atom[], solver: Solver): Outcome {
  const set = readAtoms(atoms);
  if (set.least > set.most) return NONE;
  let properties: Properties = new Map();
  const open: (Atom & { op: "some" })[] = [];
  for (const atom of set.some) {
    if ("name" in atom.keys) properties = addLiterals(properties, atom.keys.name, atom.literals);
    else open.push(atom);
  }
  if (properties.size > set.most) return NONE;
  // A required property that cannot be had ends the search before anything is tried in many ways.
  let unknown: Outcome | undefined;
  for (const [name, literals] of properties) {
    const outcome = solveProperty(set, name, literals, solver);
    if (outcome.kind === "none") return outcome;
    if (outcome.kind === "unknown") unknown ??= outcome;
  }
  if (unknown !== undefined) return unknown;
  return place(set, properties, open, solver);
}

function readAtoms(atoms: readonly Atom[]): ObjectSet {
  const set: ObjectSet = { least: 0, most: Number.POSITIVE_INFINITY, every: [], some: [], names: [] };
  const names = new Set<string>();
  const declared = atoms.filter((atom) => atom.op === "declares");
  for (const atom of [...atoms, ...closeObject(declared)]) {
    if (atom.op === "size" && atom.side === "low") set.least = Math.max(set.least, atom.value);
    else if (atom.op === "size") set.most = Math.min(set.most, atom.value);
    else if (atom.op === "every") set.every.push(atom);
    else if (atom.op === "some") set.some.push(atom);
    if ("keys" in atom && "name" in atom.keys) names.add(atom.keys.name);
    if (atom.op === "declares") for (const name of atom.names) names.add(name);
  }
  set.names = [...names];
  return set;
}

/** Rules out what a closed object does not declare. */
function closeObject(declared: readonly (Atom & { op: "declares" })[]): Atom[] {
  if (declared.length === 0 || declared.some(({ isOpen }) => isOpen)) return [];
  const names = [...new Set(declared.flatMap((atom) => atom.names))];
  const patterns = [...new Set(declared.flatMap((atom) => atom.patterns))];
  const literal: Literal = { schema: false, document: {}, isNegated: false, isClosed: false };
  return [{ op: "every", keys: otherKeys(names, patterns), literal }];
}

function addLiterals(properties: Properties, name: string, literals: readonly Literal[]): Properties {
  return new Map(properties).set(name, [...(properties.get(name) ?? []), ...literals]);
}

/** A value for a property: as everything asks that speaks of it. */
function solveProperty(set: ObjectSet, name: string, literals: readonly Literal[], solver: Solver): Outcome {
  const asked: Literal[] = [...literals];
  for (const { keys, literal } of set.every) {
    const isMeant = hasKey(keys, name, solver);
    if (isMeant === undefined) {
      const doubt: Doubt = {
        reason: `whether a pattern means the property ${name} cannot be told`,
        keys: [],
      };
      return { kind: "unknown", doubt };
    }
    if (isMeant) asked.push(literal);
  }
  return within(name, solver.solve(asked));
}

/** Gives each remaining condition a property: one that is there, one that is spoken of, or a new one. */
function place(
  set: ObjectSet,
  properties: Properties,
  open: readonly (Atom & { op: "some" })[],
  solver: Solver,
): Outcome {
  solver.step();
  const [atom, ...rest] = open;
  if (properties.size > set.most) return NONE;
  if (atom === undefined) return fill(set, properties, solver);
  const outcomes: Outcome[] = [];
  for (const candidate of listCandidates(set, properties, atom.keys, solver)) {
    if (typeof candidate !== "string") {
      outcomes.push(candidate);
      continue;
    }
    const added = addLiterals(properties, candidate, atom.literals);
    const own = solveProperty(set, candidate, added.get(candidate) ?? [], solver);
    const outcome = own.kind === "value" ? place(set, added, rest, solver) : own;
    if (outcome.kind === "value" && outcome.doubt === undefined) return outcome;
    outcomes.push(outcome);
  }
  return firstOf(outcomes);
}

/** Names that a condition may be met under, or why they cannot be told. */
function* listCandidates(
  set: ObjectSet,
  properties: Properties,
  keys: Keys,
  solver: Solver,
): Generator<string | Outcome> {
  const spoken = [...new Set([...properties.keys(), ...set.names])];
  for (const name of spoken) {
    const isMeant = hasKey(keys, name, solver);
    if (isMeant === true) yield name;
    if (isMeant === undefined)
      yield {
        kind: "unknown",
        doubt: { reason: `whether a pattern means ${name} cannot be told`, keys: [] },
      };
  }
  yield* listNewNames(set, spoken, keys, solver);
}

/** A new name for each combination of patterns that it may satisfy and not satisfy. */
function* listNewNames(
  set: ObjectSet,
  taken: readonly string[],
  keys: Keys,
  solver: Solver,
): Generator<string | Outcome> {
  if ("name" in keys) return;
  const matches = set.every.flatMap(({ keys: one }) => ("match" in one ? [one.match] : []));
  const start = [...literalsOf(keys), ...literalsOf(otherKeys(taken, []))];
  function* split(literals: readonly Literal[], index: number): Generator<string | Outcome> {
    solver.step();
    const found = solver.solve([TEXT, ...literals]);
    if (found.kind === "none") return;
    if (found.kind === "unknown" || found.doubt !== undefined || typeof found.value !== "string") {
      const reason = "whether there is a further name of a property cannot be told";
      yield { kind: "unknown", doubt: found.doubt ?? { reason, keys: [] } };
      return;
    }
    const match = matches[index];
    if (match === undefined) {
      yield found.value;
      return;
    }
    // Names to which fewer conditions apply come first.
    yield* split([...literals, { ...match, isNegated: !match.isNegated }], index + 1);
    yield* split([...literals, match], index + 1);
  }
  yield* split(start, 0);
}

const TEXT: Literal = { schema: { type: "string" }, document: {}, isNegated: false, isClosed: false };

function literalsOf(keys: Keys): Literal[] {
  return "match" in keys && keys.match.schema !== true ? [keys.match] : [];
}

/** Adds properties until there are as many as are asked for, and gives each its value. */
function fill(set: ObjectSet, properties: Properties, solver: Solver): Outcome {
  let filled = properties;
  let doubt: Outcome | undefined;
  let depth = Number.POSITIVE_INFINITY;
  const anyKey: Keys = { match: { schema: true, document: {}, isNegated: false, isClosed: false } };
  while (filled.size < set.least) {
    solver.step();
    let found: string | undefined;
    for (const name of listCandidates(set, filled, anyKey, solver)) {
      if (typeof name !== "string") {
        if (name.kind === "unknown") doubt ??= name;
        continue;
      }
      if (filled.has(name)) continue;
      const outcome = solveProperty(set, name, [], solver);
      if (outcome.kind === "unknown") doubt ??= outcome;
      if (outcome.kind === "none") depth = Math.min(depth, outcome.depth);
      if (outcome.kind !== "value") continue;
      found = name;
      break;
    }
    if (found === undefined) return doubt ?? { kind: "none", depth };
    filled = addLiterals(filled, found, []);
  }
  const value: JsonObject = {};
  let guess: Doubt | undefined;
  for (const [name, literals] of filled) {
    const outcome = solveProperty(set, name, literals, solver);
    if (outcome.kind !== "value") return outcome;
    guess ??= outcome.doubt;
    setOwn(value, name, outcome.value);
  }
  return guess === undefined ? { kind: "value", value } : { kind: "value", value, doubt: guess };
}
