import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../../../scripts/diff/change.ts";
import { formatGithub } from "../../../../../scripts/diff/report/format-github.ts";
import { formatJson } from "../../../../../scripts/diff/report/format-json.ts";
import { formatMarkdown } from "../../../../../scripts/diff/report/format-markdown.ts";
import { formatText } from "../../../../../scripts/diff/report/format-text.ts";
import { ignoreChanges } from "../../../../../scripts/diff/report/ignore-changes.ts";
import schema from "../../../../../scripts/diff/report/report.schema.json" with { type: "json" };
import { colorsFor } from "../../../../../scripts/terminal/report.ts";

const change = (fields: Partial<Change> = {}): Change => ({
  level: "breaking",
  kind: "values-changed",
  operation: "POST /v1/clips",
  model: "kite",
  direction: "request",
  pointer: "#/paths/~1v1~1clips/post",
  message: "`duration` is now at most 10 (was 15).",
  ...fields,
});

const many = Array.from({ length: 49 }, (_, index) => change({ model: `kite-${index + 1}` }));
const colors = colorsFor({ isTTY: false });
const text = (changes: readonly Change[]) => formatText(changes, { colors, width: 60, least: "risky" });

describe("formatText", () => {
  it("says once what many models share", () => {
    const lines = text(many).split("\n");
    expect(lines[0]).toBe("breaking   49 models of POST /v1/clips");
    expect(lines.filter((line) => line.includes("at most 10"))).toHaveLength(1);
    expect(lines).toContain("49 breaking · 0 risky · 0 compatible · 0 documentation");
  });

  it("says once what several statuses share, and apart what they do not", () => {
    const of = (status: number, message: string) =>
      change({ message: `Status ${status}: ${message}`, model: "" });
    const lines = text([of(400, "a"), of(500, "a"), of(500, "b")]).split("\n");
    expect(lines.filter((line) => line.startsWith("  ·"))).toEqual([
      "  · Status 400, 500: a",
      "  · Status 500: b",
    ]);
  });

  it("puts the worst first, counts what is mild, and stays within the terminal", () => {
    const long = "word ".repeat(40).trim();
    const report = text([
      change({ level: "documentation" }),
      change({ level: "risky", message: long }),
      change(),
    ]);
    expect(report.indexOf("breaking")).toBeLessThan(report.indexOf("risky "));
    expect(report).toContain("--all tells the 1 that are compatible or documentation");
    expect(Math.max(...report.split("\n").map((line) => line.length))).toBeLessThanOrEqual(70);
  });

  it("spells out what would move the cursor", () => {
    expect(text([change({ message: "evil \u001b[2J" })])).not.toContain("\u001b");
  });
});

describe("formatJson", () => {
  it("writes what the published schema describes", () => {
    const validate = new Ajv2020().compile(schema);
    const report = JSON.parse(
      formatJson([change({ example: { duration: 11 } }), change({ level: "risky" })], {
        before: "a",
        after: "b",
        ignored: 0,
      }),
    );
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({ worst: "breaking", counts: { breaking: 1, risky: 1 } });
    expect(validate({ ...report, changes: [{ level: "bad" }] })).toBe(false);
  });
});

describe("formatMarkdown", () => {
  it("lets no text of a page become markup", () => {
    const report = formatMarkdown(
      [change({ message: "<img src=x> [a](b)", example: { prompt: "```" } })],
      "risky",
    );
    expect(report).not.toContain("<img");
    expect(report).toContain("\\[a\\]");
    expect(report).toContain("````json");
  });
});

describe("formatGithub", () => {
  it("makes one annotation of what many models share, and no command of a text", () => {
    const report = formatGithub([...many, change({ level: "risky", message: "a\n::error::b%" })], "risky");
    expect(report.trim().split("\n")).toEqual([
      "::error title=breaking%3A 49 models of POST /v1/clips::`duration` is now at most 10 (was 15).",
      "::warning title=risky%3A kite (POST /v1/clips)::a%0A::error::b%25",
    ]);
  });
});

describe("ignoreChanges", () => {
  const entry = (fields: string) => `- ${fields}\n  reason: agreed\n  expires: "2027-01-31"\n`;

  it("takes out what an entry matches in all its fields, until its day has passed", () => {
    const file = entry("kind: values-changed\n  model: kite");
    const changes = [change(), change({ model: "swan" })];
    expect(ignoreChanges(changes, file, "f", "2027-01-31")).toEqual({
      changes: [changes[1]],
      ignored: 1,
      warnings: [],
    });
    expect(ignoreChanges(changes, file, "f", "2027-02-01")).toMatchObject({
      ignored: 0,
      warnings: [expect.stringContaining("expired")],
    });
  });

  it("warns about an entry that matches nothing", () => {
    expect(ignoreChanges([change()], entry("model: swan"), "f", "2027-01-01").warnings).toEqual([
      expect.stringContaining("matches no change"),
    ]);
  });

  it.each([
    ["a list", "kind: a", /list/],
    ["a reason", '- kind: a\n  expires: "2027-01-31"', /reason/],
    ["a day", "- kind: a\n  reason: b", /expires/],
    ["something to match", '- reason: b\n  expires: "2027-01-31"', /everything/],
    ["known fields", '- knid: a\n  reason: b\n  expires: "2027-01-31"', /knid/],
  ])("asks for %s", (_, file, message) => {
    expect(() => ignoreChanges([], file, "f", "2027-01-01")).toThrow(message);
  });
});
