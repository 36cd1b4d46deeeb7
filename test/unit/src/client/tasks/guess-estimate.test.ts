import { describe, expect, it } from "vitest";
import { guessEstimate } from "../../../../../src/client/tasks/guess-estimate.ts";
import { planPoll } from "../../../../../src/client/tasks/poll-plan.ts";

describe("guessEstimate", () => {
  it("plans the readings of a task without an estimate early, and ever further apart, up to those of 60 s", () => {
    const estimateMs = guessEstimate();
    const ages: number[] = [];
    for (let ageMs = 0; ageMs < 60_000; ages.push(Math.round(ageMs / 100) / 10))
      ageMs += planPoll({ ageMs }, undefined, estimateMs(ageMs)).delayMs;
    expect(ages).toEqual([4, 6.4, 10.2, 16.2, 25.9, 34.2, 39.6, 45, 50.4, 55.8, 61.2]);
  });
});
