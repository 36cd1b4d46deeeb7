import { describe, expect, it } from "vitest";
import { checkTypesOfValues } from "./check-types.ts";
import { bodyOf, makePage, PLACES } from "./run-group.ts";
import { readRequired } from "./suite.ts";

const groups = await readRequired("types.test.ts");

/** `SCHEMA_SUITE=all` takes every group; without it, one of four, each of both places. */
const STEP = process.env.SCHEMA_SUITE === "all" ? 1 : 4;

describe.skipIf(groups.length === 0)("the types of the JSON-Schema-Test-Suite", { timeout: 600_000 }, () => {
  it("refuse no value that the validators accept", async () => {
    const some = groups.filter((_, index) => index % STEP === 0);
    const cases = some.flatMap(({ file, description, schema, tests }) =>
      PLACES.map((place) => ({
        name: `${file}, ${description}, ${place}`,
        page: makePage(schema, place),
        values: tests.map(({ data }) => bodyOf(data, place)),
      })),
    );
    const { checked, refused } = await checkTypesOfValues(process.cwd(), cases);
    console.log(`${checked} values of ${some.length} groups held against their types`);
    expect(refused).toEqual([]);
  });
});
