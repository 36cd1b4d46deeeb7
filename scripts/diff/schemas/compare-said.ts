import { childOf, isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { compareWords } from "./compare-words.ts";
import type { SchemaChange } from "./walk.ts";

/** Names what is said: the same words in another place are the same. */
export function writeSaid(keyword: string, value: Json): string {
  return `${keyword} ${canonical(value)}`;
}

/**
 * Compares what is said in places that are not compared one by one: in conditions, patterns of properties, tuples, what
 * content holds. However schemas are put together, all that they say is one set.
 *
 * @param told What was compared in its place, as `writeSaid` names it.
 * @param isSame Whether both documents have the same under the name of a component.
 */
export function compareSaid(
  before: { schema: Json; document: JsonObject },
  after: { schema: Json; document: JsonObject },
  told: ReadonlySet<string>,
  isSame: (component: string) => boolean,
): SchemaChange[] {
  const [old, current] = [collectSaid(before, isSame), collectSaid(after, isSame)];
  const without = (some: typeof old, others: typeof old) =>
    [...some].filter(([name]) => !others.has(name) && !told.has(name)).map(([, said]) => said);
  const [gone, added] = [without(old, current), without(current, old)];
  const keywords = new Set([...gone, ...added].map(({ keyword }) => keyword));
  return [...keywords].flatMap((keyword) => {
    const [was, is] = [join(keyword, gone), join(keyword, added)];
    return compareWords("Something inside the body", was, is).map((change) => ({ ...change, steps: [] }));
  });
}

interface Said {
  keyword: string;
  value: Json;
}

function join(wanted: string, said: readonly Said[]): JsonObject {
  const values = said.filter(({ keyword }) => keyword === wanted).map(({ value }) => value);
  const isText = values.every((value) => typeof value === "string");
  if (values.length === 0) return {};
  return { [wanted]: isText ? values.join("\n") : values.length === 1 ? (values[0] ?? null) : values };
}

function collectSaid(
  { schema, document }: { schema: Json; document: JsonObject },
  isSame: (component: string) => boolean,
): Map<string, Said> {
  const schemas = componentSchemas(document);
  const changed = [...collectReachable(document, [schema])].filter((name) => !isSame(name));
  const said = new Map<string, Said>();
  for (const part of [schema, ...changed.map((name) => childOf(schemas, name))])
    if (isObject(part))
      rewriteObjects(part, "schema", (object) => {
        for (const keyword of Object.keys(object))
          if (isAnnotation(keyword) || keyword === "default") {
            const value = childOf(object, keyword) ?? null;
            said.set(writeSaid(keyword, value), { keyword, value });
          }
        return object;
      });
  return said;
}
