import { parse } from "yaml";
import type { Json, JsonObject } from "../../src/openapi/document.ts";
import { hasErrors, type Problem, type Staged } from "../../src/openapi/problem.ts";
import { createMemory } from "../../src/validation/compile/cache.ts";
import { findLockProblems } from "../sources/lock.ts";
import { removeWrongExamples } from "./check/examples.ts";
import { createFindMistakes } from "./check/find-mistakes.ts";
import { lintOpenapi } from "./check/lint.ts";
import { findUncompilableSchemas } from "./check/uncompilable.ts";
import { mergeDocuments } from "./merge/index.ts";
import { applyOverlays, type OverlayDocument } from "./overlay/apply-overlays.ts";
import { preparePages } from "./prepare.ts";
import type { SourceFile } from "./read/read-page.ts";

/** Everything the one document is made from, as it lies on disk. */
export interface Sources {
  pages: readonly SourceFile[];
  /** Documents for operations that have no page here. */
  supplement: readonly SourceFile[];
  /** Overlay documents, applied in this order. */
  overlays: readonly SourceFile[];
  /** `redocly.yaml`. */
  lintConfig: SourceFile;
  /** `sources.yaml`, where the pages have one. */
  lock: SourceFile | undefined;
}

/** Name of the document in problems that are found in it. */
const DOCUMENT_NAME = "openapi.yaml";

/**
 * The one way from pages to the document: read, extract, normalise, merge, overlay, lint.
 *
 * A stage whose input is broken does not run; `output` is absent when any stage found an error.
 */
export async function buildDocument(
  sources: Sources,
  memory = createMemory(),
): Promise<Staged<JsonObject | undefined>> {
  const problems: Problem[] = [];
  const collect = <T>({ output, problems: found }: Staged<T>): T => {
    // One by one: a page may have more mistakes than a call may have arguments.
    for (const problem of found) problems.push(problem);
    return output;
  };

  if (sources.lock !== undefined) problems.push(...findLockProblems(sources.lock, sources.pages));
  const pages = collect(preparePages([...sources.pages, ...sources.supplement], memory));
  const overlays = sources.overlays.flatMap((file) => collect(readOverlay(file)));
  if (hasErrors(problems)) return { output: undefined, problems };

  const merged = collect(mergeDocuments(pages));
  if (hasErrors(problems)) return { output: undefined, problems };

  const corrected = collect(applyOverlays(merged, overlays));
  problems.push(...findUncompilableSchemas(DOCUMENT_NAME, corrected, memory));
  if (hasErrors(problems)) return { output: undefined, problems };
  const findMistakes = createFindMistakes(corrected, memory);
  const document = collect(removeWrongExamples(DOCUMENT_NAME, corrected, findMistakes));

  problems.push(...(await lintOpenapi(DOCUMENT_NAME, document, decode(sources.lintConfig))));
  return { output: hasErrors(problems) ? undefined : document, problems };
}

function readOverlay(file: SourceFile): Staged<OverlayDocument[]> {
  try {
    return { output: [{ file: file.path, overlay: parse(decode(file)) as Json }], problems: [] };
  } catch (error) {
    const message = `This is not YAML: ${error instanceof Error ? error.message : String(error)}`;
    return { output: [], problems: [{ severity: "error", file: file.path, pointer: "", message }] };
  }
}

function decode({ bytes }: SourceFile): string {
  return new TextDecoder().decode(bytes);
}
