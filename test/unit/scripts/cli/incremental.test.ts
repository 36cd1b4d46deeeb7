import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cache, createCache } from "../../../../scripts/cache.ts";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import type { SourceFile } from "../../../../scripts/pipeline/read/read-page.ts";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";
import { makeModelPage } from "../../../helpers/pages.ts";

let lintConfig: SourceFile;
beforeAll(async () => {
  lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
});

interface Made {
  files: Map<string, string>;
  problems: Problem[];
}

async function generate(pages: ReadonlyMap<string, JsonObject>, cache?: Cache): Promise<Made> {
  const sources = [...pages].map(([path, document]) => ({
    path,
    bytes: new TextEncoder().encode(JSON.stringify(document)),
  }));
  const { output: document, problems } = await buildDocument(
    { pages: sources, supplement: [], overlays: [], lintConfig },
    cache === undefined ? {} : { cache },
  );
  if (document === undefined) return { files: new Map(), problems };
  const options = { inputs: sources, ...(cache !== undefined && { cache }) };
  return { files: await renderFiles(prepareRender(document, options)), problems };
}

function makeKite(model: string, wind: JsonObject = { type: "integer", maximum: 9 }): JsonObject {
  const { document } = makeModelPage(model, {
    properties: { wind, tail: { $ref: "#/components/schemas/Tail" } },
    schemas: { Tail: { type: "object", properties: { length: { type: "number", default: 2 } } } },
  });
  return document;
}

/** A cache whose results nobody can write to. */
function freezeResults(cache: Cache): Cache {
  return {
    getOrSet: (...call) => freeze(cache.getOrSet(...call)),
    getOrSetAsync: async (...call) => freeze(await cache.getOrSetAsync(...call)),
    listEntries: cache.listEntries,
    startNext: () => freezeResults(cache.startNext()),
  };
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** One change of the pages after the other, as they happen to a folder of pages. */
const CHANGES: [string, (pages: Map<string, JsonObject>) => unknown][] = [
  ["nothing", () => undefined],
  ["a limit", (pages) => pages.set("a.json", makeKite("kite-a", { type: "integer", maximum: 10 }))],
  ["a wrong example", (pages) => pages.set("b.json", makeKite("kite-b", { type: "integer", example: "x" }))],
  ["a type that cannot be compiled", (pages) => pages.set("b.json", makeKite("kite-b", { type: "wind" }))],
  ["that again, put right", (pages) => pages.set("b.json", makeKite("kite-b"))],
  [
    "a reference to what the page lacks",
    (pages) => pages.set("b.json", makeKite("kite-b", { $ref: "#/components/schemas/Gust" })),
  ],
  ["a new page", (pages) => pages.set("d.json", makeKite("kite-d", { type: "string" }))],
  ["a page less", (pages) => pages.delete("a.json")],
  ["a page with another name", (pages) => pages.set("e.json", makeKite("kite-c")) && pages.delete("c.json")],
];

/** A change of one page: what it says of a parameter, of a response, of a failure; or that it comes, or goes. */
const edits = fc
  .record({
    name: fc.constantFrom("a", "b", "c"),
    wind: fc.constantFrom<JsonObject>(
      { type: "integer", maximum: 9 },
      { type: "string", description: "How strong it is.", example: 5 },
      { $ref: "#/components/schemas/Wind" },
      { allOf: [{ $ref: "#/components/schemas/Tail" }], description: "As the tail." },
    ),
    response: fc.constantFrom<JsonObject>(
      { type: "object", properties: { id: { type: "string" } } },
      { type: "object", properties: { id: { type: "integer", description: "Its number." } } },
      { $ref: "#/components/schemas/Tail" },
    ),
    failure: fc.constantFrom<JsonObject>({ type: "object" }, { type: "object", required: ["error"] }),
    isGone: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  })
  .map(({ name, wind, response, failure, isGone }) => (pages: Map<string, JsonObject>) => {
    pages.delete(`${name}.json`);
    // Not the last one: a folder without a page is refused before.
    if (isGone && pages.size > 0) return;
    const page = structuredClone(makeKite(`kite-${name}`, wind));
    for (const item of Object.values(objectAt(page, "paths")))
      for (const operation of Object.values(objectAt(item)))
        Object.assign(objectAt(operation), {
          responses: Object.fromEntries(
            [response, failure, failure].map((schema, index) => [
              ["200", "400", "401"][index],
              { description: "Said", content: { "application/json": { schema } } },
            ]),
          ),
        });
    pages.set(`${name}.json`, page);
  });

describe("a run with a cache", () => {
  it("makes the same files and reports the same problems as one without, change after change", async () => {
    const pages = new Map(["a", "b", "c"].map((name) => [`${name}.json`, makeKite(`kite-${name}`)]));
    let saved = createCache();
    let watching = freezeResults(createCache());
    for (const [change, apply] of CHANGES) {
      apply(pages);
      saved = createCache(saved.listEntries());
      watching = watching.startNext();
      const fresh = await generate(pages);
      expect([change, await generate(pages, saved)]).toEqual([change, fresh]);
      expect([change, await generate(pages, watching)]).toEqual([change, fresh]);
    }
  });

  it("does so after any changes, in a watch whose objects nobody can write to", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 2, maxLength: 5 }), async (changes) => {
        const pages = new Map(["a", "b"].map((name) => [`${name}.json`, makeKite(`kite-${name}`)]));
        let watching = freezeResults(createCache());
        for (const change of changes) {
          change(pages);
          watching = watching.startNext();
          expect(await generate(pages, watching)).toEqual(await generate(pages));
        }
      }),
      { numRuns: 5 },
    );
  });
});
