import type { StoredError } from "./record.ts";

/** How many tasks of one model are under way, and how fast they are submitted. */
export interface ModelLimits {
  /** Tasks that are submitted and have not ended. Default: 50. */
  concurrency?: number | undefined;
  /** Submissions a second. Default: 1, EvoLink's guidance; its limits are not published. */
  perSecond?: number | undefined;
}

/** What keeps submissions within limits and money. */
export interface Limits extends ModelLimits {
  /** Other limits of single models, by their id. */
  models?: Readonly<Record<string, ModelLimits>> | undefined;
  /**
   * How many credits all submissions together may reserve, as the API tells. It is never passed as long as no task of a
   * model reserves more than those before it did: the first of a model is submitted alone, and then each counts as the
   * largest so far until the API has said what it reserved. Default: no limit.
   */
  budget?: number | undefined;
}

/** One who wants to submit. */
export interface Entrant {
  /** Of the order. Who has a place already keeps it. */
  id: string;
  model: string;
}

/** `"entered"`: submit now. `"budget"`: it would be passed. `"paused"`: nobody submits, until a person says so. */
export type Entry = "entered" | "budget" | "paused" | { waitMs: number };

/** What all workers of one queue ask before they submit. Everything is idempotent: a run that died asks again. */
export interface Gate {
  enter(entrant: Entrant): Promise<Entry>;
  /** The API said what it reserved. */
  charge(entrant: Entrant, credits: number | undefined): Promise<void>;
  /**
   * Gives the place back: the task has ended, or was refused (then nothing was reserved).
   *
   * @returns the ids of those who wait for a place and may try now.
   */
  leave(entrant: Entrant, refused?: boolean): Promise<string[]>;
  /** No submission of this model for so long: the API said `Retry-After`. */
  stop(model: string, ms: number): Promise<void>;
  /** Lets nobody submit, of whatever model, for a reason; tasks under way go on. */
  pause(reason: StoredError): Promise<void>;
}

/** Why nobody submits whose submission would pass the budget. */
export const BUDGET_ERROR: StoredError = {
  name: "BudgetError",
  message: "The next submission would pass the budget. Raise `budget`.",
};

const DEFAULT_CONCURRENCY = 50;
const DEFAULT_PER_SECOND = 1;

/** Who waits for a place is woken when there is one; should that be lost, it looks by itself after so long, or twice that. */
export const PLACE_WAIT_MS = 5 * 60_000;

/** How many are woken for free places at once; those who enter wake more when they leave. */
export const MAX_WOKEN = 8;

/** Who waits for the API to say what another task of the model reserves. */
export const BUDGET_WAIT_MS = 1000;

/** A place that nobody gave back for so long is free: its order was removed from the queue. */
export const PLACE_LIFE_MS = 48 * 60 * 60_000;

/** The limits of a model, with the time between two submissions. */
export function resolveLimits(limits: Limits, model: string): { concurrency: number; spacingMs: number } {
  const own = limits.models && Object.hasOwn(limits.models, model) ? limits.models[model] : undefined;
  const perSecond = own?.perSecond ?? limits.perSecond ?? DEFAULT_PER_SECOND;
  return {
    concurrency: own?.concurrency ?? limits.concurrency ?? DEFAULT_CONCURRENCY,
    spacingMs: 1000 / perSecond,
  };
}
