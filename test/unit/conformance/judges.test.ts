import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { compareVerdicts } from "../../conformance/catalog/verdicts.ts";
import { makeModelPage, makePage, merge } from "../../helpers/pages.ts";

const SEED = 7;

/** No answer has such an id. */
const IMPOSSIBLE: JsonObject = { type: "object", required: ["id"], properties: { id: { not: {} } } };

function makeKites(answer?: JsonObject): JsonObject {
  const page = (model: string, properties: JsonObject) =>
    makeModelPage(model, { properties, required: ["model", "wind"], ...(answer && { answer }) });
  return merge(
    page("kite-1", { wind: { type: "integer", minimum: 1, maximum: 12 } }),
    page("kite-2", { wind: { enum: ["weak", "strong"] } }),
  ).document;
}

function makeUpload(more: JsonObject = {}, answer?: JsonObject): JsonObject {
  const properties = {
    file: { type: "string", format: "binary" },
    folder: { type: "string", minLength: 2, maxLength: 5 },
    copies: { type: "integer", minimum: 1, maximum: 3 },
    public: { type: "boolean" },
    ...more,
  };
  const schema = { type: "object", required: ["file", "copies"], properties };
  const requestBody = { required: true, content: { "multipart/form-data": { schema } } };
  return merge(makePage({ operation: { requestBody }, ...(answer && { answer }) })).document;
}

describe("compareVerdicts", () => {
  it("draws and breaks bodies of every model, on which validators, Prism and the mock agree", async () => {
    const { ms, ...report } = await compareVerdicts(process.cwd(), makeKites(), SEED);
    expect(ms).toBeGreaterThan(0);
    expect(report).toEqual({
      seed: SEED,
      requests: 2,
      models: 2,
      valid: 16,
      broken: 32,
      forms: 0,
      disagreements: [],
    });
  });

  it("sends forms as forms, files and all, and breaks them as far as a form can be broken", async () => {
    const { valid, broken, forms, disagreements } = await compareVerdicts(process.cwd(), makeUpload(), SEED);
    expect({ valid, broken, forms, disagreements }).toEqual({
      valid: 8,
      broken: 16,
      forms: 24,
      disagreements: [],
    });
  });

  it("tells of a form that the mock cannot answer", async () => {
    const { disagreements } = await compareVerdicts(process.cwd(), makeUpload({}, IMPOSSIBLE), SEED);
    expect(disagreements).toEqual([
      expect.stringMatching(/the validator accepts it, the mock says "The mock's answer 200/),
    ]);
  });

  it("judges no form with a list, which Prism cannot read", async () => {
    const tags = { type: "array", items: { type: "string" } };
    const { requests } = await compareVerdicts(process.cwd(), makeUpload({ tags }), SEED);
    expect(requests).toBe(0);
  });

  it("tells of a valid body that the mock cannot answer, with the model, the body and the verdicts", async () => {
    const { disagreements } = await compareVerdicts(process.cwd(), makeKites(IMPOSSIBLE), SEED);
    expect(disagreements).toHaveLength(2);
    expect(disagreements[0]).toMatch(
      /^createKiteFlight \/v1\/kites\/flights of kite-1, seed 7: the body \{.*"model":"kite-1".*the validator accepts it, the mock says "The mock's answer 200 contradicts /,
    );
  });
});
