import { fullFormats } from "ajv-formats/dist/formats.js";
import type { DFA } from "refa";
import { automatonOf, NotRegularError } from "./pattern-automaton.ts";

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

/** Whether a text has a format; undefined for a format that the validator does not know. */
export function hasFormat(format: string, text: string): boolean | undefined {
  if (UNLIMITED.has(format)) return true;
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known instanceof RegExp) return known.test(text);
  if (typeof known === "function") return Boolean(known(text));
  if (typeof known !== "object" || known === null || !("validate" in known)) return undefined;
  if ("type" in known && known.type === "number") return true;
  const { validate } = known;
  if (validate instanceof RegExp) return validate.test(text);
  return typeof validate === "function" ? Boolean(validate(text)) : undefined;
}

/** Whether a format limits which texts are valid; one that is not known is taken to. */
export function isLimiting(format: string): boolean {
  return !UNLIMITED.has(format);
}

/** The texts of a format, where it is a regular language that the validator writes as one pattern. */
export function automatonOfFormat(format: string): DFA | undefined {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!(known instanceof RegExp)) return undefined;
  try {
    return automatonOf(known.source, { ignoreCase: known.flags.includes("i") });
  } catch (error) {
    if (error instanceof NotRegularError) return undefined;
    throw error;
  }
}

export function listSamples(): readonly string[] {
  return SAMPLES;
}
