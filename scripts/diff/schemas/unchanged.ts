import { childOf, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas, parseComponentName, visitReferences } from "../../../src/openapi/references.ts";
import { canonical } from "../inclusion/formulas/identity.ts";

/**
 * Makes the function that tells whether a schema of two documents has one text, with every component that it leads to.
 * That takes one look at each component, in however many ways they refer to each other.
 */
export function createIsUnchanged(before: JsonObject, after: JsonObject): (was: Json, is: Json) => boolean {
  const [old, current] = [componentSchemas(before), componentSchemas(after)];
  let changed: Set<string> | undefined;
  const isSame = (was: Json, is: Json) => {
    const text = canonical(was);
    return text === canonical(is) && refersToComponents(was, text);
  };
  return (was, is) => {
    if (!isSame(was, is)) return false;
    changed ??= new Set(
      Object.keys(old).filter((name) => !isSame(childOf(old, name) ?? null, childOf(current, name) ?? null)),
    );
    const differs = changed;
    return [...collectReachable(before, [was])].every((name) => !differs.has(name));
  };
}

/** Whether all that a schema refers to is components; what a dynamic reference means, the whole document says. */
function refersToComponents(schema: Json, text: string): boolean {
  let refers = !text.includes('"$dynamicRef"');
  visitReferences(schema, (pointer) => {
    refers &&= parseComponentName(pointerTo(parsePointer(pointer).slice(0, 3))) !== undefined;
  });
  return refers;
}
