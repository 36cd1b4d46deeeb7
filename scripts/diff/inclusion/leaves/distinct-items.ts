import type { Json } from "../../../../src/openapi/json.ts";
import { firstOf, type Literal, type Outcome, type Solver } from "../formulas/formula.ts";
import { canonical } from "../formulas/identity.ts";

/**
 * Chooses a value for each goal, no two alike. As many values as there are goals are enough to look at for each: a goal
 * that has that many always has one left.
 */
export function chooseDistinct(goals: readonly (readonly Literal[])[], solver: Solver): Outcome {
  const known = new Map<string, Listed>();
  const listed = goals.map((goal) => {
    const key = JSON.stringify(goal.map(({ schema, isNegated, isClosed }) => [schema, isNegated, isClosed]));
    const found = known.get(key) ?? listValues(goal, goals.length, solver);
    known.set(key, found);
    return found;
  });
  const taken = new Map<string, number>();
  const chosen: Json[] = [];
  for (const index of listed.keys()) {
    if (give(index, listed, taken, chosen, new Set(), solver)) continue;
    const end = listed.find(({ end }) => end.kind === "unknown")?.end;
    const depth = Math.min(
      ...listed.map(({ end }) => (end.kind === "none" ? end.depth : Number.POSITIVE_INFINITY)),
    );
    // A value that would be inside itself is left out of the lists; of several that differ one might be.
    if (end === undefined && depth === Number.POSITIVE_INFINITY) return { kind: "none", depth };
    return end ?? { kind: "unknown", doubt: { reason: "different values inside each other", keys: [] } };
  }
  const doubt = listed.find(({ doubt }) => doubt !== undefined)?.doubt;
  return doubt === undefined ? { kind: "value", value: chosen } : { kind: "value", value: chosen, doubt };
}

interface Listed {
  values: Json[];
  /** Why there are no more. */
  end: Outcome;
  doubt: { reason: string; keys: readonly string[] } | undefined;
}

function listValues(goal: readonly Literal[], most: number, solver: Solver): Listed {
  const values: Json[] = [];
  let end: Outcome = { kind: "none", depth: Number.POSITIVE_INFINITY };
  let doubt: Listed["doubt"];
  while (values.length < most) {
    solver.step();
    const others: Literal = { schema: { enum: [...values] }, document: {}, isNegated: true, isClosed: false };
    end = solver.solve(values.length === 0 ? goal : [...goal, others]);
    if (end.kind !== "value") break;
    doubt ??= end.doubt;
    values.push(end.value);
  }
  return { values, end, doubt };
}

/** Gives a goal a value, and another to the goal that had it (a matching along augmenting paths). */
function give(
  index: number,
  listed: readonly Listed[],
  taken: Map<string, number>,
  chosen: Json[],
  seen: Set<string>,
  solver: Solver,
): boolean {
  for (const value of listed[index]?.values ?? []) {
    solver.step();
    const key = canonical(value);
    if (seen.has(key)) continue;
    seen.add(key);
    const owner = taken.get(key);
    if (owner === undefined || give(owner, listed, taken, chosen, seen, solver)) {
      taken.set(key, index);
      chosen[index] = value;
      return true;
    }
  }
  return false;
}

/** Chooses values of which two are equal. */
export function chooseEqual(goals: readonly (readonly Literal[])[], solver: Solver): Outcome {
  const single = goals.map((goal) => solver.solve(goal));
  const failed = single.find(({ kind }) => kind !== "value");
  if (failed !== undefined) return failed;
  const values = single.map((outcome) => (outcome.kind === "value" ? outcome.value : null));
  const outcomes: Outcome[] = [];
  for (const [index, one] of goals.entries()) {
    for (const [offset, other] of goals.slice(index + 1).entries()) {
      const both = solver.solve([...one, ...other]);
      if (both.kind === "value") {
        const chosen = values.map((value, at) =>
          at === index || at === index + 1 + offset ? both.value : value,
        );
        const doubt = [both, ...single].flatMap((outcome) =>
          outcome.kind === "value" ? (outcome.doubt ?? []) : [],
        )[0];
        if (doubt === undefined) return { kind: "value", value: chosen };
        outcomes.push({ kind: "value", value: chosen, doubt });
      } else outcomes.push(both);
    }
  }
  return firstOf(outcomes);
}
