import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { parseComponentName, referTo, visitReferences } from "../../../../src/openapi/references.ts";
import { writeStructure } from "../../../../src/openapi/structure.ts";
import { fingerprint } from "../names/words.ts";

/** The component schemas of the merged document. */
export interface Components {
  /**
   * Adds a component, and returns the reference to it. Of equal structures under one name the first stays, with its
   * descriptions. A different structure under a name that is taken gets its fingerprint as a suffix: names are made
   * so that this does not happen, but pages decide what they publish.
   */
  add(name: string, schema: JsonObject): JsonObject;
  /** The components that some value leads to, sorted by name. */
  listUsed(root: Json): JsonObject;
}

export function createComponents(): Components {
  const schemas = new Map<string, { schema: JsonObject; structure: string }>();
  function add(name: string, schema: JsonObject): JsonObject {
    const structure = writeStructure(schema);
    const known = schemas.get(name);
    if (known !== undefined && known.structure !== structure)
      return add(`${name}_${fingerprint(structure)}`, schema);
    if (known === undefined) schemas.set(name, { schema, structure });
    return referTo(name);
  }

  function listUsed(root: Json): JsonObject {
    const used = new Map<string, JsonObject>();
    const follow = (pointer: string): void => {
      const name = parseComponentName(pointer);
      const schema = name === undefined || used.has(name) ? undefined : schemas.get(name)?.schema;
      if (name === undefined || schema === undefined) return;
      used.set(name, schema);
      visitReferences(schema, follow);
    };
    visitReferences(root, follow);
    return Object.fromEntries([...used].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
  return { add, listUsed };
}
