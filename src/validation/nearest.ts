/** More values than this are not read through to the end. */
const MAX_SHOWN = 8;
const SHOWN_OF_MANY = 5;

/**
 * Of many words that something may be, those nearest to what it is: `"kite-2", "kite-2-pro" or one of 40 others`.
 * Undefined where there are few enough to name them all.
 */
export function describeNearest(words: readonly unknown[], found: unknown): string | undefined {
  if (words.length <= MAX_SHOWN || !words.every((word) => typeof word === "string")) return undefined;
  const wanted = typeof found === "string" ? found : "";
  const nearness = new Map(words.map((word) => [word, compareWords(word, wanted)]));
  const nearest = [...words].sort((one, other) => (nearness.get(other) ?? 0) - (nearness.get(one) ?? 0));
  const shown = nearest.slice(0, SHOWN_OF_MANY).map((word) => JSON.stringify(word));
  return `${shown.join(", ")} or one of ${words.length - SHOWN_OF_MANY} others`;
}

/** Words that have less in common are no misspelling of each other: `pages` and `paegs` have a quarter. */
const MIN_NEARNESS = 0.25;

/** The word that is most like another one. Undefined where none is. */
export function findNearest(words: readonly string[], found: string): string | undefined {
  const nearness = words.map((word) => compareWords(word, found));
  const highest = Math.max(...nearness);
  return highest < MIN_NEARNESS ? undefined : words[nearness.indexOf(highest)];
}

/** The share of pairs of neighbouring letters that two words have in common, from 0 to 1 (Dice's coefficient). */
function compareWords(one: string, other: string): number {
  const [pairs, others] = [listPairs(one), listPairs(other)];
  const shared = [...pairs].filter((pair) => others.has(pair)).length;
  return pairs.size + others.size === 0 ? 0 : (2 * shared) / (pairs.size + others.size);
}

function listPairs(word: string): Set<string> {
  const letters = word.toLowerCase();
  return new Set(
    Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)),
  );
}
