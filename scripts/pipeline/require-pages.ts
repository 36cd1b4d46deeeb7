import type { PageDocument } from "../../src/openapi/parse/parse-document.ts";
import type { Problem, Staged } from "../../src/openapi/problem.ts";
import type { PreparedPages } from "./prepare-pages.ts";

/** Of pages one has to be usable at least: otherwise each reason is an error. */
export function requirePages({ output, problems }: Staged<PreparedPages>): Staged<PreparedPages> {
  if (output.pages.length > 0) return { output, problems };
  const [first] = output.unused;
  const errors = problems.map((problem): Problem => ({ ...problem, severity: "error" }));
  const message = `None of the ${output.unused.length} files describes an API: the first is ${first?.reason}. Fetch the pages in Markdown, or name another folder with --pages.`;
  return {
    output,
    problems:
      errors.length > 0 || first === undefined
        ? errors
        : [{ severity: "error", kind: "unusable-page", file: first.file, pointer: "", message }],
  };
}

/** A supplement is written by hand, for one purpose: all of it has to be usable. */
export function requireSupplement({ output, problems }: Staged<PreparedPages>): Staged<PageDocument[]> {
  const errors = output.unused.map(
    ({ file, pointer, reason, outcome }): Problem => ({
      severity: "error",
      kind: "unusable-page",
      file,
      pointer,
      message:
        outcome === "refused" ? reason : `This supplement is ${reason}, and no OpenAPI document. Remove it.`,
    }),
  );
  return {
    output: output.pages,
    problems: [...problems.filter(({ kind }) => kind !== "unusable-page"), ...errors],
  };
}
