import { renderClient } from "../../scripts/render/client/index.ts";
import { renderEntry } from "../../scripts/render/entry/index.ts";
import { renderModels } from "../../scripts/render/models/index.ts";
import { renderSchema } from "../../scripts/render/schema/index.ts";
import type { ImportStyle } from "../../scripts/render/shared/imports.ts";
import { prepareRender } from "../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../src/openapi/json.ts";

/** How generated files import that lie in this repository's own folder. */
const OWN_IMPORTS: ImportStyle = { ending: ".ts", from: "../src" };

/** The TypeScript files of a document's client, by path from the root, with what they were rendered from. */
export function renderClientFiles(document: JsonObject) {
  const input = prepareRender(document, { imports: OWN_IMPORTS });
  const files = new Map([
    ["generated/schema.ts", renderSchema(input)],
    ["generated/client.ts", renderClient(input)],
    ["generated/models.ts", renderModels(input)],
    ["generated/index.ts", renderEntry(input)],
  ]);
  return { input, files };
}
