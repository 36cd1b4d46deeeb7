import { isObject, type Json } from "../../../src/openapi/json.ts";
import { hasFormat } from "../../../src/validation/compile/has-format.ts";
import { every, negate, some, type Truth } from "../../truth.ts";
import type { Atom, Formula, Keys, Literal, Solver } from "./formulas/formula.ts";
import { canonical } from "./formulas/identity.ts";
import { matchesPattern } from "./leaves/pattern-automaton.ts";
import { compare, isMultiple, toRational } from "./leaves/rational.ts";

/** Whether a value is as a formula about values of its type asks. */
export function satisfiesFormula(value: Json, formula: Formula, solver: Solver): Truth {
  if (typeof formula === "boolean") return formula;
  if (formula.op === "and") return every(formula.parts, (part) => satisfiesFormula(value, part, solver));
  if (formula.op === "or") return some(formula.parts, (part) => satisfiesFormula(value, part, solver));
  if (formula.op === "one") {
    const truths = formula.branches.map(([holds]) => satisfiesFormula(value, holds, solver));
    const count = truths.filter((truth) => truth === true).length;
    if (count > 1) return formula.isNegated;
    if (truths.includes(undefined)) return undefined;
    return (count === 1) !== formula.isNegated;
  }
  return satisfiesAtom(value, formula, solver);
}

function satisfiesAtom(value: Json, atom: Atom, solver: Solver): Truth {
  switch (atom.op) {
    case "in": {
      const text = canonical(value);
      return atom.values.some((one) => canonical(one) === text) !== atom.isNegated;
    }
    case "bound": {
      if (typeof value !== "number") return true;
      const order = compare(toRational(value), toRational(atom.value)) * (atom.side === "low" ? 1 : -1);
      return atom.isStrict ? order > 0 : order >= 0;
    }
    case "multiple":
      return (
        typeof value !== "number" || isMultiple(toRational(value), toRational(atom.of)) !== atom.isNegated
      );
    case "size":
      return atom.side === "low" ? sizeOf(value) >= atom.value : sizeOf(value) <= atom.value;
    case "pattern":
      return negateIf(atom.isNegated, matchesPattern(atom.pattern, String(value)));
    case "format":
      return negateIf(atom.isNegated, hasFormat(atom.format, String(value)));
    case "every":
      return every(entriesOf(value), ([name, item]) => {
        const isMeant = hasKey(atom.keys, name, solver);
        if (isMeant === false) return true;
        const holds = solver.satisfies(item, [atom.literal]);
        return isMeant === true || holds === true ? holds : undefined;
      });
    case "some":
      return some(entriesOf(value), ([name, item]) =>
        every([() => hasKey(atom.keys, name, solver), () => solver.satisfies(item, atom.literals)], (tell) =>
          tell(),
        ),
      );
    case "everyItem":
      return every(itemsOf(value).slice(atom.from, atom.to), (item) =>
        solver.satisfies(item, [atom.literal]),
      );
    case "someItems":
      return counts(
        itemsOf(value).slice(atom.from, atom.to),
        atom.literal,
        solver,
        (count) => count >= atom.least,
      );
    case "fewItems":
      return counts(itemsOf(value), atom.literal, solver, (count) => count <= atom.most);
    case "unique": {
      const items = itemsOf(value).map(canonical);
      return (new Set(items).size === items.length) !== atom.isNegated;
    }
    case "declares":
      return true;
    case "opaque":
      return undefined;
  }
}

/** Whether a property name is one of some. */
export function hasKey(keys: Keys, name: string, solver: Solver): Truth {
  return "name" in keys ? keys.name === name : solver.satisfies(name, [keys.match]);
}

function counts(
  items: readonly Json[],
  literal: Literal,
  solver: Solver,
  isRight: (count: number) => boolean,
): Truth {
  const truths = items.map((item) => solver.satisfies(item, [literal]));
  const sure = truths.filter((truth) => truth === true).length;
  const possible = sure + truths.filter((truth) => truth === undefined).length;
  return isRight(sure) === isRight(possible) ? isRight(sure) : undefined;
}

function sizeOf(value: Json): number {
  if (typeof value === "string") return Array.from(value).length;
  return Array.isArray(value) ? value.length : Object.keys(isObject(value) ? value : {}).length;
}

function itemsOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: Json): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

function negateIf(isNegated: boolean, truth: Truth): Truth {
  return isNegated ? negate(truth) : truth;
}
