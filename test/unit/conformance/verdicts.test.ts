import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { referTo } from "../../../src/openapi/references.ts";
import { compareVerdicts } from "../../conformance/catalog/verdicts.ts";
import { isolateSchema } from "../../conformance/verdicts/isolate-schema.ts";
import { makeModelPage, makePage, merge } from "../../helpers/pages.ts";

const SEED = 7;

/** No response has such an id. */
const IMPOSSIBLE: JsonObject = { type: "object", required: ["id"], properties: { id: { not: {} } } };

function makeKites(response?: JsonObject): JsonObject {
  const page = (model: string, properties: JsonObject) =>
    makeModelPage(model, { properties, required: ["model", "wind"], ...(response && { response }) });
  return merge(
    page("kite-1", { wind: { type: "integer", minimum: 1, maximum: 12 } }),
    page("kite-2", { wind: { enum: ["weak", "strong"] } }),
  ).document;
}

function makeUpload(more: JsonObject = {}, response?: JsonObject): JsonObject {
  const properties = {
    file: { type: "string", format: "binary" },
    folder: { type: "string", minLength: 2, maxLength: 5 },
    copies: { type: "integer", minimum: 1, maximum: 3 },
    public: { type: "boolean" },
    ...more,
  };
  const schema = { type: "object", required: ["file", "copies"], properties };
  const requestBody = { required: true, content: { "multipart/form-data": { schema } } };
  return merge(makePage({ operation: { requestBody }, ...(response && { response }) })).document;
}

describe("compareVerdicts", () => {
  it("draws and mutates bodies of every model, and finds the verdicts equal", async () => {
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

  it("draws and mutates multiples and texts of a pattern, within their limits", async () => {
    const properties: JsonObject = {
      price: { type: "number", multipleOf: 0.01, minimum: 0.05, exclusiveMaximum: 0.6 },
      side: { type: "integer", multipleOf: 8, exclusiveMinimum: 8, maximum: 64 },
      free: { type: "number", multipleOf: 2.5 },
      code: { type: "string", pattern: "^[a-z]+-\\d+$", maxLength: 12 },
    };
    const required = ["model", "price", "side", "free", "code"];
    const { document } = merge(makeModelPage("kite-1", { properties, required }));
    const { valid, broken, disagreements } = await compareVerdicts(process.cwd(), document, SEED);
    expect({ valid, broken, disagreements }).toEqual({ valid: 8, broken: 16, disagreements: [] });
  });

  it("sends a form as one, files included, and mutates what a form can express", async () => {
    const { valid, broken, forms, disagreements } = await compareVerdicts(process.cwd(), makeUpload(), SEED);
    expect({ valid, broken, forms, disagreements }).toEqual({
      valid: 8,
      broken: 16,
      forms: 24,
      disagreements: [],
    });
  });

  it("reports a form to which the mock cannot respond", async () => {
    const { disagreements } = await compareVerdicts(process.cwd(), makeUpload({}, IMPOSSIBLE), SEED);
    expect(disagreements).toEqual([
      expect.stringMatching(
        /the validator accepts it, the mock says "POST \/\S+: no value was found that fits, the schema of response 200/,
      ),
    ]);
  });

  it("leaves out a form with a list, which Prism cannot read", async () => {
    const tags = { type: "array", items: { type: "string" } };
    const { requests } = await compareVerdicts(process.cwd(), makeUpload({ tags }), SEED);
    expect(requests).toBe(0);
  });

  it("reports a valid body to which the mock cannot respond, with the model, the body and the verdicts", async () => {
    const { disagreements } = await compareVerdicts(process.cwd(), makeKites(IMPOSSIBLE), SEED);
    expect(disagreements).toHaveLength(2);
    expect(disagreements[0]).toMatch(
      /^createKiteFlight \/v1\/kites\/flights of kite-1, seed 7: the body \{.*"model":"kite-1".*the validator accepts it, the mock says "POST \/v1\/kites\/flights: no value was found that fits, the schema of response 200/,
    );
  });
});

describe("isolateSchema", () => {
  const document: JsonObject = {
    components: {
      schemas: {
        Kite: { properties: { tail: referTo("Tail") } },
        Tail: { type: "string" },
        Wind: { type: "number" },
      },
    },
  };

  it("brings the components that a schema leads to, and no others", () => {
    expect(isolateSchema(document, referTo("Kite"))).toEqual({
      $ref: "#/components/schemas/Kite",
      components: { schemas: { Kite: { properties: { tail: referTo("Tail") } }, Tail: { type: "string" } } },
    });
    const plain: JsonObject = { type: "string" };
    expect(isolateSchema(document, plain)).toBe(plain);
  });
});
