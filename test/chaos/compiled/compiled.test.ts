import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { createCache } from "../../../scripts/cache.ts";
import { makeDocument, toFile } from "../../helpers/documents.ts";
import { attackCompiledDocuments, compileProjects } from "./attack-compiled.ts";
import { generateProject } from "./generate-project.ts";

/** Always the same, so that a change is not blamed for what it did not do; the long form draws its own. */
const SEED = 20_261_129;

it("what mutated documents generate compiles, and so does what uses it", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? SEED);
  const { examples, tried } = await attackCompiledDocuments({ seed, count: 25 });
  expect({ seed, examples }).toEqual({ seed, examples: [] });
  expect(tried).toBeGreaterThan(10);
});

it("tells what does not compile: in a generated file, and in a use of one", { timeout: 60_000 }, async () => {
  const lint = toFile("redocly.yaml", await readFile("redocly.yaml", "utf8"));
  const pages = [toFile("kites.json", JSON.stringify(makeDocument()))];
  const whole = await generateProject(pages, lint, createCache());
  if (whole === undefined) throw new Error("The document is refused.");
  const broken = (file: string, change: (text: string) => string) => ({
    ...whole,
    files: new Map(whole.files).set(file, change(whole.files.get(file) ?? "")),
  });
  const projects = new Map([
    ["whole", whole],
    ["lost", broken("client.ts", (text) => text.replace("createKiteFlight: {", "createKiteFlight: { lost,"))],
    ["narrow", broken("client.ts", (text) => text.replace(/^(export type \w+Body =) .*$/m, "$1 { no: 1 };"))],
  ]);
  const found = compileProjects(projects).map(([promise, words]) => [promise, words.split(":")[0]]);
  expect(found).toEqual([
    ["generated code does not compile", "lost/client.ts"],
    ["a use of it does not compile", "narrow/consumer.ts"],
  ]);
});
