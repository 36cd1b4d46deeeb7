import { beforeAll, describe, expect, it } from "vitest";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { listCatalogs, readCatalog } from "../helpers/catalogs/catalog.ts";
import { KITE_PAGES, renderTypes } from "../helpers/kite-client.ts";
import { makeModelPage, makePage, merge } from "../helpers/pages.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";
import { type Editor, openEditor } from "./language-service.ts";

const HEAD = `
import { createEvolink, type SubmissionUncertainError, type TaskFailedError } from "evolink-openapi";
import { createRaw } from "evolink-openapi/raw";
const evolink = createEvolink();
const raw = createRaw(evolink);
const model = "gemini-omni-flash-text-to-video";
`;

const TASK_RESPONSE = {
  type: "object",
  properties: {
    id: { type: "string" },
    status: { type: "string", enum: ["pending", "completed", "failed"] },
    results: { type: "array", items: { type: "string" } },
  },
};

const open = (files = new Map<string, string>()) => openEditor(process.cwd(), files, { paths: SUBPATHS });

describe("an editor on the published page", () => {
  const ONE = ["gemini-omni-flash-text-to-video"];
  const PARAMETERS = ["aspect_ratio", "callback_url", "duration", "prompt"];
  let editor: Editor;
  beforeAll(() => {
    editor = open();
  });

  it.each([
    ['evolink.videos.generate("gem|")', ONE],
    ['evolink.videos.create("|")', ONE],
    ['evolink.videos.create("|", {})', ONE],
    ['evolink.videos.create({ model: "|" })', ONE],
    ["evolink.videos.create({ | })", [...PARAMETERS, "model"].sort()],
    ["evolink.videos.create(model, { | })", PARAMETERS],
    ['evolink.videos.create(model, { aspect_ratio: "|" })', ["16:9", "9:16", "auto"]],
    ['evolink.videos.create({ model, prompt: "" }, { | })', ["attempts", "idempotencyKey", "signal"]],
    ['evolink.videos.create(model, { prompt: "" }, { | })', ["attempts", "idempotencyKey", "signal"]],
    ['raw.GET("|")', ["/v1/tasks/{task_id}"]],
  ])("completes %s", (call, expected) => {
    expect(editor.complete(HEAD + call).sort()).toEqual(expected);
  });
});

describe("an editor on what the client gives", () => {
  const OF_EVERY_ERROR = ["cause", "message", "name", "stack"];
  const DETAILS = ["charged", "code", "param", "requestId", "retryAfterMs", "retryable", "status", "taskId"];
  const ERROR = [...OF_EVERY_ERROR, ...DETAILS, "toJSON", "type"];
  const TASK = ["created", "id", "model", "object", "progress", "status", "task_info", "type"];
  const WAIT = ["callbacks", "onProgress", "signal", "timeoutMs"];
  const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];
  let editor: Editor;
  beforeAll(() => {
    editor = open();
  });

  it.each([
    ["evolink.|", ["baseUrl", "tasks", "videos"]],
    ["evolink.tasks.|", ["get", "wait"]],
    ["evolink.videos.|", ["check", "create", "generate"]],
    ['evolink.tasks.get("", { | })', ["signal"]],
    ['evolink.tasks.wait("", { | })', WAIT],
    [
      'evolink.tasks.wait("", { onProgress: (seen) => seen.| })',
      ["elapsedMs", "progress", "remainingMs", "status", "task"],
    ],
    ['(await evolink.tasks.get("")).|', [...TASK, "error", "results"]],
    ['(await evolink.tasks.wait("")).|', [...TASK, "error", "results", "resultsMissing"]],
    ["raw.|", [...METHODS, "eject", "request", "use"]],
    ["({} as TaskFailedError).|", [...ERROR, "advice", "task"]],
    ["({} as SubmissionUncertainError).|", [...ERROR, "idempotencyKey", "rawTaskId"]],
  ])("offers at %s what is public, and says what it is", (call, expected) => {
    const found = editor.describe(HEAD + call);
    expect([...found.keys()].sort()).toEqual([...expected].sort());
    const silent = [...found].filter(([name, text]) => text === "" && !OF_EVERY_ERROR.includes(name));
    expect(silent).toEqual([]);
  });
});

