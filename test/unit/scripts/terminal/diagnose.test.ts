import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../scripts/terminal/diagnose.ts";
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
