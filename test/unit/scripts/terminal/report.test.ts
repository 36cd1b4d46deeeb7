import { describe, expect, it } from "vitest";
import {
  formatDiagnoses,
  formatProblems,
  summariseProblems,
} from "../../../../scripts/terminal/format-problems.ts";
import { colorsFor, escapeControls } from "../../../../scripts/terminal/report.ts";

const CODES = "\u001b[2J\u0007\u009b31m\r\u202e";
const colors = colorsFor({});
const problem = {
  severity: "error",
  file: `a${CODES}.md`,
  pointer: `#/${CODES}`,
  message: `no ${CODES}`,
} as const;

describe("escapeControls", () => {
  it("spells out what a terminal would obey, and leaves lines and other letters alone", () => {
    expect(escapeControls("\u001b[31mred\n\té 漢 🪁")).toBe("\\u001b[31mred\n\té 漢 🪁");
  });

  it("lets no control character of a page or a file name into a report", () => {
    const diagnosis = { kind: "other", title: "t", remedy: "r", pages: 1, findings: [problem] } as const;
    for (const text of [
      formatProblems([problem], colors),
      summariseProblems(Array(4).fill({ ...problem, severity: "warning", kind: "malformed" }), colors).join(
        "",
      ),
      formatDiagnoses([{ ...diagnosis, findings: [problem] }], colors),
    ])
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
