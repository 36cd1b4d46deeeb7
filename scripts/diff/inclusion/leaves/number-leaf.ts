import type { Atom, Outcome } from "../formulas/formula.ts";
import { NONE } from "../formulas/formula.ts";
import {
  add,
  compare,
  divide,
  floor,
  isMultiple,
  leastCommonMultiple,
  multiply,
  type Rational,
  toNumber,
  toRational,
} from "./rational.ts";

interface Limit {
  at: Rational;
  isStrict: boolean;
}

interface NumberSet {
  low: Limit | undefined;
  high: Limit | undefined;
  /** The value is a multiple of this. */
  step: Rational | undefined;
  notMultiplesOf: Rational[];
  excluded: Rational[];
}

/** More candidates than this are not tried one by one. */
const MAX_TRIES = 5000;

const ONE: Rational = { top: 1n, bottom: 1n };

/** Finds the number nearest to zero that satisfies all atoms; whole numbers first. */
export function findNumber(atoms: readonly Atom[]): Outcome {
  const set = readAtoms(atoms);
  const { low, high } = set;
  if (low !== undefined && high !== undefined) {
    const order = compare(low.at, high.at);
    if (order > 0 || (order === 0 && (low.isStrict || high.isStrict))) return NONE;
    if (order === 0) return admits(set, low.at) ? toOutcome(low.at) : NONE;
  }
  return set.step === undefined ? findBetween(set) : findOnGrid(set, set.step);
}

function readAtoms(atoms: readonly Atom[]): NumberSet {
  const set: NumberSet = {
    low: undefined,
    high: undefined,
    step: undefined,
    notMultiplesOf: [],
    excluded: [],
  };
  for (const atom of atoms) {
    if (atom.op === "bound") {
      const limit = { at: toRational(atom.value), isStrict: atom.isStrict };
      const known = set[atom.side];
      const order = known === undefined ? 1 : compare(limit.at, known.at) * (atom.side === "low" ? 1 : -1);
      if (order > 0 || (order === 0 && limit.isStrict)) set[atom.side] = limit;
    } else if (atom.op === "multiple") {
      const of = toRational(Math.abs(atom.of));
      if (atom.isNegated) set.notMultiplesOf.push(of);
      else set.step = set.step === undefined ? of : leastCommonMultiple(set.step, of);
    } else if (atom.op === "in" && atom.isNegated) {
      for (const value of atom.values) if (typeof value === "number") set.excluded.push(toRational(value));
    }
  }
  return set;
}

function admits({ low, high, step, notMultiplesOf, excluded }: NumberSet, value: Rational): boolean {
  if (low !== undefined && compare(value, low.at) < (low.isStrict ? 1 : 0)) return false;
  if (high !== undefined && compare(value, high.at) > (high.isStrict ? -1 : 0)) return false;
  if (step !== undefined && !isMultiple(value, step)) return false;
  return (
    !notMultiplesOf.some((of) => isMultiple(value, of)) && !excluded.some((one) => compare(one, value) === 0)
  );
}

/**
 * Numbers on a grid: which of them are multiples of something else repeats, so that one period, and one more for each
 * number that is excluded, tells whether there is any.
 */
function findOnGrid(set: NumberSet, step: Rational): Outcome {
  const period = set.notMultiplesOf
    .map((of) => divide(of, step).top)
    .reduce((all, one) => leastCommonMultiple({ top: all, bottom: 1n }, { top: one, bottom: 1n }).top, 1n);
  // One more: where a limit is strict, the first number is the limit itself.
  const needed = period * BigInt(set.excluded.length + 1) + 1n;
  const { first, direction } = nearestToZero(set, step);
  // On both sides of zero there may be a limit on one side only: the other is tried as well.
  const directions = direction === 0n ? [1n, -1n] : [direction];
  let isThere = false;
  for (const sign of directions) {
    for (let count = 0n; count < needed; count += 1n) {
      if (count > MAX_TRIES) return unknown("multiples of many numbers exclude each other");
      const value = multiply({ top: first + sign * count, bottom: 1n }, step);
      if (!admits(set, value)) continue;
      if (toNumber(value) !== undefined) return toOutcome(value);
      isThere = true;
    }
  }
  if (!isThere) return NONE;
  // Large numbers are far apart in JavaScript; those of few digits it writes as they are.
  for (let power = 0n; power <= MAX_POWER; power += 1n)
    for (const sign of directions) {
      const value = multiply({ top: sign * 10n ** power, bottom: 1n }, step);
      if (admits(set, value) && toNumber(value) !== undefined) return toOutcome(value);
    }
  return unknown("the number that is left has no exact form in JavaScript");
}

