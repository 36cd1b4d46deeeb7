import type { JsonObject } from "../../src/openapi/json.ts";
import { createCache } from "../cache.ts";
import type { SourceFile } from "../pipeline/read/read-page.ts";
import { renderManifest } from "./manifest/index.ts";
import { renderModelTable, TABLE } from "./models/model-table.ts";
import { renderOpenapi } from "./openapi/index.ts";
import { renderSchema } from "./schema/index.ts";
import { listOperationFacts } from "./shared/facts.ts";
import type { Origin } from "./shared/source-text.ts";
import { renderValidators } from "./validators/index.ts";
import { planValidators } from "./validators/plan.ts";

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

/**
 * Renders every generated file, by name. The same document gives the same bytes, whatever is remembered.
 *
 * What prints TypeScript is loaded when something has to be printed: the compiler takes longer to load than most of
 * what it prints.
 */
export async function renderFiles(
  document: JsonObject,
  { inputs, tools, root }: RenderContext,
  cache = createCache(),
): Promise<Map<string, string>> {
  const operations = listOperationFacts(document);
  const plan = planValidators(document, operations);
  const modelsFrame = await cache.getOrSetLater("models", [], async () =>
    (await import("./models/index.ts")).renderModelsFrame(FROM_DOCUMENT),
  );
  return new Map([
    ["openapi.yaml", renderOpenapi(document, FROM_SOURCES, cache)],
    ["schema.ts", await renderSchema(document, FROM_DOCUMENT, cache)],
    [
      "client.ts",
      await cache.getOrSetLater("client", [JSON.stringify(operations)], async () =>
        (await import("./client/index.ts")).renderClient(operations, FROM_DOCUMENT),
      ),
    ],
    ["models.ts", modelsFrame.replace(TABLE, () => renderModelTable(document, operations))],
    ["manifest.json", renderManifest(document, operations, inputs, tools)],
    ["validators.js", await renderValidators(document, FROM_DOCUMENT, root, cache)],
    [
      "validators.d.ts",
      await cache.getOrSetLater("declarations", [JSON.stringify(plan)], async () =>
        (await import("./validators/declarations.ts")).renderDeclarations(plan, FROM_DOCUMENT),
      ),
    ],
  ]);
}
