import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../scripts/terminal/diagnose.ts";
import {
  formatDiagnoses,
  formatNew,
  formatProblems,
  summariseProblems,
} from "../../../../scripts/terminal/format-problems.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";

const colors = picocolors.createColors(false);

const problem = (file: string, kind?: Problem["kind"]): Problem => ({
  severity: "warning",
  file,
  pointer: "#/paths",
  message: `Something in ${file}.`,
  ...(kind === undefined ? {} : { kind }),
});
const error: Problem = { severity: "error", file: "e.md", pointer: "", message: "No." };

describe("formatProblems", () => {
  it("shows each with its place, errors last", () => {
    expect(formatProblems([error, problem("a.md")], colors)).toBe(
      "warning a.md #/paths\n  Something in a.md.\nerror e.md\n  No.\n",
    );
  });
});

describe("summariseProblems", () => {
  it("shows up to three warnings as they are", () => {
    const three = ["a.md", "b.md", "c.md"].map((file) => problem(file, "malformed"));
    expect(summariseProblems([error, ...three], colors).join("")).toBe(
      formatProblems([...three, error], colors),
    );
  });

  it("groups more by kind, with their number, the first pages and what lists all, and keeps errors as they are", () => {
    const many = ["a.md", "a.md", "b.md", "c.md"].map((file) => problem(file, "wrong-example"));
    expect(summariseProblems([error, ...many, problem("d.md", "old-openapi")], colors)).toEqual([
      "warning Keywords of OpenAPI 3.0: 1 in 1 page → rewritten as 3.1\n  d.md\n",
      "warning Examples and defaults that break their own schema: 4 in 3 pages → examples dropped, defaults kept\n  a.md, b.md and 1 more\n",
      "5 warnings; --verbose lists each with its place\n",
      "error e.md\n  No.\n",
    ]);
  });

  it("shows what has no kind as it is, as these have nothing in common", () => {
    const four = ["a.md", "a.md", "b.md", "c.md"].map((file) => problem(file));
    expect(summariseProblems(four, colors).join("")).toContain(
      "warning a.md #/paths and 1 more place\n  Something in a.md.\nwarning b.md #/paths\n",
    );
  });
});

describe("formatNew", () => {
  it.each([
    [["a\n", "b\n"], [], "a\nb\n"],
    [["a\n", "b\n"], ["a\n"], "New warnings:\nb\n"],
    [["a\n"], ["a\n", "b\n"], "No new warnings.\n"],
    [[], ["a\n"], ""],
  ])("of %j after %j shows %j", (texts, before, shown) => {
    expect(formatNew(texts, before)).toBe(shown);
  });
});

describe("formatDiagnoses", () => {
  it("names the page, the place and the remedy", () => {
    expect(formatDiagnoses(diagnose([problem("a.md", "wrong-example")]), colors)).toBe(
      "Examples and defaults that break their own schema: 1 in 1 page [wrong-example]\n  → examples dropped, defaults kept\n  a.md #/paths\n    Something in a.md.\n",
    );
  });

  it("shows twelve of a kind, and counts what is left, or all of them", () => {
    const many = (count: number, isVerbose = false) =>
      formatDiagnoses(diagnose(Array.from({ length: count }, (_, i) => problem(`${i}.md`))), colors, {
        isVerbose,
      });
    expect(many(12)).not.toContain("more");
    expect(many(13)).toContain("… and 1 more; --verbose lists all\n");
    expect(many(13, true)).toContain("  12.md #/paths\n");
    expect(many(13, true)).not.toContain("more");
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
