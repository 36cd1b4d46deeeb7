import { extractDocument, type PageDocument } from "../../src/openapi/parse-document.ts";
import type { Problem, Staged } from "../../src/openapi/problem.ts";
import { type Cache, createCache } from "../cache.ts";
import { readPage, type SourceFile } from "./read/read-page.ts";
import { breakLoops } from "./repair/break-loops.ts";
import { normaliseDocument } from "./repair/normalise.ts";
import { readNumerals } from "./repair/read-numerals.ts";
import { repairPage } from "./repair/repair-page.ts";
import { widenTypes } from "./repair/widen-types.ts";

/** What happens to the document of each page, in this order, once it is extracted. */
const PAGE_STAGES: readonly ((page: PageDocument) => Staged<PageDocument>)[] = [
  readNumerals,
  repairPage,
  breakLoops,
  normaliseDocument,
  widenTypes,
];

/** Reads, extracts and repairs one page at a time. A page that cannot be read is dropped. */
export function preparePages(
  files: readonly SourceFile[],
  cache: Cache = createCache(),
): Staged<PageDocument[]> {
  const prepared = files.map((file) =>
    cache.getOrSet("page", [file.path, file.bytes], () => preparePage(file)),
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
    return page === undefined ? [] : [PAGE_STAGES.reduce((at, stage) => collect(stage(at)), page)];
  });
  return { output, problems };
}
