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

  it("is told by the variant of a page's union that names the model, however deep it is", () => {
    const kite = (model: string, more: JsonObject): JsonObject => ({
      type: "object",
      required: ["model", ...Object.keys(more)],
      properties: { model: { type: "string", enum: [model] }, ...more },
    });
    const wind = { type: "integer", maximum: 5 };
    const body = {
      oneOf: [
        kite("kite-1", { wind }),
        { anyOf: [kite("kite-2", { tail: { type: "string" } }), kite("kite-3", {})] },
      ],
    };
    const operation = { requestBody: { required: true, content: { "application/json": { schema: body } } } };
    const facts = factsOf(makePage({ operation }), overview("a.md", "kite-1", "kite-2"));
    expect(facts["kite-1"]?.parameters).toEqual({ wind: { types: ["integer"], required: true, maximum: 5 } });
    expect(Object.keys(facts["kite-2"]?.parameters ?? {})).toEqual(["tail"]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      "the loosest of a union",
      {
        anyOf: [
          { type: "integer", minimum: 1, maximum: 5 },
          { type: "number", minimum: 3, maximum: 9 },
        ],
      },
      { minimum: 1, maximum: 9 },
    ],
    ["none where a branch has none", { oneOf: [{ type: "integer", minimum: 1 }, { type: "number" }] }, {}],
    [
      "that of the only branch of its type",
      {
        anyOf: [
          { type: "string", maxLength: 5 },
          { type: "array", maxItems: 2 },
        ],
      },
      { maxLength: 5, maxItems: 2 },
    ],
    [
      "that of a range besides fixed values",
      {
        oneOf: [
          { type: "integer", minimum: 3 },
          { type: "integer", enum: [0] },
        ],
      },
      { minimum: 3 },
    ],
    [
      "the strictest of what all has to hold",
      { type: "integer", minimum: 1, allOf: [{ minimum: 2, maximum: 9 }, { maximum: 7 }] },
      { minimum: 2, maximum: 7 },
    ],
    [
      "no pattern that one branch alone has",
      {
        anyOf: [
          { type: "string", pattern: "^a" },
          { type: "string", pattern: "^b" },
        ],
      },
      {},
    ],
  ])("says of limits %s", (_, wind, want) => {
    const facts = factsOf(makeModelPage("kite-1", { properties: { wind } }));
    const {
      types: _types,
      required: _required,
      choices: _choices,
      ...limits
    } = facts["kite-1"]?.parameters.wind ?? {};
    expect(limits).toEqual(want);
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

  it("tells what stands beside a reference before what that leads to, and holds a parameter to both", () => {
    const Size = { type: "string", enum: ["small", "large", "huge"], default: "huge", minLength: 4 };
    const Named = { allOf: [{ $ref: "#/components/schemas/Size" }] };
    const facts = (schema: JsonObject) => {
      const page = makeModelPage("kite-1", { properties: { size: schema }, schemas: { Size, Named } });
      return factsOf(page)["kite-1"]?.parameters.size;
    };
    const beside = { default: "large", maxLength: 5, enum: ["small", "large"] };
    const want = { types: ["string"], default: "large", choices: beside.enum, minLength: 4, maxLength: 5 };
    for (const name of ["Size", "Named"])
      expect(facts({ $ref: `#/components/schemas/${name}`, ...beside })).toEqual({
        ...want,
        required: false,
      });
    const branch = { $ref: "#/components/schemas/Size", maxLength: 5, enum: ["small"] };
    expect(facts({ anyOf: [branch, { type: "null" }] })).toMatchObject({ choices: ["small"] });
    expect(facts({ $ref: "#/components/schemas/Size" })).toMatchObject({ default: "huge" });
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
