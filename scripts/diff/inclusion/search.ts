import type { Json } from "../../../src/openapi/json.ts";
import { Conditions, type Excludes } from "./conditions.ts";
import { hasOnlyDeclared, mentionsDeclared } from "./declared.ts";
import {
  type Atom,
  and,
  type Formula,
  firstOf,
  type JsonType,
  NONE,
  type Outcome,
  or,
  type Solver,
} from "./formulas/formula.ts";
import { findArray } from "./leaves/array-leaf.ts";
import { findNumber } from "./leaves/number-leaf.ts";
import { findObject } from "./leaves/object-leaf.ts";
import { findString } from "./leaves/string-leaf.ts";
import { satisfiesFormula } from "./satisfies.ts";

/** Finds a value of a type that satisfies all formulas. */
export function search(
  type: JsonType,
  formulas: readonly Formula[],
  solver: Solver,
  excludes: Excludes,
): Outcome {
  return branch(new Conditions(), formulas, { type, solver, excludes });
}

interface Task {
  type: JsonType;
  solver: Solver;
  excludes: Excludes;
}

type Choice = Exclude<Formula, boolean | Atom | { op: "and" }>;

function branch(start: Conditions, formulas: readonly Formula[], task: Task): Outcome {
  const { type, solver, excludes } = task;
  solver.step();
  const settled = settle(start, formulas, excludes);
  if (settled === undefined) return NONE;
  const { conditions, choices } = settled;
  const candidate = findLeaf(type, conditions.atoms, solver);
  if (choices.length === 0 || candidate.kind === "none") return candidate;
  // Where what is certain already leads to a value, only the choices that it contradicts are to be made.
  const { value } = candidate.kind === "value" ? candidate : { value: undefined };
  const isMet = (choice: Choice) => value !== undefined && satisfiesFormula(value, choice, solver) === true;
  const isDeclared = value !== undefined && hasOnlyDeclared(value, [...conditions.atoms, ...choices], solver);
  const contradicted =
    choices.find((choice) => !isMet(choice)) ?? (isDeclared ? undefined : choices.find(mentionsDeclared));
  if (contradicted === undefined) return candidate;
  const rest = choices.filter((choice) => choice !== contradicted);
  return firstOf(
    (function* () {
      for (const alternative of listAlternatives(contradicted))
        yield branch(conditions, [alternative, ...rest], task);
    })(),
  );
}

/** Takes all that is certain into the conditions, until only choices of two and more are left; undefined where nothing is. */
function settle(
  start: Conditions,
  formulas: readonly Formula[],
  excludes: Excludes,
): { conditions: Conditions; choices: Choice[] } | undefined {
  let conditions = start;
  let choices: Choice[] = [];
  const queue = [...formulas];
  for (;;) {
    for (let formula = queue.pop(); formula !== undefined; formula = queue.pop()) {
      if (typeof formula === "boolean") {
        if (!formula) return undefined;
      } else if (formula.op === "and") queue.push(...formula.parts);
      else if (formula.op === "or" || formula.op === "one") choices.push(formula);
      else {
        if (conditions.refutes(formula, excludes)) return undefined;
        conditions = conditions.add(formula);
      }
    }
    const left: Choice[] = [];
    for (const choice of choices) {
      if (conditions.implies(choice, excludes)) continue;
      const reduced = reduce(choice, conditions, excludes);
      if (typeof reduced === "object" && (reduced.op === "or" || reduced.op === "one")) left.push(reduced);
      else queue.push(reduced);
    }
    choices = left;
    if (queue.length === 0) return { conditions, choices };
  }
}

/** Leaves out the alternatives that the conditions rule out. */
function reduce(choice: Choice, conditions: Conditions, excludes: Excludes): Formula {
  const refutes = (formula: Formula) => conditions.refutes(formula, excludes);
  if (choice.op === "or") return or(choice.parts.filter((part) => !refutes(part)));
  const branches = choice.branches.filter(([holds]) => !refutes(holds));
  const [only] = branches;
  if (only === undefined) return choice.isNegated;
  if (branches.length === 1) return choice.isNegated ? only[1] : only[0];
  return { ...choice, branches };
}

/** The ways in which a choice can be met, which together are all of them. */
function* listAlternatives(choice: Choice): Generator<Formula> {
  if (choice.op === "or") {
    yield* choice.parts;
    return;
  }
  const { branches } = choice;
  if (choice.isNegated) {
    yield and(branches.map(([, fails]) => fails));
    for (const [index, [one]] of branches.entries())
      for (const [other] of branches.slice(index + 1)) yield and([one, other]);
    return;
  }
  for (const [index, [holds]] of branches.entries())
    yield and([holds, ...branches.flatMap(([, fails], at) => (at === index ? [] : [fails]))]);
}

/** Finds a value of a type that satisfies atoms, without any choice left. */
function findLeaf(type: JsonType, atoms: readonly Atom[], solver: Solver): Outcome {
  const opaque = atoms.filter((atom) => atom.op === "opaque");
  const contradiction = opaque.some(({ key, isNegated }) =>
    opaque.some((other) => key !== undefined && other.key === key && other.isNegated !== isNegated),
  );
  if (contradiction) return NONE;
  const outcome = findKnown(type, atoms, solver);
  const [unread] = opaque;
  if (unread === undefined || outcome.kind !== "value") return outcome;
  const unnamed = opaque.find(({ key }) => key === undefined);
  // A validator is no judge of these either.
  if (unnamed !== undefined) return { kind: "unknown", doubt: { reason: unnamed.reason, keys: [] } };
  return { ...outcome, doubt: { reason: unread.reason, keys: [] } };
}

/** Characters, items or properties of a value that is looked for. */
const MAX_SIZE = 100_000;

function findKnown(type: JsonType, atoms: readonly Atom[], solver: Solver): Outcome {
  const values = listFixed(type, atoms);
  if (values !== undefined) {
    const read = atoms.filter(({ op }) => op !== "opaque");
    let doubtful: Outcome | undefined;
    for (const value of values) {
      const truth = satisfiesFormula(value, and(read), solver);
      if (truth === true) return { kind: "value", value };
      if (truth === false) continue;
      const unclear = read.find((atom) => satisfiesFormula(value, atom, solver) === undefined);
      doubtful ??= { kind: "value", value, doubt: { reason: describeAtom(unclear), keys: [] } };
    }
    return doubtful ?? NONE;
  }
  if (type === "number") return findNumber(atoms);
  // No list or text is made that would not fit into memory.
  if (atoms.some((atom) => atom.op === "size" && atom.side === "low" && atom.value > MAX_SIZE))
    return { kind: "unknown", doubt: { reason: `a size above ${MAX_SIZE}`, keys: [] } };
  if (type === "string") return findString(atoms);
  return type === "array" ? findArray(atoms, solver) : findObject(atoms, solver);
}

function describeAtom(atom: Atom | undefined): string {
  if (atom?.op === "format") return `the format ${atom.format} is not known`;
  return atom?.op === "pattern"
    ? `the pattern ${atom.pattern} cannot be read`
    : "a part of a value is not clear";
}

/** The values that are left of a type with few, or by an `enum`; undefined where there is no such list. */
function listFixed(type: JsonType, atoms: readonly Atom[]): readonly Json[] | undefined {
  if (type === "null") return [null];
  if (type === "boolean") return [false, true];
  const lists = atoms.flatMap((atom) => (atom.op === "in" && !atom.isNegated ? [atom.values] : []));
  return lists.sort((one, other) => one.length - other.length)[0];
}
