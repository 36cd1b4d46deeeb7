import { describe, expect, it } from "vitest";
import { createSchedule } from "../../../../scripts/batch/schedule.ts";

const { signal } = new AbortController();
const endOf = (ids: string[], run: (id: string) => Promise<number | undefined>) =>
  createSchedule(ids, run, { maxActive: 2, signal }).ended.catch((error: unknown) => error);

describe("createSchedule", () => {
  it("throws what a run threw, and begins nothing more", async () => {
    const begun: string[] = [];
    const error = new TypeError("a bug");
    const ended = endOf(["1", "2", "3"], async (id) => {
      begun.push(id);
      if (id === "1") throw error;
      return 10;
    });
    expect(await ended).toBe(error);
    expect(begun).toEqual(["1", "2"]);
  });

  it("says what each run threw that was under way, once", async () => {
    const fail = async (id: string) => {
      throw new Error(id);
    };
    expect(await endOf(["task-1", "task-2"], fail)).toMatchObject({ message: "task-1\ntask-2" });
    expect(await endOf(["full", "full"], fail)).toMatchObject({ message: "full" });
  });
});
