import { describe, expect, it } from "vitest";
import { findNearest } from "../../../../src/validation/nearest.ts";

describe("findNearest", () => {
  it.each([
    ["paegs", "pages"],
    ["PAGES", "pages"],
    ["overlay", "overlays"],
  ])("takes %s for a misspelling of %s", (found, nearest) => {
    expect(findNearest(["$schema", "pages", "overlays"], found)).toBe(nearest);
  });

  it.each(["foo", "", "p", "papers-and-more"])("takes %j for no misspelling", (found) => {
    expect(findNearest(["$schema", "pages", "overlays"], found)).toBeUndefined();
  });

  it("finds nothing among none", () => {
    expect(findNearest([], "pages")).toBeUndefined();
  });
});
