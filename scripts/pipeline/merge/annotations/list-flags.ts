import type { JsonObject } from "../../../../src/openapi/json.ts";
import { parseComponentName, visitReferences } from "../../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";

/**
 * Lists by place what a schema and the components that it leads to say of values, besides words and limits: which of them
 * are deprecated, and which have an example.
 */
export function listFlags(schema: JsonObject, components: ReadonlyMap<string, JsonObject>): string[] {
  const flags: string[] = [];
  const seen = new Set<string>();
  const visit = (at: readonly string[], root: JsonObject): void => {
    const note = (object: JsonObject, _kind: string, keys: readonly string[]): JsonObject => {
      if (object.deprecated === true) flags.push([...keys, "deprecated"].join("/"));
      if (object.example !== undefined || object.examples !== undefined)
        flags.push([...keys, "example"].join("/"));
      return object;
    };
    rewriteObjects(root, "schema", note, at);
    visitReferences(root, (pointer) => {
      const name = parseComponentName(pointer);
      if (name === undefined || seen.has(name)) return;
      seen.add(name);
      const target = components.get(name);
      if (target !== undefined) visit([name], target);
    });
  };
  visit([], schema);
  return flags;
}
