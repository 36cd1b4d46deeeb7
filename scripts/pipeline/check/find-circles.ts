import { childOf, isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { visitReferences } from "../../../src/openapi/references.ts";

/** Stands for where a circle of references would lead. */
const CIRCLE = Symbol("circle");

type Followed = Json | undefined | typeof CIRCLE;

/**
 * Finds references that lead to references alone, and back to themselves: nothing is described by them, and Redocly ends
 * the process at the second one. A schema that contains itself in a property is none of these.
 *
 * @param file Name of the document in the problems.
 */
export function findCircles(file: string, document: JsonObject): Problem[] {
  const known = new Map<JsonObject, Followed>();
  /** Where a reference leads, also by way of references on its path. A reference that is being followed is a circle. */
  const follow = (reference: JsonObject): Followed => {
    if (known.has(reference)) return known.get(reference);
    known.set(reference, CIRCLE);
    let target: Followed = document;
    for (const key of parsePointer(String(reference.$ref))) {
      const holder: Followed =
        isReference(target) && childOf(target, key) === undefined ? follow(target) : target;
      target = holder === CIRCLE ? CIRCLE : childOf(holder, key);
      if (target === CIRCLE) break;
    }
    const end = isReference(target) ? follow(target) : target;
    known.set(reference, end);
    return end;
  };

  const problems: Problem[] = [];
  visitReferences(document, (pointer, keys, reference) => {
    if (follow(reference) !== CIRCLE) return;
    const message = `The reference "${pointer}" leads back to itself, and to nothing else. Let it lead to what is meant, or remove it.`;
    problems.push({ severity: "error", file, pointer: pointerTo([...keys, "$ref"]), message });
  });
  return problems;
}

function isReference(value: Followed): value is JsonObject {
  return value !== CIRCLE && isObject(value) && typeof value.$ref === "string";
}
