import { isObject, type JsonObject, toText } from "../../../../src/openapi/json.ts";
import { readFixedValues, readProperties } from "../../../../src/openapi/json-schema.ts";
import { isAnnotation, writeData, writeStructure } from "../../../../src/openapi/structure.ts";
import { groupBy } from "../../../lists.ts";
import { joinAnnotations, mapAnnotations } from "../annotations/join-annotations.ts";
import { isJoinable, readBranches, splitAlternatives } from "./alternatives.ts";
import { joinDescriptions } from "./intersect.ts";
import { joinLimits, joinRequired } from "./join-limits.ts";
import type { ReportConflict, Sourced } from "./sourced.ts";

/**
 * Joins schemas into the least one that admits what each of them admits: the union of their types, properties and
 * enum values, and of two limits the wider one. What cannot be joined stands side by side under `anyOf`.
 *
 * The result depends on the order of the schemas only in its annotations, and in the order of its keys and values.
 * Descriptions tell every model its own.
 */
export function joinSchemas(
  schemas: readonly Sourced[],
  report: ReportConflict,
  keys: readonly string[] = [],
): JsonObject {
  const distinct = pickDistinct(schemas);
  if (distinct.length < 2) return mapAnnotations(schemas, joinAnnotations);

  const alternatives = schemas.map((one) =>
    splitAlternatives(one.schema).map((schema) => ({ ...one, schema })),
  );
  const unions = alternatives.filter((_, index) => readBranches(schemas[index]?.schema ?? {}) !== undefined);
  const branches = new Set(unions.flat().map(({ schema }) => schema));
  if (alternatives.flat().some(({ schema }) => writeStructure(schema) === "{}")) {
    reportOpen(distinct, report, keys);
    return joinAnnotations(schemas);
  }

  const isUnion = alternatives.some(
    (list) => list.filter(({ schema }) => schema.type === "object").length > 1,
  );
  const groups = groupBy(alternatives.flat(), ({ schema }) => nameGroup(schema, isUnion));
  if (groups.length > 1 && alternatives.flat().some(({ schema }) => !isJoinable(schema))) {
    report(
      "not-joinable",
      distinct,
      keys,
      "What the pages say here cannot be joined. Kept side by side, as anyOf.",
    );
  }
  reportTypes(distinct, alternatives.flat(), report, keys);
  const joined = groups.map((group) => stripAnnotations(joinGroup(group, report, keys)));
  const combined = combine(joined);
  // What a schema that is no union says of its one alternative, it says of the whole.
  const own = groups.map((group) => joinAnnotations(group.filter(({ schema }) => branches.has(schema))));
  const whole = joinAnnotations(schemas);
  if (combined !== undefined) return { ...combined, ...whole, ...joinDescriptions([whole, ...own]) };
  return { anyOf: joined.map((one, index) => ({ ...one, ...own[index] })), ...whole };
}

/** The first of those that have one structure. */
function pickDistinct(schemas: readonly Sourced[]): Sourced[] {
  return groupBy(schemas, ({ schema }) => writeStructure(schema)).flatMap((group) => group.slice(0, 1));
}

/** Reports what some pages say of a value that others leave open. */
function reportOpen(distinct: readonly Sourced[], report: ReportConflict, keys: readonly string[]): void {
  const saying = distinct.filter(({ schema }) => writeStructure(schema) !== "{}");
  if (saying.length > 0)
    report(
      "values-reopened",
      saying,
      keys,
      "Some pages describe this value, others leave it open. Read as open.",
    );
}

/** Reports a type that one schema accepts and another does not, except null, and `integer` where another has `number`. */
function reportTypes(
  distinct: readonly Sourced[],
  alternatives: readonly Sourced[],
  report: ReportConflict,
  keys: readonly string[],
): void {
  const typesOf = ({ schema }: Sourced) =>
    new Set(
      splitAlternatives(schema).flatMap(({ type }) =>
        typeof type === "string" && type !== "null" ? [type.replace("integer", "number")] : [],
      ),
    );
  const all = new Set(alternatives.flatMap((one) => [...typesOf(one)]));
  const lacking = distinct.filter((one) => typesOf(one).size > 0 && typesOf(one).size < all.size);
  if (lacking.length > 0)
    report(
      "types-differ",
      distinct,
      keys,
      `The pages say different types. Read as any of them: ${[...all].join(", ")}.`,
    );
}

