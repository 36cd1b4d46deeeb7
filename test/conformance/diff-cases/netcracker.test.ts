import { describe, expect, it } from "vitest";
import { defaultCasesFolder } from "./cases.ts";
import { levelOf, readRatedCases } from "./netcracker.ts";

const cases = readRatedCases(defaultCasesFolder(process.cwd()));
if (cases.length === 0)
  console.log("netcracker.test.ts is skipped: no cases of Netcracker's were found; set DIFF_CASES");

/** Cases in which we hold the suite wrong, with the reason. */
const NOT_SHARED: Readonly<Record<string, string>> = {
  "request update-schema-type-to-an-equivalent-value":
    "No type at all accepts null in 3.1; the union of the other types does not.",
  "request update-format-for-number-property": "`float` to `double`: every number is a double.",
  "request add-one-of":
    "Both variants are open, so that an object with the old property is of both, and `oneOf` refuses it.",
  "response remove-one-of":
    "The same the other way round: an object with the property that is left was of both variants, and not valid.",
  "response update-pattern-for-string-property":
    "The new pattern matches a part of what the old one did: a response was always allowed to be that.",
};

describe.skipIf(cases.length === 0)("Netcracker's cases", { timeout: 60_000 }, () => {
  const outcomes = cases.map((one) => ({ ...one, level: levelOf(one) }));
  const name = ({ side, name: title }: { side: string; name: string }) => `${side} ${title}`;

  it("are breaking here where they are there, and only there", () => {
    const wrong = outcomes.filter(({ verdict, level, ...one }) => {
      if (NOT_SHARED[name(one)] !== undefined) return false;
      if (verdict === "breaking") return level !== "breaking" && level !== "risky";
      return level === "breaking" || (verdict === "risky" && level !== "risky");
    });
    expect(wrong.map((one) => `${name(one)}: ${one.verdict}, here ${one.level}`)).toEqual([]);
  });

  it("are left undecided in at most one of twenty", () => {
    const undecided = outcomes.filter(({ verdict, level }) => level === "risky" && verdict !== "risky");
    console.log(
      `Netcracker: ${undecided.length} of ${outcomes.length} undecided: ${undecided.map(name).join(", ")}`,
    );
    expect(undecided.length / outcomes.length).toBeLessThanOrEqual(0.05);
  });
});
