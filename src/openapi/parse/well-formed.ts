import { isObject, type Json, type JsonObject, setOwn } from "../json.ts";
import { pointerTo } from "../pointer.ts";
import type { DataProblem } from "./data-problems.ts";

/** Half of a pair of surrogates, without the other: no encoding can write it, and no URL. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const REPLACEMENT = "\ufffd";
/** How JSON and YAML write one. Encoded text holds none by itself. */
const ESCAPED_SURROGATE = /\\u[{0]*d[89a-f]/i;

/**
 * Writes U+FFFD for each lone surrogate in the strings and names of a document, as an encoder of UTF-8 does.
 *
 * @param text What the document was parsed from.
 * @returns The same document where it has none.
 */
export function replaceLoneSurrogates(
  document: JsonObject,
  text: string,
): { document: JsonObject; replaced: DataProblem[] } {
  if (!ESCAPED_SURROGATE.test(text)) return { document, replaced: [] };
  const replaced: DataProblem[] = [];
  const mend = (given: string, keys: readonly (string | number)[]): string => {
    const mended = given.replace(LONE_SURROGATE, REPLACEMENT);
    if (mended !== given)
      replaced.push({
        pointer: pointerTo(keys),
        message: `${JSON.stringify(given.slice(0, 40))} holds half of a surrogate pair, which cannot be encoded. Read as U+FFFD.`,
      });
    return mended;
  };
  const visit = (value: Json, keys: readonly (string | number)[]): Json => {
    if (typeof value === "string") return mend(value, keys);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...keys, index]));
    return isObject(value) ? visitObject(value, keys) : value;
  };
  const visitObject = (value: JsonObject, keys: readonly (string | number)[]): JsonObject => {
    const made: JsonObject = {};
    for (const [key, item] of Object.entries(value)) {
      let name = mend(key, keys);
      // Two names that differ in what is replaced are still two.
      while (name !== key && (Object.hasOwn(made, name) || Object.hasOwn(value, name))) name += REPLACEMENT;
      setOwn(made, name, visit(item, [...keys, name]));
    }
    return made;
  };
  return { document: visitObject(document, []), replaced };
}
