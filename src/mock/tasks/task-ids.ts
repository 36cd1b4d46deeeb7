import type { Random } from "../base/random.ts";

/** A form of which no document shows an example. */
export const FALLBACK_ID = "task-1000000000-aaaaaaaa";

/** Fewer characters than this, and ids would soon be used up; what stands before more of them may have to be as it is. */
const MIN_DRAWN = 6;
const MAX_DRAWN = 12;

/**
 * A fresh id of the documented form. Of `task-1757169743-7cvnl5zw` the end is a random word, and the digits are the time; of
 * any other, the end behind the last sign is drawn anew: a digit for a digit, a letter for a letter.
 *
 * @param seconds of the time. Default: the documented digits, so that a seed repeats the whole id.
 */
export function mintTaskId(documentedId: string, random: Random, seconds?: number): string {
  if (/^\D*\d+-[a-z0-9]+$/.test(documentedId)) {
    const digits = seconds ?? /\d+/.exec(documentedId)?.[0] ?? 0;
    return `${/^\D*/.exec(documentedId)}${digits}-${random.word(8)}`;
  }
  const [end = ""] = /[A-Za-z0-9]*$/.exec(documentedId) ?? [];
  const drawn = end.slice(-MAX_DRAWN);
  if (drawn.length < MIN_DRAWN) return `${documentedId}-${random.word(8)}`;
  const letters = /^[0-9a-f]+$/i.test(drawn) ? "abcdef" : "abcdefghijklmnopqrstuvwxyz";
  const pick = (characters: string) => characters[Math.floor(random.fraction() * characters.length)] ?? "";
  const fresh = drawn.replaceAll(/./g, (one) =>
    /\d/.test(one) ? pick("0123456789") : /[a-z]/.test(one) ? pick(letters) : pick(letters.toUpperCase()),
  );
  return documentedId.slice(0, documentedId.length - drawn.length) + fresh;
}
