import type { Validators } from "../../client/http/connection.ts";
import { parseDeep, parseText } from "./form-text.ts";

export type Validator = Validators[string];

type Problems = Extract<ReturnType<Validator["validate"]>, { ok: false }>["problems"];

/** What lists are joined with, where their items are no fields of their own. */
const DELIMITERS = [",", " ", "|"];

/** Of a list in one text: each is parsed and validated. */
const MAX_ITEMS = 1000;

/** A field of a form. */
export type Field = readonly [name: string, text: string];

/** The field of an object in the style `deepObject`: `filter[name]`, `filter[range][from]`. */
const DEEP = /^[^[\]]+(?:\[[^[\]]+\]){1,64}$/;

type DeepField = readonly [path: string[], text: string];

/**
 * The fields of a form as the value that its schema describes. A form has texts alone, so a text that is refused is tried
 * as the JSON it may be, and as a list. Names with brackets are those of one object: a schema that takes names it does
 * not know would take these, and nothing would have validated the object.
 *
 * @returns the problems that are left when none of these is valid.
 */
export function readFields(fields: readonly Field[], validator: Validator | undefined) {
  const joined = readJoined(
    fields.map(([name, text]) => [DEEP.test(name) ? name.split(/\]?\[|\]/).slice(0, -1) : [name], text]),
    validator,
  );
  if (joined.problems.length === 0) return joined;
  const flat = readJoined(
    fields.map(([name, text]) => [[name], text]),
    validator,
  );
  const isKnown = flat.problems.length === 0 && validator?.validate({ ...flat.value, "[]": "" }).ok === false;
  return isKnown ? flat : joined;
}

function readJoined(
  fields: readonly DeepField[],
  validator: Validator | undefined,
): { value: Record<string, unknown>; problems: Problems } {
  const value = joinFields(fields);
  const findProblems = (): Problems => {
    const result = validator?.validate(value);
    return result?.ok === false ? result.problems : [];
  };
  const isRefused = (name: string) => findProblems().some(({ path }) => path[0] === name);
  for (const [name, before] of Object.entries(value)) {
    if (!isRefused(name)) continue;
    const isFitting = listReadings(before).some((reading) => {
      value[name] = reading;
      return !isRefused(name);
    });
    if (!isFitting) value[name] = before;
  }
  return { value, problems: findProblems() };
}

/** A name that is there several times has a list, so that nobody reads one that the validator has not seen. */
function joinFields(fields: readonly DeepField[]): Record<string, unknown> {
  const values = new Map<string, unknown[]>();
  const objects = new Map<string, DeepField[]>();
  const add = <Item>(to: Map<string, Item[]>, name: string, item: Item) =>
    to.set(name, [...(to.get(name) ?? []), item]);
  for (const [[name = "", ...rest], text] of fields)
    rest.length > 0 ? add(objects, name, [rest, text]) : add(values, name, text);
  for (const [name, own] of objects) add(values, name, joinFields(own));
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

/** What a text, the texts of one name, or an object of texts may mean. */
function listReadings(value: unknown): unknown[] {
  if (typeof value !== "string") return [parseDeep(value)];
  const parsed = parseText(value);
  const lists = DELIMITERS.map((delimiter) => value.split(delimiter, MAX_ITEMS + 1));
  const read = lists.filter(({ length }) => length > 1 && length <= MAX_ITEMS);
  return [parsed, [value], [parsed], ...read.flatMap((list) => [list, list.map(parseText)])];
}
