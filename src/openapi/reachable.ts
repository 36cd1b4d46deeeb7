import { isObject, type Json, type JsonObject } from "./json.ts";
import { listOperations } from "./operations.ts";
import { parsePointer, pointerTo, resolvePointer, valueAt } from "./pointer.ts";
import { parseComponentName, referTo, visitReferences } from "./references.ts";

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
  const open = roots.flatMap(listTargets);
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    const { pointer, name } = target;
    if (followed.has(pointer)) continue;
    followed.add(pointer);
    if (name !== undefined) reached.add(name);
    for (const next of listTargetsAt(document, pointer)) if (!followed.has(next.pointer)) open.push(next);
  }
  return reached;
}

/** What a reference leads to: where it points into a component, the whole of it comes along. */
interface Target {
  pointer: string;
  /** Of the component. */
  name: string | undefined;
}

/** What the references at a pointer lead to. */
function listTargetsAt(document: JsonObject, pointer: string): readonly Target[] {
  const value = resolvePointer(document, pointer) ?? null;
  if (!isObject(value)) return listTargets(value);
  const targets = listed.get(value) ?? listTargets(value);
  listed.set(value, targets);
  return targets;
}

/** Documents are never changed, and each component is looked at many times. */
const listed = new WeakMap<JsonObject, readonly Target[]>();

/**
 * All that can be read of a component: the component itself, and everything that it leads to. Where these are the same
 * objects, so is what is made of the component.
 */
export function listReadable(document: JsonObject, component: string): Json[] {
  const known = readable.get(document) ?? new Map<string, Json[]>();
  readable.set(document, known);
  const found = known.get(component) ?? followTargets(document, referTo(component).$ref);
  known.set(component, found);
  return found;
}

const readable = new WeakMap<JsonObject, Map<string, Json[]>>();

function followTargets(document: JsonObject, start: string): Json[] {
  const pointers = new Set([start]);
  for (const pointer of pointers)
    for (const target of listTargetsAt(document, pointer)) pointers.add(target.pointer);
  return [...pointers].map((pointer) => resolvePointer(document, pointer) ?? null);
}

/** What the references in a value lead to. */
function listTargets(value: Json): readonly Target[] {
  const found = new Map<string, Target>();
  visitReferences(value, (reference) => {
    const component = pointerTo(parsePointer(reference).slice(0, 3));
    const name = parseComponentName(component);
    const pointer = name === undefined ? reference : component;
    found.set(pointer, { pointer, name });
  });
  return [...found.values()];
}

/** Pointers to the components of all kinds that the paths and webhooks of a document lead to. */
export function listUsedComponents(document: JsonObject): Set<string> {
  const { components: _, ...rest } = document;
  const used = new Set<string>();
  const visit = (value: Json): void =>
    visitReferences(value, (pointer) => {
      const [root, kind = "", name = ""] = parsePointer(pointer);
      const component = pointerTo(["components", kind, name]);
      if (root !== "components" || used.has(component)) return;
      used.add(component);
      visit(resolvePointer(document, component) ?? null);
    });
  visit(rest);
  return used;
}
