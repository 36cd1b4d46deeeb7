import type { AjvError } from "./ajv-error.ts";
import { chooseMeant, nameValues, readMisfits, readProperty } from "./fold-discriminators.ts";

/**
 * The errors of the branch that a value was meant for: one that its fixed properties do not exclude and that fails
 * further in, not at the union's own place; then the one that knows most of the value's properties, and then the one that
 * refuses least. Of several such branches that refuse the same, what they refuse; of others the union, with all of it.
 */
export function foldBranches(errors: readonly AjvError[], union: AjvError): readonly AjvError[] {
  const groups = groupByBranch(errors, union);
  const open = groups.filter((group) => !group.some((error) => isOfOtherKind(error, union)));
  if (!open.some((group) => group.some((error) => isInside(error, union))))
    return [{ ...showReferred(groups, union), refusals: groups }];
  const { everywhere, groups: meant } = chooseMeant(open, union);
  if (everywhere) return nameValues(everywhere);
  const ranked = meant.map((group) => ({ group, rank: rankBranch(group, union) }));
  const best = ranked.reduce((one, other) => (compareRanks(other.rank, one.rank) < 0 ? other : one)).rank;
  const nearest = ranked.filter(({ rank }) => compareRanks(rank, best) === 0).map(({ group }) => group);
  const [first = [], ...others] = nearest;
  const shared = first.filter((error) => others.every((group) => group.some((one) => isSame(one, error))));
  const rests = nearest.map((group) => group.filter((error) => !shared.some((one) => isSame(one, error))));
  if (rests.some(({ length }) => length === 0)) return shared;
  const ways = joinWays(rests, union);
  return ways.length === 1
    ? [...shared, ...ways.flat()]
    : [...shared, { ...union, branches: ways, refusals: ways }];
}

/** Ways out that are one value of the same property each become one: the property has one of the values. */
function joinWays(
  rests: readonly (readonly AjvError[])[],
  union: AjvError,
): readonly (readonly AjvError[])[] {
  const ways = rests.map((group) => ({ group, misfits: readMisfits(group, union) }));
  const isOne = ({ group, misfits }: (typeof ways)[number]) => misfits.length === 1 && group.length === 1;
  const names = new Set(ways.filter(isOne).map(({ misfits }) => misfits[0]?.name));
  const joined = [...names].map((name) =>
    nameValues(ways.filter(isOne).flatMap(({ misfits }) => misfits.filter((one) => one.name === name))),
  );
  return [...joined, ...ways.filter((way) => !isOne(way)).map(({ group }) => group)];
}

/** The errors of each branch that has some. References are part of their paths (`traceReferences`). */
function groupByBranch(errors: readonly AjvError[], { schemaPath }: AjvError): AjvError[][] {
  const groups = new Map<string | undefined, AjvError[]>();
  for (const error of errors) {
    const branch = error.schemaPath.startsWith(`${schemaPath}/`)
      ? error.schemaPath.slice(schemaPath.length + 1).split("/", 1)[0]
      : undefined;
    groups.set(branch, [...(groups.get(branch) ?? []), error]);
  }
  return [...groups.values()];
}

function isOfOtherKind({ instancePath, keyword }: AjvError, union: AjvError): boolean {
  return instancePath === union.instancePath && /^(?:type|const|enum|false schema)$/.test(keyword);
}

/** Whether an error is about a part of the union's value, or about one that is missing or unknown. */
function isInside({ instancePath, params, propertyName }: AjvError, union: AjvError): boolean {
  const names = [params.missingProperty, params.additionalProperty, propertyName];
  return instancePath.length > union.instancePath.length || names.some((name) => name !== undefined);
}

/**
 * Smaller is nearer. Only the errors at the union's own place show all properties that a branch knows: of one that fails
 * further in they would be more, the more of them are wrong.
 */
function rankBranch(group: readonly AjvError[], union: AjvError): number[] {
  const own = group.filter(({ instancePath }) => instancePath === union.instancePath);
  const known = new Set<string>();
  for (const { parentSchema } of own) {
    const { properties, required } = Object(parentSchema) as Record<string, unknown>;
    for (const name of [...Object.keys(Object(properties)), ...[required ?? []].flat()])
      known.add(String(name));
  }
  const knownHere = Object.keys(Object(union.data)).filter((name) => known.has(name));
  return [Math.min(own.length, 1), -knownHere.length, own.length, group.length];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Whether two branches refuse the same. */
function isSame(one: AjvError, other: AjvError): boolean {
  const outline = ({ instancePath, keyword, params, propertyName, schema, parentSchema }: AjvError) => {
    // Of a property that is missing, what it must be.
    const { missingProperty: name } = params;
    const asked = typeof name === "string" ? readProperty(parentSchema, name) : schema;
    return JSON.stringify([instancePath, keyword, params, propertyName, asked]);
  };
  return outline(one) === outline(other);
}

function isReference(schema: unknown): boolean {
  return (Object(schema) as { $ref?: unknown }).$ref !== undefined;
}

/** A union with the schemas that its branches refer to, as the errors of the branches know them. */
function showReferred(groups: readonly AjvError[][], union: AjvError): AjvError {
  const parent = Object(union.parentSchema) as Record<string, unknown>;
  const branches = [parent[union.keyword] ?? []].flat();
  if (branches.every((branch) => !isReference(branch))) return union;
  const own = groups.flat().filter(({ instancePath }) => instancePath === union.instancePath);
  const shown = branches.flatMap((branch, index) => {
    if (!isReference(branch)) return [branch];
    const path = `${union.schemaPath}/${index}/`;
    const target = own.find(({ schemaPath }) => schemaPath.startsWith(path))?.parentSchema;
    return [target ?? branch];
  });
  return { ...union, schema: shown, parentSchema: { ...parent, [union.keyword]: shown } };
}
