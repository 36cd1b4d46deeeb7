/** Comments of HTML and of MDX: what opens one, and what closes it. */
const COMMENTS = [
  { open: /^<!--/, close: /-->/g },
  { open: /^\{[ \t]*\/\*/, close: /\*\/\s*\}/g },
];

/** What decides whether a comment begins: code spans, which may hold its signs as text, and the signs. */
const SIGNS = /`+|<!--|\{[ \t]*\/\*/g;

/** The kinds of comments that the rest of a text is known not to close, so that it is searched once. */
export type UnclosedComments = Record<number, true>;

/**
 * Finds the end of a comment that begins on a line of a Markdown text and is not closed on it. Undefined where none
 * does. A comment that nothing closes is none: it would hide the rest of the page.
 *
 * @param start Where the line begins. @param end Where it ends.
 */
export function findCommentEnd(
  text: string,
  start: number,
  end: number,
  unclosed: UnclosedComments,
): number | undefined {
  const signs = [...text.slice(start, end).matchAll(SIGNS)];
  const next = pairBackticks(signs.map(([sign]) => sign));
  let skipTo = 0;
  for (let index = 0; index < signs.length; index += 1) {
    const { 0: sign = "", index: at = 0 } = signs[index] ?? {};
    if (at < skipTo) continue;
    if (sign.startsWith("`")) {
      index = next[index] ?? index;
      continue;
    }
    const kind = COMMENTS.findIndex(({ open }) => open.test(sign));
    const close = unclosed[kind]
      ? undefined
      : findAfter(text, COMMENTS[kind]?.close, start + at + sign.length);
    if (close === undefined) unclosed[kind] = true;
    else if (close > end) return close;
    else skipTo = close - start;
  }
  return undefined;
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
