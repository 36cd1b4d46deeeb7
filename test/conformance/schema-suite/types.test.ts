import { describe, expect, it } from "vitest";
import { checkTypesOfValues } from "./check-types.ts";
import { makePage, type Place } from "./run-group.ts";
import { defaultSuiteFolder, readSuite } from "./suite.ts";

const FOLDER = defaultSuiteFolder(process.cwd());
const groups = (await readSuite(FOLDER)).filter(
  ({ file }) => !/^(?:optional\/|refRemote|format\.json)/.test(file),
);
if (groups.length === 0)
  console.log(
    `types.test.ts is skipped: there is no JSON-Schema-Test-Suite at ${FOLDER}; set JSON_SCHEMA_TEST_SUITE`,
  );

const PLACES: readonly Place[] = ["component", "in place"];

/** `SCHEMA_SUITE=all` takes every group; without it, one of four, each of both places. */
const STEP = process.env.SCHEMA_SUITE === "all" ? 1 : 4;

describe.skipIf(groups.length === 0)("the types of the JSON-Schema-Test-Suite", { timeout: 600_000 }, () => {
  it("refuse no value that the validators accept", async () => {
    const some = groups.filter((_, index) => index % STEP === 0);
    const cases = some.flatMap(({ file, description, schema, tests }) =>
      PLACES.map((place) => ({
        name: `${file}, ${description}, ${place}`,
        page: makePage(schema, place),
        values: tests.map(({ data }) => (place === "component" ? data : { value: data })),
      })),
    );
    const { checked, refused } = await checkTypesOfValues(process.cwd(), cases);
    console.log(`${checked} values of ${some.length} groups held against their types`);
    expect(refused).toEqual([]);
  });
});
