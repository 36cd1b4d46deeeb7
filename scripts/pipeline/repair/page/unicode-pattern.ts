import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";

const parser = new RegExpParser({ ecmaVersion: 2022 });

/**
 * Rewrites a regular expression that is legal without the flag `u` alone as one of the same meaning that is legal with
 * it: punctuation that needs no escape (`\-`, `\_`, `\:`), brackets that close nothing, braces around no count, and a
 * hyphen next to a class in a class (`[\w-.]`). Letters escaped for nothing stay as they are, as whoever wrote `\A` or
 * `\p` means what other engines do; so do counts that are none, as `{1-5}`.
 *
 * @returns undefined where that leaves none that is legal with the flag.
 */
export function toUnicodePattern(source: string): string | undefined {
  const edits: { start: number; end: number; text: string }[] = [];
  try {
    const pattern = parser.parsePattern(source, 0, source.length, { unicode: false });
    visitRegExpAST(pattern, {
      onCharacterEnter(character) {
        const text = writeCharacter(character, source);
        if (text !== character.raw) edits.push({ start: character.start, end: character.end, text });
      },
    });
    const rewritten = edits
      .sort((one, other) => other.start - one.start)
      .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
    parser.parsePattern(rewritten, 0, rewritten.length, { unicode: true });
    return rewritten;
  } catch {
    return undefined;
  }
}

/** What may be escaped with the flag `u`, outside of a class; in one, a hyphen besides. */
const SYNTAX = /^[\^$\\.*+?()[\]{}|/]$/;

function writeCharacter({ raw, start, end, parent }: AST.Character, source: string): string {
  const isInClass = parent.type === "CharacterClass" || parent.type === "CharacterClassRange";
  const [, escaped] = /^\\([^\w\s]|[_ ])$/.exec(raw) ?? [];
  if (escaped !== undefined) {
    const isNeeded = SYNTAX.test(escaped) || (isInClass && escaped === "-");
    return isNeeded ? raw : escaped;
  }
  if (parent.type === "CharacterClass" && raw === "-") {
    const besides = parent.elements.filter((one) => one.end === start || one.start === end);
    return besides.some(({ type }) => type === "CharacterSet") ? "\\-" : raw;
  }
  if (isInClass) return raw;
  const isBrace = raw === "]" || raw === "}" || (raw === "{" && !/^[\d,]/.test(source.slice(end)));
  return isBrace ? `\\${raw}` : raw;
}
