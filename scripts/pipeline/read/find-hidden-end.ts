import { type CodeEnds, createCodeEnds } from "./find-code-end.ts";

/** Comments of HTML and of MDX: what opens one, and what closes it. */
const COMMENTS = [
  { open: /^<!--/, close: /-->/g },
  { open: /^\{[ \t]*\/\*/, close: /\*\/\s*\}/g },
];

/**
 * What decides whether something hidden begins: code spans, which may hold its signs as text, signs that are escaped, and
 * the signs; in MDX also expressions and tags.
 */
const SIGNS = {
  markdown: /`+|\\[\\{<]|<!--|\{[ \t]*\/\*/g,
  mdx: /`+|\\[\\{<]|<!--|\{|<[A-Za-z][\w.-]*(?=[\s/>]|$)/g,
};

/** What is known of a text while its lines are read. */
export interface Hidden {
  isMdx: boolean;
  code: CodeEnds;
  /** The kinds of comments that the rest of the text is known not to close, so that it is searched once. */
  unclosed: Record<number, true>;
}

export function createHidden(text: string, isMdx: boolean): Hidden {
  return { isMdx, code: createCodeEnds(text), unclosed: {} };
}

/**
 * Finds the end of what begins on a line of a Markdown text, is not closed on it, and shows nothing as it is written: a
 * comment, and in MDX an expression or the attributes of a tag. Undefined where none does. A comment that nothing closes
 * is none: it would hide the rest of the page.
 *
 * @param start Where the line begins. @param end Where it ends.
 */
export function findHiddenEnd(text: string, start: number, end: number, hidden: Hidden): number | undefined {
  const signs = [...text.slice(start, end).matchAll(hidden.isMdx ? SIGNS.mdx : SIGNS.markdown)];
  const next = pairBackticks(signs.map(([sign]) => sign));
  let skipTo = 0;
  for (let index = 0; index < signs.length; index += 1) {
    const { 0: sign = "", index: at = 0 } = signs[index] ?? {};
    if (at < skipTo || sign.startsWith("\\")) continue;
    if (sign.startsWith("`")) {
      index = next[index] ?? index;
      continue;
    }
    const close = findClose(text, start + at, sign, hidden);
    if (close === undefined) continue;
    if (close > end) return close;
    skipTo = close - start;
  }
  return undefined;
}

/** Where what a sign opens ends; undefined where nothing closes it. */
function findClose(text: string, at: number, sign: string, { code, unclosed }: Hidden): number | undefined {
  const kind = COMMENTS.findIndex(({ open }) => open.test(sign));
  if (kind < 0) return sign === "{" ? code.expression(at) : code.tag(at);
  const close = unclosed[kind] ? undefined : findAfter(text, COMMENTS[kind]?.close, at + sign.length);
  if (close === undefined) unclosed[kind] = true;
  return close;
}

/** For backticks, where the next as many stand: they end the code span. Where there are none they are text. */
function pairBackticks(signs: readonly string[]): (number | undefined)[] {
  const seen = new Map<string, number>();
  return signs
    .map((sign, index) => ({ sign, index }))
    .toReversed()
    .map(({ sign, index }) => {
      const next = seen.get(sign);
      seen.set(sign, index);
      return next;
    })
    .toReversed();
}

function findAfter(text: string, pattern: RegExp | undefined, from: number): number | undefined {
  if (pattern === undefined) return undefined;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? undefined : match.index + match[0].length;
}
