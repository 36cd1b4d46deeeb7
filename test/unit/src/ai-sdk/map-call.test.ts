import { describe, expect, it } from "vitest";
import { listModelFacts } from "../../../../scripts/render/models/model-facts.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { mapCall } from "../../../../src/ai-sdk/map-call.ts";
import type { ModelFacts, ParameterFacts } from "../../../../src/ai-sdk/parameters.ts";
import type { ImageCall, VideoCall } from "../../../../src/ai-sdk/spec.ts";
import { ValidationError } from "../../../../src/index.ts";
import { listCatalogs, readCatalog } from "../../../helpers/catalogs/catalog.ts";
import { merge } from "../../../helpers/pages.ts";

type Call = Partial<VideoCall & ImageCall>;

const text = { types: ["string"], required: false };
const number = { types: ["integer"], required: false };
const urls = { types: ["array"], required: false };
const factsOf = (parameters: Record<string, ParameterFacts>): ModelFacts => ({
  kind: "videos",
  task: true,
  parameters,
});
const map = (parameters: Record<string, ParameterFacts>, call: Call, upload?: () => string) =>
  mapCall("kite-1", factsOf(parameters), call, upload);
const url = (name: string, mediaType?: string) =>
  ({ type: "url", url: `https://a.example/${name}`, ...(mediaType && { mediaType }) }) as const;
const [one, two, clip] = [url("1.png"), url("2.png"), url("a.mp4", "video/mp4")];
const [ONE, TWO, CLIP] = [one.url, two.url, clip.url];

