import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { renderClient } from "../../scripts/render/client/index.ts";
import { renderEntry } from "../../scripts/render/entry/index.ts";
import type { ImportStyle } from "../../scripts/render/shared/imports.ts";
import { prepareRender, type RenderInput } from "../../scripts/render/shared/render-input.ts";
import type { Json, JsonObject } from "../../src/openapi/json.ts";
import { renderClientFiles } from "../conformance/render-client-files.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "./pages.ts";

const STATUS: Json = { type: "string", enum: ["pending", "processing", "completed", "failed"] };
const TASK: JsonObject = {
  type: "object",
  properties: {
    id: { type: "string" },
    status: STATUS,
    progress: { type: "integer" },
    results: { type: "array", items: { type: "string" } },
  },
};
const text: Json = { type: "string" };

function talk(model: string, properties: JsonObject, facts: PageFacts = {}) {
  return makeModelPage(model, {
    path: "/v1/talk/answers",
    operationId: "talk",
    name: "TalkRequest",
    properties: { words: text, ...properties },
    required: ["model", "words"],
    response: { type: "object", required: ["said"], properties: { said: text } },
    ...facts,
  });
}

function think(file: string, path: string, facts: PageFacts = {}) {
  return makePage({
    file,
    path,
    operationId: `think${file}`,
    name: "ThinkRequest",
    properties: { contents: text, depth: { type: "integer" } },
    required: ["contents"],
    response: { type: "object", properties: { thought: text } },
    ...facts,
  });
}

/** Pages that create a task, and pages that respond with the result; with the model in the body, and in the path. */
export const KITE_PAGES = [
  makePage({
    file: "task.md",
    method: "get",
    path: "/v1/tasks/{task_id}",
    operationId: "getTask",
    response: TASK,
  }),
  ...["kite-1", "kite-2"].map((model, index) =>
    makeModelPage(model, {
      properties: { wind: { type: "integer" }, [["tail", "line"][index] ?? ""]: text },
      required: ["model", "wind"],
      response: TASK,
    }),
  ),
  talk("talk-1", { warmth: { type: "number" }, stream: { type: ["boolean", "null"] } }),
  talk("talk-2", { depth: { type: "integer" }, stream: { type: "boolean" } }),
  think("think-1.md", "/v1beta/models/think-1:thinkAloud"),
  think("think-any.md", "/v1beta/models/{model}:thinkAloud", {
    name: "ThinkAnyRequest",
    properties: { contents: text, breadth: { type: "integer" } },
    operation: {
      parameters: [
        {
          name: "model",
          in: "path",
          required: true,
          schema: { type: "string", enum: ["think/any"] },
        },
      ],
    },
  }),
  think("count-1.md", "/v1beta/models/count-1:countWords"),
];

/** The TypeScript files of a document's client, by path from the root. */
export function renderTypes(document: JsonObject): Map<string, string> {
  return renderClientFiles(document).files;
}

/** Renders a file of a document, and imports it. Of the other generated files it may import `client.ts`, and types. */
export async function importRendered(
  document: JsonObject,
  render: (input: RenderInput) => string,
): Promise<Record<string, never>> {
  const folder = await mkdtemp(join(tmpdir(), "rendered-"));
  const file = join(folder, "file.ts");
  const imports: ImportStyle = { ending: ".ts", from: relative(folder, join(process.cwd(), "src")) };
  const input = prepareRender(document, { imports });
  await writeFile(join(folder, "client.ts"), renderClient(input));
  await writeFile(file, render(input));
  return import(file).finally(() => rm(folder, { recursive: true }));
}

/** The generated client of the pages. */
export function importKiteClient(): Promise<object> {
  return importRendered(merge(...KITE_PAGES).document, renderEntry);
}
