import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../../src/openapi/json.ts";
import { checkTypesOfValues } from "../conformance/schema-suite/check-types.ts";
import { makeDocument, makeOperation } from "../helpers/documents.ts";
import { arbitraryComponents, arbitraryValue } from "../helpers/schemas/arbitrary-schema.ts";

/** `SCHEMA_RUNS` draws more schemas, `SCHEMA_SEED` others. */
const RUNS = Number(process.env.SCHEMA_RUNS ?? 40);
const SEED = Number(process.env.SCHEMA_SEED ?? 1);

/**
 * Of drawn values at most this share may be refused: seven in a thousand were, at 3,487 values of 400 schemas, all of
 * combinations in which one part names a type that is no object, and another has keywords of objects without a type.
 */
const MAX_REFUSED = 0.01;

it("types of drawn schemas refuse next to no value that the validators accept", {
  timeout: 600_000,
}, async () => {
  const values = fc.array(arbitraryValue, { minLength: 12, maxLength: 12 });
  const drawn = fc.sample(fc.tuple(arbitraryComponents(), values), { seed: SEED, numRuns: RUNS });
  const cases = drawn.map(([components, some]) => {
    const schemas: JsonObject = { ...components, Flight: { type: "object" } };
    const paths = { "/v1/kites/flights": { post: makeOperation({ $ref: "#/components/schemas/Body" }) } };
    const page = makeDocument({ paths, components: { schemas } });
    return { name: JSON.stringify(components), page, values: some };
  });
  const { checked, refused } = await checkTypesOfValues(process.cwd(), cases);
  console.log(`${refused.length} of ${checked} drawn values refused by their type, seed ${SEED}`);
  expect(checked).toBeGreaterThan(RUNS);
  expect(refused.length / checked, refused.join("\n")).toBeLessThanOrEqual(MAX_REFUSED);
});
