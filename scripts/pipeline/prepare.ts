import { extractDocument, type PageDocument } from "./extract.ts";
import { normaliseDocument } from "./normalise.ts";
import type { Problem, Staged } from "./problem.ts";
import { readPage, type SourceFile } from "./read.ts";
import { widenTypes } from "./widen.ts";

/** The stages that look at one page at a time: read, extract, normalise, widen. A page that cannot be read is left out. */
export function preparePages(files: readonly SourceFile[]): Staged<PageDocument[]> {
  const problems: Problem[] = [];
  const collect = <T>({ output, problems: found }: Staged<T>): T => {
    problems.push(...found);
    return output;
  };
  const output = files
    .flatMap((file) => collect(readPage(file)))
    .flatMap((block) => {
      const page = collect(extractDocument(block));
      return page === undefined ? [] : [collect(widenTypes(collect(normaliseDocument(page))))];
    });
  return { output, problems };
}
