import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import type { Step } from "./steps.ts";
import { listDeclared, type SchemaView } from "./view.ts";
import { subjectOf, type Walk } from "./walk.ts";

/** The one variant of each of two unions that the other lacks; undefined where it is not one of each. */
export function pairVariants(walk: Walk, was: JsonObject, is: JsonObject): [Json, Json] | undefined {
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(was[key]) && Array.isArray(is[key]));
  if (keyword === undefined) return undefined;
  const same = (one: Json, other: Json) => walk.judge.isSame(one, other, walk.documents);
  const [old, current] = [listAt(was, keyword), listAt(is, keyword)];
  const gone = old.filter((one) => !current.some((other) => same(one, other)));
  const added = current.filter((one) => !old.some((other) => same(other, one)));
  const [first, second] = [gone[0], added[0]];
  return gone.length === 1 && added.length === 1 && first !== undefined && second !== undefined
    ? [first, second]
    : undefined;
}

/** Whether, but for the variants or values compared by themselves, nothing is left that differs. */
export function differOnlyInside(walk: Walk, was: JsonObject, is: JsonObject): boolean {
  const hasPair = pairVariants(walk, was, is) !== undefined;
  const strip = (schema: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(schema).filter(
        ([keyword, value]) =>
          !(hasPair && (keyword === "oneOf" || keyword === "anyOf")) &&
          !(keyword === "additionalProperties" && isObject(value)),
      ),
    );
  return walk.judge.isSame(strip(was), strip(is), walk.documents);
}

/** A client has no type for a variant that is new in a response, also where a validator lets it pass. */
export function addVariants(
  walk: Walk,
  steps: readonly Step[],
  was: JsonObject,
  is: JsonObject,
  properties: SchemaView["properties"],
): void {
  if (walk.exchange.direction === "request" || pairVariants(walk, was, is) !== undefined) return;
  const variants = (schema: JsonObject) => [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")];
  const [old, current] = [variants(was), variants(is)];
  const added = current.filter((one) => !old.some((other) => walk.judge.isSame(other, one, walk.documents)));
  const known = listDeclared(was, walk.documents.before);
  const isNew = [...listDeclared(is, walk.documents.after)].some(
    (name) => !known.has(name) && !properties.has(name),
  );
  if (added.length === 0 || !isNew) return;
  walk.changes.push({
    level: "risky",
    kind: "variant-added",
    message: `${subjectOf(steps)} may be of ${added.length === 1 ? "a further variant" : `${added.length} further variants`} now.`,
    steps,
  });
}
