import { DFA, JS, NFA } from "refa";
import { createBoundedMatcher } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import {
  type Alternatives,
  LAST,
  MAX_STATES,
  NotRegularError,
  type Part,
  walkPattern,
} from "./pattern-states.ts";

const known = new Map<string, DFA | NotRegularError>();

/**
 * The strings in which a pattern of ECMAScript finds a match, as an automaton. Patterns are read as Ajv reads them, with
 * the flag `u`.
 *
 * @throws {NotRegularError} it refers back, or needs too many states.
 */
export function automatonOf(pattern: string, flags: { ignoreCase?: boolean } = {}): DFA {
  const key = `${flags.ignoreCase ?? false}/${pattern}`;
  let found = known.get(key);
  if (found === undefined) {
    found = build(pattern, flags.ignoreCase ?? false);
    known.set(key, found);
  }
  if (found instanceof NotRegularError) throw found;
  return found;
}

function build(pattern: string, ignoreCase: boolean): DFA | NotRegularError {
  try {
    const literal = { source: pattern, flags: ignoreCase ? "iu" : "u" };
    const { expression } = JS.Parser.fromLiteral(literal).parse({
      backreferences: "throw",
      assertions: "parse",
      maxNodes: MAX_STATES * 5,
    });
    return compilePart(expression.alternatives, "whole");
  } catch (error) {
    if (error instanceof NotRegularError) return error;
    return new NotRegularError(`the pattern ${pattern} is beyond regular languages of ${MAX_STATES} states`);
  }
}

function compilePart(alternatives: Alternatives, part: Part): DFA {
  // What is looked for ahead or behind is an automaton of its own, which runs beside the rest.
  const compileLook = (inside: Alternatives, kind: "ahead" | "behind", isNegated: boolean): DFA => {
    const automaton = compilePart(inside, kind);
    return isNegated ? complementOf(automaton) : automaton;
  };
  return determine(
    NFA.fromTransitionIterator(
      walkPattern(alternatives, part, compileLook),
      { maxCharacter: LAST },
      new NFA.LimitedNodeFactory(MAX_STATES * 5),
    ),
  );
}

/** @throws {NotRegularError} there would be too many states. */
function determine(automaton: NFA): DFA {
  try {
    const dfa = DFA.fromFA(automaton, new DFA.LimitedNodeFactory(MAX_STATES));
    dfa.minimize();
    return dfa;
  } catch {
    throw new NotRegularError(`patterns need more than ${MAX_STATES} states`);
  }
}

/**
 * The strings that are in all of some automata and in none of others.
 *
 * @throws {NotRegularError} there would be too many states.
 */
export function combine(inside: readonly DFA[], outside: readonly DFA[]): DFA {
  let all = DFA.all({ maxCharacter: LAST });
  for (const one of [...inside, ...outside.map(complementOf)])
    try {
      all = DFA.fromIntersection(all, one, new DFA.LimitedNodeFactory(MAX_STATES));
      all.minimize();
    } catch {
      throw new NotRegularError(`patterns need more than ${MAX_STATES} states together`);
    }
  return all;
}

/** Whether a text matches a pattern; undefined for a pattern that no engine here reads. */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  try {
    return createBoundedMatcher(pattern).test(text);
  } catch {
    return undefined;
  }
}

export function automatonOfWords(words: readonly string[]): DFA {
  const texts = words.map((word) => Array.from(word, (char) => char.codePointAt(0) ?? 0));
  return DFA.fromWords(texts, { maxCharacter: LAST });
}

function complementOf(automaton: DFA): DFA {
  const copy = automaton.copy();
  copy.complement();
  return copy;
}
