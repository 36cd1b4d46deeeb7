import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findRefusal, TRY_AGAIN } from "../../../../src/errors/refusals.ts";
import * as core from "../../../../src/index.ts";

/** Second cell of a README's table of errors, by the class in the first. */
const readTable = (file: string) =>
  new Map(
    [...readFileSync(file, "utf8").matchAll(/^\| `(\w+Error)`[^|]*\| (.*?) \|/gm)].map(
      ([, name, when]) => [name, when] as const,
    ),
  );
const README = readTable("README.md");

describe("findRefusal", () => {
  it.each([
    [400, core.InvalidRequestError, false],
    [401, core.AuthenticationError, false],
    [402, core.InsufficientCreditsError, false],
    [403, core.PermissionDeniedError, false],
    [404, core.NotFoundError, false],
    [405, core.ApiError, false],
    [408, core.ApiError, true],
    [409, core.ApiError, false],
    [429, core.RateLimitError, true],
    [499, core.ApiError, false],
    [500, core.ServerError, true],
    [599, core.ServerError, true],
  ])("has for %i its class, and whether it may pass", (status, Class, mayPass) => {
    const [found, advice] = findRefusal(status);
    expect(found).toBe(Class);
    expect(advice === TRY_AGAIN).toBe(mayPass);
    if (Class !== core.ApiError) expect(README.get(Class.kind)).toMatch(new RegExp(`^${status}|^5xx`));
  });

  it("gives each class an advice of its own, and every other status the one of 400", () => {
    const advice = [400, 401, 402, 403, 404, 429].map((status) => findRefusal(status)[1]);
    expect(new Set(advice).size).toBe(6);
    expect(findRefusal(451)[1]).toBe(advice[0]);
  });
});

describe("the table of errors", () => {
  it.each(["README.md", "README.ja.md"])(
    "has a row for every class that can be thrown, and for no other: %s",
    (file) => {
      const classes = Object.keys(core).filter((name) => name.endsWith("Error") && name !== "TaskError");
      expect([...readTable(file).keys()].toSorted()).toEqual(classes.toSorted());
    },
  );
});
