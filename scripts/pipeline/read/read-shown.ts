import MarkdownIt from "markdown-it";
import type StateBlock from "markdown-it/lib/rules_block/state_block.mjs";
import { createHidden, findHiddenEnd, type Hidden } from "./find-hidden-end.ts";

/** A fenced code block of a Markdown text. */
export interface Fence {
  /** Line of the text, counted from 1, on which its content begins. */
  line: number;
  text: string;
  /** Whether it ends before the text does. */
  isClosed: boolean;
}

const markdown = new MarkdownIt("commonmark");
markdown.core.ruler.enableOnly(["normalize", "block"]);
// Documentation pages mix in JSX tags; as HTML blocks they would swallow a fence that follows them directly. In MDX
// what is indented is no code, and a fence may stand as deep as the tags around it.
markdown.block.ruler.enableOnly(["fence", "blockquote", "list", "paragraph"]);
markdown.block.ruler.at("fence", readFence, { alt: ["blockquote", "list"] });
markdown.block.ruler.before("fence", "hidden", skipHidden, { alt: ["blockquote", "list"] });
markdown.block.ruler.at("paragraph", skipLine);

/** What the rules of one text share. */
interface Env {
  isMdx: boolean;
  hidden?: Hidden;
  /** Where in the text lines in a row begin and end that show what they hold, and are in no fence. */
  shown: { from: number; to: number }[];
}

/** What a Markdown text shows. */
export interface Shown {
  fences: Fence[];
  /** All other lines that are shown. */
  text: string;
}

/**
 * The fenced code blocks of a Markdown text and what stands outside of them, without what is in comments and in the
 * JavaScript of MDX.
 *
 * @param isMdx Whether braces and tags hold JavaScript. An `export` does wherever one stands: what Mintlify serves as
 * Markdown has those of its snippets.
 */
export function readShown(text: string, { isMdx = false } = {}): Shown {
  const env: Env = { isMdx, shown: [] };
  const fences = markdown
    .parse(text, env)
    .filter(({ type }) => type === "fence")
    .map(({ content, map, meta }) => ({ line: (map?.[0] ?? 0) + 2, text: content, isClosed: meta.isClosed }));
  return { fences, text: env.shown.map(({ from, to }) => text.slice(from, to)).join("\n") };
}

/** More columns than this in front of a fence belong to the text in it: section 4.5 of CommonMark. */
const MAX_INDENT = 3;

/** The rule of CommonMark, but for how far in a fence may stand. */
function readFence(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const [, marker, info = ""] = /^(`{3,}|~{3,})(.*)$/s.exec(readLine(state, start)) ?? [];
  if (marker === undefined || (marker.startsWith("`") && info.includes("`"))) return false;
  if (silent) return true;

  const indent = state.sCount[start] ?? 0;
  const deepest = MAX_INDENT + (indent - state.blkIndent > MAX_INDENT ? indent : state.blkIndent);
  let line = start + 1;
  let isClosed = false;
  for (; line < end && !isClosed; line += 1) {
    const text = readLine(state, line);
    const own = state.sCount[line] ?? 0;
    if (text !== "" && own < state.blkIndent) break;
    isClosed = own <= deepest && text.startsWith(marker) && /^(?:`+|~+)\s*$/.test(text);
  }
  const last = isClosed ? line - 1 : line;
  const token = state.push("fence", "code", 0);
  token.content = state.getLines(start + 1, last, Math.min(indent, findIndent(state, start + 1, last)), true);
  token.map = [start, line];
  token.meta = { isClosed: isClosed || /\S/.test(state.src.slice(state.eMarks[line - 1])) };
  state.line = line;
  return true;
}

/** How far in the lines of a fence all stand: in MDX that may be less than the fence itself. */
function findIndent(state: StateBlock, start: number, end: number): number {
  const indents = Array.from({ length: end - start }, (_, index) => start + index).flatMap((line) =>
    readLine(state, line) === "" ? [] : [state.sCount[line] ?? 0],
  );
  return indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
}

/** Skips the lines of what begins on a line, shows nothing as it is written, and ends on a later line. */
function skipHidden(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const env: Env = state.env;
  // Of the text as the parser has it, in which line ends are alike.
  env.hidden ??= createHidden(state.src, env.isMdx);
  const { hidden } = env;
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  const isStatement =
    state.level === 0 && STATEMENT.test(readLine(state, start)) && state.sCount[start] === 0;
  const close =
    (isStatement ? hidden.code.statement(first) : undefined) ??
    findHiddenEnd(state.src, first, state.eMarks[start] ?? 0, hidden);
  if (close === undefined) return false;
  if (silent) return true;
  state.line = start + 1;
  while (state.line < end && (state.bMarks[state.line] ?? 0) < close) state.line += 1;
  return true;
}

/** What begins an `import` or `export`, and no sentence. */
const STATEMENT =
  /^(?:import\s*[\w$*{"']+.*["']|export\s+(?:const|let|var|default|class|async|function|[*{])\b)/;

/** What is no fence is not looked at, so a paragraph is a line: in CommonMark it would swallow a fence far in. */
function skipLine(state: StateBlock, start: number): boolean {
  const { shown }: Env = state.env;
  const [from, to] = [state.bMarks[start] ?? 0, state.eMarks[start] ?? 0];
  const last = shown.at(-1);
  if (last?.to === from - 1) last.to = to;
  else shown.push({ from, to });
  state.line = start + 1;
  return true;
}

function readLine({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  return src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
}
