import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { createCache } from "../../../scripts/cache.ts";
import { makeDocument, toFile } from "../../helpers/documents.ts";
import { createDraw } from "../../helpers/draw.ts";
import { attackCalledDocuments, callProject } from "./attack-called.ts";
import { attackCompiledDocuments, compileProjects } from "./attack-compiled.ts";
import { generateProject, type Project } from "./generate-project.ts";

/** Always the same, so that a change is not blamed for what it did not do; the long form draws its own. */
const SEED = 20_261_129;

it("what mutated documents generate compiles, and so does what uses it", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? SEED);
  const { examples, tried } = await attackCompiledDocuments({ seed, count: 25 });
  expect({ seed, examples }).toEqual({ seed, examples: [] });
  expect(tried).toBeGreaterThan(10);
});

it("what mutated documents generate sends what they say, and reads it", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? SEED);
  const { examples, tried } = await attackCalledDocuments({ seed, count: 30 });
  expect({ seed, examples }).toEqual({ seed, examples: [] });
  expect(tried).toBeGreaterThan(10);
});

describe("a broken project", () => {
  /** A project with a mistake in one of its files. */
  async function makeBroken(file: string, from: string | RegExp, to: string): Promise<Project> {
    const lint = toFile("redocly.yaml", await readFile("redocly.yaml", "utf8"));
    const pages = [toFile("kites.json", JSON.stringify(makeDocument()))];
    const whole = await generateProject(pages, lint, createCache());
    const text = whole?.files.get(file);
    if (whole === undefined || text === undefined) throw new Error("The document is refused.");
    return { ...whole, files: new Map(whole.files).set(file, text.replace(from, to)) };
  }

  it("is told: in a generated file, and in a use of one", { timeout: 60_000 }, async () => {
    const projects = new Map([
      ["whole", await makeBroken("client.ts", "", "")],
      ["lost", await makeBroken("client.ts", "createKiteFlight: {", "createKiteFlight: { lost,")],
      ["narrow", await makeBroken("client.ts", /^(export type \w+Body =) .*$/m, "$1 { no: 1 };")],
    ]);
    const found = compileProjects(projects).map(([promise, words]) => [promise, words.split(":")[0]]);
    expect(found).toEqual([
      ["generated code does not compile", "lost/client.ts"],
      ["a use of it does not compile", "narrow/consumer.ts"],
    ]);
  });

  it("is told by its calls: another method, path, body or response, and a call that is refused", async () => {
    const tell = async (file: string, from: string | RegExp, to: string) => {
      const broken = await callProject(await makeBroken(file, from, to), createDraw("calls"));
      return [...new Set(broken.map(([promise]) => promise))];
    };
    expect(await tell("index.ts", "", "")).toEqual([]);
    const request = "a request is not the documented one";
    expect(await tell("client.ts", "client.POST(", "client.PUT(")).toEqual([request]);
    expect(await tell("client.ts", 'client.POST("/v1/kites/flights"', 'client.POST("/v1/kites"')).toEqual([
      request,
    ]);
    expect(await tell("client.ts", "...options, body", "...options, body: { body }")).toEqual([request]);
    expect(await tell("index.ts", 'takes: ["body"]', 'takes: ["params", "body"]')).toEqual([
      "a call is refused before it is sent",
    ]);
    expect(await tell("index.ts", 'takes: ["body"]', 'takes: ["body"], read: () => 1')).toEqual([
      "a documented response is not read",
    ]);
  });
});
