import { expect, it } from "vitest";
import { attackDocuments } from "./documents.ts";

it("ends mutated documents in valid files or named problems", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { examples, tried } = await attackDocuments({ seed, count: 100 });
  expect({ seed, examples, tried }).toEqual({ seed, examples: [], tried: 100 });
});
