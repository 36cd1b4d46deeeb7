import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cache, createCache } from "../../../../scripts/cache.ts";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import type { SourceFile } from "../../../../scripts/pipeline/read/read-page.ts";
import { renderFiles } from "../../../../scripts/render/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
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
  ["a new page", (pages) => pages.set("d.json", makeKite("kite-d", { type: "string" }))],
  ["a page less", (pages) => pages.delete("a.json")],
  ["a page with another name", (pages) => pages.set("e.json", makeKite("kite-c")) && pages.delete("c.json")],
];

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
});
