import type { Json } from "../../src/openapi/json.ts";

/** How much a change matters, the most first. */
export const LEVELS = ["breaking", "risky", "compatible", "documentation"] as const;
export type Level = (typeof LEVELS)[number];

/** Who writes the value that a change is about: the client, or the API. */
export type Direction = "request" | "response";

/** One difference between two documents, judged. */
export interface Change {
  level: Level;
  /** What kind of difference it is: `property-removed`, `values-narrowed`, … */
  kind: string;
  /** `POST /v1/videos/generations`; empty for what belongs to no operation. */
  operation: string;
  /** The model whose request changed; empty where the change is not about one. */
  model: string;
  direction?: Direction;
  /** Where it stands in the new document, or in the old one where it was removed. */
  pointer: string;
  message: string;
  /** A whole body that was accepted and is refused now, or that is sent now and was not described before. */
  example?: Json;
  /** What the compiler says of the two types, where it was asked and they show the change. */
  types?: string;
}

/** Whether a level is at least another. */
export function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(least);
}

export function worstLevel(changes: readonly Change[]): Level | undefined {
  return LEVELS.find((level) => changes.some((change) => change.level === level));
}
