import type { Cache } from "../../../scripts/cache.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { RenderError, renderFiles } from "../../../scripts/render/index.ts";
import { prepareRender, type RenderInput } from "../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";

/** What is generated from one document, as it lies in somebody's project. */
export interface Project {
  input: RenderInput;
  /** The texts, by name of the file. */
  files: ReadonlyMap<string, string>;
}

/** Generates everything from some pages; undefined where they are refused, which another attack looks into. */
export async function generateProject(
  pages: readonly SourceFile[],
  lintConfig: SourceFile,
  cache: Cache,
): Promise<Project | undefined> {
  const { output } = await buildDocument({ pages, supplement: [], overlays: [], lintConfig }, { cache });
  return output === undefined ? undefined : renderProject(output, cache);
}

/** Generates everything from a document; undefined where it cannot be rendered. */
export async function renderProject(document: JsonObject, cache: Cache): Promise<Project | undefined> {
  try {
    const input = prepareRender(document, { cache });
    return { input, files: await renderFiles(input) };
  } catch (error) {
    if (error instanceof RenderError) return undefined;
    throw error;
  }
}