/** Alternatives with the same name are joined. The variants of a published union are grouped by their fixed values. */
function nameGroup(schema: JsonObject, isUnion: boolean): string {
  if (typeof schema.type !== "string" || !isJoinable(schema)) return writeStructure(schema);
  if (schema.type === "integer") return "number";
  if (schema.type !== "object" || !isUnion) return schema.type;
  const fixed = Object.entries(readProperties(schema)).flatMap(([name, property]) => {
    const values = isObject(property) ? readFixedValues(property) : undefined;
    return values?.length === 1 ? [`${name}=${writeData(values)}`] : [];
  });
  return fixed.length === 0 ? writeStructure(schema) : `object ${writeData(fixed.sort())}`;
}

function joinGroup(
  group: readonly [Sourced, ...Sourced[]],
  report: ReportConflict,
  keys: readonly string[],
): JsonObject {
  const [{ schema: first }] = group;
  if (typeof first.type !== "string" || !isJoinable(first)) return mapAnnotations(group, joinAnnotations);
  const schemas = group.map(({ schema }) => schema);
  const type = schemas.some((schema) => schema.type === "number") ? "number" : first.type;
  const values = joinValues(group, report, keys);
  return {
    type,
    ...values,
    ...joinLimits(group, values.enum === undefined ? report : () => {}, keys),
    ...(type === "object" ? joinObjects(group, report, keys) : {}),
    ...(type === "array" ? joinItems(group, report, keys) : {}),
  };
}

function joinValues(group: readonly Sourced[], report: ReportConflict, keys: readonly string[]): JsonObject {
  const lists = group.map(({ schema }) => readFixedValues(schema));
  if (lists.every((list) => list === undefined)) return {};
  const closed = lists.every((list) => list !== undefined);
  const union = [
    ...new Map(lists.flatMap((list) => list ?? []).map((value) => [writeData(value), value])).values(),
  ];
  const shown = union.slice(0, 8).map(writeData).join(", ");
  if (!closed) {
    report(
      "values-reopened",
      pickDistinct(group),
      keys,
      `Some pages close this to ${shown}, others leave it open. Read as open.`,
    );
    return {};
  }
  if (lists.some((list) => new Set(list.map(writeData)).size < union.length)) {
    report(
      "values-differ",
      pickDistinct(group),
      keys,
      `The pages list different values. Read as all of them: ${shown}${union.length > 8 ? ", …" : ""}.`,
    );
  }
  return { enum: union };
}

function joinObjects(group: readonly Sourced[], report: ReportConflict, keys: readonly string[]): JsonObject {
  const byName = new Map<string, Sourced[]>();
  for (const one of group) {
    for (const [name, property] of Object.entries(readProperties(one.schema))) {
      byName.set(name, [...(byName.get(name) ?? []), { ...one, schema: isObject(property) ? property : {} }]);
    }
  }
  const properties = [...byName].map(
    ([name, list]) => [name, joinSchemas(list, report, [...keys, "properties", name])] as const,
  );
  return {
    ...joinRequired(group, report, keys),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...joinChild("additionalProperties", group, report, keys),
  };
}

function joinItems(group: readonly Sourced[], report: ReportConflict, keys: readonly string[]): JsonObject {
  return joinChild("items", group, report, keys);
}

/** Joins the schemas under a keyword, where all have it: without it, every value is valid there. */
function joinChild(
  keyword: string,
  group: readonly Sourced[],
  report: ReportConflict,
  keys: readonly string[],
): JsonObject {
  const children = group.map((one) => ({ one, child: one.schema[keyword] }));
  const closed = children.filter(({ child }) => child === false).map(({ one }) => one);
  if (closed.length === children.length) return { [keyword]: false };
  const schemas = children.flatMap(({ one, child }) => (isObject(child) ? [{ ...one, schema: child }] : []));
  const at = [...keys, keyword];
  if (closed.length > 0)
    report("values-differ", closed, at, "Some pages allow no value here, others do. Read as they do.");
  const isOpen = children.some(({ child }) => child === undefined || child === true);
  if (!isOpen) return { [keyword]: joinSchemas(schemas, report, at) };
  reportOpen(pickDistinct(schemas), report, at);
  return {};
}

/** Alternatives as one schema, with a list of types, where at most one of them says more than its type; else undefined. */
function combine(alternatives: readonly JsonObject[]): JsonObject | undefined {
  const [first = {}] = alternatives;
  if (alternatives.length === 1) return first;
  const rich = alternatives.filter(
    (schema) => Object.keys(schema).length > 1 || typeof schema.type !== "string",
  );
  const [only = { type: first.type ?? null }] = rich;
  const types = alternatives.map(({ type }) => toText(type));
  const isOneEach = new Set(types).size === types.length;
  const canShare = typeof only.type === "string" && isJoinable(only) && !("enum" in only);
  return rich.length < 2 && isOneEach && canShare ? { ...only, type: types } : undefined;
}

function stripAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !isAnnotation(key)));
}
