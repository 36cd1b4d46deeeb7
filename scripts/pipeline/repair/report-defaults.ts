import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo, resolvePointer } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/** A schema, and the keys that lead to it. */
interface Placed {
  schema: JsonObject;
  keys: readonly string[];
}

/**
 * Reports where schemas that hold for one value have different defaults: a schema, what it refers to, and the parts of its
 * `allOf`. Of these annotations (section 9.2 of JSON Schema 2020-12) the first is read, as nearer to the value.
 */
export function reportDefaults({ file, document }: PageDocument): Staged<PageDocument> {
  const found = new Map<string, Problem>();
  rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema" || !isJoined(schema)) return schema;
    for (const { first, other } of findContradictions(document, [{ schema, keys: [...keys] }])) {
      const pointer = pointerTo([...first.keys, "default"]);
      const [here, there] = [first, other].map((one) => writeData(one.schema.default ?? null));
      const message = `The default is ${here} here, and ${there} at ${pointerTo(other.keys)}, for the same value. Read as the first.`;
      // A component may be reached in many ways.
      found.set(pointer + message, { severity: "warning", kind: "malformed", file, pointer, message });
    }
    return schema;
  });
  return { output: { file, document }, problems: [...found.values()] };
}

/** Whether something else holds for the values of a schema. The only part of an `allOf` is read by `normalise.ts`. */
function isJoined(schema: JsonObject): boolean {
  const parts = listAt(schema, "allOf");
  const hasSiblings = typeof schema.$ref === "string" && Object.keys(schema).length > 1;
  return hasSiblings || parts.length > 1 || parts.some((part) => isObject(part) && part.$ref !== undefined);
}

/** The first default of some schemas that hold for one value, and one that differs; likewise for each property that several describe. */
function findContradictions(
  document: JsonObject,
  schemas: readonly Placed[],
  seen: ReadonlySet<JsonObject> = new Set(),
): { first: Placed; other: Placed }[] {
  const parts = schemas.flatMap((one) => listParts(document, one));
  const [first, ...others] = parts.filter(({ schema }) => schema.default !== undefined);
  const written = writeData(first?.schema.default ?? null);
  const other = others.find(({ schema }) => writeData(schema.default ?? null) !== written);
  const described = new Map<string, Placed[]>();
  for (const { schema, keys } of parts)
    for (const [name, property] of Object.entries(readProperties(schema)))
      if (isObject(property) && !seen.has(property)) {
        const known = described.get(name) ?? [];
        known.push({ schema: property, keys: [...keys, "properties", name] });
        described.set(name, known);
      }
  const inside = [...described.values()].filter((list) => list.length > 1);
  const met = new Set([...seen, ...inside.flat().map(({ schema }) => schema)]);
  return [
    ...(first === undefined || other === undefined ? [] : [{ first, other }]),
    ...inside.flatMap((list) => findContradictions(document, list, met)),
  ];
}

/** A schema, what it refers to, and the parts of its `allOf`, each with its own. */
function listParts(document: JsonObject, { schema, keys }: Placed, seen = new Set<Json>()): Placed[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { $ref } = schema;
  const target =
    typeof $ref === "string" ? [{ value: resolvePointer(document, $ref), at: parsePointer($ref) }] : [];
  const all = listAt(schema, "allOf").map((value, index) => ({ value, at: [...keys, "allOf", `${index}`] }));
  return [
    { schema, keys },
    ...[...target, ...all].flatMap(({ value, at }) =>
      isObject(value) ? listParts(document, { schema: value, keys: at }, seen) : [],
    ),
  ];
}
