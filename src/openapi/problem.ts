/** One thing a person has to correct, and where. Every script reports these and nothing else. */
export interface Problem {
  severity: "error" | "warning";
  /** Path as the user wrote it, or relative to the working directory. */
  file: string;
  /** `#/json/pointer`, `line:column`, or empty for the whole file. */
  pointer: string;
  /** What is wrong, what was seen, and what to do. */
  message: string;
  /** Which of the publisher's usual mistakes this is, if it is one; `doctor` groups by it. */
  kind?: Mistake;
}

/** The mistakes that published pages are full of. */
export type Mistake =
  | "unusable-page"
  | "old-openapi"
  | "malformed"
  | "wrong-type"
  | "wrong-example"
  | "missing-component"
  | "missing-parameter"
  | "missing-response"
  | "no-operation"
  | "equivalent-paths"
  | "duplicate-names"
  | "duplicate-model"
  | "texts-differ"
  | "types-differ"
  | "values-differ"
  | "values-reopened"
  | "not-joinable"
  | "unwritable";

/** What every stage returns: its output, and all the problems it found on the way. */
export interface Staged<T> {
  output: T;
  problems: Problem[];
}

/** True when at least one problem makes the output unusable. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}
