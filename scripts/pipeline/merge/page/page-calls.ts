import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { listFields, type ObjectKind, type Shape } from "../../../../src/openapi/walk.ts";
import type { PageSchemas } from "./page-schemas.ts";

/** A callback may have callbacks; more of them in a row than this are a circle. */
const MAX_DEPTH = 20;

/** Fields that map names to objects without schemas, which may be references all the same. */
const NAMED = ["examples", "links"];

/**
 * A callback or webhook of a page as it stands in the merged document: with every reference replaced by what it points
 * to. Undefined where the page lacks it; `PageSchemas` reports that.
 *
 * @param report Called with what stands where an object has to be, and is left out.
 */
export function readCall(
  schemas: PageSchemas,
  value: Json | undefined,
  kind: ObjectKind,
  report: (message: string) => void,
  depth = 0,
): JsonObject | undefined {
  const object = depth > MAX_DEPTH ? undefined : schemas.resolve(value);
  if (object === undefined) return undefined;
  if (kind === "schema") return schemas.inline(isObject(value) ? value : object);
  const fields = listFields(kind);
  const read: JsonObject = {};
  const leaveOut = (name: string, shape: "an object" | "a list"): Json[] => {
    report(`\`${name}\` has to be ${shape}, and is left out.`);
    return [];
  };
  /** An object of the kind under a name; nothing where it is none. */
  const enter = (name: string, item: Json, child: ObjectKind): Json[] => {
    if (isObject(item)) return [readCall(schemas, item, child, report, depth + 1) ?? {}];
    const isKept = name.startsWith("x-") || (child === "schema" && typeof item === "boolean");
    return isKept ? [item] : leaveOut(name, "an object");
  };
  const enterAll = (name: string, item: Json, shape: Shape | undefined, child: ObjectKind): Json[] => {
    if (shape === "one" || !isObject(item)) return enter(name, item, child);
    const map: JsonObject = {};
    for (const [key, value] of Object.entries(item))
      for (const one of enter(key, value, child)) setOwn(map, key, one);
    return [map];
  };
  for (const [key, item] of Object.entries(object)) {
    const [shape, child] = (Object.hasOwn(fields, key) ? fields[key] : fields["*"]) ?? [];
    if (NAMED.includes(key) && isObject(item)) setOwn(read, key, resolveAll(schemas, item));
    else if (child === undefined || key.startsWith("x-")) setOwn(read, key, item);
    else if (shape !== "list") for (const one of enterAll(key, item, shape, child)) setOwn(read, key, one);
    else if (!Array.isArray(item)) leaveOut(key, "a list");
    else {
      const list = item.flatMap((one, index) => enter(`${key}/${index}`, one, child));
      setOwn(read, key, list);
    }
  }
  return read;
}

function resolveAll(schemas: PageSchemas, named: JsonObject): JsonObject {
  const resolved: JsonObject = {};
  for (const [name, value] of Object.entries(named)) setOwn(resolved, name, schemas.resolve(value) ?? {});
  return resolved;
}