/** The largest power of ten of JavaScript. */
const MAX_POWER = 308n;

/** The multiple of a step from which to go, away from zero; direction 0 where it is zero, and both may be tried. */
function nearestToZero({ low, high }: NumberSet, step: Rational): { first: bigint; direction: bigint } {
  if (low !== undefined && low.at.top > 0n) {
    const down = floor(divide(low.at, step));
    return { first: isMultiple(low.at, step) ? down : down + 1n, direction: 1n };
  }
  if (high !== undefined && high.at.top < 0n) return { first: floor(divide(high.at, step)), direction: -1n };
  return { first: 0n, direction: 0n };
}

/** An interval of more than one number has whole numbers, or ends, or ever finer fractions; none of them runs out. */
function findBetween(set: NumberSet): Outcome {
  for (const value of listBetween(set))
    if (admits(set, value) && toNumber(value) !== undefined) return toOutcome(value);
  return unknown("the numbers left are too close together");
}

function* listBetween(set: NumberSet): Generator<Rational> {
  const { low, high } = set;
  const { first, direction } = nearestToZero(set, ONE);
  for (let count = 0n; count < 60n; count += 1n) {
    yield { top: first + (direction === 0n ? 1n : direction) * count, bottom: 1n };
    if (direction === 0n) yield { top: -count, bottom: 1n };
  }
  if (high !== undefined) yield high.at;
  if (low !== undefined) yield low.at;
  const from = low?.at ?? add(high?.at ?? { top: 0n, bottom: 1n }, { top: -1n, bottom: 1n });
  const to = high?.at ?? add(from, ONE);
  const width = add(to, { top: -from.top, bottom: from.bottom });
  for (let parts = 2n; parts < 200n; parts += 1n)
    for (const part of [1n, parts - 1n])
      yield add(from, multiply(width, { top: part * 997n + 1n, bottom: parts * 997n + 2n }));
  for (let parts = 2n; parts < 2n ** 40n; parts *= 2n)
    yield add(from, multiply(width, { top: 1n, bottom: parts }));
  for (let parts = 10n; parts < 10n ** 6n; parts *= 10n)
    for (let part = 1n; part < 10n; part += 1n)
      yield add(from, multiply(width, { top: part, bottom: parts }));
  if (high !== undefined) yield* listNeighbours(high.at, -1n);
  if (low !== undefined) yield* listNeighbours(low.at, 1n);
}

/** Numbers that come next in JavaScript; behind 2^53 it leaves out whole ones. */
function* listNeighbours(at: Rational, direction: bigint): Generator<Rational> {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Number(at.top) / Number(at.bottom));
  // As whole numbers, the bits of two floats of one sign are in the order of the floats.
  const step = view.getFloat64(0) < 0 ? -direction : direction;
  for (let count = 0; count < 60 && view.getFloat64(0) !== 0; count += 1) {
    view.setBigInt64(0, view.getBigInt64(0) + step);
    if (!Number.isFinite(view.getFloat64(0))) return;
    yield toRational(view.getFloat64(0));
  }
}

function toOutcome(value: Rational): Outcome {
  const number = toNumber(value);
  return number === undefined
    ? unknown("the number that is left has no exact form in JavaScript")
    : { kind: "value", value: number };
}

function unknown(reason: string): Outcome {
  return { kind: "unknown", doubt: { reason, keys: [] } };
}
