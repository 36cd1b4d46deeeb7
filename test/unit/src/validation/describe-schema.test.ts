import { describe, expect, it } from "vitest";
import { describeSchema } from "../../../../src/validation/describe-schema.ts";

describe("describeSchema", () => {
  it.each([
    [
      {
        oneOf: [
          { type: "integer", minimum: 3, maximum: 10 },
          { type: "string", enum: ["auto"] },
        ],
      },
      'an integer from 3 to 10 or "auto"',
    ],
    [{ enum: ["a", "b", 3] }, '"a", "b" or 3'],
    [{ const: "a" }, '"a"'],
    [{ type: "number", minimum: 0 }, "a number of at least 0"],
    [{ type: "number", exclusiveMinimum: 0, maximum: 1 }, "a number above 0 and of at most 1"],
    [{ type: "integer", multipleOf: 8 }, "an integer, a multiple of 8"],
    [{ type: "string", minLength: 1, maxLength: 200 }, "a string of 1 to 200 characters"],
    [{ type: "string", maxLength: 1 }, "a string of at most 1 character"],
    [{ type: "string", format: "uri" }, "a string in format uri"],
    [{ type: "string", pattern: "^a" }, "a string matching /^a/"],
    [
      { type: "array", minItems: 2, maxItems: 2, items: { type: "boolean" } },
      "a list of 2 items, each true or false",
    ],
    [{ type: ["string", "null"] }, "a string or null"],
    [{ type: "object" }, "an object"],
    [{}, "any value"],
    [false, "absent"],
  ])("says of %j: %s", (schema, want) => {
    expect(describeSchema(schema)).toBe(want);
  });
});
