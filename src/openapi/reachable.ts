import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { listOperations } from "./operations.ts";
import { parsePointer } from "./pointer.ts";

const SCHEMA_REF = "#/components/schemas/";

/** Names of the component schemas that answers use and no request does. */
export function listResponseOnlySchemas(document: JsonObject): Set<string> {
  const answers: Json[] = [];
  const requests: Json[] = [];
  for (const { path, operation } of listOperations(document)) {
    const { responses, ...request } = operation;
    answers.push(responses ?? {});
    requests.push(request, objectAt(document, "paths", path).parameters ?? []);
  }
  const requested = collectReachable(document, requests);
  return new Set([...collectReachable(document, answers)].filter((name) => !requested.has(name)));
}

/** Names of the component schemas that can be reached from some values by references. */
export function collectReachable(document: JsonObject, roots: readonly Json[]): Set<string> {
  const reached = new Set<string>();
  const visit = (value: Json): void => {
    if (isObject(value) && typeof value.$ref === "string") follow(value.$ref);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  const follow = (ref: string): void => {
    const keys = parsePointer(ref);
    if (ref.startsWith(SCHEMA_REF)) {
      const name = keys[2] ?? "";
      if (reached.has(name)) return;
      reached.add(name);
      // Also where it points into a component, the whole of it comes along.
      visit(objectAt(document, "components", "schemas", name));
    } else {
      visit(objectAt(document, ...keys));
    }
  };
  roots.forEach(visit);
  return reached;
}

/** A schema that can stand alone: with the component schemas it leads to, and nothing else of its document. */
export function isolateSchema(document: JsonObject, schema: JsonObject): JsonObject {
  const known = objectAt(document, "components", "schemas");
  const names = [...collectReachable(document, [schema])];
  return names.length === 0
    ? schema
    : {
        ...schema,
        components: { schemas: Object.fromEntries(names.map((name) => [name, known[name] ?? {}])) },
      };
}
