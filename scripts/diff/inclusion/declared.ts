import { isObject, type Json } from "../../../src/openapi/json.ts";
import type { Atom, Formula, Solver } from "./formulas/formula.ts";
import { matchesPattern } from "./leaves/pattern-automaton.ts";
import { satisfiesFormula } from "./satisfies.ts";

type Declares = Atom & { op: "declares" };

/**
 * Whether an object has none but properties that formulas about it declare: those of every branch that it satisfies.
 * Where nothing is declared, or more is allowed, it may have any.
 */
export function hasOnlyDeclared(value: Json, formulas: readonly Formula[], solver: Solver): boolean {
  if (!isObject(value)) return true;
  const declared = formulas.flatMap((formula) => collect(value, formula, solver));
  if (declared.length === 0 || declared.some(({ isOpen }) => isOpen)) return true;
  return Object.keys(value).every((name) =>
    declared.some(
      ({ names, patterns }) =>
        names.includes(name) || patterns.some((pattern) => matchesPattern(pattern, name) === true),
    ),
  );
}

function collect(value: Json, formula: Formula, solver: Solver): Declares[] {
  if (typeof formula === "boolean" || !mentionsDeclared(formula)) return [];
  if (formula.op === "declares") return [formula];
  if (formula.op === "and") return formula.parts.flatMap((part) => collect(value, part, solver));
  const parts =
    formula.op === "or"
      ? formula.parts
      : formula.op === "one"
        ? formula.branches.map(([holds]) => holds)
        : [];
  return parts.flatMap((part) =>
    satisfiesFormula(value, part, solver) === true ? collect(value, part, solver) : [],
  );
}

const known = new WeakMap<object, boolean>();

/** Whether a formula declares properties anywhere. */
export function mentionsDeclared(formula: Formula): boolean {
  if (typeof formula === "boolean") return false;
  const cached = known.get(formula);
  if (cached !== undefined) return cached;
  const found =
    formula.op === "and" || formula.op === "or"
      ? formula.parts.some(mentionsDeclared)
      : formula.op === "one"
        ? formula.branches.some(([holds]) => mentionsDeclared(holds))
        : formula.op === "declares";
  known.set(formula, found);
  return found;
}
