/**
 * A regular expression as a list of steps, so that matching takes time proportional to the text whatever it holds:
 * all ways through the steps are followed at once, one character after the other (Thompson's construction). It is
 * JSON: generated validators carry it and need no parser.
 */
export interface PatternProgram {
  /** What one character may be, each a regular expression for a single character: `[a-z]`, `\d`, `.`. */
  atoms: readonly string[];
  steps: readonly PatternStep[];
  /** Lookaheads and lookbehinds, the inner ones first. */
  looks: readonly { steps: readonly PatternStep[]; isBehind: boolean }[];
}

/** Each but `try` and `accept` goes on with the next one, where it holds. */
export type PatternStep =
  /** One character that an atom matches. */
  | readonly [kind: "read", atom: number]
  /** Goes on at all of these. */
  | readonly [kind: "try", ...targets: number[]]
  | readonly [kind: "start" | "end" | "accept"]
  | readonly [kind: "word", isNegated: boolean]
  | readonly [kind: "look", look: number, isNegated: boolean];

/** What Ajv asks of a regular expression. Its text is what tells it from others. */
export interface TextMatcher {
  test(text: string): boolean;
  toString(): string;
}

/**
 * A match takes at most this many steps, some seconds; a text for which that is too few counts as one that does not
 * fit. Only a pattern of very many steps and a text of megabytes get there.
 */
const MAX_STEPS_OF_A_MATCH = 50_000_000;

/** @param source The regular expression that the program was made of. */
export function createMatcher(source: string, program: PatternProgram): TextMatcher {
  const atoms = program.atoms.map(createAtom);
  return {
    test: (text) => createRun(program, atoms, Array.from(text, codePointOf)).test(),
    toString: () => source,
  };
}

type Atom = (codePoint: number) => boolean;

const WORD = createAtom("\\w");

/** Asks the engine of the runtime about one character, each but once. */
function createAtom(source: string): Atom {
  const expression = new RegExp(`^(?:${source})$`, "u");
  const known: boolean[] = [];
  return (codePoint) => {
    known[codePoint] ??= expression.test(String.fromCodePoint(codePoint));
    return known[codePoint];
  };
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** The matching of one text. */
function createRun(
  { steps, looks }: PatternProgram,
  atoms: readonly Atom[],
  codePoints: readonly number[],
): { test(): boolean } {
  const { length } = codePoints;
  const placesOfLooks: Uint8Array[] = [];
  let left = MAX_STEPS_OF_A_MATCH;

  /** The places of the text at which a look holds. */
  const placesOf = (look: number): Uint8Array => {
    const known = placesOfLooks[look];
    if (known !== undefined) return known;
    const places = new Uint8Array(length + 1);
    const { steps: own = [], isBehind = false } = looks[look] ?? {};
    // A lookahead is written from its end to its beginning, and so is the text read for it.
    follow(own, isBehind ? 1 : -1, (at) => {
      places[at] = 1;
      return false;
    });
    placesOfLooks[look] = places;
    return places;
  };

  const isWord = (at: number) => at >= 0 && at < length && WORD(codePoints[at] ?? 0);

  const holds = (step: PatternStep, at: number): boolean => {
    if (step[0] === "start") return at === 0;
    if (step[0] === "end") return at === length;
    if (step[0] === "word") return (isWord(at - 1) !== isWord(at)) !== step[1];
    return step[0] === "look" && (placesOf(step[1])[at] === 1) !== step[2];
  };

  /**
   * Follows steps from every place of the text, in one direction.
   *
   * @param accept Called with the place at which a way has come to its end; true stops.
   */
  function follow(own: readonly PatternStep[], direction: 1 | -1, accept: (at: number) => boolean): void {
    const seenAt = new Int32Array(own.length).fill(-1);
    let open: number[] = [];
    let next: number[] = [];
    for (let at = direction === 1 ? 0 : length; at >= 0 && at <= length; at += direction) {
      const codePoint = codePoints[direction === 1 ? at : at - 1];
      open.push(0);
      for (let index = open.pop(); index !== undefined; index = open.pop()) {
        const step = own[index];
        if (step === undefined || seenAt[index] === at) continue;
        seenAt[index] = at;
        left -= 1;
        if (step[0] === "try") {
          for (let way = 1; way < step.length; way += 1) open.push(step[way] as number);
        } else if (step[0] === "read") {
          if (codePoint !== undefined && atoms[step[1]]?.(codePoint)) next.push(index + 1);
        } else if (step[0] === "accept") {
          if (accept(at)) return;
        } else if (holds(step, at)) open.push(index + 1);
      }
      if (left < 0) return;
      [open, next] = [next, open];
    }
  }

  return {
    test() {
      let isMatch = false;
      follow(steps, 1, () => {
        isMatch = true;
        return true;
      });
      return isMatch && left >= 0;
    },
  };
}
