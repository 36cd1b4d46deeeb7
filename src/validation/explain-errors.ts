import { type AjvError, readToken } from "./ajv-error.ts";
import { describeSchema, shorten } from "./describe-schema.ts";
import { foldUnions } from "./fold-unions.ts";
import { describeRefusal } from "./keywords.ts";
import { describeNearest } from "./nearest.ts";
import { MAX_TOLD, nameDiscriminators, nameKeyword, type ValidationProblem } from "./problem-params.ts";

/** A function compiled by Ajv. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: AjvError[] | null;
}

/**
 * Keywords whose errors come with others that say more: that a value names no variant is said by the enum of its
 * discriminator; what `propertyNames` ask, by the keywords in them.
 */
const SAID_BY_OTHERS = new Set(["discriminator", "propertyNames"]);

/** Turns what Ajv found in `value` into problems: one per place, in words, and one for a union that nothing fits. */
export function explainErrors(errors: readonly AjvError[], value: unknown): ValidationProblem[] {
  const problems = new Map<string, ValidationProblem>();
  const own = errors.filter(({ keyword }) => !SAID_BY_OTHERS.has(keyword));
  for (const error of foldUnions(nameDiscriminators(own, errors))) {
    const problem = explainError(error, value);
    const key = `${JSON.stringify(problem.path)} ${problem.expected}`;
    if (!problems.has(key)) problems.set(key, problem);
  }
  return [...problems.values()];
}

function explainError(error: AjvError, value: unknown): ValidationProblem {
  const { instancePath, keyword, params, parentSchema, propertyName } = error;
  const path = parsePointer(instancePath, value);
  const schema = Object(parentSchema) as { properties?: Record<string, unknown>; enum?: unknown[] };
  const missing = params.missingProperty;
  const dependent = readDependent(error);
  const explain = (one: AjvError) => explainError(one, value);
  if (typeof missing === "string") {
    const property = readOwn(schema.properties, missing);
    const choices = (Object(property) as { enum?: unknown[] }).enum;
    const at = [...path, missing];
    // Of a property that another one asks for, its own schema need not be known here.
    const cause = keyword === "required" ? dependent : String(params.property);
    const asked = cause === undefined ? "" : ` where ${describePath([...path, cause])} is`;
    return {
      ...problemAt(at, describeSchema(property ?? true), undefined, choices, asked),
      code: keyword,
      params,
    };
  }
  const unknown = params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof unknown === "string") {
    const known = Object.keys(schema.properties ?? {});
    const at = [...path, unknown];
    const expected = known.length === 0 ? "absent" : `absent (known here: ${known.join(", ")})`;
    return { ...problemAt(at, expected, valueAt(value, at)), ...nameKeyword(error, explain) };
  }
  const expected = error.branches ? tellBranches(error.branches, path, value) : describeRefusal(error);
  if (propertyName !== undefined) {
    const at = [...path, propertyName];
    // The schema is one of the name, and of no value of the property.
    const problem =
      expected === "absent"
        ? problemAt(at, expected, valueAt(value, at))
        : problemAt(at, `named by ${expected}`, propertyName);
    return { ...problem, code: "propertyNames", params: { ...params, propertyName, keyword } };
  }
  if (expected === "absent" && dependent !== undefined) {
    const at = [...path, dependent];
    return {
      ...problemAt(at, expected, valueAt(value, at)),
      code: "dependentSchemas",
      params: { property: dependent },
    };
  }
  const choices = keyword === "enum" ? schema.enum : undefined;
  return { ...problemAt(path, expected, valueAt(value, path), choices), ...nameKeyword(error, explain) };
}

/** The property whose presence asks for what an error is about, by `dependentSchemas`. */
function readDependent({ schemaPath }: AjvError): string | undefined {
  const [, token] = /\/dependentSchemas\/([^/]+)\/(?:required|not|false schema)$/.exec(schemaPath) ?? [];
  return token === undefined ? undefined : readToken(decodeURIComponent(token));
}

/** `such that text is a string, or url is there`: what would be right by each branch of a union. */
function tellBranches(
  branches: readonly (readonly AjvError[])[],
  path: readonly (string | number)[],
  value: unknown,
): string {
  const told = branches.map((errors) =>
    errors
      .slice(0, MAX_TOLD)
      .map((error) => {
        const problem = explainError(error, value);
        const name = describePath(problem.path.slice(path.length), "it");
        return `${name} is ${problem.expected === "any value" ? "there" : problem.expected}`;
      })
      .join(" and "),
  );
  const distinct = [...new Set(told)];
  const more = distinct.length - MAX_TOLD;
  return `such that ${[...distinct.slice(0, MAX_TOLD), ...(more > 0 ? [`by one of ${more} other forms`] : [])].join(", or ")}`;
}

/**
 * A problem at a place, in words.
 *
 * @param choices all values that are right, where there are some; of many the message names the nearest.
 * @param condition what makes a missing property required, to stand after the word.
 */
export function problemAt(
  path: (string | number)[],
  expected: string,
  value: unknown,
  choices: readonly unknown[] = [],
  condition = "",
): ValidationProblem {
  const found = describeValue(value);
  const shown = describeNearest(choices, value) ?? expected;
  const isMissing = value === undefined && path.length > 0;
  const asks = shown === "any value" ? "" : ` and must be ${shown}`;
  const message = isMissing
    ? `${describePath(path)} is required${condition}${asks}`
    : `${describePath(path)} must be ${shown}, got ${found}`;
  return { path, expected, found, message, code: isMissing ? "required" : "enum", params: {} };
}

/** `duration`, `image_urls[1]`, `["a b"]`, or `the body` for the value itself. */
function describePath(path: readonly (string | number)[], itself = "the body"): string {
  if (path.length === 0) return itself;
  return path.reduce<string>((text, key) => {
    // What looks like several names, or like none, is quoted.
    if (typeof key === "number" || !/^[^\s\p{C}."[\]]+$/u.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  let text: string;
  try {
    // JSON would have null for NaN and Infinity.
    text = (typeof value === "number" ? undefined : JSON.stringify(value)) ?? String(value);
  } catch {
    // Cycles and BigInts have no JSON, and an object may throw when it is printed.
    text = `${typeof value === "bigint" ? value : `a value of type ${typeof value}`}`;
  }
  return shorten(text);
}

/** A pointer's tokens; those that index a list become numbers. */
function parsePointer(pointer: string, value: unknown): (string | number)[] {
  let at = value;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const key = readToken(token);
      const step = Array.isArray(at) ? Number(key) : key;
      at = valueAt(at, [step]);
      return step;
    });
}

export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => readOwn(at, key), value);
}

function readOwn(holder: unknown, key: string | number): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? (holder as Record<string | number, unknown>)[key]
    : undefined;
}
