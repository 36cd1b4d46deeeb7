import type { Validators } from "../../client/http/connection.ts";

export type Validator = Validators[string];

type Problems = Extract<ReturnType<Validator["validate"]>, { ok: false }>["problems"];

/** What lists are joined with, where their items are no fields of their own. */
const DELIMITERS = [",", " ", "|"];

/** A field of a form. */
export type Field = readonly [name: string, text: string];

/** The field of an object in the style `deepObject`: `filter[name]`. */
const DEEP = /^([^[\]]+)\[([^[\]]+)\]$/;

/**
 * The fields of a form as the value that its schema describes. A form has texts alone, so a text that is refused is tried
 * as the JSON it may be, and as a list; names with brackets are tried as one object.
 *
 * @returns the problems that are left when none of these is valid.
 */
export function readFields(fields: readonly Field[], validator: Validator | undefined) {
  const flat = readFlat(fields, validator);
  const isDeep = flat.problems.length > 0 && fields.some(([name]) => DEEP.test(name));
  return isDeep ? readFlat(joinObjects(fields), validator) : flat;
}

function readFlat(
  fields: readonly Field[],
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
  const parsed = parseText(first);
  const ones = more.length > 0 ? [] : [parsed, parseFields(parsed)];
  return [...ones, ...lists.flatMap((list) => [list, list.map(parseText)])];
}

function parseText(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

const parseFields = (value: unknown) =>
  Object.fromEntries(Object.entries(Object(value)).map(([name, text]) => [name, parseText(text)]));

/** The fields with those of one object as its JSON. */
function joinObjects(fields: readonly Field[]): Field[] {
  const objects = new Map<string, Field[]>();
  const others = fields.filter(([name, text]) => {
    const [, object, key] = DEEP.exec(name) ?? [];
    if (object === undefined || key === undefined) return true;
    objects.set(object, [...(objects.get(object) ?? []), [key, text]]);
    return false;
  });
  const joined = [...objects].map(([name, own]): Field => [name, JSON.stringify(Object.fromEntries(own))]);
  return [...others, ...joined];
}
