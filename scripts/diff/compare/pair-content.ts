import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Found } from "./found.ts";

export interface PairedContent {
  pairs: { type: string; before: Json; after: Json; examples: Found[] }[];
  removed: string[];
  added: string[];
}

/** The media types that two contents have in common, whatever their case and parameters, and the others. */
export function pairContent(before: JsonObject, after: JsonObject): PairedContent {
  const byType = (content: JsonObject) =>
    new Map(
      Object.entries(content).map(([type, media]) => [
        type.toLowerCase().replace(/\s*;.*$/, ""),
        { type, media },
      ]),
    );
  const [old, current] = [byType(before), byType(after)];
  const schemaOf = (media: Json | undefined) => (isObject(media) ? (media.schema ?? true) : true);
  const examplesOf = (media: Json | undefined): JsonObject => {
    const { example = null, examples = null } = objectAt(media);
    return { example, examples };
  };
  const pairs = [...current].flatMap(([key, { type, media }]) => {
    const was = old.get(key);
    if (was === undefined) return [];
    const examples = compareWords("The body", examplesOf(was.media), examplesOf(media));
    return [{ type, before: schemaOf(was.media), after: schemaOf(media), examples }];
  });
  const without = (one: typeof old, other: typeof old) =>
    [...one].flatMap(([key, { type }]) => (other.has(key) ? [] : [type]));
  return { pairs, removed: without(old, current), added: without(current, old) };
}
