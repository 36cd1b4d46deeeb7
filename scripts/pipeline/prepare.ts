import { extractDocument, type PageDocument } from "../../src/openapi/parse-document.ts";
import type { Problem, Staged } from "../../src/openapi/problem.ts";

import { createMemory } from "../../src/validation/compile/cache.ts";
import { readPage, type SourceFile } from "./read/read-page.ts";
import { breakLoops } from "./repair/break-loops.ts";
import { normaliseDocument } from "./repair/normalise.ts";
import { mendPage } from "./repair/repair-page.ts";
import { widenTypes } from "./repair/widen-types.ts";

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
