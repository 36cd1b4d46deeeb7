import { beforeAll, describe, expect, it } from "vitest";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { listCatalogs, readCatalog } from "../helpers/catalogs/catalog.ts";
import { KITE_PAGES, renderTypes } from "../helpers/kite-client.ts";
import { merge } from "../helpers/pages.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";
import { type Editor, openEditor } from "./language-service.ts";

const HEAD = `
import { createEvolink } from "evolink-openapi";
import { createRaw } from "evolink-openapi/raw";
const evolink = createEvolink();
const raw = createRaw(evolink);
const model = "gemini-omni-flash-text-to-video";
`;

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
