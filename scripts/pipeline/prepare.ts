import { extractDocument, type PageDocument } from "./extract.ts";
import { createMemory } from "./memory.ts";
import { normaliseDocument } from "./normalise.ts";
import type { Problem, Staged } from "./problem.ts";
import { readPage, type SourceFile } from "./read.ts";
import { widenTypes } from "./widen.ts";

/** The stages that look at one page at a time: read, extract, normalise, widen. A page that cannot be read is left out. */
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
    problems.push(...found);
    return output;
  };
  const output = collect(readPage(file)).flatMap((block) => {
    const page = collect(extractDocument(block));
    return page === undefined ? [] : [collect(widenTypes(collect(normaliseDocument(page))))];
  });
  return { output, problems };
}
