import type { AST } from "@eslint-community/regexpp";
import type { PatternProgram, PatternStep } from "../../match-pattern.ts";

/** More steps than this are not followed: the time of a match grows with their number, too. */
const MAX_STEPS = 2_000;

/** A regular expression that cannot be matched in a time that only grows with the text. */
export class UnboundedPatternError extends Error {}

/**
 * Writes a regular expression down as steps: all of ECMAScript but references back to a group, for which no way of
 * matching is known that is fast on every text.
 *
 * @throws {UnboundedPatternError} it refers back, or its counts make more than 2,000 steps.
 */
export function compilePattern(pattern: AST.Pattern): PatternProgram {
  const atoms = new Map<string, number>();
  const looks: PatternProgram["looks"][number][] = [];
  const lookOf = new Map<AST.LookaroundAssertion, number>();
  let count = 0;

  /** @param isBackwards for a text that is read from its end. */
  function writeSteps(alternatives: readonly AST.Alternative[], isBackwards: boolean): PatternStep[] {
    const steps: PatternStep[] = [];
    const add = (step: PatternStep): number => {
      count += 1;
      if (count > MAX_STEPS)
        throw new UnboundedPatternError(`its repetitions come to more than ${MAX_STEPS} steps`);
      return steps.push(step) - 1;
    };
    /** A fork whose ways are known later. */
    const addFork = () => add(["try"]);
    const here = () => steps.length;

    const addAlternatives = (all: readonly AST.Alternative[]): void => {
      const fork = addFork();
      const starts: number[] = [];
      const ends: number[] = [];
      for (const { elements } of all) {
        starts.push(here());
        for (const element of isBackwards ? elements.toReversed() : elements) addElement(element);
        ends.push(addFork());
      }
      steps[fork] = ["try", ...starts];
      for (const end of ends) steps[end] = ["try", here()];
    };

    const addQuantifier = ({ element, min, max }: AST.Quantifier): void => {
      for (let copy = 0; copy < min; copy += 1) addElement(element);
      const isEndless = max === Number.POSITIVE_INFINITY;
      const forks: number[] = [];
      for (let copy = min; copy < (isEndless ? min + 1 : max); copy += 1) {
        forks.push(addFork());
        addElement(element);
      }
      if (isEndless) add(["try", forks[0] ?? 0]);
      for (const fork of forks) steps[fork] = ["try", fork + 1, here()];
    };

    const addElement = (element: AST.Element): void => {
      if (element.type === "Group" || element.type === "CapturingGroup")
        addAlternatives(element.alternatives);
      else if (element.type === "Quantifier") addQuantifier(element);
      else if (element.type === "Assertion") {
        if (element.kind === "lookahead" || element.kind === "lookbehind")
          add(["look", writeLook(element), element.negate]);
        else add(element.kind === "word" ? ["word", element.negate] : [element.kind]);
      } else if (element.type === "Backreference")
        throw new UnboundedPatternError("it refers back to one of its groups");
      else {
        const atom = atoms.get(element.raw) ?? atoms.size;
        atoms.set(element.raw, atom);
        add(["read", atom]);
      }
    };

    addAlternatives(alternatives);
    add(["accept"]);
    return steps;
  }

  function writeLook(assertion: AST.LookaroundAssertion): number {
    const known = lookOf.get(assertion);
    if (known !== undefined) return known;
    const isBehind = assertion.kind === "lookbehind";
    const steps = writeSteps(assertion.alternatives, !isBehind);
    const look = looks.push({ steps, isBehind }) - 1;
    lookOf.set(assertion, look);
    return look;
  }

  const steps = writeSteps(pattern.alternatives, false);
  return { atoms: [...atoms.keys()], steps, looks };
}
