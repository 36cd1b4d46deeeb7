import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../scripts/doctor/diagnose.ts";
import { formatDiagnoses } from "../../../../scripts/doctor/format.ts";
import type { Problem } from "../../../../scripts/pipeline/problem.ts";

const problem = (file: string, kind?: Problem["kind"]): Problem => ({
  severity: "warning",
  file,
  pointer: "#/paths",
  message: `Something in ${file}.`,
  ...(kind === undefined ? {} : { kind }),
});

describe("diagnose", () => {
  it("groups problems by the mistake behind them, and counts their pages", () => {
    const found = diagnose([
      problem("a.md", "wrong-example"),
      problem("lint"),
      problem("b.md", "old-openapi"),
      problem("b.md", "old-openapi"),
    ]);
    expect(found.map(({ kind, pages, findings }) => [kind, pages, findings.length])).toEqual([
      ["old-openapi", 1, 2],
      ["wrong-example", 1, 1],
      ["other", 1, 1],
    ]);
  });
});

describe("formatDiagnoses", () => {
  const colors = picocolors.createColors(false);

  it("names the page, the place and the remedy", () => {
    expect(formatDiagnoses(diagnose([problem("a.md", "wrong-example")]), colors)).toBe(
      "Examples that break their own schema: 1 in 1 page [wrong-example]\n  → left out\n  a.md #/paths\n    Something in a.md.\n",
    );
  });

  it("shows twelve of a kind, and counts what is left", () => {
    const many = (count: number) =>
      formatDiagnoses(diagnose(Array.from({ length: count }, (_, i) => problem(`${i}.md`))), colors);
    expect(many(12)).not.toContain("more");
    expect(many(13)).toContain("… and 1 more; --json lists all\n");
  });

  it("says so when there is nothing to say", () => {
    expect(formatDiagnoses([], colors)).toBe("Nothing is wrong.\n");
  });
});
