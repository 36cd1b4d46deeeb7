import { describe, expect, it } from "vitest";
import { createAdjustableClock } from "../../../../src/mock/base/adjustable-clock.ts";
import { createManualClock } from "../../../../src/mock/base/clock.ts";

function setup() {
  const base = createManualClock(1_000);
  return { base, clock: createAdjustableClock(base), called: [] as string[] };
}

describe("createAdjustableClock", () => {
  it("goes with the clock below it", () => {
    const { base, clock, called } = setup();
    clock.after(500, () => called.push("due"));
    base.advance(499);
    expect([clock.now(), called]).toEqual([1_499, []]);
    base.advance(1);
    expect([clock.now(), called]).toEqual([1_500, ["due"]]);
  });

  it("stands still while it is held, and goes on from there", () => {
    const { base, clock, called } = setup();
    clock.after(500, () => called.push("due"));
    base.advance(400);
    clock.setSpeed(0);
    base.advance(10_000);
    expect([clock.now(), called]).toEqual([1_400, []]);
    clock.setSpeed(1);
    base.advance(99);
    expect(called).toEqual([]);
    base.advance(1);
    expect([clock.now(), called]).toEqual([1_500, ["due"]]);
  });

  it("calls in a tenth of the time when it goes ten times as fast", () => {
    const { base, clock, called } = setup();
    clock.after(5_000, () => called.push("due"));
    clock.setSpeed(10);
    base.advance(499);
    expect(called).toEqual([]);
    base.advance(1);
    expect([clock.now(), called]).toEqual([6_000, ["due"]]);
  });

  it("calls what a jump passes, in order, and not what lies behind it", () => {
    const { base, clock, called } = setup();
    clock.after(3_000, () => called.push("third"));
    clock.after(1_000, () => called.push("first"));
    clock.after(2_000, () => called.push("second"));
    clock.after(4_001, () => called.push("later"));
    clock.jump(4_000);
    base.advance(0);
    expect([clock.now(), called]).toEqual([5_000, ["first", "second", "third"]]);
  });

  it("jumps while it is held, too, and calls when it goes on", () => {
    const { base, clock, called } = setup();
    clock.after(1_000, () => called.push("due"));
    clock.setSpeed(0);
    clock.jump(5_000);
    base.advance(9_000);
    expect([clock.now(), called]).toEqual([6_000, []]);
    clock.setSpeed(1);
    base.advance(0);
    expect(called).toEqual(["due"]);
  });

  it("does not call what was called off, whatever was done to time since", () => {
    const { base, clock, called } = setup();
    const cancel = clock.after(1_000, () => called.push("due"));
    clock.setSpeed(10);
    cancel();
    clock.jump(5_000);
    base.advance(9_000);
    expect(called).toEqual([]);
  });

  it("waits for longer than a timer of Node can", () => {
    const delays: number[] = [];
    const clock = createAdjustableClock({
      now: () => 0,
      after(delayMs) {
        delays.push(delayMs);
        return () => {};
      },
    });
    clock.after(2 ** 31, () => {});
    expect(delays).toEqual([2 ** 31 - 1]);
  });

  it.each([-1, 1_001, Number.NaN])("refuses the speed %d", (speed) => {
    expect(() => setup().clock.setSpeed(speed)).toThrow("Expected the speed to be a number from 0 to 1000");
  });

  it.each([-1, 366 * 86_400_000, Number.NaN])("refuses a jump of %d ms", (ms) => {
    expect(() => setup().clock.jump(ms)).toThrow("Expected the jump to be a number from 0 to");
  });
});
