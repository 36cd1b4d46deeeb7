import type { Json, JsonObject } from "./json.ts";
import { listOperations } from "./operations.ts";
import { parsePointer, pointerTo, resolvePointer, valueAt } from "./pointer.ts";
import { componentSchemas, parseComponentName, visitReferences } from "./references.ts";

/** Names of the component schemas that responses use and no request does. */
export function listResponseOnlySchemas(document: JsonObject): Set<string> {
  const inResponses: Json[] = [];
  const inRequests: Json[] = [];
  for (const { path, operation } of listOperations(document)) {
    const { responses, ...request } = operation;
    inResponses.push({ responses: responses ?? {} });
    inRequests.push(request, valueAt(document, ["paths", path, "parameters"]) ?? []);
  }
  const requested = collectReachable(document, inRequests);
  return new Set([...collectReachable(document, inResponses)].filter((name) => !requested.has(name)));
}

/** Names of the component schemas that can be reached from some values by references. */
export function collectReachable(document: JsonObject, roots: readonly Json[]): Set<string> {
  const reached = new Set<string>();
  const followed = new Set<string>();
  const follow = (reference: string): void => {
    if (followed.has(reference)) return;
    followed.add(reference);
    // Also where it points into a component, the whole of it comes along.
    const pointer = pointerTo(parsePointer(reference).slice(0, 3));
    const name = parseComponentName(pointer);
    const target = name === undefined ? reference : pointer;
    if (target !== reference && followed.has(target)) return;
    followed.add(target);
    if (name !== undefined) reached.add(name);
    for (const next of listReferences(resolvePointer(document, target) ?? null)) follow(next);
  };
  for (const root of roots) visitReferences(root, follow);
  return reached;
}

/** The references in a value, each once. Documents are never changed, and each component is looked at many times. */
function listReferences(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const known = listed.get(value);
  if (known !== undefined) return known;
  const found = new Set<string>();
  visitReferences(value, (pointer) => found.add(pointer));
  listed.set(value, [...found]);
  return [...found];
}

const listed = new WeakMap<object, readonly string[]>();

/** A schema that can stand alone: with the component schemas it leads to, and nothing else of its document. */
export function isolateSchema(document: JsonObject, schema: JsonObject): JsonObject {
  const known = componentSchemas(document);
  const names = [...collectReachable(document, [schema])];
  return names.length === 0
    ? schema
    : {
        ...schema,
        components: {
          schemas: Object.fromEntries(names.map((name) => [name, valueAt(known, [name]) ?? {}])),
        },
      };
}
