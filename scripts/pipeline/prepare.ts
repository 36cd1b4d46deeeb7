import { breakLoops } from "./break-loops.ts";
import { extractDocument, type PageDocument } from "./extract.ts";

import { createMemory } from "./memory.ts";

import { mendPage } from "./mend-page.ts";

import { normaliseDocument } from "./normalise.ts";
import type { Problem, Staged } from "./problem.ts";
import { readPage, type SourceFile } from "./read.ts";
import { widenTypes } from "./widen.ts";

/**
 * The stages that look at one page at a time: read, extract, mend, break loops, normalise, widen. A page that cannot be
 * read is left out.
 */
export function preparePages(files: readonly SourceFile[], memory = createMemory()): Staged<PageDocument[]> {
  const prepared = files.map((file) =>
    memory.remember("page", [file.path, file.bytes], () => preparePage(file)),
  );
  return {
    output: prepared.flatMap(({ output }) => output),
    problems: prepared.flatMap(({ problems }) => problems),
  };
}

function preparePage(file: SourceFile): Staged<PageDocument[]> {
  const problems: Problem[] = [];
  const collect = <T>({ output, problems: found }: Staged<T>): T => {
    // One by one: a page may have more mistakes than a call may have arguments.
    for (const problem of found) problems.push(problem);
    return output;
  };
  const output = collect(readPage(file)).flatMap((block) => {
    const page = collect(extractDocument(block));
    if (page === undefined) return [];
    return [collect(widenTypes(collect(normaliseDocument(collect(breakLoops(collect(mendPage(page))))))))];
  });
  return { output, problems };
}
