/** Why a request was refused: a sentence for people, and the place for programs. */
export interface Explanation {
  message: string;
  /** The property or parameter of the first problem. */
  param?: string;
  /** All problems, where the message does not name them all. */
  problems?: readonly string[];
}

/** How many problems one message names; more than that nobody reads. */
const MAX_PROBLEMS = 3;

/** One sentence of some problems. */
export function summarise(messages: readonly string[]): string {
  const shown = messages.slice(0, MAX_PROBLEMS).join("; ");
  const more = messages.length - MAX_PROBLEMS;
  return more > 0 ? `${shown}; and ${more} more` : shown;
}
