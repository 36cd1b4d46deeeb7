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
  "no-operation": ["Pages that describe no operation", "refused"],
  "missing-component": ["References to components that do not exist", "read as anything"],
  "missing-parameter": ["Parts of a path that no parameter describes", "read as any string"],
  "missing-answer": ["Operations without a successful answer", "read as any answer"],
  "called-alike": ["Things that are called alike", "told apart"],
  malformed: ["Keywords and examples in a form that nobody can read", "mended, or left out"],
  "old-openapi": ["Leftovers of OpenAPI 3.0", "rewritten as 3.1"],
  "wrong-type": ["Types that contradict their enum, or the page's own examples", "widened"],
  "wrong-example": ["Examples that break their own schema", "left out"],
  "model-twice": ["Pages that contradict each other about one model", "the more specific page is followed"],
  "types-differ": ["Types of answers that other pages give differently", "united"],
  "values-differ": ["Enums of answers that other pages list differently", "united"],
  "values-reopened": ["Enums of answers that other pages leave open", "left open"],
  "not-joinable": ["Answers that contradict each other", "kept side by side, as anyOf"],
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
