import type { Clock } from "./clock.ts";

/** Where an adjustable clock stood when the one below it had a time, from which it can go on. */
export interface ClockState {
  nowMs: number;
  baseMs: number;
  speed: number;
}

/** A clock that can be held, hurried and moved on while it runs. */
export interface AdjustableClock extends Clock {
  /** How fast time passes: 1 as at the clock below it, 0 when it is held. */
  speed(): number;
  /** @throws {RangeError} outside of 0 to `MAX_SPEED`. */
  setSpeed(speed: number): void;
  /**
   * Moves time on at once. What falls due on the way is called soon after, in order.
   *
   * @throws {RangeError} outside of 0 to `MAX_JUMP_MS`.
   */
  jump(ms: number): void;
  state(): ClockState;
}

export const MAX_SPEED = 1_000;
/** A year: longer than anything of a task lives. */
export const MAX_JUMP_MS = 365 * 24 * 3_600_000;

/** What timers of Node take at most; a longer delay would end at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Makes a clock that the one below it moves.
 *
 * @param from Where it stood before: it goes on as if it had never been stopped. Default: it starts as the one below it.
 */
export function createAdjustableClock(
  base: Clock,
  from: ClockState = { nowMs: base.now(), baseMs: base.now(), speed: 1 },
): AdjustableClock {
  interface Timer {
    dueMs: number;
    callback: () => void;
    cancel: () => void;
  }
  const timers = new Set<Timer>();
  let { speed, baseMs: sinceMs, nowMs: startMs } = from;

  const now = () => Math.round(startMs + (base.now() - sinceMs) * speed);
  const arm = (timer: Timer): void => {
    if (speed === 0) return;
    const delayMs = Math.max(0, Math.ceil((timer.dueMs - now()) / speed));
    timer.cancel = base.after(Math.min(delayMs, MAX_DELAY_MS), () => {
      if (now() < timer.dueMs) return arm(timer);
      timers.delete(timer);
      timer.callback();
    });
  };
  const change = (nextSpeed: number, jumpMs: number): void => {
    startMs = now() + jumpMs;
    sinceMs = base.now();
    speed = nextSpeed;
    for (const timer of timers) timer.cancel();
    for (const timer of [...timers].sort((one, other) => one.dueMs - other.dueMs)) arm(timer);
  };

  return {
    now,
    after(delayMs, callback) {
      const timer: Timer = { dueMs: now() + delayMs, callback, cancel() {} };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    speed: () => speed,
    setSpeed(next) {
      ensureWithin("the speed", next, MAX_SPEED);
      change(next, 0);
    },
    jump(ms) {
      ensureWithin("the jump", ms, MAX_JUMP_MS);
      change(speed, ms);
    },
    state: () => ({ nowMs: startMs, baseMs: sinceMs, speed }),
  };
}

function ensureWithin(name: string, value: number, max: number): void {
  if (!(value >= 0 && value <= max))
    throw new RangeError(`Expected ${name} to be a number from 0 to ${max}, got ${value}.`);
}
