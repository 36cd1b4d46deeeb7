import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileModules } from "../../scripts/catalog/compile.ts";

/** What the reader of an example has at hand already. An example that declares one of these itself hides it. */
const AT_HAND = `
import type { CompletedTask, Evolink } from "evolink-openapi";
import type { Callbacks, EndedTask } from "evolink-openapi/callback";
import type { CreateVideoGenerationBody } from "evolink-openapi/functions";
import type { Mock } from "evolink-openapi/mock";
declare global {
  const evolink: Evolink;
  const body: CreateVideoGenerationBody;
  const task: CompletedTask;
  const mock: Mock;
  const callbacks: Callbacks;
  const onTask: (task: EndedTask, context: unknown) => Promise<void>;
  const handle: (request: Request, context?: object) => Promise<Response>;
  const app: { post(path: string, handler: (c: { req: { raw: Request } }) => Promise<Response>): void };
  const bucket: { put(name: string, stream: ReadableStream, options: object): Promise<void> };
  const order: { id: string };
  function markForReview(order: { id: string }, key: string | undefined): Promise<void>;
}
`;

/** The public subpaths, as sources: the examples have to fit what is about to be published. */
const PATHS = {
  "evolink-openapi": ["./src/index.ts"],
  "evolink-openapi/functions": ["./generated/client.ts"],
  "evolink-openapi/models": ["./generated/models.ts"],
  "evolink-openapi/schema": ["./generated/schema.ts"],
  "evolink-openapi/validate": ["./generated/validators.d.ts"],
  "evolink-openapi/node": ["./src/node/index.ts"],
  "evolink-openapi/callback": ["./src/callback/index.ts"],
  "evolink-openapi/mock": ["./scripts/mock/index.ts"],
};

/** Compiles texts as modules of the project, and returns what the compiler says of each, then of what is at hand. */
function compile(texts: readonly string[]): string[][] {
  const examples = new Map(texts.map((text, index) => [`example-${index}.ts`, `${text}\nexport {};`]));
  const modules = examples.set("at-hand.ts", AT_HAND);
  const complaints = compileModules(process.cwd(), modules, {
    options: { paths: PATHS, isolatedModules: false },
  });
  return [...complaints.values()].map((list) => list.map(({ message }) => message));
}

describe("the README", () => {
  it("has examples that compile", () => {
    const examples = [...readFileSync("README.md", "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
      ([, code = ""]) => code,
    );
    expect(examples.length).toBeGreaterThan(10);
    const complaints = compile(examples);
    for (const [index, code] of examples.entries()) expect([code, complaints[index]]).toEqual([code, []]);
    expect(complaints.at(-1)).toEqual([]);
  });

  it("would not pass with a mistake in one", () => {
    expect(compile(['await evolink.videos.create({ model: "kite-1" });'])[0]).not.toEqual([]);
  });
});
