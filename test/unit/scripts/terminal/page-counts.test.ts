import { describe, expect, it } from "vitest";
import { formatPageCounts } from "../../../../scripts/terminal/page-counts.ts";

const refuse = (file: string, pointer = "") => ({
  file,
  outcome: "refused" as const,
  reason: "It is empty.",
  pointer,
});

describe("formatPageCounts", () => {
  it("says nothing of what did not happen", () => {
    expect(formatPageCounts(145, [])).toBe("  145 files contributed\n");
  });

  it("counts what was passed over by its reason, and names what was refused", () => {
    const prose = { file: "a.md", outcome: "passed over" as const, reason: "prose", pointer: "" };
    expect(
      formatPageCounts(1, [prose, prose, refuse("b.md"), refuse("c.md", "line 2:1")]),
    ).toBe(`  1 file contributed
  2 files passed over: 2 × prose
  2 files refused, and nothing is made of them:
    b.md: It is empty.
    c.md line 2:1: It is empty.
`);
  });

  it("names twenty, and counts what is left", () => {
    const many = (count: number) =>
      formatPageCounts(
        1,
        Array.from({ length: count }, () => refuse("b.md")),
      );
    expect(many(20)).not.toContain("more");
    expect(many(21)).toContain("… and 1 more; doctor --verbose lists all");
  });

  it("spells out what would move the cursor", () => {
    expect(formatPageCounts(1, [refuse("\u001b[2Jb.md")])).toContain("\\u001b[2Jb.md: It is empty.");
  });
});
