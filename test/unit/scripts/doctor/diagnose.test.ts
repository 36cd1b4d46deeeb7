import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../scripts/doctor/diagnose.ts";
import { formatDiagnoses } from "../../../../scripts/doctor/format.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";

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
      "Examples that break their own schema: 1 in 1 page [wrong-example]\n  → dropped\n  a.md #/paths\n    Something in a.md.\n",
    );
  });

  it("shows twelve of a kind, and counts what is left", () => {
    const many = (count: number) =>
      formatDiagnoses(diagnose(Array.from({ length: count }, (_, i) => problem(`${i}.md`))), colors);
    expect(many(12)).not.toContain("more");
    expect(many(13)).toContain("… and 1 more; --json lists all\n");
  });

  it("shows once what one page has in several places", () => {
    const same = [
      problem("a.md", "old-openapi"),
      problem("b.md", "old-openapi"),
      problem("a.md", "old-openapi"),
    ];
    expect(formatDiagnoses(diagnose(same), colors)).toBe(
      "Keywords of OpenAPI 3.0: 3 in 2 pages [old-openapi]\n  → rewritten as 3.1\n  a.md #/paths and 1 more place\n    Something in a.md.\n  b.md #/paths\n    Something in b.md.\n",
    );
  });

  it("says so when there is nothing to say", () => {
    expect(formatDiagnoses([], colors)).toBe("Nothing is wrong.\n");
  });
});
