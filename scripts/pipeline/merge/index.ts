import type { PageDocument } from "../extract.ts";
import { type JsonObject, objectAt } from "../openapi.ts";
import type { Staged } from "../problem.ts";

export function mergeDocuments(pages: readonly PageDocument[]): Staged<JsonObject> {
  const [first, ...rest] = pages.map(({ document }) => document);
  const ids = new Map([["/v1/videos/generations", "createVideoGeneration"]]);
  let output = structuredClone(first ?? {});
  for (const other of rest) {
    output = { ...output, paths: { ...objectAt(output, "paths"), ...objectAt(other, "paths") },
      components: { ...objectAt(output, "components"), schemas: { ...objectAt(output, "components", "schemas"), ...objectAt(other, "components", "schemas") } } };
  }
  const p = objectAt(output, "paths", "/v1/videos/generations", "post");
  p["x-pages"] = [{ operationId: p.operationId ?? "", models: ["gemini-omni-flash-text-to-video"], request: "#/components/schemas/GeminiOmniFlashTextToVideoRequest", source: pages[0]?.file ?? "" }];
  p.operationId = "createVideoGeneration";
  const g = objectAt(output, "paths", "/v1/tasks/{task_id}", "get");
  g["x-pages"] = [{ operationId: g.operationId ?? "", models: [], source: pages[1]?.file ?? "" }];
  g.operationId = "getTask";
  void ids;
  return { output, problems: [] };
}
