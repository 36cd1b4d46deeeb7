import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";

/** Called with what was done, and the keys that lead to it from the object that was repaired. */
export type ReportRepair = (keys: readonly string[], message: string) => void;

/** The fields of an Example Object: section 4.8.19 of OpenAPI 3.1.0. */
const FIELDS = ["value", "externalValue", "$ref", "summary", "description"];

/** Repairs `examples` of a media type, parameter or header, which is a map from names to Example Objects. */
export function repairExamples(holder: JsonObject, report: ReportRepair): JsonObject {
  const { examples, ...rest } = holder;
  if (examples === undefined) return holder;
  if (!isObject(examples)) {
    const values = [examples].flat();
    report(
      ["examples"],
      "`examples` has to be a map from names here. Read as examples named 1, 2 and so on.",
    );
    return { ...rest, examples: Object.fromEntries(values.map((value, index) => [index + 1, wrap(value)])) };
  }
  const repaired: JsonObject = {};
  for (const [name, example] of Object.entries(examples)) {
    const wrapped = wrap(example);
    if (wrapped !== example)
      report(["examples", name], "The example has no `value`. Read as being the value itself.");
    const inside: ReportRepair = (keys, message) => report(["examples", name, ...keys], message);
    setOwn(repaired, name, dropOddTexts(wrapped, inside));
  }
  return { ...rest, examples: repaired };
}

function wrap(example: Json): JsonObject {
  return isObject(example) && FIELDS.some((field) => Object.hasOwn(example, field))
    ? example
    : { value: example };
}

/** Drops a summary or description that is no text: other tools refuse the whole document for it. */
export function dropOddTexts(object: JsonObject, report: ReportRepair): JsonObject {
  const isOdd = (key: string) =>
    (key === "summary" || key === "description") && typeof object[key] !== "string";
  const odd = Object.keys(object).filter(isOdd);
  if (odd.length === 0) return object;
  for (const key of odd) report([key], `\`${key}\` has to be a text. Dropped; describe it in an overlay.`);
  return Object.fromEntries(Object.entries(object).filter(([key]) => !isOdd(key)));
}
