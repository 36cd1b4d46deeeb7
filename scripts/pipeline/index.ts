import type { JsonObject } from "../../src/openapi/json.ts";
import type { PageDocument } from "../../src/openapi/parse/parse-document.ts";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import { type Cache, createCache } from "../cache.ts";
import { checkExamples } from "./check/check-examples.ts";
import { checkSchemas } from "./check/check-schemas.ts";
import { checkSizes } from "./check/check-sizes.ts";
import { checkTasks } from "./check/check-tasks.ts";
import { checkWriting } from "./check/check-writing.ts";
import { lintOpenapi } from "./check/lint.ts";
import { mergeDocuments } from "./merge/index.ts";
import { applyOverlays, type OverlayDocument } from "./overlay/apply-overlays.ts";
import { readOverlays } from "./overlay/read-overlays.ts";
import { preparePages, type UnusedFile } from "./prepare-pages.ts";
import type { SourceFile } from "./read/read-page.ts";
import { requirePages, requireSupplement } from "./require-pages.ts";

/** Everything the one document is made from, as it lies on disk. */
export interface Sources {
  pages: readonly SourceFile[];
  /** Files among the pages that cannot be read. */
  unreadable?: readonly UnusedFile[];
  /** Documents for operations that have no page here. */
  supplement: readonly SourceFile[];
  /** Overlay documents, applied in this order. */
  overlays: readonly SourceFile[];
  /** `redocly.yaml`. */
  lintConfig: SourceFile;
  /** The language whose texts come first where pages in several have the same to say. Default: none. */
  lang?: string | undefined;
}

/** What the stages have made so far. */
export interface Draft {
  /** The documents of the pages, repaired, in 3.1. */
  pages: readonly PageDocument[];
  /** The files among the pages that no document was found in. */
  unused: readonly UnusedFile[];
  /** The documents for operations that have no page here. */
  supplement: readonly PageDocument[];
  overlays: readonly OverlayDocument[];
  /** The one document as the merge made it, before overlays. */
  merged: JsonObject;
  /** The one document, as far as it has come. */
  document: JsonObject;
}

/** One step of the way. It neither prints, nor exits, nor touches disk or network. */
export interface Stage {
  name: string;
  /** Gives what it adds to the draft, or puts in the place of what is there. */
  run(draft: Draft, sources: Sources, cache: Cache): Staged<Partial<Draft>> | Promise<Staged<Partial<Draft>>>;
  /** Whether it also runs after errors, because it reads nothing that an earlier stage made. */
  isIndependent?: true;
}

/** Name of the document in problems that are found in it. */
const DOCUMENT_NAME = "openapi.yaml";

/** All stages, in the one order in which they run. What happens to each page is listed in `prepare-pages.ts`. */
export const STAGES: readonly Stage[] = [
  {
    name: "prepare pages",
    run(_draft, { pages, unreadable, supplement }, cache) {
      const prepared = requirePages(preparePages(pages, { unreadable, cache }));
      const more = requireSupplement(preparePages(supplement, { cache }));
      return {
        output: { ...prepared.output, supplement: more.output },
        problems: [...prepared.problems, ...more.problems],
      };
    },
  },
  {
    name: "read overlays",
    isIndependent: true,
    run(_draft, sources) {
      const { output, problems } = readOverlays(sources.overlays);
      return { output: { overlays: output }, problems };
    },
  },
  {
    name: "merge",
    run({ pages, supplement }, { lang }) {
      const { output, problems } = mergeDocuments(pages, supplement, { lang });
      return { output: { merged: output, document: output }, problems };
    },
  },
  {
    name: "overlay",
    run: ({ document, overlays }) => replaceDocument(applyOverlays(document, overlays)),
  },
  {
    name: "check sizes",
    run: ({ document }) => ({ output: {}, problems: checkSizes(DOCUMENT_NAME, document) }),
  },
  {
    name: "check schemas",
    run: ({ document }, _sources, cache) => ({
      output: {},
      problems: checkSchemas(DOCUMENT_NAME, document, cache),
    }),
  },
  {
    name: "check examples",
    run: ({ document }, _sources, cache) => replaceDocument(checkExamples(DOCUMENT_NAME, document, cache)),
  },
  {
    name: "check writing",
    run: ({ document }) => ({ output: {}, problems: checkWriting(DOCUMENT_NAME, document) }),
  },
  {
    name: "check tasks",
    run: ({ document }) => ({ output: {}, problems: checkTasks(DOCUMENT_NAME, document) }),
  },
  {
    name: "lint",
    run: async ({ document }, { lintConfig }) => ({
      output: {},
      problems: await lintOpenapi(DOCUMENT_NAME, document, new TextDecoder().decode(lintConfig.bytes)),
    }),
  },
];

/** What a run of stages came to. `document` is absent when any of them found an error. */
export interface BuiltDocument extends Staged<JsonObject | undefined> {
  /** What was made on the way, also when a later stage found an error. */
  draft: Draft;
}

/** What a run of stages may be given besides its sources. */
export interface RunOptions {
  /** Default: an empty one. */
  cache?: Cache;
  /** Called after each stage, with how long it took. */
  onStage?: (name: string, durationMs: number) => void;
}

/** The one way from pages to the document. */
export function buildDocument(sources: Sources, options: RunOptions = {}): Promise<BuiltDocument> {
  return runStages(
    STAGES,
    { pages: [], unused: [], supplement: [], overlays: [], merged: {}, document: {} },
    sources,
    options,
  );
}

/** Runs stages one after the other. A stage whose input is broken does not run. */
export async function runStages(
  stages: readonly Stage[],
  start: Draft,
  sources: Sources,
  { cache = createCache(), onStage }: RunOptions = {},
): Promise<BuiltDocument> {
  let draft = start;
  const problems: Problem[] = [];
  for (const { name, run, isIndependent } of stages) {
    if (hasErrors(problems) && !isIndependent) continue;
    const started = performance.now();
    const { output, problems: found } = await refuseTooDeep(name, () => run(draft, sources, cache));
    draft = { ...draft, ...output };
    // One by one: a page may have more mistakes than a call may have arguments.
    for (const problem of found) problems.push(problem);
    onStage?.(name, performance.now() - started);
  }
  return { output: hasErrors(problems) ? undefined : draft.document, problems, draft };
}

function replaceDocument({ output, problems }: Staged<JsonObject>): Staged<Partial<Draft>> {
  return { output: { document: output }, problems };
}

/** Stages follow references and nested schemas by calling themselves: what leads deeper than the stack is refused. */
async function refuseTooDeep(
  name: string,
  run: () => ReturnType<Stage["run"]>,
): Promise<Staged<Partial<Draft>>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `The stage "${name}" cannot follow the references of some page to their end: they lead too deep (${error.message}). Generate from fewer pages to find the page, and remove it.`;
    return { output: {}, problems: [{ severity: "error", file: DOCUMENT_NAME, pointer: "", message }] };
  }
}
