import type { Json } from "../../../../src/openapi/json.ts";
import {
  type Atom,
  type Doubt,
  firstOf,
  type Literal,
  NONE,
  type Outcome,
  type Solver,
  within,
} from "../formulas/formula.ts";
import { chooseDistinct, chooseEqual } from "./distinct-items.ts";

type SomeItems = Atom & { op: "someItems" };
type FewItems = Atom & { op: "fewItems" };

interface ArraySet {
  least: number;
  most: number;
  every: (Atom & { op: "everyItem" })[];
  some: SomeItems[];
  few: FewItems[];
  isUnique: boolean;
  isRepeated: boolean;
}

/** Lists longer than this have their end filled with one value. */
const MAX_EXAMINED = 24;

/** Finds the shortest list that satisfies all atoms. */
export function findArray(atoms: readonly Atom[], solver: Solver): Outcome {
  const set = readAtoms(atoms);
  if (set.isUnique && set.isRepeated) return NONE;
  // Behind the last index that is spoken of, all items are alike; conditions need no more items than they count.
  const spoken = Math.max(
    0,
    ...[...set.every, ...set.some].flatMap(({ from, to }) => [from, to].filter(Number.isFinite)),
  );
  const counted = set.some.reduce((sum, { least }) => sum + least, 0) + (set.isRepeated ? 2 : 0);
  const last = Math.min(set.most, Math.max(set.least, spoken + counted));
  const outcomes: Outcome[] = [];
  for (let length = set.least; length <= last; length += 1) {
    solver.step();
    const outcome = findOfLength(set, length, spoken + counted, solver);
    if (outcome.kind === "value" && outcome.doubt === undefined) return outcome;
    outcomes.push(outcome);
  }
  return firstOf(outcomes);
}

function readAtoms(atoms: readonly Atom[]): ArraySet {
  const set: ArraySet = {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    every: [],
    some: [],
    few: [],
    isUnique: false,
    isRepeated: false,
  };
  for (const atom of atoms) {
    if (atom.op === "size" && atom.side === "low") set.least = Math.max(set.least, atom.value);
    else if (atom.op === "size") set.most = Math.min(set.most, atom.value);
    else if (atom.op === "everyItem") set.every.push(atom);
    else if (atom.op === "someItems") set.some.push(atom);
    else if (atom.op === "fewItems") set.few.push(atom);
    else if (atom.op === "unique" && atom.isNegated) set.isRepeated = true;
    else if (atom.op === "unique") set.isUnique = true;
  }
  return set;
}

function findOfLength(set: ArraySet, length: number, examined: number, solver: Solver): Outcome {
  // Two items that fill a list up are equal; of one that is not known.
  const isCut = length > Math.max(examined, MAX_EXAMINED) + 1;
  const active = isCut ? Math.max(examined, 1) : length;
  const some = set.some.map(({ least }) => least);
  const few = set.few.map(({ most }) => most);
  return assign(set, { index: 0, length: active, chosen: [], some, few }, solver, length - active);
}

interface Assignment {
  index: number;
  length: number;
  /** What is asked of each item so far. */
  chosen: readonly (readonly Literal[])[];
  /** How many items each condition still needs, and how many it still allows. */
  some: readonly number[];
  few: readonly number[];
}

/** Decides for one item after the other which conditions it meets. */
function assign(set: ArraySet, state: Assignment, solver: Solver, filling: number): Outcome {
  solver.step();
  const { index, length, chosen, some, few } = state;
  if (index === length) {
    if (some.some((count) => count > 0)) return NONE;
    return finish(set, chosen, solver, filling);
  }
  if (some.some((count) => count > length - index)) return NONE;
  const base = set.every.flatMap(({ from, to, literal }) => (from <= index && index < to ? [literal] : []));
  const outcomes: Outcome[] = [];
  for (const choice of listChoices(set, state)) {
    const literals = [...base, ...choice.literals];
    const own = within(String(index), solver.solve(literals));
    if (own.kind !== "value") {
      outcomes.push(own);
      continue;
    }
    const outcome = assign(
      set,
      {
        index: index + 1,
        length,
        chosen: [...chosen, literals],
        some: some.map((count, at) => count - (choice.some[at] ?? 0)),
        few: few.map((count, at) => count - (choice.few[at] ?? 0)),
      },
      solver,
      filling,
    );
    if (outcome.kind === "value" && outcome.doubt === undefined) return outcome;
    outcomes.push(outcome);
  }
  return firstOf(outcomes);
}

interface Choice {
  literals: readonly Literal[];
  some: readonly number[];
  few: readonly number[];
}

/** All ways in which an item may meet conditions that still need one, and be of those that are few or not. */
function listChoices(set: ArraySet, { index, some, few }: Assignment): Choice[] {
  let choices: Choice[] = [{ literals: [], some: [], few: [] }];
  set.few.forEach(({ literal }, at) => {
    const isAllowed = (few[at] ?? 0) > 0;
    choices = choices.flatMap((choice) => [
      {
        ...choice,
        literals: [...choice.literals, { ...literal, isNegated: !literal.isNegated, isClosed: false }],
        few: [...choice.few, 0],
      },
      ...(isAllowed ? [{ ...choice, literals: [...choice.literals, literal], few: [...choice.few, 1] }] : []),
    ]);
  });
  set.some.forEach(({ literal, from, to }, at) => {
    const isNeeded = (some[at] ?? 0) > 0 && from <= index && index < to;
    choices = choices.flatMap((choice) => [
      ...(isNeeded
        ? [{ ...choice, literals: [...choice.literals, literal], some: [...choice.some, 1] }]
        : []),
      { ...choice, some: [...choice.some, 0] },
    ]);
  });
  return choices;
}

/** Gives the items their values: different ones, or two equal ones, where that is asked for. */
function finish(
  set: ArraySet,
  chosen: readonly (readonly Literal[])[],
  solver: Solver,
  filling: number,
): Outcome {
  const behind = set.every.flatMap(({ to, literal }) => (to === Number.POSITIVE_INFINITY ? [literal] : []));
  const fillers = [
    ...behind,
    ...set.few.map(({ literal }) => ({ ...literal, isNegated: !literal.isNegated, isClosed: false })),
  ];
  const goals = [...chosen, ...Array.from({ length: set.isUnique ? filling : 0 }, () => fillers)];
  if (set.isUnique) return chooseDistinct(goals, solver);
  if (set.isRepeated && filling === 0) return chooseEqual(goals, solver);
  const values: Json[] = [];
  let doubt: Doubt | undefined;
  for (const [index, literals] of goals.entries()) {
    const outcome = within(String(index), solver.solve(literals));
    if (outcome.kind !== "value") return outcome;
    doubt ??= outcome.doubt;
    values.push(outcome.value);
  }
  if (filling > 0) {
    const outcome = within(String(values.length), solver.solve(fillers));
    // Without a filler the list may still be filled with items of which only few are allowed.
    if (outcome.kind === "none" && set.few.length > 0)
      return { kind: "unknown", doubt: { reason: "long lists of counted items", keys: [] } };
    if (outcome.kind !== "value") return outcome;
    doubt ??= outcome.doubt;
    for (let count = 0; count < filling; count += 1) values.push(outcome.value);
  }
  return doubt === undefined ? { kind: "value", value: values } : { kind: "value", value: values, doubt };
}
