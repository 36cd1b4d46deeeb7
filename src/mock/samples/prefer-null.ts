import { isObject, type Json, type JsonObject, listAt } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";
import { rewriteObjects, shapeOfKeyword } from "../../openapi/walk.ts";

/** A schema with those that it refers to, as samplers take them. */
interface Sampled {
  schema: JsonObject;
  bundle: JsonObject;
}

const preferring = new WeakMap<JsonObject, JsonObject>();

/**
 * A schema to sample a successful response of: what may be null in it is null where nothing shows a value for it, and
 * otherwise the value that is shown. A sampler would make up an error and a reason for a response without either. The
 * response itself is never null by this.
 */
export function preferNull(schema: JsonObject, bundle: JsonObject): Sampled {
  const prefer = (one: JsonObject) => rewriteObjects(one, "schema", (each) => rewriteParts(each, bundle));
  const { __bundled__: bundled } = bundle;
  if (!isObject(bundled)) return { schema: prefer(schema), bundle };
  const known =
    preferring.get(bundled) ??
    Object.fromEntries(
      Object.entries(bundled).map(([name, one]) => [name, isObject(one) ? prefer(one) : one]),
    );
  preferring.set(bundled, known);
  return { schema: prefer(schema), bundle: { __bundled__: known } };
}

/** Properties and items are decided on where they are used: what they refer to may be part of something else, too. */
function rewriteParts(schema: JsonObject, bundle: JsonObject): JsonObject {
  const change = (one: Json) => (isObject(one) ? decide(one, bundle) : one);
  const changed: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (["items", "additionalProperties"].includes(keyword)) changed[keyword] = change(value);
    else if (keyword === "prefixItems" && Array.isArray(value)) changed[keyword] = value.map(change);
    else if (["properties", "patternProperties"].includes(keyword) && isObject(value))
      changed[keyword] = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)]));
  }
  return Object.keys(changed).length === 0 ? schema : { ...schema, ...changed };
}

function decide(schema: JsonObject, bundle: JsonObject): JsonObject {
  if (admitsNull(schema, bundle) !== true) return schema;
  const { $ref: _, ...own } = { ...resolveFully(bundle, schema), ...schema };
  const [example] = [own.example, ...listAt(own, "examples")].filter((one) => one !== undefined);
  if (example !== undefined) return { const: example, example };
  if (own.default !== undefined) return { const: own.default };
  if (!showsValue(schema, bundle)) return { const: null };
  // Samplers take the first branch.
  for (const keyword of ["anyOf", "oneOf"]) {
    const showing = listAt(own, keyword).filter((branch) => showsValue(branch, bundle));
    if (showing.length > 0) own[keyword] = showing;
  }
  return own;
}

/** More references and branches in a row than any document has are a circle. */
const MAX_HOPS = 20;

/** Whether a schema says that a value may be null; undefined where it says nothing of that. */
function admitsNull(schema: Json, bundle: JsonObject, hops = 0): boolean | undefined {
  if (hops > MAX_HOPS) return undefined;
  const one = resolveFully(bundle, schema);
  const ask = (keyword: string) => listAt(one, keyword).map((branch) => admitsNull(branch, bundle, hops + 1));
  const verdicts = [
    one.type === undefined ? undefined : one.nullable === true || [one.type].flat().includes("null"),
    readFixedValues(one)?.includes(null),
    ...ask("allOf"),
    ...["anyOf", "oneOf"].map((keyword) => {
      const branches = ask(keyword);
      if (branches.includes(true)) return true;
      return branches.length > 0 && !branches.includes(undefined) ? false : undefined;
    }),
  ];
  return verdicts.includes(false) ? false : verdicts.includes(true) || undefined;
}

/**
 * Whether a schema shows a value: by an example of any part, or by a fixed value or a default of the value itself. Those
 * of parts only say what these are where they are there.
 */
function showsValue(schema: Json, bundle: JsonObject): boolean {
  return fixesValue(schema, bundle) || hasExample(schema, bundle);
}

function fixesValue(schema: Json, bundle: JsonObject, hops = 0): boolean {
  if (hops > MAX_HOPS) return false;
  const one = resolveFully(bundle, schema);
  return (
    (one.default ?? null) !== null ||
    readFixedValues(one)?.some((value) => value !== null) === true ||
    ["allOf", "anyOf", "oneOf"].some((keyword) =>
      listAt(one, keyword).some((branch) => fixesValue(branch, bundle, hops + 1)),
    )
  );
}

/** Schemas of which no part has an example. Without this, a large document would be searched from each of its places. */
const barren = new WeakSet<JsonObject>();

function hasExample(schema: Json, bundle: JsonObject): boolean {
  const seen = new Set([resolveFully(bundle, schema)]);
  for (const one of seen) {
    if (barren.has(one)) continue;
    if (one.example !== undefined || listAt(one, "examples").length > 0) return true;
    for (const [keyword, value] of Object.entries(one)) {
      const shape = ["not", "if", "propertyNames"].includes(keyword) ? undefined : shapeOfKeyword(keyword);
      const parts = shape === undefined ? [] : shape === "one" ? [value] : Object.values(value ?? {});
      for (const part of parts) seen.add(resolveFully(bundle, part));
    }
  }
  for (const one of seen) barren.add(one);
  return false;
}