describe("mapCall", () => {
  it.each<[string, Record<string, ParameterFacts>, Call, object]>([
    ["a prompt", { prompt: text }, { prompt: "A kite" }, { prompt: "A kite" }],
    [
      "a duration within its range",
      { duration: { ...number, minimum: 3, maximum: 10 } },
      { duration: 10 },
      { duration: 10 },
    ],
    [
      "a duration that is a choice",
      { duration: { ...number, choices: [4, 8] } },
      { duration: 8 },
      { duration: 8 },
    ],
    ["a seed", { seed: { ...number, maximum: 9 } }, { seed: 9 }, { seed: 9 }],
    ["frames per second", { fps: number }, { fps: 24 }, { fps: 24 }],
    [
      "a ratio",
      { aspect_ratio: { ...text, choices: ["9:16"] } },
      { aspectRatio: "9:16" },
      { aspect_ratio: "9:16" },
    ],
    [
      "a ratio of a picture's size",
      { size: { ...text, choices: ["1:1"] } },
      { aspectRatio: "1:1" },
      { size: "1:1" },
    ],
    [
      "the ratio of the input",
      { aspect_ratio: { ...text, choices: ["auto"] } },
      { aspectRatio: "adaptive" },
      { aspect_ratio: "auto" },
    ],
    [
      "lines",
      { quality: { ...text, choices: ["720p", "1080p"] } },
      { resolution: "1920x1080" },
      { quality: "1080p" },
    ],
    [
      "upright lines",
      { quality: { ...text, choices: ["720p"] } },
      { resolution: "720x1280" },
      { quality: "720p" },
    ],
    ["4k", { quality: { ...text, choices: ["4k"] } }, { resolution: "3840x2160" }, { quality: "4k" }],
    ["2K", { resolution: { ...text, choices: ["1K", "2K"] } }, { size: "2048x2048" }, { resolution: "2K" }],
    [
      "a size as it is",
      { size: { ...text, choices: ["1024x1536"] } },
      { size: "1024x1536" },
      { size: "1024x1536" },
    ],
    [
      "sound",
      { generate_audio: { types: ["boolean"], required: false } },
      { generateAudio: false },
      { generate_audio: false },
    ],
    [
      "sound by a word",
      { sound: { ...text, choices: ["on", "off"] } },
      { generateAudio: true },
      { sound: "on" },
    ],
    ["an image", { image_urls: urls }, { image: one }, { image_urls: [ONE] }],
    [
      "as few images as it takes",
      { image_urls: { ...urls, minItems: 1 } },
      { image: one },
      { image_urls: [ONE] },
    ],
    ["an image as a text", { image_start: text }, { image: one }, { image_start: ONE }],
    [
      "two frames by name",
      { image_start: text, image_end: text },
      {
        frameImages: [
          { image: two, frameType: "last_frame" },
          { image: one, frameType: "first_frame" },
        ],
      },
      { image_start: ONE, image_end: TWO },
    ],
    [
      "two frames in a list, the first one first",
      { image_urls: { ...urls, maxItems: 2 } },
      {
        frameImages: [
          { image: two, frameType: "last_frame" },
          { image: one, frameType: "first_frame" },
        ],
      },
      { image_urls: [ONE, TWO] },
    ],
    [
      "references by their media type",
      { image_urls: urls, video_urls: urls },
      { inputReferences: [one, clip, two] },
      { image_urls: [ONE, TWO], video_urls: [CLIP] },
    ],
    [
      "a picture to edit and its mask",
      { image_urls: urls, mask_url: text },
      { files: [one], mask: two },
      { image_urls: [ONE], mask_url: TWO },
    ],
    ["how many", { n: { ...number, minimum: 1, maximum: 4 } }, { n: 4 }, { n: 4 }],
    ["one, which is nothing to say", { prompt: text }, { n: 1 }, {}],
    [
      "a webhook",
      { callback_url: text },
      { webhookUrl: "https://a.example/hook" },
      { callback_url: "https://a.example/hook" },
    ],
    [
      "options of its own, which win",
      { duration: number },
      { duration: 3, providerOptions: { evolink: { duration: 5, mode: "fun" } } },
      { duration: 5, mode: "fun" },
    ],
  ])("says %s, without a warning", async (_, parameters, call, body) => {
    expect(await map(parameters, call)).toEqual({ body, warnings: [] });
  });

  it.each<[string, Record<string, ParameterFacts>, Call]>([
    ["duration", { duration: { ...number, minimum: 3, maximum: 10 } }, { duration: 11 }],
    ["duration", { duration: { ...number, exclusiveMinimum: 3 } }, { duration: 3 }],
    ["duration", { duration: { ...number, exclusiveMaximum: 9 } }, { duration: 9 }],
    ["duration", { duration: { ...number, choices: [4, 8] } }, { duration: 6 }],
    [
      "aspectRatio",
      { size: { types: [], required: false, choices: ["1:1"], maximum: 9 } },
      { aspectRatio: "2:1" },
    ],
    ["files", { image_urls: { ...urls, minItems: 2 } }, { files: [one] }],
    ["duration", { duration: number }, { duration: 2.5 }],
    ["duration", { duration: { ...number, multipleOf: 2 } }, { duration: 3 }],
    ["aspectRatio", { aspect_ratio: { ...text, choices: ["16:9"] } }, { aspectRatio: "21:9" }],
    ["resolution", { quality: { ...text, choices: ["720p"] } }, { resolution: "1920x1080" }],
    ["fps", { prompt: text }, { fps: 24 }],
    ["seed", {}, { seed: 0 }],
    ["generateAudio", {}, { generateAudio: false }],
    ["n", {}, { n: 2 }],
    ["n", { n: { ...number, maximum: 1 } }, { n: 2 }],
    ["image", { prompt: text }, { image: one }],
    ["files", { image_urls: { ...urls, maxItems: 1 } }, { files: [one, two] }],
    ["inputReferences", { image_urls: urls }, { inputReferences: [clip] }],
    ["mask", { image_urls: urls }, { mask: one }],
    ["webhook", {}, { webhookUrl: "https://a.example" }],
    ["headers", {}, { headers: { "x-team": "a", "user-agent": "ai/7", "idempotency-key": "k" } }],
  ])("warns that %s cannot be said, and leaves it out: %j %j", async (feature, parameters, call) => {
    const { body, warnings } = await map(parameters, call);
    expect(body).toEqual({});
    expect(warnings).toEqual([{ type: "unsupported", feature, details: expect.stringMatching(/./) }]);
  });

  it("lets a file take the place of no other one, and warns", async () => {
    const frameImages = [{ image: two, frameType: "first_frame" }] as const;
    const { body, warnings } = await map({ image_start: text }, { image: one, frameImages });
    expect(body).toEqual({ image_start: ONE });
    expect(warnings).toMatchObject([{ feature: "frameImages" }]);
  });

  it("says in a warning what the model takes instead", async () => {
    const { warnings } = await map({ duration: { ...number, minimum: 3, maximum: 10 } }, { duration: 11 });
    expect(warnings[0]?.details).toBe("kite-1: `duration` takes 3 to 10.");
  });

  it("names all that is missing, and takes it from providerOptions", async () => {
    const parameters = {
      prompt: { ...text, required: true },
      model_params: { types: ["object"], required: true },
    };
    await expect(map(parameters, {})).rejects.toThrow(
      /kite-1 needs `prompt`, `model_params`.*providerOptions\.evolink/,
    );
    const own = { model_params: { a: 1 } };
    const { body } = await map(parameters, { prompt: "A kite", providerOptions: { evolink: own } });
    expect(body).toEqual({ prompt: "A kite", ...own });
  });

  it("uploads a file that has no URL, and refuses it where it cannot", async () => {
    const image = { type: "file", mediaType: "image/png", data: "aGk=" } as const;
    expect((await map({ image_urls: urls }, { image }, () => ONE)).body).toEqual({ image_urls: [ONE] });
    await expect(map({ image_urls: urls }, { image })).rejects.toThrow(ValidationError);
  });

  it("maps every model of the catalogues that makes videos or images, or says what it needs", async () => {
    for (const folder of await listCatalogs()) {
      const { document, operations } = prepareRender(merge(...(await readCatalog(folder))).document);
      const all = listModelFacts(document, operations) as [string, ModelFacts][];
      const models = all.filter(([, { kind, task }]) => task && ["videos", "images"].includes(kind));
      expect(models.length).toBeGreaterThan(40);
      let mapped = 0;
      for (const [id, facts] of models) {
        const call: Call = { prompt: "A kite", files: [one], inputReferences: [clip] };
        const needs = Object.entries(facts.parameters).filter(([, { required }]) => required);
        const outcome = await mapCall(id, facts, call, undefined).catch((error: Error) => error);
        if (outcome instanceof Error) {
          expect(outcome.message).toContain(`${id} needs \``);
          continue;
        }
        mapped++;
        for (const [name] of needs) expect(outcome.body).toHaveProperty(name);
      }
      expect(mapped / models.length).toBeGreaterThan(0.7);
    }
  });
});