describe("hovering", () => {
  const WORDS = { kite: "いかの糸", task: "状態", call: "飛行を作ります" };
  const page = makeModelPage("kite-1", {
    properties: {
      wind: { type: "integer", minimum: 1, default: 3, description: `${WORDS.kite}\n\n- **風**` },
    },
    response: TASK_RESPONSE,
    operation: { summary: "Fly", description: WORDS.call },
  });
  const task = makePage({
    file: "task.md",
    method: "get",
    path: "/v1/tasks/{task_id}",
    operationId: "getTask",
    response: {
      ...TASK_RESPONSE,
      properties: {
        ...TASK_RESPONSE.properties,
        status: { ...TASK_RESPONSE.properties.status, description: WORDS.task },
      },
    },
  });
  let editor: Editor;
  beforeAll(() => {
    editor = open(renderTypes(merge(task, page).document));
  });

  it.each([
    [
      'evolink.kites.create({ model: "kite-1", wi|nd: 1 })',
      `${WORDS.kite}\n\n- **風**\n\nAccepts an integer of at least 1.`,
    ],
    [
      'evolink.kites.generate("kite-1", { wi|nd: 1 })',
      `${WORDS.kite}\n\n- **風**\n\nAccepts an integer of at least 1.`,
    ],
    ['raw.POST("/v1/kites/flights", { body: { model: "kite-1", wi|nd: 1 } })', WORDS.kite],
    [
      '(await raw.GET("/v1/tasks/{task_id}", { params: { path: { task_id: "" } } })).data?.sta|tus',
      WORDS.task,
    ],
    ["import { createKiteFlight } from './generated/client.ts'; createKite|Flight;", WORDS.call],
  ])("%s shows the text of the page, in its language and under no tag", (call, expected) => {
    const { text, tags } = editor.hover(HEAD + call);
    expect(text).toContain(expected);
    expect(tags.join()).not.toContain("description");
  });

  it("shows the default under its tag", () => {
    expect(editor.hover(`${HEAD}evolink.kites.create({ model: "kite-1", wi|nd: 1 })`).tags).toEqual([
      "@default 3",
    ]);
  });

  it("shows what the published page says", () => {
    const { text } = open().hover(`${HEAD}evolink.videos.create({ model, prom|pt: "" })`);
    expect(text).toMatch(/^動画生成のテキストプロンプト/);
  });
});

describe("an editor on many models", () => {
  let editor: Editor;
  beforeAll(() => {
    editor = open(renderTypes(merge(...KITE_PAGES).document));
  });

  it.each([
    ['evolink.talk.create({ model: "|" });', ["talk-1", "talk-2"]],
    ['evolink.talk.create("|");', ["talk-1", "talk-2"]],
    ['evolink.talk.create("|", {});', ["talk-1", "talk-2"]],
    ['evolink.talk.stream("|");', ["talk-1", "talk-2"]],
    ['evolink.models.thinkAloud("|");', ["think-1", "think/any"]],
    ['evolink.talk.create({ model: "talk-1", | });', ["stream", "warmth", "words"]],
    ['evolink.talk.create({ model: "talk-2", | });', ["depth", "stream", "words"]],
    ['evolink.talk.create("talk-2", { | });', ["depth", "stream", "words"]],
    ['evolink.models.thinkAloud({ model: "think/any", | });', ["breadth", "contents"]],
    ['evolink.models.thinkAloud("think-1", { | });', ["contents", "depth"]],
    ['evolink.kites.create("kite-1", { | });', ["tail", "wind"]],
    ['evolink.kites.generate({ model: "kite-2", | });', ["line", "wind"]],
  ])("completes %s", (call, expected) => {
    expect(editor.complete(HEAD + call).sort()).toEqual(expected);
  });
});

const catalogs = await listCatalogs();

describe.runIf(catalogs.length > 0)("an editor on a whole catalogue", { timeout: 60_000 }, () => {
  it("completes the models of both forms while they are typed, and then their parameters", async () => {
    const document = await buildDocument(...(await readCatalog(catalogs.at(-1) ?? "")));
    const editor = open(renderTypes(document));
    for (const collection of ["videos", "images", "audios"]) {
      const models = editor.complete(`${HEAD}evolink.${collection}.generate("|")`);
      expect(models.length).toBeGreaterThan(2);
      expect(editor.complete(`${HEAD}evolink.${collection}.create({ model: "|" })`)).toEqual(models);
      const parameters = editor.complete(`${HEAD}evolink.${collection}.create("${models[0]}", { | })`);
      expect(parameters.length).toBeGreaterThan(1);
      expect(parameters).not.toContain("model");
    }
  });
});
