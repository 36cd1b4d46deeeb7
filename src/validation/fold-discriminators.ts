import { type AjvError, readToken } from "./ajv-error.ts";

/** That a value does not have what a branch of a union fixes a property to. */
export interface Misfit {
  error: AjvError;
  /** The property, from the union's place. */
  name: string;
  values: readonly unknown[];
  isMissing: boolean;
}

/** The branches that a value may be meant for, as its fixed properties say. */
export interface Meant {
  /** The misfit of each branch, where all have one of the same property: that alone is wrong with the value. */
  everywhere?: readonly Misfit[];
  groups: readonly (readonly AjvError[])[];
}

/**
 * Branches may each fix a property to one value, as `type` in the parts of a message. A value that has another one there
 * was not meant for such a branch, so long as a branch is left that lets it through. A value without the property says
 * nothing: where one branch need not have it, the nearest speaks.
 *
 * @param groups the errors of each branch
 */
export function chooseMeant(groups: readonly (readonly AjvError[])[], union: AjvError): Meant {
  if (groups.length < 2) return { groups };
  const misfits = groups.map((group) => readMisfits(group, union));
  const names = listFixed(misfits.flat());
  const at = (name: string) => misfits.map((list) => list.find((misfit) => misfit.name === name));
  for (const name of names) {
    const everywhere = at(name).filter((misfit) => misfit !== undefined);
    if (everywhere.length === groups.length) return { everywhere, groups };
  }
  const excludes = (some: readonly string[]) =>
    groups.filter((_, index) => !misfits[index]?.some((one) => some.includes(one.name) && !one.isMissing));
  const meant = excludes(names);
  if (meant.length > 0) return { groups: meant };
  // Several properties may be fixed. When the branch that one of them names is refused for another, the one speaks that
  // most branches fix.
  const [main = ""] = names.toSorted((one, other) => count(at(other)) - count(at(one)));
  return { groups: excludes([main]) };
}

const count = (misfits: readonly (Misfit | undefined)[]) => misfits.filter((one) => one !== undefined).length;

/** The misfits of a branch, the first of each property: of one schema Ajv may report both the type and the value. */
export function readMisfits(group: readonly AjvError[], union: AjvError): Misfit[] {
  const found = group.flatMap((error) => readMisfit(error, union));
  return found.filter(({ name }, index) => found.findIndex((one) => one.name === name) === index);
}

/** The properties that a branch fixes to one value: an enum of several may be any parameter. */
function listFixed(misfits: readonly Misfit[]): string[] {
  const fixed = misfits.filter(
    ({ error, name, values }) =>
      error.params.discriminator === name || values.filter((value) => value !== null).length <= 1,
  );
  return [...new Set(fixed.map(({ name }) => name))];
}

/** One error that stands for all of a property: it must be one of their values. */
export function nameValues(misfits: readonly Misfit[]): AjvError[] {
  const [first] = misfits;
  if (first === undefined) return [];
  const { error, name, isMissing } = first;
  const schema = { enum: [...new Set(misfits.flatMap(({ values }) => values))] };
  const params = { discriminator: name, allowedValues: schema.enum };
  return [
    isMissing
      ? { ...error, params: { ...error.params, ...params }, parentSchema: { properties: { [name]: schema } } }
      : { ...error, keyword: "enum", params, schema: schema.enum, parentSchema: schema },
  ];
}

/** Reads an error as that a property of the union's value is missing, or is not what a branch fixes it to. */
function readMisfit(error: AjvError, union: AjvError): Misfit[] {
  const { instancePath, params, parentSchema } = error;
  const missing = params.missingProperty;
  const isMissing = instancePath === union.instancePath && typeof missing === "string";
  const [, token] = /^\/([^/]+)$/.exec(instancePath.slice(union.instancePath.length)) ?? [];
  if (!isMissing && token === undefined) return [];
  const name = isMissing ? missing : readToken(token ?? "");
  const values = readFixed(isMissing ? readProperty(parentSchema, name) : parentSchema);
  return values === undefined ? [] : [{ error, name, values, isMissing }];
}

/** The values that a schema fixes. Undefined where it allows more. */
function readFixed(schema: unknown): unknown[] | undefined {
  const { const: only, enum: values, anyOf, oneOf, type } = Object(schema) as Record<string, unknown>;
  if (only !== undefined) return [only];
  if (type === "null") return [null];
  if (Array.isArray(values)) return values;
  const branches = anyOf ?? oneOf;
  if (!Array.isArray(branches)) return undefined;
  const fixed = branches.map(readFixed);
  return fixed.every((one) => one !== undefined) ? fixed.flat() : undefined;
}

export function readProperty(schema: unknown, name: string): unknown {
  return (Object(schema) as { properties?: Record<string, unknown> }).properties?.[name];
}
