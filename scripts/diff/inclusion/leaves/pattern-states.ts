import { CharSet, type Concatenation, type DFA, type Element, type NoParent, type Quantifier } from "refa";

/** A pattern that cannot be read as a regular language, or only with too many states. */
export class NotRegularError extends Error {}

/** Strings are lists of code points, as `minLength` counts them and as the flag `u` matches them. */
export const LAST = 0x10ffff;
const ANY = CharSet.all(LAST);

/** More states than this take too long to combine. */
export const MAX_STATES = 2000;

export type Alternatives = readonly NoParent<Concatenation>[];

/** A whole pattern, which matches anywhere in a text; or what it looks for ahead, from a place on, or behind, up to one. */
export type Part = "whole" | "ahead" | "behind";

type CompileLook = (alternatives: Alternatives, kind: "ahead" | "behind", isNegated: boolean) => DFA;

/** Where a match may be: before, in and after the part that the pattern describes. */
interface State {
  edges: Edge[];
}
type Edge =
  | { to: State; chars: CharSet }
  /** Followed without a character; `only` where the text begins, or ends, there. */
  | { to: State; only?: "start" | "end" }
  /** Followed without a character, where the rest of the text is in a language. */
  | { to: State; ahead: DFA }
  /** Where the text so far is in a language, by its index. */
  | { to: State; behind: number };

type Node = DFA["initial"];

/** How far a text is in a language that something else depends on; undefined where it can no longer be in it. */
interface Tracked {
  automaton: DFA;
  node: Node | undefined;
}

/** What is reached from a place in the pattern without a character. */
interface Place {
  members: { state: State; isEnd: boolean; ahead: readonly Tracked[] }[];
  behind: readonly Tracked[];
}

/** The states of a pattern as refa asks for them: where in it one is, what must come yet, and what has been. */
export function walkPattern(alternatives: Alternatives, part: Part, compileLook: CompileLook) {
  const start: State = { edges: [] };
  const accept: State = { edges: [] };
  if (part !== "ahead") start.edges.push({ to: start, chars: ANY });
  if (part !== "behind") accept.edges.push({ to: accept, chars: ANY });
  const builder = new Builder(part, compileLook);
  start.edges.push({ to: builder.enter(alternatives, accept) });

  const ids = new Map<object, number>();
  const idOf = (item: object | undefined): number => {
    if (item === undefined) return -1;
    const id = ids.get(item) ?? ids.size;
    ids.set(item, id);
    return id;
  };
  const write = (tracked: readonly Tracked[]) =>
    [...new Set(tracked.map(({ node }) => idOf(node)))].sort().join();
  const places = new Map<string, Place>();
  const close = (
    from: State,
    isStart: boolean,
    asked: readonly Tracked[],
    behind: readonly Tracked[],
  ): Place => {
    const reached = new Map<string, Place["members"][number]>();
    const follow = (state: State, isEnd: boolean, ahead: readonly Tracked[]): void => {
      const key = `${idOf(state)}${isEnd ? "$" : ""}/${write(ahead)}`;
      if (reached.has(key)) return;
      reached.set(key, { state, isEnd, ahead });
      for (const edge of state.edges) {
        if ("chars" in edge || ("only" in edge && edge.only === "start" && !isStart)) continue;
        if ("behind" in edge) {
          if (isIn(behind[edge.behind])) follow(edge.to, isEnd, ahead);
        } else if ("ahead" in edge)
          follow(edge.to, isEnd, [...ahead, { automaton: edge.ahead, node: edge.ahead.initial }]);
        else follow(edge.to, isEnd || edge.only === "end", ahead);
      }
    };
    follow(from, false, asked);
    const key = `${isStart}:${behind.map(({ node }) => idOf(node)).join()}:${[...reached.keys()].sort().join()}`;
    const place = places.get(key) ?? { members: [...reached.values()], behind };
    places.set(key, place);
    if (places.size > MAX_STATES * 5) throw new NotRegularError("the pattern needs too many states");
    return place;
  };
  return {
    initial: close(
      start,
      true,
      [],
      builder.behind.map((automaton) => ({ automaton, node: automaton.initial })),
    ),
    getOut({ members, behind }: Place): Map<Place, CharSet> {
      const out = new Map<Place, CharSet>();
      for (const { state, isEnd, ahead } of members) {
        if (isEnd) continue;
        for (const edge of state.edges) {
          if (!("chars" in edge) || edge.chars.isEmpty) continue;
          for (const [chars, tracked] of advance(edge.chars, [...ahead, ...behind])) {
            const asked = tracked.slice(0, ahead.length);
            if (asked.some(({ node }) => node === undefined || isLost(node, asked))) continue;
            const to = close(edge.to, false, asked.filter(isOpen), tracked.slice(ahead.length));
            out.set(to, out.get(to)?.union(chars) ?? chars);
          }
        }
      }
      return out;
    },
    isFinal: ({ members }: Place): boolean =>
      members.some(({ state, ahead }) => state === accept && ahead.every(isIn)),
    stableOut: true,
  };
}

