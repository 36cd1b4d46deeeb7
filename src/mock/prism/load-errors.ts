import type { Problem } from "../../openapi/problem.ts";

/** The document cannot be served; `problems` says where and why. */
export class BrokenDocumentError extends Error {
  override readonly name = "BrokenDocumentError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, pointer, message }) => `${file}${pointer}: ${message}`).join("\n"));
    this.problems = problems;
  }
}
