import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTo } from "../pointer.ts";
import { visitReferences } from "../references.ts";
import type { Numerals } from "./numerals.ts";

/** Something in a parsed document that no tool after us may meet. */
export interface DataProblem {
  pointer: string;
  message: string;
}

/** Deeper than any real document; tools that recurse would exhaust their stack. */
const MAX_DEPTH = 200;

/** How many keys all objects of a value have together. */
export function countKeys(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countKeys(item), 0);
  if (!isObject(value)) return 0;
  const children = Object.values(value);
  return children.reduce<number>((sum, item) => sum + countKeys(item), children.length);
}

/**
 * Finds what must not leave the extract stage: numbers that JSON cannot write, and absurd nesting.
 *
 * @param numerals Numbers that a later stage may read as texts; it refuses the others.
 */
export function findDataProblems(root: Json, numerals?: Numerals): DataProblem[] {
  const found: DataProblem[] = [];
  const keys: string[] = [];
  const report = (message: string, ...more: string[]) =>
    found.push({ pointer: pointerTo([...keys, ...more]), message });

  const visit = (value: Json): void => {
    if (typeof value === "number" && !Number.isFinite(value) && !numerals?.has(pointerTo(keys)))
      report(`${value} is no JSON number. Write a finite number.`);
    if (typeof value !== "object" || value === null) return;
    if (keys.length >= MAX_DEPTH) {
      keys.length = 0;
      report(`The document is nested more than ${MAX_DEPTH} levels deep. Remove the page.`);
      throw new TooDeep();
    }
    for (const key of Object.keys(value)) {
      keys.push(key);
      visit((value as JsonObject)[key] ?? null);
      keys.pop();
    }
  };
  try {
    visit(root);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return found;
}

class TooDeep extends Error {}

/** Finds references out of the document: tools after us would fetch them, or read local files. */
export function findForeignReferences(root: Json): DataProblem[] {
  const found: DataProblem[] = [];
  visitReferences(root, (reference, keys) => {
    if (reference.startsWith("#/")) return;
    const why = reference.startsWith("#")
      ? "names no schema of the document by its `$anchor`. Refer to"
      : "leaves the document, and is not followed. Copy what it points to into `components` and refer to that with";
    found.push({
      pointer: pointerTo([...keys, "$ref"]),
      message: `$ref "${reference}" ${why} "#/components/…".`,
    });
  });
  return found;
}
