import { describeSchema } from "./describe-schema.ts";
import { type AjvError, foldUnions } from "./fold-unions.ts";
import { describeNearest } from "./nearest.ts";

/** One thing that is wrong with a value. */
export interface ValidationProblem {
  /** Keys from the value to the place that is wrong; empty for the value itself. */
  path: (string | number)[];
  /** What would be right there, in words. */
  expected: string;
  /** What is there, as JSON, cut after 80 characters; `nothing` when it is missing. */
  found: string;
  /** `duration must be an integer from 3 to 10 or "auto", got 99` */
  message: string;
}

/** A function compiled by Ajv. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: AjvError[] | null;
}

/** Turns what Ajv found in `value` into problems: one per place, in words, and one for a union that nothing fits. */
export function explainErrors(errors: readonly AjvError[], value: unknown): ValidationProblem[] {
  const problems = new Map<string, ValidationProblem>();
  // That a value names no branch is said by the enum of the property that would name it (`discriminateUnion`).
  const told = errors.filter(({ keyword }) => keyword !== "discriminator");
  for (const error of foldUnions(told)) {
    const problem = explainError(error, value);
    const key = `${JSON.stringify(problem.path)} ${problem.expected}`;
    if (!problems.has(key)) problems.set(key, problem);
  }
  return [...problems.values()];
}

function explainError(
  { instancePath, keyword, params, parentSchema }: AjvError,
  value: unknown,
): ValidationProblem {
  const path = parsePointer(instancePath, value);
  const schema = parentSchema as { properties?: Record<string, unknown> } | undefined;
  const missing = params.missingProperty;
  if (typeof missing === "string") {
    const property = schema?.properties?.[missing];
    const { enum: choices } = (property ?? {}) as { enum?: unknown[] };
    return problemAt([...path, missing], describeSchema(property ?? true), undefined, choices);
  }
  const unknown = params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof unknown === "string") {
    const known = Object.keys(schema?.properties ?? {});
    const at = [...path, unknown];
    return problemAt(
      at,
      known.length === 0 ? "absent" : `absent (known here: ${known.join(", ")})`,
      valueAt(value, at),
    );
  }
  const found = valueAt(value, path);
  if (keyword === "uniqueItems") return problemAt(path, "a list without equal items", found);
  const { enum: choices } = (parentSchema ?? {}) as { enum?: unknown[] };
  return problemAt(path, describeSchema(parentSchema), found, choices);
}

/** @param choices all values that are right, where there are some; of many the message names the nearest. */
/** A problem at a place, in words. */
export function problemAt(
  path: (string | number)[],
  expected: string,
  value: unknown,
  choices: readonly unknown[] = [],
): ValidationProblem {
  const found = describeValue(value);
  const shown = describeNearest(choices, value) ?? expected;
  return { path, expected, found, message: `${describePath(path)} must be ${shown}, got ${found}` };
}

/** `duration`, `image_urls[1]`, or `the body` for the value itself. */
function describePath(path: readonly (string | number)[]): string {
  if (path.length === 0) return "the body";
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}

function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch {
    // Cycles and BigInts have no JSON.
  }
  const text = json ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** A pointer's tokens; those that index a list become numbers. */
function parsePointer(pointer: string, value: unknown): (string | number)[] {
  let at = value;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = Array.isArray(at) ? Number(key) : key;
      at = valueAt(at, [step]);
      return step;
    });
}

export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}
