import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/openapi/json.ts";
import { compileModules } from "../conformance/catalog/compile.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { renderTypes } from "../helpers/kite-client.ts";
import { makeModelPage, type PageFacts } from "../helpers/pages.ts";

const block = (type: string, more: JsonObject) => ({
  type: "object",
  properties: { type: { type: "string", enum: [type] }, ...more },
});
const text = block("text", { text: { type: "string" } });
const image = block("image", { url: { type: "string" } });
const sound = block("sound", { seconds: { type: "number" } });

const answer = (items: JsonObject, more: JsonObject = {}): PageFacts => ({
  path: "/v1/talk/answers",
  response: {
    type: "object",
    required: ["content", "status"],
    properties: {
      content: { type: "array", items },
      status: { type: "string", enum: ["done", "failed"] },
      ...more,
    },
  },
});

/** Uses of the content and of the status of a response, of which the last two are wrong. */
const LINES = [
  'for (const block of result.content) if (block.type === "text") { const said: string | undefined = block.text; void said; }',
  'for (const block of result.content) if (block.type === "image") { const url: string | undefined = block.url; void url; }',
  'for (const block of result.content) switch (block.type) { case "text": void block.text; break; default: void block.type; }',
  'if (result.status === "a status of tomorrow") void 0;',
  'if (result.status === "done") void 0;',
  "for (const block of result.content) void block.text;",
  'for (const block of result.content) if (block.type === "image") void block.text;',
];

async function countComplaints(...pages: Parameters<typeof buildDocument>): Promise<number[]> {
  const document = await buildDocument(...pages);
  const head =
    'import type { CreateTalkAnswerResult } from "./generated/client.ts";\ndeclare const result: CreateTalkAnswerResult;\n';
  const modules = new Map(LINES.map((line, index) => [`line-${index}.ts`, `${head}${line}\nexport {};`]));
  const settings = { files: renderTypes(document), options: { types: [] } };
  const found = compileModules(process.cwd(), modules, settings);
  return [...modules.keys()].map((name) => found.get(name)?.length ?? -1);
}

describe("the parts of a response", () => {
  it("narrow by what tells them apart, while a status stays open", async () => {
    const page = makeModelPage("talk-1", answer({ oneOf: [text, image] }));
    expect(await countComplaints(page)).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });

  it("do so where several pages show parts of their own", async () => {
    const pages = [
      makeModelPage("talk-1", answer({ anyOf: [text, image] })),
      makeModelPage("talk-2", answer({ anyOf: [text, sound] }, { id: { type: "string" } })),
    ];
    expect(await countComplaints(...pages)).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });
});
