import { findWords, fingerprint, joinCamel, joinPascal, spellsWords, splitWords } from "./words.ts";

/**
 * Extends a published name by the models it is about, unless it spells them already.
 *
 * - `CreateVideo` of `sora-2` becomes `CreateVideoSora2`; `CreateSora2Video` stays.
 * - `createSeedAudio10` of `doubao-seed-audio-1.0` becomes `createDoubaoSeedAudio10`, and `create_seed_audio_10`
 *   `create_doubao_seed_audio_10`: what the name has of the model's words, two or more in a row, is not said twice.
 * - Several models stand under the words they begin with: `gpt-5.1` and `gpt-5.1-chat` are the `Gpt51Family`.
 *
 * The name depends on the page alone, so no other page can change it.
 */
export function extendByModels(name: string, models: readonly string[]): string {
  const [first] = models;
  if (first === undefined) return name;
  const words = findCommonWords(models);
  if (spellsWords(name, words)) return name;
  const family = models.length === 1 ? "" : "Family";
  return (
    completeWords(name, [...words, ...(family === "" ? [] : [family])]) ??
    `${name}${joinPascal(words)}${family}`
  );
}

/**
 * A name in which the longest part of some words has become all of them, in the spelling of the part: two of them in a
 * row, or the first one where the name ends in it. A number that the next of the words goes on from belongs to the part.
 * Undefined where the name has no such part.
 */
function completeWords(name: string, words: readonly string[]): string | undefined {
  const own = locateWords(name);
  const texts = own.map(({ text }) => text);
  for (let length = words.length - 1; length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const found = findWords(texts, words.slice(start, start + length));
      if (found === undefined) continue;
      const [next = "", after = ""] = [words[start + length], texts[found.end]];
      const goesOn = /^\d+$/.test(after) && next.startsWith(after);
      const isEnd = start === 0 && found.start > 0 && found.end === own.length;
      if (length > 1 || goesOn || isEnd)
        return replaceWords(name, own.slice(found.start, found.end + (goesOn ? 1 : 0)), words);
    }
  }
  return undefined;
}

/** A word of a name, and where it stands. */
interface LocatedWord {
  text: string;
  start: number;
  end: number;
}

/** As `splitWords`, with the places. None of a name with letters that this would write in another way. */
function locateWords(name: string): LocatedWord[] {
  if (!/^[ -~]*$/.test(name)) return [];
  return [...name.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+(?:\.\d+)*/g)].map((match) => ({
    text: match[0].replaceAll(".", ""),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Replaces some words in a row by others, with the sign that separates them: `kite_air` by `wind_kite_air`. */
function replaceWords(name: string, part: readonly LocatedWord[], words: readonly string[]): string {
  const { start = 0 } = part[0] ?? {};
  const { end = 0 } = part.at(-1) ?? {};
  const old = name.slice(start, end);
  const [separator] = /[^A-Za-z0-9](?=[A-Za-z])/.exec(old) ?? [];
  const isLower = /^[a-z]/.test(old);
  const own =
    separator !== undefined
      ? words.map((word) => (isLower ? word.toLowerCase() : word)).join(separator)
      : isLower
        ? joinCamel(words)
        : joinPascal(words);
  return `${name.slice(0, start)}${own}${name.slice(end)}`;
}

/** The words of what all ids begin with, up to a hyphen or the like: `suno` of `suno-v4` and `suno-v5`. */
function findCommonWords(models: readonly string[]): string[] {
  const [first = [], ...others] = models.toSorted().map((model) => model.split(/[^A-Za-z0-9.]+/));
  const length = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = (length > 0 ? first.slice(0, length) : first).join("-");
  return wordsOf(splitWords(common).length > 0 ? common : models.toSorted().join());
}

/**
 * The words of an id, without those that it says twice in a row, as `qwen/qwen-image`. One without a single Latin letter
 * or digit still needs a name of its own.
 */
function wordsOf(model: string): string[] {
  const words = splitWords(model).filter((word, index, all) => /^\d/.test(word) || word !== all[index - 1]);
  return words.length > 0 ? words : [`Model${fingerprint(model)}`];
}
