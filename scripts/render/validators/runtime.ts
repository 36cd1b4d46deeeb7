import { describeSchema } from "../describe.ts";

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

/** What Ajv says of a problem, with `verbose` on. */
export interface AjvError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  parentSchema?: unknown;
}

/** A function compiled by Ajv. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: AjvError[] | null;
}

const UNIONS = new Set(["oneOf", "anyOf"]);

/** Turns what Ajv found in `value` into problems: one per place, in words, and one for a union that nothing fits. */
export function explainErrors(errors: readonly AjvError[], value: unknown): ValidationProblem[] {
  const problems = new Map<string, ValidationProblem>();
  for (const error of foldUnions(errors)) {
    const problem = explainError(error, value);
    const key = `${JSON.stringify(problem.path)} ${problem.expected}`;
    if (!problems.has(key)) problems.set(key, problem);
  }
  return [...problems.values()];
}

/**
 * Ajv reports each branch of a union, then the union. One of the two says enough: the branch that the value was meant
 * for when there is one (it fails further in, not at the union's own place), the union otherwise.
 */
function foldUnions(errors: readonly AjvError[]): AjvError[] {
  const folded: AjvError[] = [];
  for (const error of errors) {
    if (!UNIONS.has(error.keyword)) {
      folded.push(error);
      continue;
    }
    let start = folded.length;
    while (start > 0 && isWithin(folded[start - 1], error)) start -= 1;
    const all = folded.splice(start);
    const branches = dropOtherBranches(all, error);
    if (branches.length < all.length) {
      folded.push(...branches);
      continue;
    }
    const further = branches.filter(({ instancePath }) => instancePath.length > error.instancePath.length);
    const missing = branches.filter(
      ({ keyword }) => keyword === "required" || keyword === "additionalProperties",
    );
    folded.push(...(further.length > 0 ? further : missing.length > 0 ? missing : [error]));
  }
  return folded;
}

/**
 * Of branches that each fix a property to one value, as `type` in the parts of a message, the value names the one it
 * was meant for: what the others say is dropped. All is kept where the value names none.
 */
function dropOtherBranches(errors: readonly AjvError[], union: AjvError): AjvError[] {
  const own = errors.filter(({ instancePath }) => instancePath === union.instancePath);
  const open = countBranches(union) - own.filter(({ keyword }) => keyword === "type").length;
  const fixing = errors.filter((error) => fixesChild(error, union));
  const places = new Set(fixing.map(({ instancePath }) => instancePath));
  const tags = [...places].filter(
    (place) => fixing.filter(({ instancePath }) => instancePath === place).length < open,
  );
  if (tags.length === 0) return [...errors];
  const others = new Set(fixing.filter(({ instancePath }) => tags.includes(instancePath)));
  const kept = errors.filter(
    (error) => !others.has(error) && !(own.includes(error) && error.keyword === "type"),
  );
  return kept.length > 0 ? kept : [...errors];
}

function countBranches({ keyword, parentSchema }: AjvError): number {
  const branches = (parentSchema as Record<string, unknown> | undefined)?.[keyword];
  return Array.isArray(branches) ? branches.length : 0;
}

/** Whether a property of the union's value is not the one value that a branch allows. */
function fixesChild({ instancePath, keyword, parentSchema }: AjvError, union: AjvError): boolean {
  const { enum: values } = (parentSchema ?? {}) as { enum?: unknown[] };
  const fixes = keyword === "const" || (keyword === "enum" && values?.length === 1);
  return fixes && /^\/[^/]+$/.test(instancePath.slice(union.instancePath.length));
}

function isWithin(inner: AjvError | undefined, union: AjvError): boolean {
  if (inner === undefined || inner.parentSchema === union.parentSchema) return false;
  return inner.instancePath === union.instancePath || inner.instancePath.startsWith(`${union.instancePath}/`);
}

function explainError(
  { instancePath, keyword, params, parentSchema }: AjvError,
  value: unknown,
): ValidationProblem {
  const path = parsePointer(instancePath, value);
  const schema = parentSchema as { properties?: Record<string, unknown> } | undefined;
  const missing = params.missingProperty;
  if (typeof missing === "string") {
    const expected = describeSchema(schema?.properties?.[missing] ?? true);
    return problemAt([...path, missing], expected, undefined);
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
  return problemAt(path, describeSchema(parentSchema), found);
}

function problemAt(path: (string | number)[], expected: string, value: unknown): ValidationProblem {
  const found = describeValue(value);
  return { path, expected, found, message: `${describePath(path)} must be ${expected}, got ${found}` };
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

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

/** The outcome of a validation: the same value with its type known, or every problem. */
export type ValidationResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; problems: ValidationProblem[] };

/** Standard Schema's view of a validator (https://standardschema.dev). */
interface StandardProps {
  version: 1;
  vendor: string;
  validate(value: unknown): { value: unknown } | { issues: { message: string; path: (string | number)[] }[] };
}

export interface Validator {
  /** Of the validator of a whole request body: method and path of the operation. */
  readonly endpoint?: string;
  validate(value: unknown): ValidationResult<unknown>;
  readonly "~standard": StandardProps;
}

/** Makes a validator of a compiled function. */
export function createValidator(compiled: CompiledValidator, endpoint?: string): Validator {
  return createStandard(
    (value) =>
      compiled(value)
        ? { ok: true, value }
        : { ok: false, problems: explainErrors(compiled.errors ?? [], value) },
    endpoint,
  );
}

/** Makes a validator that lets the member judge that the value names in the property `tag`. */
export function createUnionValidator(
  tag: string,
  members: Readonly<Record<string, Validator>>,
  endpoint?: string,
): Validator {
  const expected = describeSchema({ enum: Object.keys(members) });
  return createStandard((value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return { ok: false, problems: [problemAt([], "an object", value)] };
    }
    const chosen = valueAt(value, [tag]);
    const member = typeof chosen === "string" && Object.hasOwn(members, chosen) ? members[chosen] : undefined;
    return member === undefined
      ? { ok: false, problems: [problemAt([tag], expected, chosen)] }
      : member.validate(value);
  }, endpoint);
}

function createStandard(
  validate: (value: unknown) => ValidationResult<unknown>,
  endpoint: string | undefined,
): Validator {
  return {
    ...(endpoint !== undefined && { endpoint }),
    validate,
    "~standard": {
      version: 1,
      vendor: "evolink-openapi",
      validate: (value) => {
        const result = validate(value);
        return result.ok
          ? { value: result.value }
          : { issues: result.problems.map(({ message, path }) => ({ message, path })) };
      },
    },
  };
}
