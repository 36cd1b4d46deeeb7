import { findWords, fingerprint, joinPascal, spellsWords, splitWords } from "./words.ts";

/**
 * Extends a published name by the models it is about, unless it spells them already.
 *
 * - `CreateVideo` of `sora-2` becomes `CreateVideoSora2`; `CreateSora2Video` stays.
 * - `createSeedAudio10` of `doubao-seed-audio-1.0` becomes `createDoubaoSeedAudio10`: what the name has of the model's
 *   words, two or more in a row, is not said twice.
 * - Several models stand under the words they begin with: `gpt-5.1` and `gpt-5.1-chat` are the `Gpt51Family`.
 *
 * The name depends on the page alone, so no other page can change it.
 */
export function extendByModels(name: string, models: readonly string[]): string {
  const [first] = models;
  if (first === undefined) return name;
  const words = models.length === 1 ? wordsOf(first) : findCommonWords(models);
  if (spellsWords(name, words)) return name;
  const family = models.length === 1 ? "" : "Family";
  return (
    completeWords(name, [...words, ...(family === "" ? [] : [family])]) ??
    `${name}${joinPascal(words)}${family}`
  );
}

/** A name in which the longest part of some words has become all of them. Undefined where it has less than two in a row. */
function completeWords(name: string, words: readonly string[]): string | undefined {
  const own = splitWords(name);
  // Other signs would be lost.
  if (own.join("") !== name) return undefined;
  for (let length = words.length - 1; length > 1; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const found = findWords(own, words.slice(start, start + length));
      if (found !== undefined)
        return `${own.slice(0, found.start).join("")}${joinPascal(words)}${own.slice(found.end).join("")}`;
    }
  }
  return undefined;
}

/** The words of what all ids begin with, up to a hyphen or the like: `suno` of `suno-v4` and `suno-v5`. */
function findCommonWords(models: readonly string[]): string[] {
  const [first = [], ...others] = models.toSorted().map((model) => model.split(/[^A-Za-z0-9.]+/));
  const length = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = (length > 0 ? first.slice(0, length) : first).join("-");
  return wordsOf(common === "" ? models.toSorted().join() : common);
}

/** An id without a single Latin letter or digit still needs a name of its own. */
function wordsOf(model: string): string[] {
  const words = splitWords(model);
  return words.length > 0 ? words : [`Model${fingerprint(model)}`];
}
