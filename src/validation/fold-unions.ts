/** What Ajv says of a problem, with `verbose` on. */
export interface AjvError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  /** The keyword's own value. */
  schema?: unknown;
  parentSchema?: unknown;
  /** Of an error about the name of a property: the name. */
  propertyName?: string;
}

const UNIONS = new Set(["oneOf", "anyOf"]);

/**
 * Ajv reports each branch of a union, then the union. One of the two says enough: the branch that the value was meant
 * for when there is one (it fails further in, not at the union's own place), the union otherwise.
 */
export function foldUnions(errors: readonly AjvError[]): AjvError[] {
  const folded: AjvError[] = [];
  for (const error of errors) {
    if (!UNIONS.has(error.keyword) && error.keyword !== "contains") {
      folded.push(error);
      continue;
    }
    let start = folded.length;
    while (start > 0 && isWithin(folded[start - 1], error)) start -= 1;
    const all = folded.splice(start);
    if (error.keyword === "contains") {
      folded.push(...all.filter((one) => !isOfContains(one, error)), error);
      continue;
    }
    folded.push(...(foldDiscriminated(all, error) ?? foldOthers(all, error)));
  }
  return folded;
}

function foldOthers(errors: readonly AjvError[], union: AjvError): readonly AjvError[] {
  const further = errors.filter(({ instancePath }) => instancePath.length > union.instancePath.length);
  if (further.length > 0) return further;
  const missing = errors.filter(
    ({ keyword }) => keyword === "required" || keyword === "additionalProperties",
  );
  return missing.length > 0 ? missing : [showReferred(errors, union)];
}

/** A union with the schemas that its branches refer to, as the errors of the branches know them. */
function showReferred(errors: readonly AjvError[], union: AjvError): AjvError {
  const parent = Object(union.parentSchema) as Record<string, unknown>;
  const branches: unknown[] = Array.isArray(parent[union.keyword])
    ? (parent[union.keyword] as unknown[])
    : [];
  const written = branches.filter((branch) => (Object(branch) as { $ref?: unknown }).$ref === undefined);
  if (written.length === branches.length || errors.length === 0) return union;
  const shown = [...new Set([...errors.map(({ parentSchema }) => parentSchema), ...written])];
  return { ...union, schema: shown, parentSchema: { ...parent, [union.keyword]: shown } };
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
  if (kept.length > 0) return kept;
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
  return [
    { ...error, parentSchema: error.keyword === "required" ? { properties: { [name]: schema } } : schema },
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
  return token === undefined
    ? []
    : makeMisfit(error, token.replaceAll("~1", "/").replaceAll("~0", "~"), parentSchema);
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
