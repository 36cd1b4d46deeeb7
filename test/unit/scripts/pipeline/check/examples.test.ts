import { describe, expect, it } from "vitest";
import { checkExamples } from "../../../../../scripts/pipeline/check/check-examples.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, merge } from "../../../../helpers/pages.ts";

const PATH = "/v1/kites/flights";

function makeKite(model: string, example: JsonObject) {
  const content = {
    "application/json": {
      schema: { $ref: "#/components/schemas/KiteRequest" },
      examples: { one: { value: example } },
    },
  };
  return makeModelPage(model, {
    required: ["model", "wind"],
    properties: { wind: { type: "integer" } },
    operation: { requestBody: { content } },
  });
}

const examplesOf = (document: JsonObject) =>
  Object.keys(
    objectAt(document, "paths", PATH, "post", "requestBody", "content", "application/json", "examples"),
  );

describe("checkExamples", () => {
  it("keeps the examples that their own variant accepts", () => {
    const { document } = merge(
      makeKite("kite-1", { model: "kite-1", wind: 1 }),
      makeKite("kite-2", { model: "kite-2", wind: 2 }),
    );
    const { output, problems } = checkExamples("openapi.yaml", document);
    expect(output).toBe(document);
    expect(problems).toEqual([]);
  });

  it("takes out one that its variant refuses, with one reason, and names the page", () => {
    const { document } = merge(
      makeKite("kite-1", { model: "kite-1", wind: 1 }),
      makeKite("kite-2", { model: "kite-2" }),
    );
    const { output, problems } = checkExamples("openapi.yaml", document);
    expect(examplesOf(output)).toEqual(["createKiteFlightKite1.one"]);
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "wrong-example",
        file: "kite-2.md",
        pointer: "#/paths/~1v1~1kites~1flights/post/requestBody/content/application~1json/examples/one",
        message:
          "The example breaks its own schema: wind is required and must be an integer. Dropped; correct it with an overlay of examples createKiteFlightKite2.one.",
      },
    ]);
  });

  it("validates an example of an unknown model by the variant of its page", () => {
    const { document } = merge(
      makeKite("kite-1", { model: "kite-7", wind: 1 }),
      makeKite("kite-2", { model: "kite-2", wind: 2 }),
    );
    const { problems } = checkExamples("openapi.yaml", document);
    expect(problems.map(({ file, message }) => [file, message])).toEqual([
      [
        "kite-1.md",
        'The example breaks its own schema: model must be "kite-1", got "kite-7". Dropped; correct it with an overlay of examples createKiteFlightKite1.one.',
      ],
    ]);
  });

  it("looks at responses too, and names the page", () => {
    const response = (id: Json): JsonObject => ({
      "200": {
        description: "Done",
        content: {
          "application/json": {
            schema: { type: "object", properties: { id: { type: "string" } } },
            example: { id },
          },
        },
      },
    });
    const check = (id: Json) => {
      const { document } = merge(makeModelPage("kite-1", { operation: { responses: response(id) } }));
      return checkExamples("openapi.yaml", document);
    };
    expect(check("a").problems).toEqual([]);
    const { output, problems } = check(1);
    expect(problems).toMatchObject([
      { file: "kite-1.md", message: expect.stringContaining("id must be a string, got 1") },
    ]);
    const mediaOf = (document: JsonObject) =>
      objectAt(document, "paths", PATH, "post", "responses", "200", "content", "application/json");
    expect(mediaOf(check("a").output)).toHaveProperty("examples");
    expect(mediaOf(output)).not.toHaveProperty("examples");
  });

  it("looks at the examples in schemas, and names the page whose request they stand in", () => {
    const wind = { type: "integer", examples: [1, "strong", 2] };
    const tail = { type: "string", example: 7 };
    const { document } = merge(makeModelPage("kite-1", { properties: { wind, tail } }));
    const { output, problems } = checkExamples("openapi.yaml", document);
    const at = "#/components/schemas/KiteRequestKite1/properties";
    expect(problems).toMatchObject([
      { file: "kite-1.md", pointer: `${at}/wind/examples/1`, message: expect.stringContaining("it must be") },
      { file: "kite-1.md", pointer: `${at}/tail/example`, kind: "wrong-example" },
    ]);
    const { properties } = objectAt(output, "components", "schemas", "KiteRequestKite1");
    expect(properties).toMatchObject({
      wind: { type: "integer", examples: [1, 2] },
      tail: { type: "string" },
    });
    expect(objectAt(properties, "tail")).not.toHaveProperty("example");
  });

  it("names a default that breaks its own schema, and keeps it", () => {
    const wind = (initial: Json): JsonObject => ({ type: "integer", maximum: 5, default: initial });
    const { document } = merge(makeModelPage("kite-1", { properties: { wind: wind(7), tail: wind(5) } }));
    const { output, problems } = checkExamples("openapi.yaml", document);
    expect(problems).toMatchObject([
      {
        file: "kite-1.md",
        pointer: "#/components/schemas/KiteRequestKite1/properties/wind/default",
        kind: "wrong-example",
        message:
          "The default breaks its own schema: it must be an integer of at most 5, got 7. Kept; correct one of the two with an overlay.",
      },
    ]);
    expect(output).toEqual(document);
  });

  it("validates a response that is no JSON by the schema of the response", () => {
    const content = { "text/plain": { schema: { type: "string" }, example: "hello" } };
    const page = makeModelPage("kite-1", {
      operation: { responses: { "200": { description: "Done", content } } },
    });
    expect(checkExamples("openapi.yaml", merge(page).document).problems).toEqual([]);
  });
});
