import { readdirSync, readFileSync } from "node:fs";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { CreateVideoGenerationBody } from "../../../../../generated/client.ts";
import * as validators from "../../../../../generated/validators.js";
import type { Validator } from "../../../../../src/validation/validator.ts";

const { createVideoGenerationBody: body } = validators;
const [model] = ["gemini-omni-flash-text-to-video"];

/** The messages for a body of the one model. */
function messagesFor(params: object): string[] {
  const result = body.validate({ model, prompt: "A kite", ...params });
  return result.ok ? [] : result.problems.map(({ message }) => message);
}

it("generated files have no stray empty lines and no trailing spaces", () => {
  for (const name of readdirSync("generated"))
    expect(readFileSync(`generated/${name}`, "utf8"), name).not.toMatch(/\n\n\n|[ \t]\n|\{\n\n/);
});

describe("a generated validator", () => {
  it.each([[{}], [{ duration: 3 }], [{ duration: 10 }], [{ duration: "auto" }], [{ aspect_ratio: "9:16" }]])(
    "accepts %j",
    (params) => {
      expect(messagesFor(params)).toEqual([]);
    },
  );

  it.each<[object, string]>([
    [{ duration: 2 }, 'duration must be an integer from 3 to 10 or "auto", got 2'],
    [{ duration: 11 }, 'duration must be an integer from 3 to 10 or "auto", got 11'],
    [{ duration: 6.5 }, 'duration must be an integer from 3 to 10 or "auto", got 6.5'],
    [{ duration: "long" }, 'duration must be an integer from 3 to 10 or "auto", got "long"'],
    [{ aspect_ratio: "4:3" }, 'aspect_ratio must be "16:9", "9:16" or "auto", got "4:3"'],
    [{ prompt: 7 }, "prompt must be a string, got 7"],
    [
      { callback_url: "not a url" },
      'callback_url must be a string of at most 2048 characters in format uri, got "not a url"',
    ],
    [{ model: "kite-1" }, 'model must be "gemini-omni-flash-text-to-video", got "kite-1"'],
  ])("says of %j: %s", (params, message) => {
    expect(messagesFor(params)).toEqual([message]);
  });

  it("returns every problem, each with path, expected and found", () => {
    const result = body.validate({ model, duration: 99, aspect_ratio: "4:3" });
    expect(result).toEqual({
      ok: false,
      problems: [
        expect.objectContaining({ path: ["prompt"], expected: "a string", found: "nothing" }),
        expect.objectContaining({
          path: ["duration"],
          expected: 'an integer from 3 to 10 or "auto"',
          found: "99",
        }),
        expect.objectContaining({ path: ["aspect_ratio"], found: '"4:3"' }),
      ],
    });
  });

  it.each([[null], ["text"], [[]], [undefined], [7]])("refuses %j, which is no object", (value) => {
    expect(body.validate(value)).toMatchObject({
      ok: false,
      problems: [{ path: [], expected: "an object" }],
    });
  });

  it("is a Standard Schema", () => {
    const standard: StandardSchemaV1<CreateVideoGenerationBody, CreateVideoGenerationBody> = body;
    expect(standard["~standard"]).toMatchObject({ version: 1, vendor: "evolink-openapi" });
    expect(standard["~standard"].validate({ model, prompt: "A kite" })).toEqual({
      value: { model, prompt: "A kite" },
    });
    expect(standard["~standard"].validate({ model })).toEqual({
      issues: [{ message: "prompt is required and must be a string", path: ["prompt"] }],
    });
  });

  it("declares the types that its code has", () => {
    const declared: Pick<Validator, "validate" | "endpoint"> = body;
    expect(Object.keys(declared)).toEqual(["endpoint", "validate", "~standard"]);
    const variant: Pick<Validator, "validate"> = validators.geminiOmniFlashTextToVideoRequest;
    expect(Object.keys(variant)).toEqual(["validate", "~standard"]);
  });

  it("of a whole body says which operation it is for", () => {
    expect(body.endpoint).toBe("POST /v1/videos/generations");
  });

  it("needs nothing at run time, and falls away where it is not used", async () => {
    const bundle = async (contents: string) => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: process.cwd() },
        bundle: true,
        write: false,
        format: "esm",
        minify: true,
        platform: "browser",
        logLevel: "silent",
      });
      return outputFiles[0]?.text ?? "";
    };
    expect(await bundle('export { createVideoGenerationBody } from "./generated/validators.js"')).toContain(
      "aspect_ratio",
    );
    expect(await bundle('import "./generated/validators.js"; export {}')).not.toContain("aspect_ratio");
  });
});
