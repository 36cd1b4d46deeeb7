import { describe, expect, it } from "vitest";
import { attackDisks } from "./disks.ts";
import { attackGenerates } from "./generates.ts";

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe("every promise about files", { timeout: 180_000 }, () => {
  it("is kept when generate is killed", async () => {
    expect({ seed, ...(await attackGenerates({ seed, count: 2 })) }).toMatchObject({
      seed,
      tried: 2,
      examples: [],
    });
  });

  it("is kept on a full disk", async () => {
    expect({ seed, ...(await attackDisks({ seed, count: 6 })) }).toMatchObject({ seed, examples: [] });
  });
});
