import jsTokens, { type JSXToken, type Token as PlainToken } from "js-tokens";

type Token = PlainToken | JSXToken;

/** How many characters of one text are read as JavaScript that turns out to be none; beyond that, all is text. */
const MAX_WASTED = 512 * 1024;

/** Finds where pieces of JavaScript in an MDX text end. */
export interface CodeEnds {
  /** The end of the expression whose brace stands at a place; undefined where it is none. */
  expression(at: number): number | undefined;
  /** The end of the tag that opens at a place, behind its attributes. */
  tag(at: number): number | undefined;
  /** The end of the `import` or `export` at a place. */
  statement(at: number): number | undefined;
}

/**
 * Reads the JavaScript of MDX token by token, so that a brace in a text, a comment or a template is none. What nothing
 * closes is text: it would hide the rest of the page.
 *
 * @see https://mdxjs.com/docs/what-is-mdx/#mdx-syntax
 */
export function createCodeEnds(text: string): CodeEnds {
  let wasted = 0;
  const find = (at: number, isEnd: (code: Code) => boolean): number | undefined => {
    if (wasted > MAX_WASTED) return undefined;
    const end = readCode(text, at, isEnd);
    if (end === undefined) wasted += text.length - at;
    return end;
  };
  return {
    expression: (at) => find(at, ({ depth }) => depth === 0),
    tag: (at) => find(at, ({ depth, token }) => depth === 0 && token.value === ">"),
    statement: (at) =>
      find(at, ({ depth, token, last, next }) => {
        const isLineEnd = next === text.length || token.type === "LineTerminatorSequence";
        return depth === 0 && isLineEnd && isComplete(last) && mayEndAbove(text, next);
      }),
  };
}

/** What has been read so far. */
interface Code {
  /** Brackets that are open. */
  depth: number;
  token: Token;
  /** The token before white space and comments. */
  last: Token;
  /** Where the next token begins. */
  next: number;
}

function readCode(text: string, at: number, isEnd: (code: Code) => boolean): number | undefined {
  let depth = 0;
  let next = at;
  let last: Token | undefined;
  for (const token of jsTokens(text.slice(at), { jsx: true })) {
    if (("closed" in token && !token.closed) || token.type.endsWith("Invalid")) return undefined;
    next += token.value.length;
    if (/^(?:JSX)?Punctuator$/.test(token.type))
      depth += Number(/^[{([]$/.test(token.value)) - Number(/^[})\]]$/.test(token.value));
    if (!/^(?:WhiteSpace|LineTerminatorSequence|\w+Comment)$/.test(token.type)) last = token;
    if (last !== undefined && isEnd({ depth, token, last, next })) return next;
  }
  return undefined;
}

/** Whether a statement may end with a token; behind an operator it goes on. */
function isComplete({ type, value }: Token): boolean {
  return type !== "Punctuator" || /^(?:[)\]};]|\+\+|--)$/.test(value);
}

/** A statement goes on to an empty line, and, though that is no MDX, to a fence. */
function mayEndAbove(text: string, at: number): boolean {
  return /^[ \t]*(?:\r?$|`{3}|~{3})/m.test(text.slice(at, at + 200).split("\n", 1)[0] ?? "");
}
