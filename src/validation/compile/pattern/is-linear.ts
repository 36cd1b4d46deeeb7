import type { AST } from "@eslint-community/regexpp";
import { ANY, intersect, overlap, unite } from "./characters.ts";
import { listPlaces, NotPlainError, type Place } from "./places.ts";

/** How many ways of reading one text may be open at the same time. */
const MAX_OPEN = 200;

/**
 * Whether it is plain that the engines of browsers and of Node match a regular expression in a time proportional to the
 * text. They try one way of reading after the other, so time explodes where many ways read the same text: a loop that
 * can go round in two ways (`(a+)+`), or two loops that can share a text out among them (`a*a*`, or `a+` when it is
 * tried at each place of the text). Here no expression is called linear that has one of the two; some that are linear
 * are not seen to be.
 *
 * @see https://doi.org/10.1016/0304-3975(91)90381-B Weber and Seidl, on the degree of ambiguity of finite automata
 */
export function isLinear({ alternatives }: AST.Pattern): boolean {
  try {
    return isLinearAt(alternatives);
  } catch (error) {
    if (error instanceof NotPlainError) return false;
    throw error;
  }
}

/** @param isTied whether it is only tried at one place of the text. */
function isLinearAt(given: readonly AST.Alternative[], isTied = false): boolean {
  const tied = isTied || given.every(startsAtStart);
  const read = given.map(({ elements }) => (tied ? readLooksAtStart(elements) : { looks: [], elements }));
  if (!read.flatMap(({ looks }) => looks).every((look) => isLinearAt(look.alternatives, true))) return false;
  const { first, all } = listPlaces(read.map(({ elements }) => dropLastLoop(elements)));
  // One that is tried everywhere begins with a loop that reads anything.
  const start: Place = { characters: ANY, next: [...first] };
  if (!tied) start.next.push(start);
  const loops = findLoops([start, ...all]);
  return !haveRivals(loops) && countOpen(start, [start, ...all], loops) <= MAX_OPEN;
}

function startsAtStart({ elements: [first] }: AST.Alternative): boolean {
  if (first?.type === "Assertion") return first.kind === "start";
  const isGroup = first?.type === "Group" || first?.type === "CapturingGroup";
  return isGroup && first.alternatives.every(startsAtStart);
}

/** The lookaheads that are asked once, at the start of the text, and what comes after them. */
function readLooksAtStart(elements: readonly AST.Element[]): {
  looks: AST.LookaheadAssertion[];
  elements: readonly AST.Element[];
} {
  const looks: AST.LookaheadAssertion[] = [];
  for (const [index, element] of elements.entries()) {
    if (element.type !== "Assertion" || (element.kind !== "start" && element.kind !== "lookahead"))
      return { looks, elements: elements.slice(index) };
    if (element.kind === "lookahead") looks.push(element);
  }
  return { looks, elements: [] };
}

/** What an expression ends with may be read as often as it is there: nothing comes after it that could fail. */
function dropLastLoop(elements: readonly AST.Element[]): readonly AST.Element[] {
  const last = elements.at(-1);
  const isLoop = last?.type === "Quantifier" && last.max > 1 && /^Character/.test(last.element.type);
  if (!isLoop) return elements;
  return [...elements.slice(0, -1), { ...last, max: Math.max(1, last.min) }];
}

/** Each place that can be come back to, with all those on the way: the strongly connected parts. */
function findLoops(all: readonly Place[]): Map<Place, ReadonlySet<Place>> {
  const reached = new Map(all.map((place) => [place, reachFrom(place)]));
  const loops = new Map<Place, ReadonlySet<Place>>();
  for (const place of all) {
    const there = reached.get(place) ?? new Set();
    if (!there.has(place) || loops.has(place)) continue;
    const loop = new Set([...there].filter((other) => reached.get(other)?.has(place)));
    for (const one of loop) loops.set(one, loop);
  }
  return loops;
}

/** @param through Places that may be on the way, or its end. */
function reachFrom(place: Place, through: (next: Place) => boolean = () => true): Set<Place> {
  const reached = new Set<Place>();
  const open = place.next.filter(through);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...next.next.filter(through));
  }
  return reached;
}

/**
 * Whether a loop goes round in two ways on one text, or a text that goes round in it may lead to another loop and go
 * round there.
 */
function haveRivals(loops: ReadonlyMap<Place, ReadonlySet<Place>>): boolean {
  const distinct = [...new Set(loops.values())];
  const read = distinct.map((loop) => unite([...loop].map(({ characters }) => characters)));
  return distinct.some((loop, one) =>
    [...loop].some((place) => {
      const inside = place.next.filter((next) => loop.has(next));
      if (groupByOverlap(inside).some(({ length }) => length > 1)) return true;
      return distinct.some((rival, other) => {
        if (other === one) return false;
        const shared = intersect(read[one] ?? [], read[other] ?? []);
        const isShared = ({ characters }: Place) => overlap(characters, shared);
        return isShared(place) && [...reachFrom(place, isShared)].some((next) => rival.has(next));
      });
    }),
  );
}

/** How many ways of reading are open at the same time, at most, whatever the text is. */
function countOpen(
  start: Place,
  all: readonly Place[],
  loops: ReadonlyMap<Place, ReadonlySet<Place>>,
): number {
  const known = new Map<Place, number>();
  const countAfter = (next: readonly Place[], loop?: ReadonlySet<Place>): number => {
    const counts = groupByOverlap(next).map((group) => {
      const leaving = group.filter((place) => !loop?.has(place));
      const open = leaving.reduce((sum, place) => sum + countFrom(place), 0);
      // Each time round, a way may be left open. Outside of loops it ends after as many characters as there are places.
      return leaving.length === group.length ? open : 1 + all.length * open;
    });
    return Math.max(1, ...counts);
  };
  const countFrom = (place: Place): number => {
    const loop = loops.get(place);
    const found = known.get(place);
    if (found !== undefined) return found;
    const count = Math.max(...[...(loop ?? [place])].map((one) => countAfter(one.next, loop)));
    for (const one of loop ?? [place]) known.set(one, count);
    return count;
  };
  return countFrom(start);
}

/** Groups places such that one character leads to several of a group alone. */
function groupByOverlap(places: readonly Place[]): Place[][] {
  const groups = places.map((place) => [place]);
  const ranges = places
    .flatMap(({ characters }, index) => characters.map(([start, end]) => ({ index, start, end })))
    .sort((one, other) => one.start - other.start);
  let [at, furthest] = [-1, -1];
  for (const { index, start, end } of ranges) {
    const [mine, open] = [groups[index], groups[at]];
    if (start <= furthest && mine !== undefined && open !== undefined && mine !== open) {
      open.push(...mine);
      for (const [other, group] of groups.entries()) if (group === mine) groups[other] = open;
    }
    at = index;
    furthest = Math.max(furthest, end);
  }
  return [...new Set(groups)];
}
