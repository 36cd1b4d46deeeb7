import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { collectReachable, listResponseOnlySchemas } from "../../../../src/openapi/reachable.ts";
import {
  followReferences,
  hideDataReferences,
  parseComponentName,
  readComponentName,
  referTo,
  resolveComponent,
  resolveFully,
  visitReferences,
} from "../../../../src/openapi/references.ts";

const at = (pointer: string): JsonObject => ({ $ref: pointer });
const document: JsonObject = {
  paths: {
    "/kites": {
      post: {
        requestBody: { content: { json: { schema: referTo("Kite") } } },
        responses: { "200": { content: { json: { schema: referTo("Flight") } } } },
      },
      parameters: [{ schema: referTo("Wind") }],
    },
  },
  components: {
    schemas: {
      Kite: { properties: { tail: referTo("Tail") } },
      Tail: { type: "string" },
      Alias: referTo("Tail"),
      Loop: at("#/components/schemas/Other"),
      Other: at("#/components/schemas/Loop"),
      Flight: { properties: { tail: referTo("Tail"), next: referTo("Flight"), wind: referTo("Wind") } },
      Wind: true,
      "a/b": { type: "null" },
      Inner: { properties: { deep: at("#/components/schemas/Kite/properties/tail") } },
    },
  },
};

describe("parseComponentName, readComponentName", () => {
  it.each([
    ["#/components/schemas/Kite", "Kite"],
    ["#/components/schemas/a~1b", "a/b"],
    ["#/components/schemas/Kite/properties/tail", undefined],
    ["#/components/parameters/Kite", undefined],
    ["#/paths", undefined],
  ])("read of %s the name %s", (pointer, name) => {
    expect(parseComponentName(pointer)).toBe(name);
    expect(readComponentName({ $ref: pointer })).toBe(name);
  });

  it("undo referTo, whatever the name", () => {
    for (const name of ["Kite", "a/b", "~", "__proto__"]) expect(readComponentName(referTo(name))).toBe(name);
  });
});

describe("resolveComponent", () => {
  it("goes one step", () => {
    expect(resolveComponent(document, referTo("Alias"))).toEqual(referTo("Tail"));
  });

  it("is the object itself where that is no reference, and empty where there is none", () => {
    expect(resolveComponent(document, { type: "string" })).toEqual({ type: "string" });
    for (const value of [referTo("Lost"), at("https://example.org/"), undefined, true])
      expect(resolveComponent(document, value)).toEqual({});
  });
});

describe("resolveFully", () => {
  it("goes to the end, and is empty where there is none", () => {
    expect(resolveFully(document, referTo("Alias"))).toEqual({ type: "string" });
    expect(resolveFully(document, referTo("Lost"))).toEqual({});
  });
});

describe("followReferences", () => {
  it("goes to the end of a row of references, and says where that is", () => {
    expect(followReferences(document, referTo("Alias"))).toEqual({
      target: { type: "string" },
      pointer: "#/components/schemas/Tail",
    });
  });

  it("is the value itself where that is no reference", () => {
    expect(followReferences(document, true)).toEqual({ target: true, pointer: undefined });
  });

  it("finds nothing where the document lacks the component, and names it", () => {
    expect(followReferences(document, referTo("Lost"))).toEqual({
      target: undefined,
      pointer: "#/components/schemas/Lost",
    });
  });

  it("finds nothing in a circle", () => {
    expect(followReferences(document, referTo("Loop")).target).toBeUndefined();
  });
});

describe("visitReferences", () => {
  it("calls back in document order, with the keys to the object that refers", () => {
    const found: string[] = [];
    visitReferences({ a: [{ $ref: "#/x" }, { b: { $ref: "#/y", c: { $ref: "#/z" } } }] }, (pointer, keys) =>
      found.push(`${pointer} ${keys.join(".")}`),
    );
    expect(found).toEqual(["#/x a.0", "#/y a.1.b", "#/z a.1.b.c"]);
  });
});

describe("visitReferences, where a $ref may be data", () => {
  const there = at("#/x");
  const count = (value: JsonObject): number => {
    let found = 0;
    visitReferences(value, () => {
      found += 1;
    });
    return found;
  };

  it.each<[string, JsonObject]>([
    ["an example", { example: there }],
    ["what a tag holds besides", { tags: [{ name: "kites", wind: there }] }],
    ["what a link sends", { links: { again: { parameters: { a: there }, requestBody: there } } }],
    ["what a shared link sends", { components: { links: { again: { parameters: { a: [there] } } } } }],
    ["an extension of paths", { paths: { "x-a": there } }],
    ["an extension of a callback", { callbacks: { done: { "x-a": there } } }],
    ["an extension of responses", { responses: { "x-a": there } }],
    ["a value of a discriminator", { mapping: at("A") }],
    ["a scope", { flows: { implicit: { scopes: at("A") } } }],
  ])("takes none for a reference in %s", (_, value) => {
    expect(count(value)).toBe(0);
  });

  it.each<[string, JsonObject]>([
    ["of a link", { links: { parameters: there } }],
    ["of the server of a link", { links: { again: { server: there } } }],
    ["of a callback", { callbacks: { default: there } }],
    ["in a callback", { callbacks: { done: { example: { post: there } } } }],
    ["of a component that is named like an extension", { components: { responses: { "x-a": there } } }],
    ["of a component that is named like a field", { components: { schemas: { links: { allOf: [there] } } } }],
    ["of a property that is called tags", { properties: { tags: there } }],
    ["in an operation's body", { requestBody: there }],
  ])("finds the one %s", (_, value) => {
    expect(count(value)).toBe(1);
  });
});

describe("collectReachable", () => {
  it("follows references to the end, through circles", () => {
    expect([...collectReachable(document, [referTo("Flight")])].sort()).toEqual(["Flight", "Tail", "Wind"]);
    expect([...collectReachable(document, [referTo("Loop")])].sort()).toEqual(["Loop", "Other"]);
  });

  it("takes the whole component along where a reference points into it", () => {
    expect([...collectReachable(document, [referTo("Inner")])].sort()).toEqual(["Inner", "Kite", "Tail"]);
  });

  it("follows references to other places, also round in a circle", () => {
    const looped: JsonObject = {
      ...document,
      a: { first: at("#/b"), second: referTo("Kite") },
      b: { back: at("#/a") },
    };
    expect([...collectReachable(looped, [at("#/a")])].sort()).toEqual(["Kite", "Tail"]);
  });
});

describe("listResponseOnlySchemas", () => {
  it("leaves out what requests and the parameters of a path use as well", () => {
    expect([...listResponseOnlySchemas(document)]).toEqual(["Flight"]);
  });
});

describe("hideDataReferences", () => {
  it("renames a $ref in examples, enums and extensions, and no other", () => {
    const there = { $ref: "https://a.example/b" };
    const hidden = { "%24ref": there.$ref };
    const make = (data: JsonObject): JsonObject => ({
      "x-a": [data],
      paths: { "/a": { get: { responses: { "200": { links: { a: { requestBody: data } } } } } } },
      components: {
        schemas: { A: { enum: [data], properties: { example: there, $ref: {} } } },
        examples: { default: { value: data } },
      },
    });
    expect(hideDataReferences(make(there))).toEqual(make(hidden));
    const plain = { paths: { "/a": there } };
    expect(hideDataReferences(plain)).toBe(plain);
  });
});
