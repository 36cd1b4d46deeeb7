import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import type { Change, Level } from "../../../../scripts/diff/change.ts";
import { worstLevel } from "../../../../scripts/diff/change.ts";
import {
  comparePage,
  formatPageChanges,
  summariseChanges,
} from "../../../../scripts/diff/describe-changes.ts";

import { makePage, toFile } from "../../../helpers/documents.ts";
import { brief, makeDocument, object, request } from "./documents.ts";

const change = (level: Level, message: string): Change => ({
  level,
  kind: "words-changed",
  operation: "POST /v1/clips",
  model: "",
  pointer: "#",
  message,
});
const options = { colors: picocolors.createColors(false), width: 100 };
const page = (maximum: number) =>
  toFile(
    "clips.md",
    makePage(JSON.stringify(request(object({ duration: { type: "integer", maximum } })), null, 2)),
  );

describe("comparePage", () => {
  it("compares two states of a page as if it were the only one", () => {
    const changes = comparePage(page(10), page(8)) ?? [];
    expect(brief(changes)).toEqual([
      "breaking values-changed: `duration` is now at most 8 (was 10). `duration: 9` was accepted and is refused now.",
    ]);
    expect(comparePage(page(10), page(10))).toEqual([]);
  });

  it("compares nothing where one of the two is no page", () => {
    const prose = toFile("clips.md", "# Clips");
    expect(comparePage(page(10), prose)).toBeUndefined();
    expect(comparePage(prose, page(10))).toBeUndefined();
  });
});

describe("formatPageChanges", () => {
  it.each<[changes: Change[], text: string]>([
    [[], "\n    Nothing of the API has changed."],
    [[change("documentation", "A.")], "\n    1 change of documentation"],
    [[change("documentation", "A."), change("documentation", "B.")], "\n    2 changes of documentation"],
    [
      [change("breaking", "A is gone."), change("documentation", "B.")],
      "\n    breaking   POST /v1/clips\n      · A is gone.\n    1 change of documentation",
    ],
  ])("indents %j", (changes, text) => {
    expect(formatPageChanges(changes, options)).toBe(text);
  });
});

describe("summariseChanges", () => {
  it("names the worst level, and counts", () => {
    const [before, after] = [10, 8].map((maximum) => request(object({ a: { type: "integer", maximum } })));
    expect(summariseChanges(before ?? {}, after ?? {})).toEqual({
      worst: "breaking",
      text: "Worst change of the API: breaking (1 breaking · 0 risky · 0 compatible · 0 documentation)",
    });
    expect(summariseChanges(makeDocument({}), makeDocument({}))).toEqual({
      worst: undefined,
      text: "The API is the same.",
    });
  });
});

describe("worstLevel", () => {
  it.each<[levels: Level[], worst: Level | undefined]>([
    [["documentation", "risky", "compatible"], "risky"],
    [["compatible", "breaking"], "breaking"],
    [["documentation"], "documentation"],
    [[], undefined],
  ])("of %j is %s", (levels, worst) => {
    expect(worstLevel(levels.map((level) => change(level, "")))).toBe(worst);
  });
});
