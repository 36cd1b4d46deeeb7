import { type AjvError, readToken } from "./ajv-error.ts";
import { describeNot } from "./describe-schema.ts";
import { foldBranches } from "./fold-branches.ts";

const UNIONS = new Set(["oneOf", "anyOf"]);

/**
 * Ajv reports each branch of a union, then the union. One of the two says enough: the branch that the value was meant
 * for when there is one, the union otherwise. So it is with `contains`, and with `then` that nothing fits.
 */
export function foldUnions(errors: readonly AjvError[]): AjvError[] {
  const folded: AjvError[] = [];
  for (const error of errors) {
    if (error.keyword === "if") {
      if (isClosed(folded.at(-1), error)) folded.splice(-1, 1, error);
      continue;
    }
    if (!UNIONS.has(error.keyword) && error.keyword !== "contains") {
      folded.push(error);
      continue;
    }
    let start = folded.length;
    while (start > 0 && isWithin(folded[start - 1], error)) start -= 1;
    const all = folded.splice(start);
    if (error.keyword === "contains") {
      folded.push(...all.filter((one) => !isOfContains(one, error)), error);
    } else if (Array.isArray(error.params.passingSchemas)) {
      folded.push(error);
    } else {
      folded.push(...(foldDiscriminated(all, error) ?? foldBranches(all, error)));
    }
  }
  return folded.filter((error) => !UNIONS.has(error.keyword) || !folded.some((one) => isOfType(one, error)));
}

/** Whether an error says that `then` or `else` lets nothing through. */
function isClosed(last: AjvError | undefined, { schemaPath, params }: AjvError): boolean {
  const clause = schemaPath.replace(/if$/, String(params.failingKeyword));
  if (last?.schemaPath === `${clause}/false schema`) return true;
  // As `false` is written where it stands for a schema.
  return last?.schemaPath === `${clause}/not` && describeNot(last.schema) === "absent";
}

/** Whether a value is of the wrong type where there is a union next to the type. */
function isOfType({ keyword, parentSchema, instancePath }: AjvError, union: AjvError): boolean {
  return keyword === "type" && parentSchema === union.parentSchema && instancePath === union.instancePath;
}

/** That a value does not have what a branch fixes a property to. */
interface Misfit {
  error: AjvError;
  /** The property, from the union's place. */
  name: string;
  /** The part of the branch that fixes it. */
  schema: unknown;
  values: readonly unknown[];
}

/**
 * Branches may each fix a property to one value, as `type` in the parts of a message. Then the value names the one it
 * was meant for: what the others say is dropped. Where it names none, that alone is wrong with it: one problem, with
 * the values of all branches. Undefined where branches fix nothing.
 */
function foldDiscriminated(errors: readonly AjvError[], union: AjvError): AjvError[] | undefined {
  const own = errors.filter(({ instancePath }) => instancePath === union.instancePath);
  const open = countBranches(union) - own.filter(({ keyword }) => keyword === "type").length;
  // Of one schema Ajv may report both the type and the value.
  const misfits = [
    ...new Map(errors.flatMap((error) => readMisfit(error, union)).map((one) => [one.schema, one])).values(),
  ];
  const names = [...new Set(misfits.map(({ name }) => name))];
  const byName = names.map((name) => misfits.filter((misfit) => misfit.name === name));
  const everywhere = byName.find(({ length }) => length === open && length > 1);
  if (everywhere) return nameValues(everywhere);

  const discriminators = byName
    .filter(({ length }) => length < open)
    .sort((one, other) => other.length - one.length);
  const [main, ...others] = discriminators;
  if (main === undefined) return undefined;
  const drop = (foreign: readonly Misfit[]) =>
    errors.filter(
      (error) => !(own.includes(error) && error.keyword === "type") && !isForeign(error, foreign, union),
    );
  // Several properties may be fixed. When the branch that one of them names is refused for another, nothing is left.
  const kept = drop(discriminators.flat());
  if (kept.length > 0) return [...foldBranches(kept, union)];
  const left = drop(main);
  return left.length === 0 ? undefined : others.flatMap((some) => nameValues(some, left));
}

function isForeign(error: AjvError, foreign: readonly Misfit[], union: AjvError): boolean {
  if (foreign.some(({ schema }) => schema === error.parentSchema)) return true;
  if (error.instancePath !== union.instancePath) return false;
  return foreign.some(({ name, schema }) => readProperty(error.parentSchema, name) === schema);
}

/** One error that stands for all of a property: it must be one of their values. */
function nameValues(misfits: readonly Misfit[], among?: readonly AjvError[]): AjvError[] {
  const [first] = misfits.filter(({ error }) => among?.includes(error) ?? true);
  if (first === undefined) return [];
  const { error, name } = first;
  const schema = { enum: [...new Set(misfits.flatMap(({ values }) => values))] };
  const params = { discriminator: name, allowedValues: schema.enum };
  return [
    error.keyword === "required"
      ? { ...error, params: { ...error.params, ...params }, parentSchema: { properties: { [name]: schema } } }
      : {
          ...error,
          keyword: "enum",
          params,
          schema: schema.enum,
          parentSchema: schema,
        },
  ];
}

/** Reads an error as that a property of the union's value is missing, or is not what a branch fixes it to. */
function readMisfit(error: AjvError, union: AjvError): Misfit[] {
  const { instancePath, params, parentSchema } = error;
  const missing = params.missingProperty;
  if (instancePath === union.instancePath && typeof missing === "string") {
    return makeMisfit(error, missing, readProperty(parentSchema, missing));
  }
  const [, token] = /^\/([^/]+)$/.exec(instancePath.slice(union.instancePath.length)) ?? [];
  return token === undefined ? [] : makeMisfit(error, readToken(token), parentSchema);
}

function makeMisfit(error: AjvError, name: string, schema: unknown): Misfit[] {
  const values = readFixed(schema);
  return values === undefined ? [] : [{ error, name, schema, values }];
}

/** The one value that a schema allows, or null next to it. Undefined where it allows more. */
function readFixed(schema: unknown): unknown[] | undefined {
  const { const: only, enum: values, anyOf, oneOf, type } = (schema ?? {}) as Record<string, unknown>;
  if (only !== undefined) return [only];
  if (type === "null") return [null];
  if (Array.isArray(values)) return values.length === 1 ? values : undefined;
  const branches = anyOf ?? oneOf;
  if (!Array.isArray(branches)) return undefined;
  const fixed = branches.map(readFixed);
  return fixed.every((one) => one !== undefined) && fixed.flat().filter((value) => value !== null).length <= 1
    ? fixed.flat()
    : undefined;
}

function readProperty(schema: unknown, name: string): unknown {
  return (schema as { properties?: Record<string, unknown> } | undefined)?.properties?.[name];
}

function countBranches({ keyword, parentSchema }: AjvError): number {
  const branches = (parentSchema as Record<string, unknown> | undefined)?.[keyword];
  return Array.isArray(branches) ? branches.length : 0;
}

/** Whether an error says why an item is not one of those asked for, which any item may be. */
function isOfContains({ schemaPath }: AjvError, contains: AjvError): boolean {
  const parent = contains.schemaPath.replace(/contains$/, "");
  return schemaPath.startsWith(`${contains.schemaPath}/`) || !schemaPath.startsWith(parent);
}

function isWithin(inner: AjvError | undefined, union: AjvError): boolean {
  if (inner === undefined || inner.parentSchema === union.parentSchema) return false;
  return inner.instancePath === union.instancePath || inner.instancePath.startsWith(`${union.instancePath}/`);
}
