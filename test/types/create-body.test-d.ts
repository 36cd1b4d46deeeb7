import { describe, expectTypeOf, it } from "vitest";
import type {
  CreateVideoGenerationBody,
  CreateVideoGenerationResult,
  GetTaskResult,
} from "../../generated/client.ts";
import { functions } from "../../generated/client.ts";
import type { ModelId } from "../../generated/models.ts";
import { createEvolink } from "../../src/index.ts";
import { createRaw } from "../../src/raw/index.ts";

const model = "gemini-omni-flash-text-to-video";

describe("the body of a video generation", () => {
  it("is exact", () => {
    expectTypeOf<CreateVideoGenerationBody>().toEqualTypeOf<{
      model: "gemini-omni-flash-text-to-video";
      prompt: string;
      duration?: number | "auto";
      aspect_ratio?: "16:9" | "9:16" | "auto";
      callback_url?: string;
    }>();
  });

  it("accepts what the page documents, and leaves defaults out", () => {
    expectTypeOf({ model, prompt: "A kite" } as const).toExtend<CreateVideoGenerationBody>();
    expectTypeOf({ model, prompt: "A kite", duration: 11 } as const).toExtend<CreateVideoGenerationBody>();
    expectTypeOf({
      model,
      prompt: "A kite",
      duration: "auto",
    } as const).toExtend<CreateVideoGenerationBody>();
  });

  it("refuses what it does not", () => {
    expectTypeOf({
      model,
      prompt: "A kite",
      duration: "long",
    } as const).not.toExtend<CreateVideoGenerationBody>();
    expectTypeOf({
      model,
      prompt: "A kite",
      aspect_ratio: "4:3",
    } as const).not.toExtend<CreateVideoGenerationBody>();
    expectTypeOf({ model: "kite-1", prompt: "A kite" } as const).not.toExtend<CreateVideoGenerationBody>();
    expectTypeOf({ model } as const).not.toExtend<CreateVideoGenerationBody>();
    // @ts-expect-error: a literal may have no property that the page does not document
    const _body: CreateVideoGenerationBody = { model, prompt: "A kite", seed: 1 };
  });
});

describe("a response", () => {
  it("always has the fields that every task has", () => {
    expectTypeOf<CreateVideoGenerationResult["id"]>().toEqualTypeOf<string>();
    expectTypeOf<CreateVideoGenerationResult["progress"]>().toEqualTypeOf<number>();
    expectTypeOf<GetTaskResult["results"]>().toEqualTypeOf<string[] | undefined>();
  });

  it("may have a status that is not known yet", () => {
    expectTypeOf<"paused">().toExtend<CreateVideoGenerationResult["status"]>();
    expectTypeOf<"cancelled">().toExtend<GetTaskResult["status"]>();
    expectTypeOf<number>().not.toExtend<GetTaskResult["status"]>();
  });
});

describe("the function of a page", () => {
  it("fills in the model", () => {
    const bound = createRaw(createEvolink({ apiKey: "sk" }), { functions });
    expectTypeOf(bound.createGeminiOmniFlashTextToVideoGeneration).parameter(0).not.toHaveProperty("model");
    expectTypeOf(bound.createGeminiOmniFlashTextToVideoGeneration).toBeCallableWith({
      prompt: "A kite",
      duration: 6,
    });
    // @ts-expect-error: the prompt is required
    expectTypeOf(bound.createGeminiOmniFlashTextToVideoGeneration).toBeCallableWith({ duration: 6 });
  });

  it("has a model that is known by id", () => {
    expectTypeOf<ModelId>().toEqualTypeOf<"gemini-omni-flash-text-to-video">();
  });
});
