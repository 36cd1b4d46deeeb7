import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { examineCatalog } from "../../conformance/catalog/examine.ts";
import { checkRequestExamples } from "../../conformance/catalog/examples.ts";
import { toFile } from "../../helpers/documents.ts";
import { makeModelPage } from "../../helpers/pages.ts";

const LINT = "extends: [minimal]";

function makeFile(model: string, value: JsonObject, document: JsonObject = {}) {
  const content = {
    "application/json": {
      schema: { $ref: "#/components/schemas/KiteRequest" },
      examples: { one: { value } },
    },
  };
  const page = makeModelPage(model, {
    operation: { requestBody: { content } },
    required: ["model", "wind"],
    document,
  });
  return toFile(`${model}.json`, JSON.stringify(page.document));
}

describe("examineCatalog", () => {
  it("counts pages, operations, models and components", async () => {
    const files = [makeFile("kite-1", { model: "kite-1", wind: 1 }), makeFile("kite-2", { model: "kite-2" })];
    const { failures, examples, ...report } = await examineCatalog(files, LINT);
    expect(failures).toEqual([]);
    expect(report).toMatchObject({
      pages: 2,
      contributing: 2,
      operations: 1,
      models: 2,
      components: { before: 2, after: 4 },
    });
    expect(examples).toEqual({
      total: 2,
      right: 1,
      refused: ["createKiteFlightKite2.one: wind is required"],
      ambiguous: [],
    });
  });

  it("fails on a page that does not contribute", async () => {
    const { failures } = await examineCatalog([makeFile("kite-1", { model: "kite-1" }, { paths: {} })], LINT);
    expect(failures).toContain("1 pages do not contribute");
  });

  it("fails on an error of lint", async () => {
    const files = [makeFile("kite-1", { model: "kite-1", wind: 1 })];
    const { failures } = await examineCatalog(files, "rules:\n  info-contact: error\n");
    expect(failures).toEqual([expect.stringContaining("(rule info-contact)")]);
  });
});

describe("checkRequestExamples", () => {
  it("finds an example that a second variant accepts", () => {
    const kite = (models: string[]): Json => ({ type: "object", properties: { model: { enum: models } } });
    const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
    const media = {
      schema: { oneOf: [ref("One"), ref("Two")] },
      examples: { "fly.first": { value: { model: "a" } } },
    };
    const document: JsonObject = {
      paths: { "/kites": { post: { requestBody: { content: { "application/json": media } } } } },
      components: { schemas: { One: kite(["a"]), Two: kite(["a", "b"]) } },
    };
    expect(checkRequestExamples(document)).toEqual({
      total: 1,
      right: 0,
      refused: [],
      ambiguous: ["fly.first: #/components/schemas/Two"],
    });
  });
});
