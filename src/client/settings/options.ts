import { ValidationError } from "../../errors/classes.ts";

/**
 * What `typeof` must say of an option; a number must be positive too. `"onEnded()"`: it must be an object with that
 * method. `"any"`: it is checked elsewhere.
 */
export type OptionKind = "any" | "boolean" | "function" | "number" | "object" | "string" | `${string}()`;

/**
 * @param value for the message. Only numbers are shown: a string may be somebody's key.
 * @throws {ValidationError} ``Expected `timeoutMs` to be a positive number, got NaN.``
 */
export function assertOption(fits: unknown, name: string, expected: string, value: unknown): void {
  if (fits) return;
  const got =
    typeof value === "number" || value === null ? value : value === "" ? "an empty string" : typeof value;
  throw new ValidationError(`Expected \`${name}\` to be ${expected}, got ${got}.`);
}

/**
 * Checks an options object before anything is sent. An option that is undefined counts as left out.
 *
 * @throws {ValidationError} an unknown name or a bad value; the message names what is accepted.
 */
export function checkOptions(options: object, accepted: Record<string, OptionKind>): void {
  assertOption(options && typeof options === "object", "options", "an object", options);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(accepted, name) && accepted[name];
    assertOption(kind, name, `one of the options ${Object.keys(accepted).join(", ")}`, undefined);
    if (!kind || kind === "any" || value === undefined) continue;
    const method = kind.endsWith("()") && kind.slice(0, -2);
    const fits = method
      ? typeof Object(value)[method] === "function"
      : typeof value === kind && value !== null;
    const positive = kind === "number";
    assertOption(
      fits && (!positive || value > 0),
      name,
      method ? `an object with ${kind}` : positive ? "a positive number" : `a value of type ${kind}`,
      value,
    );
  }
}
