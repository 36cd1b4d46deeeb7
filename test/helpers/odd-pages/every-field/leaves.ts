import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { pointerTo } from "../../../../src/openapi/pointer.ts";

/** A word or a number that stands in one place of a page alone. */
export interface Leaf {
  /** JSON pointer. */
  place: string;
  word: string;
}

/** The words and numbers of pages with every field, as far as they stand in a text. */
export function listWords(text: string): string[] {
  return text.match(/[A-Z]+-[\w-]+|\b\d{6}\b/g) ?? [];
}

/** The words and numbers of a page, each with its place. */
export function listLeaves(page: JsonObject): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: Json, place: string): void => {
    if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value)) visit(item, place + pointerTo([key]).slice(1));
    else for (const word of listWords(String(value))) leaves.push({ place, word });
  };
  visit(page, "#");
  return leaves;
}
