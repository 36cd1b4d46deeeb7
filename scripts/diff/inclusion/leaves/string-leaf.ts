import { hasFormat } from "../../../../src/validation/compile/has-format.ts";
import type { Atom, Outcome } from "../formulas/formula.ts";
import { NONE } from "../formulas/formula.ts";
import { findWord } from "./find-word.ts";
import { type Bounds, boundFormat, isLimiting, listSamples } from "./formats.ts";
import { automatonOf, automatonOfWords, combine, matchesPattern } from "./pattern-automaton.ts";
import { NotRegularError } from "./pattern-states.ts";

interface StringSet {
  least: number;
  most: number;
  excluded: Set<string>;
  /** Languages of which a text must be, and must not; each between two bounds, which are often the same. */
  inside: Bounds[];
  outside: Bounds[];
  /** Formats that lie between their bounds, and what is in no automaton; a text that is found is tried with them. */
  others: Atom[];
  /** Whether something is in no automaton at all. */
  isPartial: boolean;
  reasons: string[];
}

/** Finds the shortest text that satisfies all atoms. */
export function findString(atoms: readonly Atom[]): Outcome {
  const set = readAtoms(atoms);
  if (set.least > set.most) return NONE;
  if (contradicts(set.others)) return NONE;
  // The least that a text must be: where none is, there is none.
  const { word, isComplete } = findInAutomata(set, "outer");
  if (word === undefined && isComplete) return NONE;
  if (word !== undefined && set.others.length === 0) return { kind: "value", value: word };
  const surely = set.isPartial || set.others.length === 0 ? undefined : findInAutomata(set, "inner").word;
  const candidates = [
    ...(word === undefined ? [] : [word]),
    ...listSamples(),
    ...padSamples(set),
    ...(surely === undefined ? [] : [surely]),
  ];
  const fitting = candidates.find(
    (text) => isInside(set, text) && set.others.every((atom) => holdsFor(atom, text) === true),
  );
  if (fitting !== undefined) return { kind: "value", value: fitting };
  return { kind: "unknown", doubt: { reason: set.reasons[0] ?? "patterns are too large", keys: [] } };
}

function readAtoms(atoms: readonly Atom[]): StringSet {
  const set: StringSet = {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    excluded: new Set(),
    inside: [],
    outside: [],
    others: [],
    isPartial: false,
    reasons: [],
  };
  for (const atom of atoms) {
    if (atom.op === "size" && atom.side === "low") set.least = Math.max(set.least, Math.ceil(atom.value));
    else if (atom.op === "size") set.most = Math.min(set.most, Math.floor(atom.value));
    else if (atom.op === "in" && atom.isNegated)
      for (const value of atom.values) typeof value === "string" && set.excluded.add(value);
    else if (atom.op === "pattern" || atom.op === "format") addLanguage(set, atom);
  }
  return set;
}

function addLanguage(set: StringSet, atom: Atom & { op: "pattern" | "format" }): void {
  const side = atom.isNegated ? set.outside : set.inside;
  if (atom.op === "format") {
    if (!isLimiting(atom.format)) {
      if (atom.isNegated) set.most = -1;
      return;
    }
    const bounds = boundFormat(atom.format);
    if (bounds !== undefined) side.push(bounds);
    if (bounds === undefined || bounds.inner !== bounds.outer) {
      set.others.push(atom);
      set.isPartial ||= bounds === undefined;
      set.reasons.push(`the format ${atom.format} is no pattern that can be compared`);
    }
    return;
  }
  try {
    const automaton = automatonOf(atom.pattern);
    side.push({ inner: automaton, outer: automaton });
  } catch (error) {
    if (!(error instanceof NotRegularError)) throw error;
    set.others.push(atom);
    set.isPartial = true;
    set.reasons.push(error.message);
  }
}

/** Whether the same format or pattern is asked for and ruled out. */
function contradicts(atoms: readonly Atom[]): boolean {
  const key = (atom: Atom) =>
    atom.op === "pattern" ? `/${atom.pattern}` : atom.op === "format" ? atom.format : "";
  const isNegated = (atom: Atom) => "isNegated" in atom && atom.isNegated;
  const wanted = new Set(atoms.filter((atom) => !isNegated(atom)).map(key));
  return atoms.some((atom) => isNegated(atom) && wanted.has(key(atom)));
}

/**
 * Looks in the part that automata describe: `outer` for what a text must at least be, `inner` for what is enough. It is
 * complete where "none" there means none at all.
 */
function findInAutomata(
  set: StringSet,
  bound: keyof Bounds,
): { word: string | undefined; isComplete: boolean } {
  const { least, most, excluded } = set;
  const inside = set.inside.map((bounds) => bounds[bound]);
  const outside = set.outside.map((bounds) => bounds[bound === "outer" ? "inner" : "outer"]);
  if (inside.length + outside.length === 0) return { word: findPlain(set), isComplete: true };
  const words = excluded.size === 0 ? [] : [automatonOfWords([...excluded])];
  try {
    const found = findWord(combine(inside, [...outside, ...words]), least, most);
    if (found === "too long") {
      set.reasons.push(`the shortest text of at least ${least} characters takes too long to find`);
      return { word: undefined, isComplete: false };
    }
    return { word: found === "none" ? undefined : found.word, isComplete: true };
  } catch (error) {
    if (!(error instanceof NotRegularError)) throw error;
    set.reasons.push(error.message);
    return { word: undefined, isComplete: false };
  }
}

/** A text of the least length that is not excluded: there are more texts of any length but zero than can be listed. */
function findPlain({ least, most, excluded }: StringSet): string | undefined {
  for (const length of [least, Math.max(least, 1)]) {
    if (length > most) continue;
    if (length === 0) {
      if (!excluded.has("")) return "";
      continue;
    }
    for (let index = 0; index <= excluded.size; index += 1) {
      const text = "a".repeat(length - 1) + String.fromCodePoint(97 + index);
      if (!excluded.has(text)) return text;
    }
  }
  return undefined;
}

/** Samples made as long as the limits ask for. */
function padSamples({ least }: StringSet): string[] {
  return listSamples().map((sample) => sample + "a".repeat(Math.max(0, least - Array.from(sample).length)));
}

function isInside({ least, most, excluded, inside, outside }: StringSet, text: string): boolean {
  const chars = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  if (chars.length < least || chars.length > most || excluded.has(text)) return false;
  return inside.every(({ outer }) => outer.test(chars)) && !outside.some(({ inner }) => inner.test(chars));
}

function holdsFor(atom: Atom, text: string): boolean | undefined {
  if (atom.op !== "pattern" && atom.op !== "format") return undefined;
  const found = atom.op === "format" ? hasFormat(atom.format, text) : matchesPattern(atom.pattern, text);
  return found === undefined ? undefined : found !== atom.isNegated;
}
