import { expect, it } from "vitest";
import { attackServedDocuments } from "./documents/attack-served.ts";
import { attackDocuments } from "./documents.ts";

/** Always the same, so that a change is not blamed for what it did not do; the long form draws its own. */
const SEED = 20_261_129;

it("ends mutated documents in valid files or named problems", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? SEED);
  const { examples, tried } = await attackDocuments({ seed, count: 100 });
  expect({ seed, examples, tried }).toEqual({ seed, examples: [], tried: 100 });
});

it("serves and compares mutated documents", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? SEED);
  const { examples, tried } = await attackServedDocuments({ seed, count: 30 });
  expect({ seed, examples, tried }).toEqual({ seed, examples: [], tried: 30 });
});
