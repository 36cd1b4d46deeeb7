import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import type { Change } from "../change.ts";
import type { Exchange, Judge } from "./judge.ts";
import { type Step, valuesAt, wrapSchema, writeSteps } from "./steps.ts";

/** A difference between the schemas of two bodies, judged, with the steps that lead to it. */
export type SchemaChange = Omit<Change, "operation" | "model" | "direction" | "pointer"> & {
  steps: readonly Step[];
};

/** What a comparison of two schemas carries with it, and what it has found. */
export interface Walk {
  judge: Judge;
  exchange: Exchange;
  documents: { before: JsonObject; after: JsonObject };
  changes: SchemaChange[];
  /** Pairs of schemas that are being compared: schemas may contain themselves. */
  open: Set<string>;
  /** What was said of the places that were compared, as `writeSaid` names it. */
  said: Set<string>;
  /** Properties that are told apart elsewhere, such as the model. */
  skipped: ReadonlySet<string>;
}

/** How a difference is told. */
interface Said {
  kind: string;
  message: string;
  /** Whether what is lost is made good by the API: a required property with a default. */
  isMild: boolean;
  /** Whether properties count that are not declared. Default: false. */
  isOpen?: boolean;
}

/** Judges one difference by looking for a whole body that differs there; true where it is not harmless. */
export function judgePart(
  walk: Walk,
  steps: readonly Step[],
  part: Json,
  { kind, message, isMild, isOpen: isUndeclared = false }: Said,
): boolean {
  const { judge, exchange, changes } = walk;
  const verdict = judge.decide({ ...exchange, isOpen: isUndeclared }, wrapSchema(steps, part));
  if (verdict.kind === "harmless") {
    changes.push({ level: "compatible", kind, message, steps });
    return false;
  }
  if (verdict.kind === "unclear") {
    const reason = `Whether that refuses what was accepted cannot be decided: ${verdict.reason}.`;
    changes.push({ level: "risky", kind, message: `${message} ${reason}`, steps });
    return true;
  }
  const { example, isOpen } = verdict;
  const mild = isMild
    ? " It has a default, so the API may supply it."
    : isOpen
      ? " The types of responses are open to it."
      : "";
  changes.push({
    level: isOpen || isMild ? "risky" : "breaking",
    kind,
    message: `${message}${writeExample(exchange, example, steps)}${mild}`,
    example,
    steps,
  });
  return true;
}

/** Longer values are left to the example itself. */
const MAX_WRITTEN = 60;

function writeExample({ direction }: Exchange, example: Json, steps: readonly Step[]): string {
  const last = steps.at(-1);
  const [value] = valuesAt(example, steps);
  if (value === undefined || last === undefined) return "";
  const text = JSON.stringify(value);
  if (text.length > MAX_WRITTEN) return "";
  const what = `\`${writeSteps(steps)}: ${text}\``;
  return direction === "request" ? ` ${what} was accepted and is refused now.` : ` ${what} is possible now.`;
}

export function subjectOf(steps: readonly Step[]): string {
  return steps.length === 0 ? "The body" : `\`${writeSteps(steps)}\``;
}
