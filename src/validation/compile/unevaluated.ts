import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import type { Resolve } from "./discriminate-unions.ts";
import { nameProto } from "./name-proto.ts";

/** What a schema evaluates of a value that it accepts. */
interface Evaluated {
  /** All properties, or all items. */
  all: boolean;
  names: readonly string[];
  patterns: readonly string[];
  /** How many first items. */
  first: number;
  /** Schemas of items, wherever they stand. */
  items: readonly Json[];
}

/** What is evaluated where some schemas accept the value. */
interface Case {
  conditions: readonly Json[];
  /** The union of which a branch is the last condition, where only one of its branches accepts a value. */
  exclusive?: JsonObject;
  evaluated: Evaluated;
}

const NOTHING: Evaluated = { all: false, names: [], patterns: [], first: 0, items: [] };

/** More ways through the branches of a schema than this stay Ajv's own affair. */
const MAX_WAYS = 1_000;

/**
 * Rewrites `unevaluatedProperties` and `unevaluatedItems` as conditions with `additionalProperties` and `items`: Ajv
 * loses account of what `if` and `contains` evaluate, and its code may even throw. The same values are accepted. The
 * keyword is named in a comment, for what is said of a value that is refused.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-11
 */
export function spellOutUnevaluated(schema: JsonObject, resolve: Resolve): JsonObject {
  return ["unevaluatedProperties", "unevaluatedItems"].reduce((at, keyword) => {
    if (!Object.hasOwn(at, keyword)) return at;
    const { [keyword]: others = true, ...rest } = at;
    const write = keyword === "unevaluatedItems" ? writeItems : writeProperties;
    const isItems = keyword === "unevaluatedItems";
    const cases = collectCases(rest, resolve, isItems, [], new Set());
    const budget = { left: MAX_WAYS };
    const last = writeCases(cases, NOTHING, (evaluated) => write(evaluated, others), budget);
    if (budget.left < 0) return at;
    return last === true ? rest : { ...rest, allOf: [...listAt(rest, "allOf"), last] };
  }, schema);
}

/** What a schema evaluates, and on which conditions. */
function collectCases(
  schema: Json | undefined,
  resolve: Resolve,
  isItems: boolean,
  conditions: readonly Json[],
  seen: ReadonlySet<string>,
): Case[] {
  if (!isObject(schema)) return [];
  const enter = (part: Json | undefined, ...more: readonly Json[]) =>
    collectCases(part, resolve, isItems, [...conditions, ...more], seen);
  const { $ref, if: condition, dependentSchemas } = schema;
  const isNew = typeof $ref === "string" && !seen.has($ref);
  const target = isNew
    ? collectCases(resolve({ $ref }), resolve, isItems, conditions, new Set([...seen, $ref]))
    : [];
  return [
    { conditions, evaluated: isItems ? readItems(schema) : readEvaluated(schema) },
    ...target,
    ...listAt(schema, "allOf").flatMap((part) => enter(part)),
    ...listAt(schema, "anyOf").flatMap((branch) => enter(branch, branch)),
    ...listAt(schema, "oneOf").flatMap((branch) =>
      enter(branch, branch).map((one) =>
        one.conditions.length === conditions.length + 1 ? { ...one, exclusive: schema } : one,
      ),
    ),
    ...(condition === undefined
      ? []
      : [
          ...enter(condition, condition),
          ...enter(schema.then, condition),
          ...enter(schema.else, { not: condition }),
        ]),
    ...Object.entries(objectAt(dependentSchemas)).flatMap(([name, part]) =>
      enter(part, { type: "object", required: [name] }),
    ),
  ];
}

function readEvaluated(schema: JsonObject): Evaluated {
  return {
    ...NOTHING,
    all: ["additionalProperties", "unevaluatedProperties"].some((keyword) => Object.hasOwn(schema, keyword)),
    names: Object.keys(readProperties(schema)),
    patterns: Object.keys(objectAt(schema, "patternProperties")),
  };
}

function readItems(schema: JsonObject): Evaluated {
  const { contains } = schema;
  return {
    ...NOTHING,
    all: ["items", "unevaluatedItems"].some((keyword) => Object.hasOwn(schema, keyword)),
    first: listAt(schema, "prefixItems").length,
    items: contains === undefined ? [] : [contains],
  };
}

/** Asks the conditions one after the other; what is left over is decided where all are known. */
function writeCases(
  [first, ...others]: readonly Case[],
  known: Evaluated,
  write: (evaluated: Evaluated) => Json,
  budget: { left: number },
): Json {
  if (first === undefined || known.all) {
    budget.left -= 1;
    return write(known);
  }
  if (budget.left < 0) return true;
  const both = unite(known, first.evaluated);
  if (first.conditions.length === 0) return writeCases(others, both, write, budget);
  if (JSON.stringify(both) === JSON.stringify(known)) return writeCases(others, known, write, budget);
  const condition = JSON.stringify(first.conditions);
  const isSame = (one: Case) => JSON.stringify(one.conditions) === condition;
  const isExcluded = (one: Case) =>
    first.exclusive !== undefined && one.exclusive === first.exclusive && !isSame(one);
  const same = others.filter(isSame).map(({ evaluated }) => evaluated);
  return {
    if: first.conditions.length === 1 ? (first.conditions[0] ?? true) : { allOf: [...first.conditions] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: writeCases(
      others.filter((one) => !isSame(one) && !isExcluded(one)),
      same.reduce(unite, both),
      write,
      budget,
    ),
    else: writeCases(
      others.filter((one) => !isSame(one)),
      known,
      write,
      budget,
    ),
  };
}

function unite(one: Evaluated, other: Evaluated): Evaluated {
  const merge = <T>(left: readonly T[], right: readonly T[]) => [
    ...new Map([...left, ...right].map((item) => [JSON.stringify(item), item])).values(),
  ];
  return {
    all: one.all || other.all,
    names: merge(one.names, other.names),
    patterns: merge(one.patterns, other.patterns),
    first: Math.max(one.first, other.first),
    items: merge(one.items, other.items),
  };
}

function writeProperties({ all, names, patterns }: Evaluated, others: Json): Json {
  if (all) return true;
  return nameProto({
    $comment: "unevaluatedProperties",
    properties: Object.fromEntries(names.map((name) => [name, {}])),
    patternProperties: Object.fromEntries(patterns.map((pattern) => [pattern, {}])),
    additionalProperties: others,
  });
}

function writeItems({ all, first, items }: Evaluated, others: Json): Json {
  if (all) return true;
  const named = { $comment: "unevaluatedItems" };
  if (others === false && items.length === 0) return { ...named, maxItems: first };
  const left = items.length === 0 ? others : { ...named, anyOf: [...items, others] };
  return {
    ...named,
    ...(first === 0 ? {} : { prefixItems: Array.from({ length: first }, () => ({})) }),
    items: left,
  };
}
