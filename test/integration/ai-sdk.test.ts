import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { compileModules } from "../conformance/catalog/compile.ts";
import { installedPart, newerNode } from "../helpers/integration.ts";
import { readExamples } from "../helpers/readme.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

const node = installedPart("ai") && newerNode();
const example = readExamples("ts").find((code) => code.includes("evolink-openapi/ai-sdk")) ?? "";

/** The SDK's own types, given what the provider makes. */
const ASSIGNED = `
import type { Experimental_VideoModelV4, ImageModelV4 } from "@ai-sdk/provider";
import type { ImageModel, VideoModel } from "evolink-openapi/ai-sdk";
export const toVideo = (model: VideoModel): Experimental_VideoModelV4 => model;
export const toImage = (model: ImageModel): ImageModelV4 => model;
`;

describe.skipIf(!node)("the provider of the AI SDK", { timeout: 60_000 }, () => {
  it("is what the SDK's types ask for, and the README's example compiles as written", () => {
    const path = "test/integration/example.ts";
    const complain = (code: string) =>
      compileModules(process.cwd(), new Map([[path, code]]), { options: { paths: SUBPATHS } }).get(path);
    expect(complain(ASSIGNED)).toEqual([]);
    expect(complain(example)).toEqual([]);
    expect(complain(example.replace('provider.video("', 'provider.video("no-'))).toHaveLength(1);
  });

  it("makes videos in every way the SDK has, with one POST each, whatever it retries", async () => {
    const program = join(import.meta.dirname, "programs/ai-sdk.mjs");
    const { stdout } = await promisify(execFile)(node ?? "", [program]);
    const failed = expect.stringContaining("content_policy_violation");
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({
      generates: { outcome: ["video/mp4", true, ["aspectRatio", "fps"]], posts: 1 },
      polls: { outcome: true, posts: 1 },
      "starts here, and is looked for elsewhere": { outcome: ["pending", "completed"], posts: 1 },
      fails: { outcome: failed, posts: 1 },
      "fails while it polls": { outcome: failed, posts: 1 },
      "loses the response": { outcome: expect.stringMatching(/^SubmissionUncertainError/), posts: 1 },
      "loses the response of a start": {
        outcome: expect.stringMatching(/^SubmissionUncertainError/),
        posts: 1,
      },
      "is aborted": { outcome: expect.stringMatching(/^AbortError.*goes on/), posts: 1 },
      "takes too long": { outcome: expect.stringMatching(/timed out after 300ms/), posts: 1 },
      "is called back": { outcome: true, posts: 1 },
    });
  });
});
