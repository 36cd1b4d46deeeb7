import { describe, expect, it } from "vitest";
import { createLastResults, createRewriteDocument } from "../../../scripts/last-results.ts";
import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";

describe("createLastResults", () => {
  it("gives the same object as long as every input is the same one", () => {
    const findLast = createLastResults<object>();
    const schema = {};
    const first = findLast([schema, "a"], () => ({}));
    expect(findLast([schema, "a"], () => ({}))).toBe(first);
    expect(findLast([schema, "b"], () => ({}))).not.toBe(first);
    expect(findLast([schema], () => ({}))).not.toBe(first);
    expect(findLast([{}, "a"], () => ({}))).not.toBe(first);
  });
});

describe("createRewriteDocument", () => {
  const makeDocument = (schemas: JsonObject): JsonObject => ({ openapi: "3.1.0", components: { schemas } });

  it("rewrites a component again when something that it leads to has changed, and no other", () => {
    const schemas = {
      Kite: { properties: { tail: { $ref: "#/components/schemas/Tail" } } },
      Tail: { items: { $ref: "#/components/schemas/Bow" } },
      Bow: { type: "string" },
      Wind: { type: "integer" },
    };
    const rewriteLast = createRewriteDocument();
    const rewritten: string[] = [];
    const run = (document: JsonObject) =>
      rewriteLast(document, (object, kind, keys) => {
        if (keys.length === 3) rewritten.push(keys[2] ?? "");
        return kind === "schema" ? { ...object, seen: true } : object;
      });
    run(makeDocument(schemas));
    expect(rewritten.splice(0)).toEqual(["Kite", "Tail", "Bow", "Wind"]);
    const changed = run(makeDocument({ ...schemas, Bow: { type: "number" } }));
    expect(rewritten).toEqual(["Kite", "Tail", "Bow"]);
    expect(objectAt(changed, "components", "schemas")).toMatchObject({
      Bow: { type: "number", seen: true },
      Wind: { type: "integer", seen: true },
    });
  });

  it("keeps a document without components, and one that stays as it is", () => {
    const rewriteLast = createRewriteDocument();
    const document = { openapi: "3.1.0", paths: {} };
    expect(rewriteLast(document, (object) => object)).toBe(document);
    const schemas = { Wind: { type: "integer" } };
    expect(
      objectAt(
        rewriteLast(makeDocument(schemas), (object) => object),
        "components",
      ).schemas,
    ).toBe(schemas);
  });
});
