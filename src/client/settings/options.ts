import { ValidationError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";

/** What an option must be, in words that hold what `typeof` says of it. `"any"`: it is checked elsewhere. */
export type OptionKind =
  | "any"
  | "a boolean"
  | "a function"
  | "a positive number"
  | "an object"
  | `an object with ${string}()`
  | "a string";

/**
 * @param value for the message. Only numbers are shown: a string may be somebody's key.
 * @throws {ValidationError} ``Expected `timeoutMs` to be a positive number, got NaN.``
 */
export function assertOption(fits: unknown, name: string, expected: string, value: unknown): asserts fits {
  if (fits) return;
  const got =
    typeof value === "number" || value === null ? value : value === "" ? "an empty string" : typeof value;
  throw new ValidationError(`Expected \`${name}\` to be ${expected}, got ${got}.`);
}

/**
 * Reads what a caller gave: a getter or a proxy may throw, and not all data is JSON.
 *
 * @throws {ValidationError} it cannot be read.
 */
export function readGiven<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvolinkError) throw error;
    throw new ValidationError(`Expected \`${name}\` to be data that can be read to its end.`);
  }
}

/**
 * Checks an options object before anything is sent. An option that is undefined counts as left out.
 *
 * @throws {ValidationError} an unknown name or a bad value; the message names what is accepted.
 */
export function checkOptions(options: object, accepted: Record<string, OptionKind>): void {
  assertOption(options && typeof options === "object", "options", "an object", options);
  for (const [name, value] of readGiven("options", () => Object.entries(options))) {
    const kind = Object.hasOwn(accepted, name) && accepted[name];
    if (!kind)
      throw new ValidationError(
        `Expected \`${name}\` to be one of the options ${Object.keys(accepted).join(", ")}.`,
      );
    if (kind === "any" || value === undefined) continue;
    const method = /(\w+)\(/.exec(kind)?.[1];
    const fits =
      typeof value === "number"
        ? value > 0
        : value !== null && (!method || readGiven(name, () => typeof value[method] === "function"));
    assertOption(kind.includes(typeof value) && fits, name, kind, value);
  }
}
