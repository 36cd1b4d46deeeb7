import {
  CharSet,
  type Concatenation,
  DFA,
  type Element,
  type Expression,
  JS,
  NFA,
  type NoParent,
  type Quantifier,
} from "refa";
import { createBoundedMatcher } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";

/** A pattern that cannot be read as a regular language, or only with too many states. */
export class NotRegularError extends Error {}

/** Strings are lists of code points, as `minLength` counts them and as the flag `u` matches them. */
const LAST = 0x10ffff;
const ANY = CharSet.all(LAST);

/** More states than this take too long to combine. */
const MAX_STATES = 2000;

/** Where a match may be: before, in and after the part that the pattern describes. */
interface State {
  edges: Edge[];
}
type Edge =
  | { to: State; chars: CharSet }
  /** Followed without a character; `only` where the text begins, or ends, there. */
  | { to: State; only?: "start" | "end" };

const known = new Map<string, DFA | NotRegularError>();

/**
 * The strings in which a pattern of ECMAScript finds a match, as an automaton. Patterns are read as Ajv reads them, with
 * the flag `u`.
 *
 * @throws {NotRegularError} it refers back, looks around, or needs too many states.
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
    return determine(
      NFA.fromTransitionIterator(
        walk(expression),
        { maxCharacter: LAST },
        new NFA.LimitedNodeFactory(MAX_STATES * 5),
      ),
    );
  } catch (error) {
    if (error instanceof NotRegularError) return error;
    return new NotRegularError(`the pattern ${pattern} is beyond regular languages of ${MAX_STATES} states`);
  }
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

/** The states as refa asks for them: sets of places in the pattern, with whether the text has begun and has ended. */
function walk(expression: NoParent<Expression>) {
  const start: State = { edges: [] };
  const accept: State = { edges: [] };
  start.edges.push({ to: start, chars: ANY });
  accept.edges.push({ to: accept, chars: ANY });
  start.edges.push({ to: enter(expression.alternatives, accept, { count: 0 }) });

  const ids = new Map<State, number>();
  const idOf = (state: State): number => {
    const id = ids.get(state) ?? ids.size;
    ids.set(state, id);
    return id;
  };
  const nodes = new Map<string, Place>();
  /** A place with everything that is reached from it without a character. */
  const close = (states: readonly State[], isStart: boolean): Place => {
    const reached = new Map<string, { state: State; isEnd: boolean }>();
    const follow = (state: State, isEnd: boolean): void => {
      const key = `${idOf(state)}${isEnd ? "$" : ""}`;
      if (reached.has(key)) return;
      reached.set(key, { state, isEnd });
      for (const edge of state.edges) {
        if ("chars" in edge || (edge.only === "start" && !isStart)) continue;
        follow(edge.to, isEnd || edge.only === "end");
      }
    };
    for (const state of states) follow(state, false);
    const key = `${isStart}:${[...reached.keys()].sort().join()}`;
    const place = nodes.get(key) ?? { members: [...reached.values()], isStart };
    nodes.set(key, place);
    if (nodes.size > MAX_STATES * 5) throw new NotRegularError("the pattern needs too many states");
    return place;
  };
  return {
    initial: close([start], true),
    getOut(place: Place): Map<Place, CharSet> {
      const out = new Map<Place, CharSet>();
      for (const { state, isEnd } of place.members) {
        if (isEnd) continue;
        for (const edge of state.edges) {
          if (!("chars" in edge) || edge.chars.isEmpty) continue;
          const to = close([edge.to], false);
          out.set(to, out.get(to)?.union(edge.chars) ?? edge.chars);
        }
      }
      return out;
    },
    isFinal: (place: Place): boolean => place.members.some(({ state }) => state === accept),
    stableOut: true,
  };
}

interface Place {
  members: { state: State; isEnd: boolean }[];
  isStart: boolean;
}

type Alternatives = readonly NoParent<Concatenation>[];
interface Size {
  count: number;
}

/** Builds the states of some alternatives backwards, from where each of them goes on. */
function enter(alternatives: Alternatives, next: State, size: Size): State {
  const state: State = { edges: [] };
  size.count += 1;
  if (size.count > MAX_STATES * 5) throw new NotRegularError("the pattern is too long");
  for (const { elements } of alternatives)
    state.edges.push({ to: elements.reduceRight((to, element) => enterElement(element, to, size), next) });
  return state;
}

function enterElement(element: NoParent<Element>, next: State, size: Size): State {
  switch (element.type) {
    case "CharacterClass":
      return { edges: [{ to: next, chars: element.characters }] };
    case "Alternation":
      return enter(element.alternatives, next, size);
    case "Quantifier":
      return enterQuantifier(element, next, size);
    case "Assertion": {
      const only = readEdge(element.kind, element.negate, element.alternatives);
      if (only === undefined) throw new NotRegularError("the pattern looks around");
      return { edges: [{ to: next, only }] };
    }
    default:
      throw new NotRegularError(`the pattern holds what is not known here: ${element.type}`);
  }
}

/** `^` and `$` are read as "no character before" and "no character after". */
function readEdge(
  kind: "ahead" | "behind",
  isNegated: boolean,
  alternatives: Alternatives,
): "start" | "end" | undefined {
  const [only] = alternatives;
  const [element] = only?.elements ?? [];
  const isAny =
    alternatives.length === 1 &&
    only?.elements.length === 1 &&
    element?.type === "CharacterClass" &&
    element.characters.isAll;
  return isNegated && isAny ? (kind === "behind" ? "start" : "end") : undefined;
}

function enterQuantifier({ alternatives, min, max }: NoParent<Quantifier>, next: State, size: Size): State {
  let state = next;
  if (max === Number.POSITIVE_INFINITY) {
    const loop: State = { edges: [{ to: next }] };
    loop.edges.push({ to: enter(alternatives, loop, size) });
    state = loop;
  } else {
    for (let count = min; count < max; count += 1) {
      const after = state;
      state = { edges: [{ to: next }, { to: enter(alternatives, after, size) }] };
    }
  }
  for (let count = 0; count < min; count += 1) state = enter(alternatives, state, size);
  return state;
}
