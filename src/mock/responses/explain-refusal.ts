import { type CompiledValidator, explainErrors } from "../../validation/explain-errors.ts";
import type { Violation } from "../prism/prism.ts";

/** Why a request was refused: a sentence for people, and the place for programs. */
export interface Explanation {
  message: string;
  /** The property or parameter of the first problem. */
  param?: string;
  /** All problems, where the message does not name them all. */
  problems?: readonly string[];
}

const UNSUPPORTED_MEDIA_TYPE = "415";

/** How many problems one message names; more than that nobody reads. */
const MAX_PROBLEMS = 3;

/**
 * Words Prism's refusal of a request: what it has against the body as field, expected and found, the rest as it is.
 *
 * @param validateBody compiled from the schema Prism validated the body by.
 */
export function explainRefusal(
  violations: readonly Violation[],
  body: unknown,
  validateBody: CompiledValidator | undefined,
): Explanation {
  const others = violations.filter(({ path, code }) => code === UNSUPPORTED_MEDIA_TYPE || isElsewhere(path));
  const aboutBody = others.length < violations.length && validateBody !== undefined && !validateBody(body);
  const inBody = aboutBody ? explainErrors(validateBody.errors ?? [], body) : [];
  const known = [...inBody.map(({ message }) => message), ...others.map(({ message }) => message)];
  const problems = known.length > 0 ? known : violations.map(({ message }) => message);
  const [first] = inBody;
  const param = first?.path[0] ?? others[0]?.path[1];
  return {
    message: summarise(problems),
    problems,
    ...(param !== undefined && { param: String(param) }),
  };
}

/** Prism says of a missing body that it is required, and gives no path. */
function isElsewhere([place]: readonly string[]): boolean {
  return place !== undefined && place !== "body";
}

export function summarise(messages: readonly string[]): string {
  const shown = messages.slice(0, MAX_PROBLEMS).join("; ");
  const more = messages.length - MAX_PROBLEMS;
  return more > 0 ? `${shown}; and ${more} more` : shown;
}
