import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../../src/openapi/json.ts";
import { and, type Formula, opaque, or, type Reading } from "./formula.ts";
import { resolveReference } from "./references.ts";
import { has, lacks, otherKeys } from "./translate-object.ts";

/** What keywords evaluate of an object, or of a list, that satisfies them. */
interface Evaluated {
  isAll: boolean;
  names: readonly string[];
  patterns: readonly string[];
  /** How many of the first items. */
  prefix: number;
  /** Schemas whose items are evaluated wherever they stand. */
  contains: readonly Json[];
}

/** One way in which a schema holds: a condition, and what is evaluated then. */
interface Way {
  when: Formula;
  evaluated: Evaluated;
}

interface Context {
  type: Reading["type"];
  document: JsonObject;
  /** Translates a schema for the value itself. */
  inPlace: (schema: Json, isNegated: boolean) => Formula;
  /** Schemas around that are about the same value. */
  stack: readonly JsonObject[];
}

const NOTHING: Evaluated = { isAll: false, names: [], patterns: [], prefix: 0, contains: [] };

/** More ways than this are not told apart. */
const MAX_WAYS = 64;

const KEYWORDS = ["unevaluatedProperties", "unevaluatedItems"] as const;

/**
 * `unevaluatedProperties` and `unevaluatedItems`: what is evaluated depends on which branches hold, so that each way in
 * which they can is a case of its own. In a value for which something else of the schema fails, they may say anything.
 */
export function translateUnevaluated(
  schema: JsonObject,
  { type, document, isNegated, isClosed }: Reading,
  inPlace: Context["inPlace"],
): Formula[] {
  const keyword = KEYWORDS[type === "object" ? 0 : 1];
  const rest = schema[keyword];
  if ((type !== "object" && type !== "array") || rest === undefined || rest === true) return [];
  const { [keyword]: _, ...others } = schema;
  const ways = listWays(others, { type, document, inPlace, stack: [schema] });
  if (ways === undefined) return [opaque(`\`${keyword}\` depends on too much`, isNegated)];
  const literal = (item: Json) => ({ schema: item, document, isNegated, isClosed: isClosed && !isNegated });
  const ask = ({ isAll, names, patterns, prefix, contains }: Evaluated): Formula => {
    if (isAll) return !isNegated;
    if (type === "object") {
      const keys = otherKeys(names, patterns);
      return isNegated
        ? { op: "some", keys, literals: [literal(rest)] }
        : { op: "every", keys, literal: literal(rest) };
    }
    const items = literal(contains.length === 0 ? rest : { anyOf: [rest, ...contains] });
    const range = { from: prefix, to: Number.POSITIVE_INFINITY, literal: items };
    return isNegated ? { op: "someItems", ...range, least: 1 } : { op: "everyItem", ...range };
  };
  return [or(ways.map(({ when, evaluated }) => and([when, ask(evaluated)])))];
}

/** The ways in which a schema that holds can hold; undefined where they cannot be listed. */
function listWays(schema: Json, context: Context): Way[] | undefined {
  if (!isObject(schema)) return [{ when: true, evaluated: NOTHING }];
  const { document, stack, inPlace, type } = context;
  if (stack.includes(schema)) return undefined;
  const enter = (item: Json) => listWays(item, { ...context, stack: [...stack, schema] });
  const holding = (item: Json, isNegated = false) =>
    enter(item)?.map((way) => ({ ...way, when: and([inPlace(item, isNegated), way.when]) }));
  const otherwise = (when: Formula, found: Way[] | undefined) =>
    found && [{ when, evaluated: NOTHING }, ...found];

  const groups: (Way[] | undefined)[] = [[{ when: true, evaluated: evaluatedBy(schema, type) }]];
  if (typeof schema.$ref === "string") {
    const target = resolveReference(schema.$ref, document);
    groups.push(target === undefined ? undefined : enter(target));
  }
  for (const item of listAt(schema, "allOf")) groups.push(enter(item));
  for (const item of listAt(schema, "anyOf")) groups.push(otherwise(inPlace(item, true), holding(item)));
  if (Array.isArray(schema.oneOf)) groups.push(joinLists(schema.oneOf.map((item) => holding(item))));
  if (schema.if !== undefined) {
    const otherWays = enter(schema.else ?? true)?.map((way) => ({
      ...way,
      when: and([inPlace(schema.if ?? true, true), way.when]),
    }));
    groups.push(joinLists([combine([holding(schema.if), enter(schema.then ?? true)]), otherWays]));
  }
  if (type === "object")
    for (const [name, item] of Object.entries(objectAt(schema, "dependentSchemas"))) {
      const present = enter(item)?.map((way) => ({ ...way, when: and([has(name), way.when]) }));
      groups.push(otherwise(lacks(name), present));
    }
  return combine(groups);
}

function joinLists(lists: readonly (Way[] | undefined)[]): Way[] | undefined {
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

/** Every way of one group with every way of the others. Groups in which nothing is evaluated tell nothing apart. */
function combine(groups: readonly (Way[] | undefined)[]): Way[] | undefined {
  let ways: Way[] = [{ when: true, evaluated: NOTHING }];
  for (const group of groups) {
    if (group === undefined) return undefined;
    if (group.every(({ evaluated }) => evaluated === NOTHING)) continue;
    ways = ways
      .flatMap((one) =>
        group.map((other) => ({
          when: and([one.when, other.when]),
          evaluated: unite(one.evaluated, other.evaluated),
        })),
      )
      .filter(({ when }) => when !== false);
    if (ways.length > MAX_WAYS) return undefined;
  }
  return ways;
}

function unite(one: Evaluated, other: Evaluated): Evaluated {
  if (one === NOTHING) return other;
  if (other === NOTHING) return one;
  return {
    isAll: one.isAll || other.isAll,
    names: [...one.names, ...other.names],
    patterns: [...one.patterns, ...other.patterns],
    prefix: Math.max(one.prefix, other.prefix),
    contains: [...one.contains, ...other.contains],
  };
}

/** What a schema's own keywords evaluate. */
function evaluatedBy(schema: JsonObject, type: Reading["type"]): Evaluated {
  const [further, unevaluated] =
    type === "object" ? ["additionalProperties", KEYWORDS[0]] : ["items", KEYWORDS[1]];
  const evaluated: Evaluated = {
    isAll: schema[further] !== undefined || schema[unevaluated] !== undefined,
    names: Object.keys(objectAt(schema, "properties")),
    patterns: Object.keys(objectAt(schema, "patternProperties")),
    prefix: listAt(schema, "prefixItems").length,
    contains: schema.contains === undefined ? [] : [schema.contains],
  };
  const { isAll, names, patterns, prefix, contains } = evaluated;
  return isAll || names.length + patterns.length + prefix + contains.length > 0 ? evaluated : NOTHING;
}
