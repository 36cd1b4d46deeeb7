import { extractDocument, type PageDocument } from "../../src/openapi/parse/parse-document.ts";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import { type Cache, createCache } from "../cache.ts";
import type { DocumentPointer } from "./read/pointer-page.ts";
import { type PageContent, readPage, type SourceFile } from "./read/read-page.ts";
import { createExplainPointer, type ExplainPointer } from "./read/resolve-pointers.ts";
import { writeBooleanSchemas } from "./repair/boolean-schemas.ts";
import { breakLoops } from "./repair/break-loops.ts";
import { hoistTargets } from "./repair/hoist-targets.ts";
import { normaliseDocument } from "./repair/normalise.ts";
import { readNumerals } from "./repair/numerals/read-numerals.ts";
import { readOldKeywords } from "./repair/old-keywords.ts";
import { repairPage } from "./repair/page/repair-page.ts";
import { reportDefaults } from "./repair/report-defaults.ts";
import { reportUnread } from "./repair/report-unread.ts";
import { reportUnused } from "./repair/report-unused.ts";
import { adaptToUse } from "./repair/use/adapt-to-use.ts";
import { dropDiscriminators } from "./repair/variants/drop-discriminators.ts";
import { fixVariants } from "./repair/variants/fix-variants.ts";
import { readInheritance } from "./repair/variants/inheritance.ts";
import { widenTypes } from "./repair/widen-types.ts";

/** What happens to the document of each page, in this order, once it is extracted. */
export const PAGE_STAGES: readonly ((page: PageDocument) => Staged<PageDocument>)[] = [
  readNumerals,
  hoistTargets,
  readOldKeywords,
  repairPage,
  reportUnread,
  reportDefaults,
  writeBooleanSchemas,
  dropDiscriminators,
  reportUnused,
  readInheritance,
  breakLoops,
  fixVariants,
  normaliseDocument,
  widenTypes,
  adaptToUse,
];

/** A file that adds no document: passed over because nothing is in it, or refused because that cannot be used. */
export interface UnusedFile {
  file: string;
  outcome: "passed over" | "refused";
  /** A kind of file for what is passed over; for what is refused a sentence. */
  reason: string;
  /** Where in the file, if anywhere. */
  pointer: string;
}

/** The documents of all pages, and the files that have none. */
export interface PreparedPages {
  pages: PageDocument[];
  unused: UnusedFile[];
}

/**
 * Reads, extracts and repairs one page at a time. A page that cannot be used stops itself, and not the others; whether
 * something that was made before would be lost with it is looked at when all is made (`find-losses.ts`).
 */
export function preparePages(
  files: readonly SourceFile[],
  { unreadable = [], cache = createCache() }: PrepareOptions = {},
): Staged<PreparedPages> {
  const prepared = files.map((file) => ({
    file: file.path,
    ...cache.getOrSet("page", [file.path, file.bytes], () => preparePage(file)),
  }));
  const pages = prepared.flatMap(({ output }) => output.pages);
  const explain = createExplainPointer(
    files.map(({ path }) => path),
    pages,
  );
  const found = prepared.flatMap(({ file, output, problems }) =>
    explainUnused(file, output, problems, explain),
  );
  const unused = [...unreadable, ...found];
  const refused = unused.filter(({ outcome }) => outcome === "refused").map(refusePage);
  const kept = prepared.flatMap(({ output, problems }) => (output.pages.length === 0 ? [] : problems));
  return { output: { pages, unused }, problems: [...refused, ...kept] };
}

interface PrepareOptions {
  /** Files among the pages that cannot be read; none by default. */
  unreadable?: readonly UnusedFile[] | undefined;
  /** Default: an empty one. */
  cache?: Cache;
}

interface PreparedPage {
  pages: PageDocument[];
  pointer?: DocumentPointer;
  instead?: PageContent["instead"];
}

/** A page is used with all its documents, or not at all. */
function preparePage(file: SourceFile): Staged<PreparedPage> {
  const problems: Problem[] = [];
  const collect = <T>({ output, problems: found }: Staged<T>): T => {
    // One by one: a page may have more mistakes than a call may have arguments.
    for (const problem of found) problems.push(problem);
    return output;
  };
  const { blocks, ...content } = collect(readPage(file));
  const pages = blocks.flatMap((block) => {
    const page = collect(extractDocument(block, { readsNumerals: true }));
    return page === undefined ? [] : [PAGE_STAGES.reduce((at, stage) => collect(stage(at)), page)];
  });
  return { output: { ...content, pages: hasErrors(problems) ? [] : pages }, problems };
}

function explainUnused(
  file: string,
  { pages, pointer, instead }: PreparedPage,
  problems: readonly Problem[],
  explain: ExplainPointer,
): UnusedFile[] {
  if (pages.length > 0) return [];
  if (instead !== undefined) return [{ file, outcome: "passed over", reason: instead, pointer: "" }];
  if (pointer !== undefined) {
    const reason = explain(pointer);
    return reason === undefined
      ? [{ file, outcome: "passed over", reason: "pointer to a document", pointer: "" }]
      : [{ file, outcome: "refused", reason, pointer: "" }];
  }
  const [first, ...others] = problems.filter(({ severity }) => severity === "error");
  const more = others.length === 0 ? "" : ` And ${others.length} more.`;
  return [
    { file, outcome: "refused", reason: `${first?.message ?? ""}${more}`, pointer: first?.pointer ?? "" },
  ];
}

function refusePage({ file, reason, pointer }: UnusedFile): Problem {
  return { severity: "warning", kind: "unusable-page", file, pointer, message: reason };
}
