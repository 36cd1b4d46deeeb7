import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues, readProperties } from "../../../src/openapi/json-schema.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { componentSchemas, followReferences, withComponentSchemas } from "../../../src/openapi/references.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import { createLastResults, listInputs } from "../../last-results.ts";

/** A schema, and the keys that lead to it. */
interface Placed {
  schema: JsonObject;
  keys: readonly string[];
}

/** What a variant fixes a property to. */
interface Fixed {
  /** Pointers to the schemas that have the values. */
  pointers: readonly string[];
  values: readonly Json[];
}

/**
 * Finds the properties that tell the variants of a union of objects apart, as `type` of the parts of a message: some
 * variants fix them to strings, two of which have either the same strings or none in common, and not all have the same.
 * They need not be required, as responses seldom say it. Where a property with one string in each variant tells them
 * apart, one with several does not, as the `finish_reason` of parts that have a `type`.
 *
 * @returns pointers to the schemas of these properties.
 */
export function findDiscriminators(document: JsonObject): Set<string> {
  const ofComponents = Object.entries(componentSchemas(document)).flatMap(([name, schema]) =>
    isObject(schema)
      ? findLast(listInputs(document, name, schema), () =>
          findIn(document, schema, "schema", ["components", "schemas", name]),
        )
      : [],
  );
  return new Set([...findIn(document, withComponentSchemas(document, {}), "document"), ...ofComponents]);
}

const findLast = createLastResults<readonly string[]>();

function findIn(
  document: JsonObject,
  root: JsonObject,
  rootKind: ObjectKind,
  start: readonly string[] = [],
): string[] {
  const found: string[] = [];
  rewriteObjects(
    root,
    rootKind,
    (schema, kind, keys) => {
      if (kind !== "schema" || (schema.anyOf === undefined && schema.oneOf === undefined)) return schema;
      const variants = listVariants(document, { schema, keys }, [], new Set()).map((parts) =>
        listFixed(document, parts, new Set()),
      );
      for (const name of pickTelling(variants))
        for (const fixed of variants) found.push(...(fixed.get(name)?.pointers ?? []));
      return schema;
    },
    start,
  );
  return found;
}

/** The objects of a union, also those of unions in it: each as the parts that all hold of it. */
function listVariants(
  document: JsonObject,
  { schema, keys }: Placed,
  outer: readonly Placed[],
  seen: Set<JsonObject>,
): Placed[][] {
  const branches = ["anyOf", "oneOf"].flatMap((keyword) =>
    listAt(schema, keyword).map((value, index) => follow(document, value, [...keys, keyword, String(index)])),
  );
  return branches.flatMap((branch) => {
    if (branch === undefined || seen.has(branch.schema)) return [];
    seen.add(branch.schema);
    const parts = [...outer, branch];
    const isUnion = branch.schema.anyOf !== undefined || branch.schema.oneOf !== undefined;
    return isUnion ? listVariants(document, branch, parts, seen) : [parts];
  });
}

type Variant = Map<string, Fixed>;

/** The names of the properties that tell some variants apart. */
function pickTelling(variants: readonly Variant[]): string[] {
  const names = [...new Set(variants.flatMap((fixed) => [...fixed.keys()]))];
  const telling = names.filter((name) => {
    const texts = new Set(variants.flatMap((fixed) => writeValues(fixed.get(name)) ?? []));
    const values = [...texts].flatMap((text) => JSON.parse(text) as string[]);
    return texts.size > 1 && new Set(values).size === values.length;
  });
  const plain = telling.filter((name) =>
    variants.every((fixed) => (fixed.get(name)?.values.length ?? 1) < 2),
  );
  const tells = (name: string, one: Variant, other: Variant) => {
    const [here, there] = [one, other].map((fixed) => writeValues(fixed.get(name)));
    return here !== undefined && there !== undefined && here !== there;
  };
  const isNeeded = (name: string) =>
    variants.some((one) =>
      variants.some((other) => tells(name, one, other) && !plain.some((better) => tells(better, one, other))),
    );
  return telling.filter((name) => plain.includes(name) || isNeeded(name));
}

function writeValues(fixed: Fixed | undefined): string | undefined {
  return fixed && JSON.stringify([...new Set(fixed.values)].sort());
}

/** The properties of a variant that its parts, and the parts of these, fix to strings. */
function listFixed(document: JsonObject, parts: readonly Placed[], seen: Set<JsonObject>): Variant {
  const fixed: Variant = new Map();
  for (const { schema, keys } of parts) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    const inner = listAt(schema, "allOf").flatMap(
      (value, index) => follow(document, value, [...keys, "allOf", String(index)]) ?? [],
    );
    for (const one of listFixed(document, inner, seen)) fixed.set(...one);
    for (const [name, value] of Object.entries(readProperties(schema))) {
      const property = readFixed(document, value, [...keys, "properties", name]);
      const values = property?.values.filter((one) => one !== null) ?? [];
      if (property && values.length > 0 && values.every((one) => typeof one === "string"))
        fixed.set(name, { ...property, values });
    }
  }
  return fixed;
}

/** A union of fixed values is fixed to all of them. */
function readFixed(document: JsonObject, value: Json, keys: readonly string[], depth = 0): Fixed | undefined {
  const placed = depth < MAX_DEPTH ? follow(document, value, keys) : undefined;
  if (placed === undefined) return undefined;
  const own = placed.schema.type === "null" ? [null] : readFixedValues(placed.schema);
  if (own !== undefined) return { pointers: [pointerTo(placed.keys)], values: own };
  const keyword = ["anyOf", "oneOf"].find((key) => listAt(placed.schema, key).length > 0);
  if (keyword === undefined) return undefined;
  const branches = listAt(placed.schema, keyword).map((branch, index) =>
    readFixed(document, branch, [...placed.keys, keyword, String(index)], depth + 1),
  );
  if (!branches.every((branch) => branch !== undefined)) return undefined;
  return {
    pointers: branches.flatMap(({ pointers }) => pointers),
    values: branches.flatMap(({ values }) => values),
  };
}

/** A union in a union may lead back to itself. */
const MAX_DEPTH = 5;

function follow(document: JsonObject, value: Json, keys: readonly string[]): Placed | undefined {
  const { target, pointer } = followReferences(document, value);
  if (!isObject(target)) return undefined;
  return { schema: target, keys: pointer === undefined ? keys : parsePointer(pointer) };
}
