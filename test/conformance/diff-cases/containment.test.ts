import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideInclusion, NOT_CONFIRMED } from "../../../scripts/diff/inclusion/decide-inclusion.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import type { Json } from "../../../src/openapi/json.ts";
import { arbitraryPair, arbitrarySchema, arbitraryValue } from "./arbitrary-schema.ts";

/** Pairs of schemas in a run; `DIFF_RUNS=100000` is the long form. */
const RUNS = Number(process.env.DIFF_RUNS ?? 600);

/** The schemas have no references, so that one document, and one validator, does for all. */
const NOWHERE = {};

const seed = Number(process.env.DIFF_SEED ?? 1);

function decide(first: Json, second: Json) {
  return decideInclusion({ schema: first, document: NOWHERE }, { schema: second, document: NOWHERE });
}

describe("decideInclusion, of generated schemas", { timeout: 3_600_000 }, () => {
  it("calls nothing included of which a value is not, and shows a value that a validator confirms otherwise", () => {
    let undecided = 0;
    const values = fc.array(arbitraryValue, { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(arbitraryPair, values, ([first, second], some) => {
        const found = decide(first, second);
        if (found.kind === "not included") {
          expect(accepts({ schema: first, document: NOWHERE }, found.witness)).toBe(true);
          expect(accepts({ schema: second, document: NOWHERE }, found.witness)).toBe(false);
          return;
        }
        if (found.kind === "undecided") {
          expect(found.reason).not.toBe(NOT_CONFIRMED);
          undecided += 1;
          return;
        }
        const lost = some.filter(
          (value) =>
            accepts({ schema: first, document: NOWHERE }, value) === true &&
            accepts({ schema: second, document: NOWHERE }, value) === false,
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: RUNS, seed },
    );
    expect(undecided / RUNS).toBeLessThanOrEqual(0.02);
  });

  it("finds a schema included in itself, also wrapped and negated twice", () => {
    fc.assert(
      fc.property(arbitrarySchema, (schema) => {
        for (const same of [{ allOf: [schema] }, { anyOf: [schema, false] }, { not: { not: schema } }]) {
          expect(decide(schema, same).kind).toBe("included");
          expect(decide(same, schema).kind).toBe("included");
        }
      }),
      { numRuns: RUNS / 4, seed },
    );
  });
});
