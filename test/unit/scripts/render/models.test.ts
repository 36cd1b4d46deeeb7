import { describe, expect, it } from "vitest";
import { listModelFacts } from "../../../../scripts/render/models/model-facts.ts";
import { listOperationFacts } from "../../../../scripts/render/shared/facts.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { makeModelPage, makePage, merge } from "../../../helpers/pages.ts";

interface Facts {
  operation: string;
  operations: string[];
  parameters: Record<string, JsonObject>;
}

function factsOf(...pages: PageDocument[]): Record<string, Facts> {
  const { document } = merge(...pages);
  return Object.fromEntries(listModelFacts(document, listOperationFacts(document))) as Record<string, Facts>;
}

const overview = (file: string, ...models: string[]) =>
  makePage({ file, model: { type: "string", enum: models }, operationId: "createAny" });

describe("listModelFacts", () => {
  it.each(["a-overview.md", "z-overview.md"])(
    "is told by the page that serves the model, not by %s",
    (file) => {
      const wind = { type: "integer", minimum: 1 };
      const facts = factsOf(
        overview(file, "kite-1", "kite-2"),
        makeModelPage("kite-1", { properties: { wind } }),
        makeModelPage("kite-2", { properties: { tail: { type: "string" } } }),
      );
      expect(Object.keys(facts["kite-1"]?.parameters ?? {})).toEqual(["wind"]);
      expect(Object.keys(facts["kite-2"]?.parameters ?? {})).toEqual(["tail"]);
    },
  );

  it("is told by the most specific page of a model that stands in the path", () => {
    const path = "/v1/models/kite-1:fly";
    const one = makePage({
      file: "z.md",
      path,
      properties: { wind: { type: "integer" }, tail: { type: "string" } },
    });
    const other = makePage({ file: "a.md", path, properties: { wind: { type: "integer" } } });
    expect(Object.keys(factsOf(one, other)["kite-1"]?.parameters ?? {})).toEqual(["wind", "tail"]);
  });

  it("carries every limit of a parameter", () => {
    const limits = {
      minimum: 1,
      exclusiveMinimum: 0,
      maximum: 9,
      exclusiveMaximum: 10,
      multipleOf: 2,
      minLength: 3,
      maxLength: 4,
      pattern: "^a",
      minItems: 5,
      maxItems: 6,
      uniqueItems: true,
      minProperties: 7,
      maxProperties: 8,
      format: "uri",
    };
    const facts = factsOf(makeModelPage("kite-1", { properties: { any: limits } }));
    expect(facts["kite-1"]?.parameters.any).toEqual({ types: [], required: false, ...limits });
  });

  it("finds limits in the parts of a parameter", () => {
    const any = { allOf: [{ type: "string" }, { minLength: 2 }], description: "Any" };
    const facts = factsOf(makeModelPage("kite-1", { properties: { any } }));
    expect(facts["kite-1"]?.parameters.any).toMatchObject({ types: ["string"], minLength: 2 });
  });

  it("lists all operations that take a model", () => {
    const facts = factsOf(
      makeModelPage("kite-1"),
      makeModelPage("kite-1", { file: "b.md", path: "/v1/boats", operationId: "sail" }),
    );
    expect(facts["kite-1"]).toMatchObject({
      operation: "createBoat",
      operations: ["createBoat", "createKiteFlight"],
    });
  });
});
