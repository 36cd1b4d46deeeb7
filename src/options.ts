import { ValidationError } from "./errors/validation-error.ts";

/** A kind of value: the words for the message, and the test. */
type Kind = readonly [expected: string, fits: (value: never) => boolean];

/** Times above this overflow a timer and fire at once: about 24.8 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const KINDS = {
  boolean: ["true or false", (value: unknown) => typeof value === "boolean"],
  count: ["a whole number from 1", (value: number) => Number.isInteger(value) && value > 0],
  function: ["a function", (value: unknown) => typeof value === "function"],
  idempotencyKey: [
    "16 to 96 characters of A-Z a-z 0-9 . _ -",
    (value: unknown) => typeof value === "string" && /^[\w.-]{16,96}$/.test(value),
  ],
  object: ["an object", isObject],
  signal: ["an AbortSignal", (value: AbortSignal) => typeof value?.addEventListener === "function"],
  timeMs: [
    "a positive number of milliseconds up to 2147483647, or Infinity",
    (value: number) => value > 0 && (value <= MAX_TIMER_MS || value === Number.POSITIVE_INFINITY),
  ],
} as const satisfies Record<string, Kind>;

/** A value for a message. Only numbers and booleans are shown: a string may be somebody's key. */
function describe(value: unknown): string {
  return typeof value === "number" || typeof value === "boolean" || value === null
    ? `${value}`
    : typeof value;
}

/** @throws {ValidationError} ``Expected `timeoutMs` to be …, got NaN.`` */
export function expectOption(name: string, expected: string, fits: boolean, value: unknown): void {
  if (!fits) throw new ValidationError(`Expected \`${name}\` to be ${expected}, got ${describe(value)}.`);
}

/**
 * Checks an options object before anything is sent. An option that is undefined counts as left out.
 *
 * @param accepted the kind of each accepted option, or null for one that is checked elsewhere.
 * @throws {ValidationError} an unknown name or a bad value; the message names what is accepted.
 */
export function checkOptions(options: object, accepted: Record<string, keyof typeof KINDS | null>): void {
  expectOption("options", "an object", isObject(options), options);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(accepted, name)) {
      throw new ValidationError(`Unknown option \`${name}\`. Accepted: ${Object.keys(accepted).join(", ")}.`);
    }
    const kind = accepted[name];
    if (kind && value !== undefined) {
      const [expected, fits] = KINDS[kind] as Kind;
      expectOption(name, expected, fits(value as never), value);
    }
  }
}
