import {
  BUDGET_WAIT_MS,
  type Entrant,
  type Gate,
  type Limits,
  MAX_WOKEN,
  PLACE_WAIT_MS,
  resolveLimits,
} from "./gate.ts";

/** What is known of one model. */
interface ModelState {
  open: Set<string>;
  waiting: Set<string>;
  /** The moment of submission that each has been given. */
  slots: Map<string, number>;
  nextSlotMs: number;
  stoppedUntilMs: number;
  /** The most that one of its tasks reserved; undefined before the first. */
  largest: number | undefined;
  /** Submissions of which the API has not said what they reserved: each counts as the largest. */
  unsaid: number;
  /** Those who submit, and what they count as until the API has said what it reserved. */
  pending: Map<string, number>;
}

/** How a gate begins: with what earlier runs have used. */
export interface GateStart {
  /** What each submission so far has reserved; undefined where the API has not said it. */
  reserved: readonly { model: string; credits: number | undefined }[];
  /** The tasks that are under way. */
  open: readonly Entrant[];
  /** Milliseconds since any moment. Default: the machine's monotonic clock. */
  now?: (() => number) | undefined;
}

/** The gate of one process. */
export function createMemoryGate(
  limits: Limits,
  { reserved, open, now = () => performance.now() }: GateStart = { reserved: [], open: [] },
): Gate {
  const models = new Map<string, ModelState>();
  let used = 0;
  let isPaused = false;

  const stateOf = (model: string): ModelState => {
    const state = models.get(model) ?? {
      open: new Set(),
      waiting: new Set(),
      slots: new Map(),
      nextSlotMs: 0,
      stoppedUntilMs: 0,
      largest: undefined,
      unsaid: 0,
      pending: new Map(),
    };
    models.set(model, state);
    return state;
  };
  const count = (state: ModelState, credits: number | undefined) => {
    const { largest = 0 } = state;
    used += credits ?? largest;
    if (credits === undefined) state.unsaid += 1;
    else {
      state.largest = Math.max(largest, credits);
      used += state.unsaid * (state.largest - largest);
    }
  };
  for (const { model, credits } of reserved) count(stateOf(model), credits);
  for (const { id, model } of open) stateOf(model).open.add(id);

  const sumPending = () =>
    [...models.values()].flatMap(({ pending }) => [...pending.values()]).reduce((sum, one) => sum + one, 0);

  /** What stands between an entrant and its submission as to money; undefined when nothing does. */
  const findLack = ({ pending, largest }: ModelState, { id }: Entrant) => {
    const { budget } = limits;
    if (budget === undefined || pending.has(id)) return undefined;
    if (used + (largest ?? 0) > budget || used >= budget) return "budget";
    const isFirst = largest === undefined && pending.size > 0;
    return isFirst || used + sumPending() + (largest ?? 0) > budget ? { waitMs: BUDGET_WAIT_MS } : undefined;
  };

  return {
    async enter(entrant) {
      const { id, model } = entrant;
      if (isPaused) return "paused";
      const state = stateOf(model);
      const { concurrency, spacingMs } = resolveLimits(limits, model);
      if (!state.open.has(id) && state.open.size >= concurrency) {
        state.waiting.add(id);
        return { waitMs: PLACE_WAIT_MS * (1 + Math.random()) };
      }
      state.open.add(id);
      state.waiting.delete(id);
      const nowMs = now();
      let slot = state.slots.get(id);
      if (slot === undefined || slot < state.stoppedUntilMs) {
        slot = Math.max(nowMs, state.nextSlotMs, state.stoppedUntilMs);
        state.nextSlotMs = slot + spacingMs;
        state.slots.set(id, slot);
      }
      if (slot > nowMs) return { waitMs: slot - nowMs };
      const lack = findLack(state, entrant);
      if (lack) return lack;
      state.slots.delete(id);
      state.pending.set(id, state.largest ?? 0);
      return "entered";
    },
    async charge({ id, model }, credits) {
      const state = stateOf(model);
      if (state.pending.delete(id)) count(state, credits);
    },
    async leave({ id, model }, refused = false) {
      const state = stateOf(model);
      if (refused) state.pending.delete(id);
      state.open.delete(id);
      state.slots.delete(id);
      state.waiting.delete(id);
      const free = resolveLimits(limits, model).concurrency - state.open.size;
      return [...state.waiting].slice(0, Math.max(0, Math.min(free, MAX_WOKEN)));
    },
    async stop(model, ms) {
      const state = stateOf(model);
      state.stoppedUntilMs = Math.max(state.stoppedUntilMs, now() + ms);
    },
    async pause() {
      isPaused = true;
    },
  };
}
