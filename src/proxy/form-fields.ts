import type { Validators } from "../client/http/connection.ts";

type Validator = Validators[string];
type Problems = Extract<ReturnType<Validator["validate"]>, { ok: false }>["problems"];

/** What lists are joined with, where their items are no fields of their own. */
const DELIMITERS = [",", " ", "|"];

/**
 * The fields of a form as the value that its schema describes. A form has texts alone, so a text that is refused is tried
 * as the JSON it may be, and as a list.
 *
 * @returns the problems that are left when none of these is valid.
 */
export function readFields(
  fields: readonly (readonly [name: string, text: string])[],
  validator: Validator | undefined,
): { value: Record<string, unknown>; problems: Problems } {
  const texts = new Map<string, string[]>();
  for (const [name, text] of fields) texts.set(name, [...(texts.get(name) ?? []), text]);
  const value: Record<string, unknown> = Object.fromEntries(
    [...texts].map(([name, [first, ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  );
  const findProblems = (): Problems => {
    const result = validator?.validate(value);
    return result?.ok === false ? result.problems : [];
  };
  const isRefused = (name: string) => findProblems().some(({ path }) => path[0] === name);
  for (const [name, parts] of texts) {
    if (!isRefused(name)) continue;
    const before = value[name];
    const isFitting = listReadings(parts).some((reading) => {
      value[name] = reading;
      return !isRefused(name);
    });
    if (!isFitting) value[name] = before;
  }
  return { value, problems: findProblems() };
}

/** What the texts of a field may mean. */
function listReadings(texts: readonly string[]): unknown[] {
  const [first = "", ...more] = texts;
  const lists = more.length > 0 ? [texts] : [texts, ...DELIMITERS.map((delimiter) => first.split(delimiter))];
  const one = more.length > 0 ? [] : [parseText(first)];
  return [...one, ...lists.flatMap((list) => [list, list.map(parseText)])];
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
