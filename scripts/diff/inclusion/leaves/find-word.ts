import type { CharRange, DFA } from "refa";

/** Characters in the order in which they are preferred: what is easy to read and to copy comes first. */
const PREFERRED = Array.from("abcxyz019-_ ABCXYZ./:@", (char) => char.codePointAt(0) ?? 0);

/** More steps than this are not gone for one word. */
const MAX_STEPS = 200_000;

/** The outcome of looking for a word: one, or that there is none, or that it took too long. */
export type FoundWord = { word: string } | "none" | "too long";

/** Finds the shortest text of an automaton that has from `least` to `most` characters. */
export function findWord(automaton: DFA, least: number, most: number): FoundWord {
  type Node = DFA["initial"];
  /** How each state is reached with as many characters as the layer has. */
  let layer = new Map<Node, Step>([[automaton.initial, { char: 0, before: undefined }]]);
  let steps = 0;
  const states = automaton.countNodes();
  for (let length = 0; length <= most && layer.size > 0; length += 1) {
    if (length >= least) {
      for (const [node, step] of layer) if (automaton.finals.has(node)) return { word: spell(step, length) };
      // Once a text may end anywhere, one that leads nowhere new leads nowhere.
      if (length > least + states) return "none";
    }
    const next = new Map<Node, Step>();
    for (const [node, before] of layer) {
      for (const [range, to] of node.out) {
        steps += 1;
        if (steps > MAX_STEPS) return "too long";
        const char = pick(range);
        const known = next.get(to);
        // Of several ways to a state from one before it, the preferred character; the way itself stays.
        if (
          char === undefined ||
          (known !== undefined && (known.before !== before || rank(known.char) <= rank(char)))
        )
          continue;
        next.set(to, { char, before });
      }
    }
    layer = next;
  }
  return "none";
}

interface Step {
  char: number;
  before: Step | undefined;
}

function spell(last: Step, length: number): string {
  const chars: string[] = [];
  let step: Step | undefined = last;
  for (let index = 0; index < length && step !== undefined; index += 1) {
    chars.push(String.fromCodePoint(step.char));
    step = step.before;
  }
  return chars.reverse().join("");
}

/** A character of a range; half of a surrogate pair is none. */
function pick({ min, max }: CharRange): number | undefined {
  const preferred = PREFERRED.find((char) => min <= char && char <= max);
  if (preferred !== undefined) return preferred;
  if (min < 0xd800 || min > 0xdfff) return min;
  return max > 0xdfff ? 0xe000 : undefined;
}

function rank(char: number): number {
  const index = PREFERRED.indexOf(char);
  return index < 0 ? PREFERRED.length + char : index;
}
