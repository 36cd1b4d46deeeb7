import { createHash } from "node:crypto";
import { objectAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import type { RenderInput } from "../shared/render-input.ts";

/** Text of `manifest.json`: what the files next to it were made from, by what, and how much there is. */
export function renderManifest({ document, operations, inputs, tools }: RenderInput): string {
  const sorted = [...inputs].sort((one, other) => (one.path < other.path ? -1 : 1));
  const manifest = {
    comment: "Made by `evolink-openapi generate`. Do not edit: change the inputs, then run it again.",
    inputs: Object.fromEntries(sorted.map(({ path, bytes }) => [path, hashLines(bytes)])),
    tools,
    counts: {
      paths: Object.keys(objectAt(document, "paths")).length,
      operations: listOperations(document).length,
      schemas: Object.keys(componentSchemas(document)).length,
      models: new Set(operations.flatMap(({ pages }) => pages.flatMap(({ models }) => models))).size,
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The hash of a file with Unix lines, whatever Git made of them on this machine. */
function hashLines(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n");
  return createHash("sha256").update(text, "latin1").digest("hex");
}
