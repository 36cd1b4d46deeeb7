import { describe, expect, it } from "vitest";
import { defaultSuiteFolder, readSuite } from "../../conformance/schema-suite/suite.ts";
import { acceptsValue } from "../../helpers/schemas/evaluate-schema.ts";

/** What it has no need of: identifiers, other documents and numbers beyond doubles. */
const BEYOND = /^(?:optional\/|refRemote|format|anchor|dynamicRef|defs|vocabulary)/;
const groups = (await readSuite(defaultSuiteFolder(process.cwd()))).filter(
  ({ file, schema }) =>
    !BEYOND.test(file) && !/"\$id"|json-schema\.org|"\$dynamic|float overflow/.test(JSON.stringify(schema)),
);

describe("acceptsValue", () => {
  it.skipIf(groups.length === 0)("judges as the JSON-Schema-Test-Suite does", () => {
    const wrong = groups.flatMap(({ file, description, schema, tests }) =>
      tests
        .filter(({ data, valid }) => acceptsValue(schema, schema, data) !== valid)
        .map((test) => `${file}: ${description}: ${test.description}`),
    );
    expect(wrong).toEqual([]);
  });
});
