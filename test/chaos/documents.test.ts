import { expect, it } from "vitest";
import { attackServedDocuments } from "./documents/attack-served.ts";
import { attackDocuments } from "./documents.ts";

it("ends mutated documents in valid files or named problems", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { examples, tried } = await attackDocuments({ seed, count: 100 });
  expect({ seed, examples, tried }).toEqual({ seed, examples: [], tried: 100 });
});

it("serves and compares mutated documents", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { examples, tried } = await attackServedDocuments({ seed, count: 30 });
  expect({ seed, examples, tried }).toEqual({ seed, examples: [], tried: 30 });
});