function isIn(tracked: Tracked | undefined): boolean {
  return tracked?.node !== undefined && tracked.automaton.finals.has(tracked.node);
}

/** Whether every text goes on to the same node. */
function isSink(node: Node): boolean {
  const [first, ...others] = [...node.out];
  return (
    first !== undefined &&
    others.length === 0 &&
    first[1] === node &&
    first[0].min === 0 &&
    first[0].max === LAST
  );
}

/** Whether a language that must come can no longer. */
function isLost(node: Node, asked: readonly Tracked[]): boolean {
  return isSink(node) && asked.some((tracked) => tracked.node === node && !isIn(tracked));
}

/** Whether what must come may still fail to. */
function isOpen(tracked: Tracked): boolean {
  return tracked.node === undefined || !(isIn(tracked) && isSink(tracked.node));
}

/** Takes all tracked languages on by some characters, apart where they go on differently. */
function advance(chars: CharSet, tracked: readonly Tracked[]): [CharSet, Tracked[]][] {
  let parts: [CharSet, Tracked[]][] = [[chars, []]];
  for (const { automaton, node } of tracked)
    parts = parts.flatMap(([some, before]) => {
      const next = new Map<Node, CharSet>();
      for (const [range, to] of node?.out ?? []) {
        const common = some.intersect(range);
        if (!common.isEmpty) next.set(to, next.get(to)?.union(common) ?? common);
      }
      const left = [...next.values()].reduce((rest, taken) => rest.without(taken), some);
      const entries: [CharSet, Tracked[]][] = [...next].map(([to, own]) => [
        own,
        [...before, { automaton, node: to }],
      ]);
      if (!left.isEmpty) entries.push([left, [...before, { automaton, node: undefined }]]);
      return entries;
    });
  return parts;
}

/** Builds the states of a pattern backwards, each element from where it goes on. */
class Builder {
  /** Languages that something looks for behind it. */
  readonly behind: DFA[] = [];
  readonly #part: Part;
  readonly #compileLook: CompileLook;
  #count = 0;

  constructor(part: Part, compileLook: CompileLook) {
    this.#part = part;
    this.#compileLook = compileLook;
  }

  enter(alternatives: Alternatives, next: State): State {
    const state: State = { edges: [] };
    this.#count += 1;
    if (this.#count > MAX_STATES * 5) throw new NotRegularError("the pattern is too long");
    for (const { elements } of alternatives)
      state.edges.push({ to: elements.reduceRight((to, element) => this.#enterElement(element, to), next) });
    return state;
  }

  #enterElement(element: NoParent<Element>, next: State): State {
    switch (element.type) {
      case "CharacterClass":
        return { edges: [{ to: next, chars: element.characters }] };
      case "Alternation":
        return this.enter(element.alternatives, next);
      case "Quantifier":
        return this.#enterQuantifier(element, next);
      case "Assertion":
        return { edges: [this.#enterAssertion(element, next)] };
      default:
        throw new NotRegularError(`the pattern holds what is not known here: ${element.type}`);
    }
  }

  #enterAssertion(
    { kind, negate, alternatives }: NoParent<Element> & { type: "Assertion" },
    next: State,
  ): Edge {
    // What is looked for ahead does not know what is behind it, nor the other way round.
    if (this.#part !== "whole" && this.#part !== kind)
      throw new NotRegularError("the pattern looks behind what it looks ahead for");
    if (negate && isAnyCharacter(alternatives))
      return { to: next, only: kind === "behind" ? "start" : "end" };
    const automaton = this.#compileLook(alternatives, kind, negate);
    if (kind === "ahead") return { to: next, ahead: automaton };
    this.behind.push(automaton);
    return { to: next, behind: this.behind.length - 1 };
  }

  #enterQuantifier({ alternatives, min, max }: NoParent<Quantifier>, next: State): State {
    let state = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { edges: [{ to: next }] };
      loop.edges.push({ to: this.enter(alternatives, loop) });
      state = loop;
    } else {
      for (let count = min; count < max; count += 1) {
        const after = state;
        state = { edges: [{ to: next }, { to: this.enter(alternatives, after) }] };
      }
    }
    for (let count = 0; count < min; count += 1) state = this.enter(alternatives, state);
    return state;
  }
}

/** `^` and `$` are read as "no character before" and "no character after". */
function isAnyCharacter(alternatives: Alternatives): boolean {
  const [only] = alternatives;
  const [element] = only?.elements ?? [];
  return (
    alternatives.length === 1 &&
    only?.elements.length === 1 &&
    element?.type === "CharacterClass" &&
    element.characters.isAll
  );
}
