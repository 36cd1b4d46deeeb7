import { createHash } from "node:crypto";

/** A hash of a text in eight hexadecimal digits: enough to distinguish all structures of a catalogue. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * Splits a name or an id into its words: `createWan25Video` into `create Wan 25 Video`, `o3-mini_2.5` into
 * `o 3 mini 25`. A dot between digits is no border, as published names leave it out.
 * Marks on letters go: `größe` is `grosse`.
 */
export function splitWords(name: string): string[] {
  const plain = name
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "");
  return plain.replace(/(?<=\d)\.(?=\d)/g, "").match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}

/** `["text", "to", "video"]` as `TextToVideo`. */
export function joinPascal(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** `["Text", "to", "video"]` as `textToVideo`. */
export function joinCamel(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  return first.toLowerCase() + joinPascal(rest);
}

/** Whether a name spells some words in a row, whatever their case and inner borders: `DeepSeekV4` spells `deepseek-v4`. */
export function spellsWords(name: string, words: readonly string[]): boolean {
  return findWords(splitWords(name), words) !== undefined;
}

/** Which words of a name spell some others in a row, whatever their case and inner borders. */
export function findWords(
  own: readonly string[],
  words: readonly string[],
): { start: number; end: number } | undefined {
  const wanted = words.join("").toLowerCase();
  for (const [start] of own.entries()) {
    for (let end = start + 1; end <= own.length; end += 1)
      if (own.slice(start, end).join("").toLowerCase() === wanted) return { start, end };
  }
  return undefined;
}
