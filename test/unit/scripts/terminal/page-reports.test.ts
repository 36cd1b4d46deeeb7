import { describe, expect, it } from "vitest";
import type { PageReport } from "../../../../scripts/sources/store/decision.ts";
import { formatReports } from "../../../../scripts/terminal/page-reports.ts";
import { colorsFor } from "../../../../scripts/terminal/report.ts";

const plain = colorsFor({ isTTY: false });
const same = (count: number): PageReport[] =>
  Array.from({ length: count }, (_, index) => ({ name: `kite-${index}.md`, status: "same" }));

describe("formatReports", () => {
  it("names those that need a person last, with where they come from and why, and counts all", () => {
    const reports: PageReport[] = [
      { name: "a.md", source: "https://a.example/a.md", status: "gone", message: "It is not there." },
      { name: "b.md", source: "https://a.example/b.md", status: "changed" },
      { source: "https://a.example/c.md", status: "refused", message: "It is HTML." },
    ];
    expect(formatReports(reports, plain)).toBe(`✓ changed  b.md
✗ gone     a.md  https://a.example/a.md
    It is not there.
✗ refused  https://a.example/c.md
    It is HTML.
1 changed, 1 gone, 1 refused
`);
  });

  it("has a line for each of 20 pages that are the same, and only counts 21", () => {
    expect(formatReports(same(20), plain).trim().split("\n")).toHaveLength(21);
    expect(formatReports([...same(21), { name: "b.md", status: "changed" }], plain)).toBe(
      "✓ changed  b.md\n21 same, 1 changed\n",
    );
  });

  it("spells out what would move the cursor", () => {
    expect(formatReports([{ name: "a\u001b[2J.md", status: "same" }], plain)).toBe(
      "✓ same  a\\u001b[2J.md\n",
    );
  });
});
