import { createContext, Script } from "node:vm";
import { boundPattern } from "../../validation/compile/pattern/bounded-pattern.ts";

/** Prism needs a millisecond or two. After this time it is caught in a regular expression. */
const DEADLINE_MS = 2_000;

/** What was run did not come to its end in time. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";

  constructor() {
    super(
      `Not checked within ${DEADLINE_MS / 1000} s: a \`pattern\` of the document takes too long on this text.`,
    );
  }
}

const sandbox: { run?: () => unknown } = createContext({});
const script = new Script("run()");

/**
 * Runs a function, and ends it when its time is up, also in the middle of a regular expression, which nothing else
 * interrupts. That costs half a millisecond.
 *
 * @throws {DeadlineError}
 */
export function runWithDeadline<T>(run: () => T): T {
  sandbox.run = run;
  try {
    return script.runInContext(sandbox, { timeout: DEADLINE_MS }) as T;
  } catch (error) {
    throw isTimeout(error ?? {}) ? new DeadlineError() : error;
  } finally {
    delete sandbox.run;
  }
}

/** The error is one of the sandbox, where `Error` is another class. */
function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** Whether there is a pattern in some schemas that Prism, which matches in its own way, may take very long for. */
export function hasSlowPattern(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { pattern, patternProperties } = value as Record<string, unknown>;
  const sources = [pattern, ...Object.keys(Object(patternProperties))];
  if (sources.some((source) => typeof source === "string" && boundPattern(source).kind !== "native"))
    return true;
  return Object.values(value).some(hasSlowPattern);
}
