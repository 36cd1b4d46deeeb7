import { describe, expect, it } from "vitest";
import { type JsonObject, listAt, objectAt } from "../../../../src/openapi/json.ts";
import { rewriteAroundSchemas, rewriteObjects } from "../../../../src/openapi/walk.ts";

const TEXT = { type: "string" };
const UNTOUCHED = { type: "object", properties: { list: { items: TEXT } } };
const DOCUMENT: JsonObject = {
  openapi: "3.1.0",
  components: {
    schemas: {
      Untouched: UNTOUCHED,
      Touched: { anyOf: [TEXT, { properties: { size: { type: "integer" } } }], description: "Either." },
    },
  },
};

describe("rewriteObjects", () => {
  it("returns the same object where nothing changes", () => {
    expect(rewriteObjects(DOCUMENT, "document", (object) => object)).toBe(DOCUMENT);
  });

  it("copies what leads to a change, in the order that it had, and nothing else", () => {
    const before = structuredClone(DOCUMENT);
    const rewritten = rewriteObjects(DOCUMENT, "document", (object, kind) =>
      kind === "schema" && object.type === "integer" ? { type: "number" } : object,
    );
    expect(DOCUMENT).toEqual(before);
    expect(JSON.stringify(rewritten)).toBe(JSON.stringify(before).replace('"integer"', '"number"'));
    expect(objectAt(rewritten, "components", "schemas").Untouched).toBe(UNTOUCHED);
    expect(listAt(rewritten, "components", "schemas", "Touched", "anyOf")[0]).toBe(TEXT);
  });

  it("keeps a property called __proto__ of an object that is copied", () => {
    const properties = JSON.parse('{ "__proto__": { "type": "string" }, "size": { "type": "integer" } }');
    const rewritten = rewriteObjects({ properties }, "schema", (object) =>
      object.type === "integer" ? { type: "number" } : object,
    );
    expect(JSON.stringify(rewritten)).toBe(
      '{"properties":{"__proto__":{"type":"string"},"size":{"type":"number"}}}',
    );
  });

  it("passes an object with its children done, and the keys that lead to it", () => {
    const passed: string[] = [];
    rewriteObjects(DOCUMENT, "document", (object, kind, keys) => {
      passed.push(`${kind} ${keys.join("/")}`);
      return object;
    });
    expect(passed).toEqual([
      "schema components/schemas/Untouched/properties/list/items",
      "schema components/schemas/Untouched/properties/list",
      "schema components/schemas/Untouched",
      "schema components/schemas/Touched/anyOf/0",
      "schema components/schemas/Touched/anyOf/1/properties/size",
      "schema components/schemas/Touched/anyOf/1",
      "schema components/schemas/Touched",
      "components components",
      "document ",
    ]);
  });
});

describe("rewriteAroundSchemas", () => {
  it("passes the objects around schemas, and none of these", () => {
    const content = { "application/json": { schema: UNTOUCHED } };
    const operation = { requestBody: { content }, parameters: [{ name: "a", schema: TEXT }] };
    const passed: string[] = [];
    const document = { ...DOCUMENT, paths: { "/a": { post: operation } } };
    const rewritten = rewriteAroundSchemas(document, "document", (object, kind, keys) => {
      passed.push(`${kind} ${keys.join("/")}`);
      return kind === "parameter" ? { ...object, name: "b" } : object;
    });
    expect(passed).toEqual([
      "components components",
      "mediaType paths//a/post/requestBody/content/application/json",
      "requestBody paths//a/post/requestBody",
      "parameter paths//a/post/parameters/0",
      "operation paths//a/post",
      "pathItem paths//a",
      "document ",
    ]);
    expect(JSON.stringify(rewritten)).toBe(JSON.stringify(document).replace('"name":"a"', '"name":"b"'));
    expect(rewritten.components).toBe(DOCUMENT.components);
  });
});
