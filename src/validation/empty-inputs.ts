import { valueAt } from "./explain-errors.ts";
import type { ValidationProblem } from "./problem-params.ts";

/**
 * Leaves out what inputs of a form hold that nobody has filled in, where it is refused: an empty text, or the NaN that
 * form libraries read from an empty number. Items of a list stay, as the others would move.
 *
 * @returns a copy, or the value itself when there is nothing to leave out.
 */
export function leaveOutEmptyInputs(value: unknown, problems: readonly ValidationProblem[]): unknown {
  const isEmpty = (input: unknown) => input === "" || Number.isNaN(input);
  const empty = problems.filter(
    ({ path }) => typeof path.at(-1) === "string" && isEmpty(valueAt(value, path)),
  );
  return empty.reduce((left, { path }) => leaveOut(left, path), value);
}

function leaveOut(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? leaveOut(item, rest) : item));
  return Object.fromEntries(
    Object.entries(Object(value)).flatMap(([name, one]) =>
      name !== key ? [[name, one]] : rest.length > 0 ? [[name, leaveOut(one, rest)]] : [],
    ),
  );
}
