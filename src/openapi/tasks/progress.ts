import { type Json, type JsonObject, listAt } from "../json.ts";
import { readFixedValues, readProperties } from "../json-schema.ts";
import { joinAllOf } from "./envelope.ts";
import type { TaskCreation } from "./task-operations.ts";

/** Where a task says how far it is. */
export interface Progress {
  /** The keys that lead to it. */
  keys: readonly string[];
  /** What it is when all is done: 100, or 1. */
  whole: 1 | 100;
  /** Whether it is text, as in `"50 %"`. */
  isText: boolean;
}

/** What properties are called that say how far a task is, in small letters without anything between their words. */
const NAME = new RegExp(
  [
    "^(?:job|task|run|process|processing|render|overall|current|total)?",
    "(?:progress(?:percent|percentage|pct|rate|ratio|value)?",
    "|percent(?:age)?(?:complete|completed|completion|done|progress)?",
    "|(?:complete|completed|completion|done)(?:percent|percentage|pct|rate|ratio)",
    "|completion)$",
  ].join(""),
);

/** The same of what is in an object that is called so. */
const INSIDE = /^(?:value|current)$/;

/** That a number goes up to 1, as descriptions say it. */
const UP_TO_1 = /\b0(?:\.0+)?\s*(?:-|–|—|~|to|and|through|\.{2,}|…|,)\s*1(?:\.0+)?\b(?!\.?\d|\s*%)/i;

/**
 * Finds where the response about a task says how far it is: in a number, or text, that is called like progress, or in one in
 * an object that is. What requests have as well is not it. Undefined where there is none.
 */
export function findProgress(
  document: JsonObject,
  { queried, requested }: Pick<TaskCreation, "queried" | "requested">,
): Progress | undefined {
  const named = Object.keys(queried.properties)
    .filter((name) => NAME.test(plain(name)) && !requested.includes(name))
    .toSorted((one, other) => Number(other === "progress") - Number(one === "progress"));
  return named.flatMap((name) => readProgress(document, queried.properties[name], [name]))[0];
}

/** Whether it stands where it is looked for without being told: a percentage called `progress`. */
export const isPlainProgress = ({ keys, whole, isText }: Progress) =>
  keys.join(".") === "progress" && whole === 100 && !isText;

function readProgress(document: JsonObject, property: Json | undefined, keys: string[]): Progress[] {
  const schema = joinAllOf(document, property);
  const types = [schema.type].flat();
  const isNumber = types.includes("number") || types.includes("integer");
  if (readFixedValues(schema) !== undefined) return [];
  if (isNumber || types.includes("string"))
    return [{ keys, whole: readWhole(schema, keys), isText: !isNumber }];
  if (keys.length > 1) return [];
  return Object.entries(readProperties(schema))
    .filter(([name]) => NAME.test(plain(name)) || INSIDE.test(plain(name)))
    .flatMap(([name, inner]) => readProgress(document, inner, [...keys, name]));
}

/** A whole number is a percentage; any other what its limit, its examples, its description or its name say. */
function readWhole(schema: JsonObject, keys: readonly string[]): 1 | 100 {
  const { maximum, example, description } = schema;
  if (typeof maximum === "number") return maximum === 1 ? 1 : 100;
  if ([schema.type].flat().includes("integer")) return 100;
  const shown = [example, ...listAt(schema, "examples")].filter((value) => typeof value === "number");
  if (shown.some((value) => value > 1)) return 100;
  const isShare = shown.some((value) => value > 0 && value < 1);
  const isCalledShare = /ratio$/i.test(keys.at(-1) ?? "");
  return isShare || isCalledShare || UP_TO_1.test(`${description}`) ? 1 : 100;
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "");
