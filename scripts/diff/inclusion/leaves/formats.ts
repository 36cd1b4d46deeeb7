import { fullFormats } from "ajv-formats/dist/formats.js";
import type { DFA } from "refa";
import { automatonOf, combine } from "./pattern-automaton.ts";
import { NotRegularError } from "./pattern-states.ts";

/** Formats of text, as the validator knows them. */
const FORMATS: Readonly<Record<string, unknown>> = fullFormats;

/** Formats that limit nothing: any text, or any number that JavaScript has. */
const UNLIMITED = new Set(["binary", "password", "double"]);

/** Texts that have some format each, for formats that are code and no pattern. */
const SAMPLES: readonly string[] = [
  "2024-01-31",
  "2024-01-31T12:00:00Z",
  "12:00:00Z",
  "P1D",
  "https://example.com/a.png",
  "/a",
  "a",
  "a@b.co",
  "example.com",
  "127.0.0.1",
  "::1",
  "123e4567-e89b-42d3-a456-426614174000",
  "/a/b",
  "0/a",
  "a{b}",
  "YQ==",
  "^a$",
  "[",
  " ",
  "",
  "{",
  "%",
];

/** Whether a format limits which texts are valid; one that is not known is taken to. */
export function isLimiting(format: string): boolean {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  const isOfNumbers =
    typeof known === "object" && known !== null && "type" in known && known.type === "number";
  return !UNLIMITED.has(format) && !isOfNumbers;
}

/** Languages between which a format lies: all texts of `inner` have it, and all that have it are in `outer`. */
export interface Bounds {
  inner: DFA;
  outer: DFA;
}

const DAY =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
const LEAP = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
const DATE = `(?:\\d{4}-${DAY}|${LEAP}-02-29)`;
const ZONE = "(?:[zZ]|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?";
/** The minute in which a leap second may be depends on the zone. */
const LEAP_TIME = "\\d\\d:\\d\\d:60(?:\\.\\d+)?";
const LINE_END = "[\\n\\r\\u2028\\u2029]";

const times = (prefix: string, zone: string) => ({
  inner: `^${prefix}${TIME}${zone}$`,
  outer: `^${prefix}(?:${TIME}|${LEAP_TIME})${zone}$`,
});

interface Written {
  inner: string;
  outer: string;
  /** A format that all texts of this one have as well. */
  within?: string;
}

/** Formats that the validator decides by code, or by a pattern of too many states. */
const WRITTEN: Readonly<Record<string, Written>> = {
  date: { inner: `^${DATE}$`, outer: `^${DATE}$` },
  time: times("", ZONE),
  "iso-time": times("", `${ZONE}?`),
  "date-time": times(`${DATE}[tT\\s]`, ZONE),
  "iso-date-time": times(`${DATE}[tT\\s]`, `${ZONE}?`),
  byte: sameBounds(
    `(?:^|${LINE_END})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?:$|${LINE_END})`,
  ),
  uri: {
    inner: "^[a-zA-Z][a-zA-Z0-9+.-]*://[a-zA-Z0-9.-]+(?:/[a-zA-Z0-9._~-]*)*$",
    outer: "^[a-zA-Z][a-zA-Z0-9+.-]*:",
    within: "uri-reference",
  },
  hostname: {
    inner:
      "^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?){0,4}\\.?$",
    outer:
      "^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\\.?$",
  },
  regex: { inner: "^[a-zA-Z0-9]*$", outer: "" },
};

function sameBounds(pattern: string): Written {
  return { inner: pattern, outer: pattern };
}

/** The languages between which a format lies; undefined where the validator does not know it. */
export function boundFormat(format: string): Bounds | undefined {
  if (!bounded.has(format)) bounded.set(format, readBounds(format));
  return bounded.get(format);
}

const bounded = new Map<string, Bounds | undefined>();

function readBounds(format: string): Bounds | undefined {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  const written = Object.hasOwn(WRITTEN, format) ? WRITTEN[format] : undefined;
  try {
    if (written !== undefined) return boundWritten(written);
    return known instanceof RegExp ? boundPattern(known) : undefined;
  } catch (error) {
    if (error instanceof NotRegularError) return undefined;
    throw error;
  }
}

function boundWritten({ inner, outer, within }: Written): Bounds {
  const around = within === undefined ? undefined : boundFormat(within)?.outer;
  const own = automatonOf(outer);
  return { inner: automatonOf(inner), outer: around === undefined ? own : combine([own, around], []) };
}

/** With the flag `u`, unlike the validator's patterns, these two are letters of other cases: of s and of k. */
const FOLDED = "^[^\\u017f\\u212a]*$";

function boundPattern({ source, flags }: RegExp): Bounds {
  const ignoreCase = flags.includes("i");
  const automaton = automatonOf(source, { ignoreCase });
  if (!ignoreCase) return { inner: automaton, outer: automaton };
  const inner = combine([automaton, automatonOf(FOLDED)], []);
  // A class of everything but some characters means these two as themselves.
  return { inner, outer: /\[\^|\\S/.test(source) ? automaton : inner };
}

export function listSamples(): readonly string[] {
  return SAMPLES;
}
