import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import type { Change } from "../change.ts";
import { canonical } from "../inclusion/formulas/identity.ts";

/** Words about what a call costs, how much of it there may be, and how long it will be there. */
const WEIGHTY =
  /\b(?:price|pricing|priced|cost|costs|bill(?:ed|ing)?|charge[ds]?|credits?|fee|free|quota|rate[- ]limit\w*|limit(?:s|ed)?|at most|at least|up to|maximum|minimum|max|min|no more than|deprecat\w+|retir\w+|sunset\w*|discontinu\w+|end of life|removed?|obsolete|no longer|will be)\b/i;

/** A sentence that is longer is cut in a message. */
const MAX_SHOWN = 120;

type Found = Pick<Change, "level" | "kind" | "message">;

/** Compares what is said about something and does not limit it: descriptions, examples, defaults, deprecation. */
export function compareWords(subject: string, before: JsonObject, after: JsonObject): Found[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keywords.flatMap((keyword) => {
    const [was, is] = [before[keyword], after[keyword]];
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

/** What a text says anew, or no more, about price, limits or deprecation. */
function findWeightySentence(was: Json | undefined, is: Json | undefined): string | undefined {
  const [old, current] = [was, is].map((text) => splitSentences(typeof text === "string" ? text : ""));
  const added = current?.find((sentence) => WEIGHTY.test(sentence) && !old?.includes(sentence));
  if (added !== undefined) return `says now: "${cut(added)}"`;
  const removed = old?.find((sentence) => WEIGHTY.test(sentence) && !current?.includes(sentence));
  return removed === undefined ? undefined : `no longer says: "${cut(removed)}"`;
}

/** Sentences and lines, without what only lays them out. */
function splitSentences(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+/)
    .map((sentence) => sentence.replace(/[\s*_`|#>-]+/g, " ").trim())
    .filter((sentence) => sentence !== "");
}

function cut(sentence: string): string {
  return sentence.length > MAX_SHOWN ? `${sentence.slice(0, MAX_SHOWN - 1)}…` : sentence;
}
