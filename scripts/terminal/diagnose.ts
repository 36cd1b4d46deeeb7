import type { Mistake, Problem } from "../../src/openapi/problem.ts";

/** All that was found of one kind of mistake. */
export interface Diagnosis {
  kind: Mistake | "other";
  /** What the publisher got wrong. */
  title: string;
  /** What was done about it. */
  remedy: string;
  /** How many pages have it. */
  pages: number;
  findings: Problem[];
}

const KINDS: Readonly<Record<Diagnosis["kind"], readonly [title: string, remedy: string]>> = {
  "unusable-page": ["Pages that cannot be used", "refused: nothing is made of them"],
  "no-operation": ["Pages that describe no operation", "refused"],
  "missing-component": ["References to components that do not exist", "read as anything"],
  "missing-parameter": ["Parts of a path that no parameter describes", "read as any string"],
  "missing-response": ["Operations without a successful response", "read as any response"],
  "equivalent-paths": ["Paths that differ in the names of their parameters alone", "merged into one path"],
  "duplicate-names": ["Names that several operations or functions have", "one keeps the name"],
  malformed: ["Malformed keywords and examples", "repaired, or dropped"],
  "old-openapi": ["Keywords of OpenAPI 3.0", "rewritten as 3.1"],
  "wrong-type": ["Types that contradict their enum, or the page's own examples", "widened"],
  "wrong-example": ["Examples and defaults that break their own schema", "examples dropped, defaults kept"],
  "duplicate-model": [
    "Pages that contradict each other about one model",
    "the most specific page is followed",
  ],
  "texts-differ": ["Pages in whose place other pages say something else", "those are followed"],
  "types-differ": ["Types of responses that other pages give differently", "joined"],
  "values-differ": ["Values and limits that other pages give differently", "joined"],
  "values-reopened": ["Values that other pages leave open", "left open"],
  "not-joinable": ["Responses that contradict each other", "kept side by side, as anyOf"],
  unwritable: ["Parameters and bodies that OpenAPI does not say how to write", "sent as each finding says"],
  other: ["What lint, overlays and the reading of pages say", "nothing: correct it with an overlay"],
};

/** Groups problems by the mistake behind them, in a fixed order, and leaves out what did not occur. */
export function diagnose(problems: readonly Problem[]): Diagnosis[] {
  return (Object.keys(KINDS) as Diagnosis["kind"][]).flatMap((kind) => {
    const findings = problems.filter((problem) => (problem.kind ?? "other") === kind);
    const [title, remedy] = KINDS[kind];
    const pages = new Set(findings.map(({ file }) => file)).size;
    return findings.length === 0 ? [] : [{ kind, title, remedy, pages, findings }];
  });
}
