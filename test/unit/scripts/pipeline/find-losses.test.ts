import { describe, expect, it } from "vitest";
import { findLosses } from "../../../../scripts/pipeline/find-losses.ts";
import type { UnusedFile } from "../../../../scripts/pipeline/prepare-pages.ts";
import { makeModelPage, merge } from "../../../helpers/pages.ts";

const BEFORE = merge(makeModelPage("kite-1"), makeModelPage("kite-2")).document;
const AFTER = merge(makeModelPage("kite-1")).document;

function unused(file: string, outcome: UnusedFile["outcome"], reason = "It is broken."): UnusedFile {
  return { file, outcome, reason, pointer: "line 1" };
}

const find = (before: typeof BEFORE, now: typeof BEFORE, ...files: UnusedFile[]) =>
  findLosses(before, now, { contributed: [], unused: files });

describe("findLosses", () => {
  it("finds a page that has a part in the document before, whatever has become of it", () => {
    for (const outcome of ["refused", "passed over"] as const)
      expect(find(BEFORE, BEFORE, unused("kite-2.md", outcome))).toMatchObject([
        { severity: "error", file: "kite-2.md", pointer: "line 1" },
      ]);
  });

  it("finds a model that is gone while a page under a new name is refused", () => {
    const [problem] = find(BEFORE, AFTER, unused("new.md", "refused"));
    expect(problem).toMatchObject({ severity: "error", file: "new.md" });
    expect(problem?.message).toMatch(/^It is broken\. The output has kite-2, which/);
  });

  it("finds an operation that is gone", () => {
    const [problem] = find(
      BEFORE,
      merge(makeModelPage("kite-1", { path: "/v1/winds" })).document,
      unused("new.md", "refused"),
    );
    expect(problem?.message).toContain("The output has POST /v1/kites/flights, kite-2, which");
  });

  it("finds no loss where every page is usable: somebody has removed one", () => {
    expect(find(BEFORE, AFTER)).toEqual([]);
  });

  it("finds no loss in prose under a new name", () => {
    expect(find(BEFORE, AFTER, unused("new.md", "passed over"))).toEqual([]);
  });

  it("finds no loss where all is there, or nothing was there before", () => {
    expect(find(AFTER, BEFORE, unused("new.md", "refused"))).toEqual([]);
    expect(find({}, AFTER, unused("new.md", "refused"))).toEqual([]);
  });
});
