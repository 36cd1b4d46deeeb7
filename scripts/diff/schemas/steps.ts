import type { Json } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";

/** One step into a value: to a property, to the items of a list, or to the values of a map. */
export type Step = { property: string } | "items" | "values";

/** A schema that asks something of the places in a value to which some steps lead, where there are any. */
export function wrapSchema(steps: readonly Step[], schema: Json): Json {
  return steps.reduceRight<Json>((inner, step) => {
    if (step === "items") return { items: inner };
    return step === "values" ? { additionalProperties: inner } : { properties: { [step.property]: inner } };
  }, schema);
}

/** The place as people write it: `content[].url`. */
export function writeSteps(steps: readonly Step[]): string {
  const text = steps
    .map((step) => (step === "items" ? "[]" : step === "values" ? ".*" : `.${step.property}`))
    .join("");
  return text.startsWith(".") ? text.slice(1) : text;
}

/** The values in a value to which some steps lead. */
export function valuesAt(value: Json, steps: readonly Step[]): Json[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  if (typeof step === "string") return Object.values(value).flatMap((item) => valuesAt(item, rest));
  if (Array.isArray(value) || !Object.hasOwn(value, step.property)) return [];
  return valuesAt(value[step.property] ?? null, rest);
}

/** The place of a property below a schema, as far as the schema itself says it. */
export function pointerOf(schema: string, steps: readonly Step[]): string {
  const keys = steps.flatMap((step) =>
    step === "items"
      ? ["items"]
      : step === "values"
        ? ["additionalProperties"]
        : ["properties", step.property],
  );
  return `${schema}${pointerTo(keys).slice(1)}`;
}
