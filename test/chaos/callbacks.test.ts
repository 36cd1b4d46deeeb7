import { expect, it } from "vitest";
import { attackCallbacks } from "./callbacks.ts";
import { attackListener } from "./raw-callbacks.ts";

const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

it("keeps its promises under forged, repeated and altered callbacks", { timeout: 60_000 }, async () => {
  expect((await attackCallbacks({ seed: SEED, count: 1_500 })).examples).toEqual([]);
});

it("keeps its promises under raw requests", { timeout: 60_000 }, async () => {
  expect((await attackListener({ seed: SEED, count: 500 })).examples).toEqual([]);
});
