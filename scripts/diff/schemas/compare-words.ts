import { childOf, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import type { Change } from "../change.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { isWeighty } from "./weighty-words.ts";

/** A sentence that is longer is cut in a message. */
const MAX_SHOWN = 120;

type Found = Pick<Change, "level" | "kind" | "message">;

/** Compares what is said about something and does not limit it: descriptions, examples, defaults, deprecation. */
export function compareWords(subject: string, before: JsonObject, after: JsonObject): Found[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keywords.flatMap((keyword) => {
    const [was, is] = [childOf(before, keyword), childOf(after, keyword)];
    if (canonical(was ?? null) === canonical(is ?? null)) return [];
    return [compareKeyword(subject, keyword, was, is)];
  });
}

function compareKeyword(
  subject: string,
  keyword: string,
  was: Json | undefined,
  is: Json | undefined,
): Found {
  const write = (value: Json | undefined) => (value === undefined ? "none" : JSON.stringify(value));
  if (keyword === "default")
    return {
      level: "risky",
      kind: "default-changed",
      message: `${subject}: the default is ${write(is)} now (was ${write(was)}).`,
    };
  if (keyword === "deprecated")
    return is === true
      ? { level: "risky", kind: "deprecated", message: `${subject} is deprecated now.` }
      : { level: "documentation", kind: "deprecated", message: `${subject} is no longer deprecated.` };
  const weighty = findWeightySentence(was, is);
  if (weighty !== undefined && (keyword === "description" || keyword === "summary"))
    return { level: "risky", kind: "words-changed", message: `${subject}: the documentation ${weighty}` };
  return { level: "documentation", kind: "words-changed", message: `${subject}: the ${keyword} changed.` };
}

/** What a text says anew, or no more, about price, limits or deprecation; of which models it says so does not matter. */
function findWeightySentence(was: Json | undefined, is: Json | undefined): string | undefined {
  const [old = [], current = []] = [was, is].map((text) =>
    splitSentences(typeof text === "string" ? text : ""),
  );
  const find = (some: readonly Sentence[], others: readonly Sentence[]) =>
    some.find(({ text }) => isWeighty(text) && !others.some((other) => other.text === text));
  const added = find(current, old);
  if (added !== undefined) return `says now: "${write(added)}"`;
  const removed = find(old, current);
  return removed === undefined ? undefined : `no longer says: "${write(removed)}"`;
}

interface Sentence {
  /** The models that it is said of; empty where it is said of all. */
  models: readonly string[];
  text: string;
}

/** A line of a list that says something of some models, as joined pages do: their ids as code, and a colon. */
const LABEL = /^\s*- (`[^`]+`(?:, `[^`]+`)*):\s*/;

const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });

/** Sentences and lines of any language, without what only lays them out. */
function splitSentences(text: string): Sentence[] {
  return text.split(/\n+/).flatMap((line) => {
    const [label, names] = LABEL.exec(line) ?? [""];
    const models = names === undefined ? [] : names.slice(1, -1).split("`, `");
    return Array.from(SENTENCES.segment(line.slice(label.length)))
      .map(({ segment }) => ({ models, text: plain(segment) }))
      .filter((sentence) => sentence.text !== "");
  });
}

/** A sentence without the marks of Markdown. What is part of a word, as in `max_tokens`, stays. */
function plain(sentence: string): string {
  return sentence
    .replace(/[*`]+/g, "")
    .replace(/[|#>]+|(?<!\w)[_-]+|[_-]+(?!\w)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** More models than this are counted. */
const MAX_NAMED = 2;

function write({ models, text }: Sentence): string {
  if (models.length === 0) return cut(text);
  const said = models.length > MAX_NAMED ? `${models.length} models` : models.join(", ");
  return `${said}: ${cut(text)}`;
}

function cut(sentence: string): string {
  return sentence.length > MAX_SHOWN ? `${sentence.slice(0, MAX_SHOWN - 1)}…` : sentence;
}
