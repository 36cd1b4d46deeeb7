import { type Json, type JsonObject, listAt } from "../../../../src/openapi/json.ts";
import { and, type Formula, type Literal, or, type Reading } from "./formula.ts";
import { translateSize } from "./translate-scalar.ts";

const END = Number.POSITIVE_INFINITY;

/** The keywords of lists. */
export function translateArray(schema: JsonObject, { document, isNegated, isClosed }: Reading): Formula[] {
  const literal = (item: Json, negated = isNegated): Literal => ({
    schema: item,
    document,
    isNegated: negated,
    isClosed: isClosed && !negated,
  });
  const each = (from: number, to: number, item: Json): Formula => {
    if (item === true) return !isNegated;
    return isNegated
      ? { op: "someItems", from, to, literal: literal(item), least: 1 }
      : { op: "everyItem", from, to, literal: literal(item) };
  };
  const found = translateSize(schema.minItems, schema.maxItems, isNegated);
  const prefix = listAt(schema, "prefixItems");
  prefix.forEach((item, index) => {
    found.push(each(index, index + 1, item));
  });
  if (schema.items !== undefined) found.push(each(prefix.length, END, schema.items));
  if (schema.uniqueItems === true) found.push({ op: "unique", isNegated });
  if (schema.contains !== undefined) {
    const { contains, minContains = 1, maxContains = END } = schema;
    const least = typeof minContains === "number" ? Math.ceil(minContains) : 1;
    const most = typeof maxContains === "number" ? Math.floor(maxContains) : END;
    const atLeast = (count: number): Formula =>
      count <= 0 || { op: "someItems", from: 0, to: END, literal: literal(contains, false), least: count };
    const atMost = (count: number): Formula =>
      count >= 0 && (count === END || { op: "fewItems", literal: literal(contains, false), most: count });
    found.push(
      isNegated
        ? or([atMost(least - 1), most === END ? false : atLeast(most + 1)])
        : and([atLeast(least), atMost(most)]),
    );
  }
  return found;
}
