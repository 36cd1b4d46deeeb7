import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { BudgetError, Engine } from "./engine.ts";
import type { Literal, Outcome } from "./formulas/formula.ts";
import { accepts } from "./verify.ts";

/** A schema, and the document that its references are about. */
export interface Located {
  schema: Json;
  document: JsonObject;
}

/** Whether every value of one schema is one of another. */
export type Inclusion =
  | { kind: "included" }
  /** `witness`: a value of the first that is none of the second; a validator has confirmed both. */
  | { kind: "not included"; witness: Json }
  /** `pointer`: where in the value that is which cannot be told. */
  | { kind: "undecided"; reason: string; pointer: string };

export interface InclusionOptions {
  /** What is found once is kept for the next decision. Default: a new one. */
  engine?: Engine;
  /** Whether objects of the first schema have none but declared properties. Default: false. */
  isClosed?: boolean;
  /** Conditions on the value besides; a witness satisfies them. */
  where?: readonly Literal[];
  /** Steps before it is said that there were too many. */
  maxSteps?: number;
}

/**
 * Decides whether every value of the first schema is one of the second. It never guesses: what no rule decides, or what
 * takes too many steps, is said to be undecided, with the reason.
 */
export function decideInclusion(
  first: Located,
  second: Located,
  { engine = new Engine(), isClosed = false, where = [], maxSteps }: InclusionOptions = {},
): Inclusion {
  const outcome = find(
    engine,
    [{ ...first, isNegated: false, isClosed }, { ...second, isNegated: true, isClosed: false }, ...where],
    maxSteps,
  );
  if (outcome.kind === "none") return { kind: "included" };
  const undecided = (reason: string, keys: readonly string[]): Inclusion => ({
    kind: "undecided",
    reason,
    pointer: pointerTo(keys),
  });
  if (outcome.kind === "unknown") return undecided(outcome.doubt.reason, outcome.doubt.keys);
  const { value, doubt } = outcome;
  const verdicts = [accepts(first, value), accepts(second, value)];
  if (verdicts[0] === true && verdicts[1] === false) return { kind: "not included", witness: value };
  if (doubt !== undefined) return undecided(doubt.reason, doubt.keys);
  if (verdicts.includes(undefined)) return undecided("a schema does not compile", []);
  return undecided(NOT_CONFIRMED, []);
}

/** A mistake of the rules here, and never a verdict: tests fail on it. */
export const NOT_CONFIRMED = "a validator does not confirm the value that was found";

function find(engine: Engine, literals: readonly Literal[], maxSteps: number | undefined): Outcome {
  try {
    return engine.find(literals, maxSteps);
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
    return { kind: "unknown", doubt: { reason: "the decision takes too many steps", keys: [] } };
  }
}
