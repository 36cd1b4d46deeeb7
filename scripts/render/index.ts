import type { Problem } from "../../src/openapi/problem.ts";
import { renderClient } from "./client/index.ts";
import { renderEntry } from "./entry/index.ts";
import { renderManifest } from "./manifest/index.ts";
import { renderModels } from "./models/index.ts";
import { renderOpenapi } from "./openapi/index.ts";
import { renderSchema } from "./schema/index.ts";
import type { RenderInput } from "./shared/render-input.ts";
import { renderDeclarations } from "./validators/declarations.ts";
import { renderValidators } from "./validators/index.ts";

/** One generated file. */
export interface Renderer {
  /** Its name in the generated folder. */
  file: string;
  /** Its text. The same input gives the same bytes, whatever is in the cache. */
  render: (input: RenderInput) => string | Promise<string>;
}

/** Every generated file, in the order in which they are reported. */
export const RENDERERS: readonly Renderer[] = [
  { file: "openapi.yaml", render: renderOpenapi },
  { file: "index.ts", render: renderEntry },
  { file: "schema.ts", render: renderSchema },
  { file: "client.ts", render: renderClient },
  { file: "models.ts", render: renderModels },
  { file: "manifest.json", render: renderManifest },
  { file: "validators.js", render: renderValidators },
  { file: "validators.d.ts", render: renderDeclarations },
];

/** A file that cannot be rendered, because a tool below gives up on the document. */
export class RenderError extends Error {
  override name = "RenderError" as const;
  readonly problem: Problem;

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${file} cannot be rendered: ${reason}. Correct the place with an overlay.`;
    super(message, { cause });
    this.problem = { severity: "error", file: "openapi.yaml", pointer: "", message };
  }
}

/**
 * Renders every generated file, by name.
 *
 * @throws {RenderError} one of them cannot be rendered.
 */
export async function renderFiles(input: RenderInput): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { file, render } of RENDERERS) {
    try {
      files.set(file, await render(input));
    } catch (error) {
      throw new RenderError(file, error);
    }
  }
  return files;
}
