import { childOf, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { parsePointer, pointerTo, valueAt } from "../../../../src/openapi/pointer.ts";
import { visitReferences } from "../../../../src/openapi/references.ts";
import { listFields, type ObjectKind, type Shape } from "../../../../src/openapi/walk.ts";
import type { ReadPart } from "./accepted-types.ts";

type Keys = readonly string[];

/** Whether it counts, too, where a component is referred to: what is asked of the value in those places. */
interface Options {
  asUsed: boolean;
}

/** All schemas that describe what stands at a place, a schema or a value of one; none where it is neither. */
export type ListSchemas = (keys: Keys, options: Options) => Json[];

/** Keywords with schemas of other values than the schema itself has. */
const ELSEWHERE = new Set(
  "patternProperties additionalProperties unevaluatedProperties contentSchema $defs definitions".split(" "),
);
const OF_ITEMS = new Set(["items", "prefixItems", "contains", "unevaluatedItems"]);

/** Finds the schemas that describe a place, from the root of the document down. */
export function createListSchemas(document: JsonObject, readPart: ReadPart): ListSchemas {
  const uses = new Map<string, Json[]>();
  let references: ReadonlyMap<string, readonly Keys[]> | undefined;

  /** What stands where a component is referred to is any one of these. */
  const listUses = (keys: Keys): Json[] => {
    const pointer = pointerTo(keys);
    const known = uses.get(pointer);
    if (known !== undefined) return known;
    // A component that refers to itself is used as what it is.
    uses.set(pointer, []);
    references ??= listReferences(document);
    const places = references.get(pointer) ?? [];
    const anyOf = places.map((place) => ({ allOf: list(place, { asUsed: true }) }));
    uses.set(pointer, anyOf.length === 0 ? [] : [{ anyOf }]);
    return uses.get(pointer) ?? [];
  };

  const list: ListSchemas = (keys, options) => {
    let kind: ObjectKind = "document";
    let at: Json | undefined = document;
    let schemas: Json[] = [];
    for (let index = 0; index < keys.length; ) {
      const field = keys[index] ?? "";
      const fields = listFields(kind);
      const child = Object.hasOwn(fields, field) ? fields[field] : fields["*"];
      if (child === undefined) {
        const holder =
          kind === "components" && field === "examples" ? listUses : () => ownSchemas(kind, at, schemas);
        const start = index + skipHolder(at, keys.slice(index));
        return readValue(
          holder(keys.slice(0, index + 2)),
          valueAt(document, keys.slice(0, start)),
          keys.slice(start),
        );
      }
      const [shape, next]: readonly [Shape, ObjectKind] = child;
      const length = shape === "one" ? 1 : 2;
      const name = keys[index + 1] ?? "";
      at = keys.slice(index, index + length).reduce(childOf, at);
      index += length;
      if (next === "schema") {
        const isShared = kind === "components" || field === "$defs" || field === "definitions";
        const more = isShared && options.asUsed ? listUses(keys.slice(0, index)) : [];
        schemas = [...(kind === "schema" ? listOuter(schemas, field, name) : []), at ?? {}, ...more];
      }
      kind = next;
    }
    return schemas;
  };

  /** Of the schemas that describe a schema's values, what they ask of those of a schema in it. */
  const listOuter = (schemas: readonly Json[], field: string, name: string): Json[] => {
    if (field === "propertyNames") return [{ type: "string" }];
    if (ELSEWHERE.has(field)) return [];
    if (field === "properties") return schemas.map((schema) => readPart(schema, name));
    if (!OF_ITEMS.has(field)) return [...schemas];
    return schemas.map((schema) => readPart(schema, field === "prefixItems" ? Number(name) : undefined));
  };

  const readValue = (schemas: Json[], value: Json | undefined, keys: Keys): Json[] => {
    const [key, ...rest] = keys;
    if (key === undefined) return schemas;
    const step = Array.isArray(value) ? Number(key) : key;
    return readValue(
      schemas.map((schema) => readPart(schema, step)),
      childOf(value, key),
      rest,
    );
  };
  return list;
}

/** Whatever holds an example has a schema, or, as in Swagger 2.0, is one. */
function ownSchemas(kind: ObjectKind, at: Json | undefined, schemas: readonly Json[]): Json[] {
  if (kind === "schema") return [...schemas];
  const isHolder = kind === "mediaType" || kind === "parameter" || kind === "header";
  return isHolder ? [childOf(at, "schema") ?? at ?? {}] : [];
}

/** How many keys lead from a field to the value in it: of a list of values, and of a map of Example Objects, more. */
function skipHolder(holder: Json | undefined, [field = "", name = ""]: Keys): number {
  if (field !== "enum" && field !== "examples") return 1;
  const example = objectAt(holder, field, name);
  return field === "examples" && !Array.isArray(childOf(holder, field)) && Object.hasOwn(example, "value")
    ? 3
    : 2;
}

function listReferences(document: JsonObject): ReadonlyMap<string, readonly Keys[]> {
  const found = new Map<string, Keys[]>();
  visitReferences(document, (reference, keys) => {
    const pointer = pointerTo(parsePointer(reference));
    found.set(pointer, [...(found.get(pointer) ?? []), [...keys]]);
  });
  return found;
}
