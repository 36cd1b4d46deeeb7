import { transformOas3Operations } from "@stoplight/http-spec/oas3/operation";
import RefParser from "@stoplight/json-schema-ref-parser";
import { type Json, type JsonObject, listAt, objectAt, setOwn, toText } from "../../openapi/json.ts";
import { DIALECT } from "../../openapi/json-schema.ts";
import { writeNullable } from "../../openapi/parse/nullable.ts";
import { parsePointer, pointerTo, resolvePointer } from "../../openapi/pointer.ts";
import { collectReachable } from "../../openapi/reachable.ts";
import {
  hideDataReferences,
  readComponent,
  resolveComponent,
  showDataReferences,
  visitReferences,
} from "../../openapi/references.ts";
import { isAnnotation } from "../../openapi/structure.ts";
import { rewriteObjects } from "../../openapi/walk.ts";
import { nameProto } from "../../validation/compile/name-proto.ts";
import { spellOutUnevaluated } from "../../validation/compile/unevaluated.ts";

export type PrismOperation = ReturnType<typeof transformOas3Operations>[number];

/**
 * The operations of a document, as Prism knows them: what its `getHttpOperationsFromSpec` does for OpenAPI 3, without
 * loading its readers of Postman collections and OpenAPI 2, a tenth of a second each start.
 *
 * @param document has no references but `#/…`, so nothing is fetched.
 */
export async function toPrismOperations(document: JsonObject): Promise<PrismOperation[]> {
  const resolved = (await new RefParser().dereference(structuredClone(document) as never, {
    dereference: { circular: "ignore" },
  })) as unknown as JsonObject;
  const referToBundle = createReferToBundle();
  const targets = new Map<string, Json>();
  const findTarget = (pointer: string): Json => {
    const target = targets.get(pointer) ?? referToBundle(resolvePointer(resolved, pointer) ?? true);
    targets.set(pointer, target);
    return target;
  };
  const operations = transformOas3Operations(resolved as Record<string, unknown>).map((operation) => {
    const pointers = new Set<string>();
    const collect = (value: Json) => visitReferences(value, (pointer) => pointers.add(pointer));
    collect(operation as unknown as Json);
    for (const pointer of pointers) collect(resolvePointer(resolved, pointer) ?? true);
    const bundled = [...pointers].map((pointer) => [nameTarget(pointer), findTarget(pointer)]);
    const own = objectAt(referToBundle(operation as unknown as Json));
    return { ...own, ...(bundled.length > 0 && { __bundled__: Object.fromEntries(bundled) }) };
  });
  showDataReferences(operations as unknown as Json);
  return operations as unknown as PrismOperation[];
}

/** Names what is referred to by all of its path. */
function nameTarget(pointer: string): string {
  return parsePointer(pointer).join("/");
}

/** Makes values refer to what comes along with their operation. Those that operations share, their copies share too. */
function createReferToBundle(): (value: Json) => Json {
  const copies = new Map<Json, Json>();
  const copyValue = (value: Json): Json => {
    if (typeof value !== "object" || value === null) return value;
    const copy = copies.get(value) ?? (Array.isArray(value) ? value.map(copyValue) : copyObject(value));
    copies.set(value, copy);
    return copy;
  };
  const copyObject = (object: JsonObject): JsonObject => {
    const copy: JsonObject = {};
    for (const [key, item] of Object.entries(object))
      setOwn(copy, key, key === "$ref" && typeof item === "string" ? toBundle(item) : copyValue(item));
    return copy;
  };
  return copyValue;
}

function toBundle(reference: string): string {
  const leadsOut = reference.startsWith("#/") && !reference.startsWith("#/__bundled__");
  return leadsOut ? pointerTo(["__bundled__", nameTarget(reference)]) : reference;
}

/**
 * Makes a document ready for Prism: without `callbacks`, which Prism would send at once, to any URL, with random
 * bodies; with its dialect said, without which Prism reads the schemas of 3.1 as draft-07; with a property
 * `__proto__` where Ajv sees it; with what is unevaluated spelled out, of which Ajv loses account; and without anything
 * beside a reference.
 */
export function prepareForPrism(document: JsonObject): JsonObject {
  const resolve = (value: Json) => resolveComponent(document, value);
  const nestReference = createNestReference(document);
  const read = toText(document.openapi).startsWith("3.0") ? ignoreSiblings : (schema: JsonObject) => schema;
  const prepared = rewriteObjects(hideDataReferences(document), "document", (object, kind) => {
    if (kind === "schema")
      return nestReference(nameProto(spellOutUnevaluated(writeNullable(read(object)), resolve)));
    if (kind === "encoding") return completeEncoding(object);
    if (kind !== "operation") return object;
    const { callbacks: _, ...rest } = object;
    return rest;
  });
  return { jsonSchemaDialect: DIALECT, ...prepared };
}

/** OpenAPI 3.0.3, 4.7.23: what stands beside a reference is ignored. */
function ignoreSiblings(schema: JsonObject): JsonObject {
  if (typeof schema.$ref !== "string") return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key === "$ref" || isAnnotation(key)));
}

/** OpenAPI 3.1.1, 4.8.15.1.2: where anything of a style is said, it counts alone. Prism knows no encoding without a style. */
function completeEncoding({ contentType, ...encoding }: JsonObject): JsonObject {
  const hasStyle = ["style", "explode", "allowReserved"].some((key) => key in encoding);
  if (hasStyle) return { style: "form", ...encoding };
  return contentType === undefined ? encoding : { style: "form", contentType, ...encoding };
}

/**
 * Moves a reference into an `allOf`: the resolver lets what stands beside it replace the same keywords at its end, where
 * both count. It does so in a copy of that end, whose parts then hold themselves if the end refers to itself.
 */
function createNestReference(document: JsonObject): (schema: JsonObject) => JsonObject {
  const isRecursive = (reference: string): boolean => {
    const [name] = collectReachable(document, [{ $ref: reference }]);
    return name === undefined || collectReachable(document, [readComponent(document, name)]).has(name);
  };
  const recursive = new Map<string, boolean>();
  return (schema) => {
    const { $ref, ...siblings } = schema;
    if (typeof $ref !== "string" || Object.keys(siblings).length === 0) return schema;
    if (!recursive.has($ref)) recursive.set($ref, isRecursive($ref));
    if (!recursive.get($ref) && Object.keys(siblings).every(isAnnotation)) return schema;
    return { ...siblings, allOf: [...listAt(siblings, "allOf"), { $ref }] };
  };
}
