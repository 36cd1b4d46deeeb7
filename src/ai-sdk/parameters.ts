/** What a parameter of a model accepts, as `evolink-openapi/models` says it. */
export interface ParameterFacts {
  readonly types: readonly string[];
  readonly required: boolean;
  readonly choices?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What is known of a model. */
export interface ModelFacts {
  readonly kind: string;
  readonly task: boolean;
  readonly parameters: Readonly<Record<string, ParameterFacts>>;
}

/** Whether a parameter takes a value, as far as the facts say. */
export function accepts(facts: ParameterFacts, value: unknown): boolean {
  const { types, choices, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = facts;
  if (choices?.includes(value)) return true;
  const ranged = [minimum, maximum, exclusiveMinimum, exclusiveMaximum].some((limit) => limit !== undefined);
  if (choices && !(ranged && typeof value === "number")) return false;
  if (types.length && !types.some((type) => hasType(value, type))) return false;
  if (Array.isArray(value))
    return (
      value.length >= (facts.minItems ?? 0) && value.length <= (facts.maxItems ?? Number.POSITIVE_INFINITY)
    );
  if (typeof value !== "number") return true;
  return (
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
    value < (exclusiveMaximum ?? Number.POSITIVE_INFINITY) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf))
  );
}

function hasType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  return typeof value === type;
}

/** What the parameter takes, for a warning. */
export function describe({ choices, minimum, maximum, maxItems, types }: ParameterFacts): string {
  const range =
    minimum === undefined && maximum === undefined ? "" : `${minimum ?? "…"} to ${maximum ?? "…"}`;
  const listed = choices?.map((choice) => JSON.stringify(choice)).join(", ");
  return [range, listed, maxItems && `up to ${maxItems}`].filter(Boolean).join(", ") || types.join(" or ");
}
