import type { JsonObject } from "../pipeline/openapi.ts";
import type { SourceFile } from "../pipeline/read.ts";
import { renderClient } from "./client.ts";
import type { Origin } from "./header.ts";
import { renderManifest } from "./manifest.ts";
import { renderModels } from "./models.ts";
import { renderOpenapi } from "./openapi.ts";
import { renderSchema } from "./schema.ts";
import { renderValidators } from "./validators/index.ts";

/** What a rendering needs besides the document. */
export interface RenderContext {
  /** Everything that had a say in the document, for the manifest. */
  inputs: readonly SourceFile[];
  /** Exact versions of the tools, by package. */
  tools: Readonly<Record<string, string>>;
  /** The project's folder. */
  root: string;
}

const FROM_SOURCES: Origin = { from: "spec/", edit: "change a page or an overlay in spec/" };
const FROM_DOCUMENT: Origin = { from: "openapi.yaml", edit: "change a page or an overlay in spec/" };

/** Renders every generated file, by name. The same document gives the same bytes. */
export async function renderFiles(
  document: JsonObject,
  { inputs, tools, root }: RenderContext,
): Promise<Map<string, string>> {
  // esbuild works in a process of its own, so the validators are made while the types are printed.
  const validators = renderValidators(document, FROM_DOCUMENT, root);
  const files = new Map([
    ["openapi.yaml", renderOpenapi(document, FROM_SOURCES)],
    ["schema.ts", renderSchema(document, FROM_DOCUMENT)],
    ["client.ts", renderClient(document, FROM_DOCUMENT)],
    ["models.ts", renderModels(document, FROM_DOCUMENT)],
    ["manifest.json", renderManifest(document, inputs, tools)],
  ]);
  const { code, declarations } = await validators;
  return files.set("validators.js", code).set("validators.d.ts", declarations);
}
