import { describe, expect, it } from "vitest";
import { hoistTargets } from "../../../../../scripts/pipeline/repair/hoist-targets.ts";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

const AT = "#/components/schemas";
const to = (place: string): JsonObject => ({ $ref: `${AT}/${place}` });

function hoist(schemas: JsonObject): JsonObject {
  const document = makeDocument({ components: { schemas } });
  return objectAt(hoistTargets({ file: "a.md", document }).output.document, "components", "schemas");
}

describe("hoistTargets", () => {
  it("makes components of what stands in no place for schemas, and of what that refers to", () => {
    const kite = { shapes: { tail: { items: to("Kite/shapes/bow") }, bow: { type: "string" } } };
    expect(
      hoist({
        Kite: kite,
        Wind: { items: [{ maxLength: 1 }], not: to("Wind/items/0") },
        A: to("Kite/shapes/tail"),
      }),
    ).toEqual({
      Kite: kite,
      Wind: { items: [{ maxLength: 1 }], not: to("0") },
      A: to("tail"),
      "0": { maxLength: 1 },
      tail: { items: to("bow") },
      bow: { type: "string" },
    });
  });

  it("takes no name that a component has", () => {
    expect(
      hoist({ tail: {}, Kite: { own: { tail: { type: "string" } }, not: to("Kite/own/tail") } }),
    ).toMatchObject({
      Kite: { not: to("tail2") },
      tail2: { type: "string" },
    });
  });

  it("leaves places for schemas, and what the page lacks", () => {
    const schemas = {
      Kite: { properties: { tail: {} }, $defs: { A: {} } },
      A: to("Kite/properties/tail"),
      B: to("Kite/$defs/A"),
      C: to("Lost"),
    };
    expect(hoist(schemas)).toEqual(schemas);
  });
});
