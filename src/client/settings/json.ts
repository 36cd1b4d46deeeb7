import { assertOption, readGiven } from "./options.ts";

/**
 * A value as JSON.
 *
 * @throws {ValidationError} JSON would have less of it than is there: nothing of a function, `{}` of a file or a Map, and
 *   `null` of `NaN`, of a date that is none and of a gap in a list.
 */
export function writeJson(value: unknown, name = "body"): string {
  return readGiven(name, () =>
    JSON.stringify(value, function (this: Record<string, unknown>, key, data: unknown) {
      // Before its `toJSON`.
      const given = this[key];
      const fits =
        given === undefined
          ? !Array.isArray(this)
          : given === null || Number.isFinite(data) || / (Obj|Array]|Str|Bo)/.test({}.toString.call(data));
      assertOption(fits, key || name, "a value that JSON has", given);
      return data;
    }),
  );
}
