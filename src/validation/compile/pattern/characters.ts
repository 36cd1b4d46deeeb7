import type { AST } from "@eslint-community/regexpp";

/** Ranges of code points, at least all that a part of a regular expression can read. */
export type Characters = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;
export const ANY: Characters = [[0, LAST]];
const DIGITS: Characters = [[0x30, 0x39]];
const WORD: Characters = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const LINE_ENDS: Characters = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** `\s`: section 12.2 and 12.3 of ECMA-262. */
const SPACES: Characters = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** A class of more ranges than this counts as all there is. */
const MAX_RANGES = 50;

/** What a character, a class or an escape can read. Properties of Unicode count as all there is. */
export function charactersOf(element: AST.Element | AST.CharacterClassElement): Characters {
  switch (element.type) {
    case "Character":
      return [[element.value, element.value]];
    case "CharacterClassRange":
      return [[element.min.value, element.max.value]];
    case "CharacterSet": {
      if (element.kind === "any") return invert(LINE_ENDS);
      const named = { digit: DIGITS, word: WORD, space: SPACES, property: undefined }[element.kind];
      if (named === undefined) return ANY;
      return element.negate ? invert(named) : named;
    }
    case "CharacterClass": {
      const parts = element.elements.map(charactersOf);
      if (parts.length > MAX_RANGES || parts.includes(ANY)) return ANY;
      return element.negate ? invert(unite(parts)) : unite(parts);
    }
    default:
      return ANY;
  }
}

/** The characters of all of some, as ranges in order that do not touch. */
export function unite(all: readonly Characters[]): Characters {
  const united: [number, number][] = [];
  for (const [first, last] of all.flat().sort(([one], [other]) => one - other)) {
    const before = united.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else united.push([first, last]);
  }
  return united;
}

/** The characters that are in both. */
export function intersect(some: Characters, others: Characters): Characters {
  return some.flatMap(([first, last]) =>
    others.flatMap(
      ([start, end]): Characters =>
        first <= end && start <= last ? [[Math.max(first, start), Math.min(last, end)]] : [],
    ),
  );
}

export function overlap(some: Characters, others: Characters): boolean {
  return some.some(([first, last]) => others.some(([start, end]) => first <= end && start <= last));
}

/** @param characters in order. */
function invert(characters: Characters): Characters {
  const inverted: [number, number][] = [];
  let next = 0;
  for (const [first, last] of characters) {
    if (first > next) inverted.push([next, first - 1]);
    next = last + 1;
  }
  return next > LAST ? inverted : [...inverted, [next, LAST]];
}
