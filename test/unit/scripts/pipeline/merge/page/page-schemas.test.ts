import { describe, expect, it } from "vitest";
import { readPageSchemas } from "../../../../../../scripts/pipeline/merge/page/shared-schemas.ts";
import { createComponents } from "../../../../../../scripts/pipeline/merge/schemas/components.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text: JsonObject = { type: "string" };

function read(schemas: JsonObject, more: JsonObject = {}) {
  const components = createComponents();
  const missing: string[] = [];
  const document = { components: { schemas }, ...more };
  const page = readPageSchemas(
    { file: "kites.json", document },
    { components, report: ({ message }) => missing.push(/refers to (\S+)/.exec(message)?.[1] ?? "") },
  );
  return { ...page, missing, componentsOf: (value: Json) => components.listUsed(value) };
}

/** The names of a schema's components, without their fingerprints. */
const stems = (components: JsonObject) =>
  Object.keys(components).map((name) => name.replace(/_[0-9a-f]{8}$/, ""));

describe("resolve", () => {
  it("follows references one after the other, through lists too", () => {
    const page = read({ A: refTo("B"), B: text, List: { anyOf: [{ type: "null" }, text] } });
    expect(page.resolve(refTo("A"))).toEqual(text);
    expect(page.resolve(refTo("List/anyOf/1"))).toEqual(text);
    expect(page.resolve(text)).toBe(text);
    const told = { ...text, description: "Wind" };
    expect(page.resolve(told)).toBe(told);
    expect(page.missing).toEqual([]);
  });

  it.each<[Json | undefined, JsonObject | undefined]>([
    [true, {}],
    [false, undefined],
    [null, undefined],
    ["text", undefined],
    [undefined, undefined],
  ])("reads %j as %j", (value, want) => {
    expect(read({}).resolve(value)).toEqual(want);
  });

  it("reports what the page lacks once, and nothing twice", () => {
    const page = read({ Text: "text" });
    for (const name of ["Lost", "Lost", "constructor", "Text/length", "Gone"])
      expect(page.resolve(refTo(name))).toBeUndefined();
    expect(page.resolve({ ...refTo("Gone"), description: "Once" })).toBeUndefined();
    expect(page.read(refTo("Other"))).toBeUndefined();
    expect(page.missing).toEqual(
      ["Lost", "constructor", "Text/length", "Gone", "Other"].map((name) => refTo(name).$ref),
    );
  });

  it("follows twenty references, and takes more for a circle", () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `A${index}`,
          index === length - 1 ? text : refTo(`A${index + 1}`),
        ]),
      );
    expect(read(chain(20)).resolve(refTo("A0"))).toEqual(text);
    const page = read(chain(21));
    expect(page.resolve(refTo("A0"))).toBeUndefined();
    expect(page.missing).toEqual([refTo("A20").$ref]);
    expect(read({ A: refTo("B"), B: refTo("A") }).resolve(refTo("A"))).toBeUndefined();
  });
});

describe("read", () => {
  it("adds to a component what stands next to the reference", () => {
    const page = read({ Wind: { ...text, description: "There" } });
    expect(page.read({ ...refTo("Wind"), description: "Here" })).toEqual({
      ...text,
      description: "Here\n\nThere",
    });
    expect(page.read(text)).toBe(text);
    expect(page.read(refTo("Lost"))).toBeUndefined();
    expect(page.read(true)).toEqual({});
    expect(read({ A: refTo("B"), B: refTo("A") }).read(refTo("A"))).toBeUndefined();
  });

  it("says of what a reference points to what is said beside the reference", () => {
    const part = { description: "There", required: true };
    const page = read({ Wind: part });
    expect(page.resolve({ ...refTo("Wind"), description: "Here", summary: "Now", required: false })).toEqual({
      ...part,
      description: "Here",
      summary: "Now",
    });
    expect(page.resolve(refTo("Wind"))).toBe(part);
  });

  it("adds what stands beside each reference on the way", () => {
    const page = read({ A: { ...refTo("B"), minLength: 1 }, B: { ...refTo("C"), maxLength: 9 }, C: text });
    expect(page.read({ ...refTo("A"), title: "Here" })).toEqual({
      ...text,
      minLength: 1,
      maxLength: 9,
      title: "Here",
    });
  });
});

describe("share", () => {
  it("makes components of what is referred to, and of what that refers to", () => {
    const page = read({
      Wind: { properties: { force: refTo("wind-force") } },
      "wind-force": { type: "integer" },
    });
    const shared = page.share({ type: "object", properties: { wind: refTo("Wind"), again: refTo("Wind") } });
    const components = page.componentsOf(shared);
    expect(stems(components).sort()).toEqual(["Wind", "WindForce"]);
    expect(objectAt(shared, "properties").wind).toEqual(objectAt(shared, "properties").again);
  });

  it("keeps what stands beside a reference in a component", () => {
    const page = read({ A: { ...refTo("B"), maxLength: 3 }, B: { ...refTo("C"), minLength: 1 }, C: text });
    const shared = page.share({ items: refTo("A") });
    const [a, b, c] = Object.values(page.componentsOf(shared));
    expect([a, b, c]).toMatchObject([{ maxLength: 3 }, { minLength: 1 }, text]);
    expect(page.inline({ items: refTo("A") })).toEqual({ items: { ...text, minLength: 1, maxLength: 3 } });
  });

  it("names a component after all that it leads to", () => {
    const nameOf = (schemas: JsonObject) =>
      objectAt(read(schemas).share({ items: refTo("Wind") }), "items").$ref;
    const wind = { properties: { force: refTo("Force") } };
    const one = nameOf({ Wind: wind, Force: { type: "integer" } });
    expect(
      nameOf({ Wind: { ...wind, description: "Wind" }, Force: { type: "integer", title: "Force" } }),
    ).toBe(one);
    expect(nameOf({ Wind: wind, Force: { type: "number" } })).not.toBe(one);
    expect(nameOf({ Wind: { ...wind, required: ["force"] }, Force: { type: "integer" } })).not.toBe(one);
    expect(one).toBe("#/components/schemas/Wind_a4450acd");
  });

  it("names a component the same in whatever order it says things", () => {
    const schemas = { A: text, B: { type: "null" } };
    const nameOf = (...names: string[]) => {
      const properties = Object.fromEntries(names.map((name) => [name, refTo(name)]));
      return objectAt(read({ ...schemas, Wind: { properties } }).share({ items: refTo("Wind") }), "items")
        .$ref;
    };
    expect(nameOf("A", "B")).toBe(nameOf("B", "A"));
  });

  it("calls a component without a Latin letter a schema", () => {
    const page = read({ 風: text });
    expect(stems(page.componentsOf(page.share({ items: refTo("風") })))).toEqual(["Schema"]);
  });

  it("copies what is no component, and makes one of it where it leads to itself", () => {
    const page = read({
      Wind: {
        properties: {
          force: { type: "integer" },
          next: { properties: { again: refTo("Wind/properties/next") } },
        },
      },
    });
    expect(page.share({ items: refTo("Wind/properties/force") })).toEqual({ items: { type: "integer" } });
    const shared = page.share({ items: refTo("Wind/properties/next") });
    expect(stems(page.componentsOf(shared))).toEqual(["Next"]);
  });

  it("reads what the page lacks as anything, and keeps what stands next to it", () => {
    const page = read({});
    expect(page.share({ items: { ...refTo("Lost"), description: "Lost" } })).toEqual({
      items: { description: "Lost" },
    });
  });

  it("keeps oneOf, and leaves out what names schemas by their place", () => {
    const schema = {
      oneOf: [text],
      discriminator: { propertyName: "a" },
      $defs: { A: text },
      definitions: { A: text },
    };
    expect(read({}).share(schema)).toEqual({ oneOf: [text] });
  });

  it.each(["oneOf", "anyOf"])(
    "keeps the discriminator of %s with the new names in its mapping",
    (keyword) => {
      const kind = (value: string): JsonObject => ({ properties: { kind: { const: value } } });
      const union: JsonObject = {
        [keyword]: [refTo("Kite"), refTo("Boat")],
        discriminator: {
          propertyName: "kind",
          mapping: { kite: "#/components/schemas/Kite", boat: "#/components/schemas/Boat" },
        },
      };
      const page = read({ Kite: kind("kite"), Boat: kind("boat") });
      const shared = objectAt(page.share(union));
      const [first, second] = (shared[keyword] as JsonObject[]).map(({ $ref }) => $ref);
      expect(shared.discriminator).toEqual({ propertyName: "kind", mapping: { boat: second, kite: first } });
      expect(first).toMatch(/schemas\/Kite/);
    },
  );

  const union = (discriminator: JsonObject): JsonObject => ({ oneOf: [refTo("Kite"), text], discriminator });
  it.each<[string, JsonObject]>([
    [
      "has a variant that is no component of the union",
      { kite: "#/components/schemas/Kite", boat: "#/components/schemas/Boat" },
    ],
    ["is empty", {}],
  ])("leaves out a discriminator whose mapping %s", (_, mapping) => {
    const page = read({ Kite: text, Boat: text });
    expect(page.share(union({ propertyName: "kind", mapping }))).not.toHaveProperty("discriminator");
  });

  it("leaves out a discriminator without a property", () => {
    const page = read({ Kite: text });
    expect(page.share(union({ mapping: { kite: "#/components/schemas/Kite" } }))).not.toHaveProperty(
      "discriminator",
    );
  });

  it("replaces references wherever a schema may stand, and nowhere else", () => {
    const page = read({ Wind: text });
    const wind = refTo("Wind");
    const given: JsonObject = {
      properties: { wind },
      allOf: [wind],
      items: wind,
      not: wind,
      additionalProperties: wind,
      prefixItems: [wind],
      enum: [wind],
      default: wind,
      example: wind,
      const: wind,
    };
    const replaced = page.inline(given);
    expect(replaced).toEqual({
      properties: { wind: text },
      allOf: [text],
      items: text,
      not: text,
      additionalProperties: text,
      prefixItems: [text],
      enum: [wind],
      default: wind,
      example: wind,
      const: wind,
    });
  });
});

describe("keepReference", () => {
  const page = read({ Wind: { properties: { force: text } }, Knot: { items: refTo("Knot") }, Odd: "text" });

  it("keeps a reference to a component, with the annotations beside it", () => {
    expect(page.keepReference(refTo("Wind"))).toEqual(refTo("Wind"));
    const described = { ...refTo("Wind"), description: "Here", deprecated: true };
    expect(page.keepReference(described)).toEqual(described);
  });

  it.each<[string, Json]>([
    ["a schema", text],
    ["words alone", { description: "Here" }],
    ["a reference with a rule beside it", { ...refTo("Wind"), minProperties: 1, description: "Here" }],
    ["a reference into a component", refTo("Wind/properties/force")],
    ["a reference to what the page lacks", refTo("Lost")],
    ["a reference to what is no schema", refTo("Odd")],
    ["a reference to what leads to itself", refTo("Knot")],
  ])("keeps none of %s", (_, value) => {
    expect(page.keepReference(value)).toBeUndefined();
  });
});

describe("inline", () => {
  /** Components each of which refers to the next one twice. */
  const doubling = (levels: number) =>
    Object.fromEntries(
      Array.from({ length: levels + 1 }, (_, index) => [
        `S${index}`,
        index === levels ? text : { properties: { a: refTo(`S${index + 1}`), b: refTo(`S${index + 1}`) } },
      ]),
    );

  it("keeps the references of what would double with every level, once that is too much", () => {
    const small = read(doubling(11));
    expect(Object.keys(small.componentsOf(small.inline({ items: refTo("S0") })))).toEqual([]);
    const large = read(doubling(30));
    const inlined = large.inline({ items: refTo("S0") });
    expect(objectAt(inlined, "items").$ref).toMatch(/^#\/components\/schemas\/S0_/);
    expect(stems(large.componentsOf(inlined))).toHaveLength(31);
  });

  it("replaces references by what they point to, with what stands next to them", () => {
    const page = read({ Wind: { properties: { force: refTo("Force") } }, Force: { type: "integer" } });
    expect(page.inline({ items: { ...refTo("Wind"), title: "Wind" }, not: refTo("Wind") })).toEqual({
      items: { properties: { force: { type: "integer" } }, title: "Wind" },
      not: { properties: { force: { type: "integer" } } },
    });
    expect(page.inline({ items: refTo("Lost") })).toEqual({ items: {} });
  });

  it("makes a component of what leads to itself, and of nothing else", () => {
    const page = read({
      Tail: { properties: { next: refTo("Knot") } },
      Knot: { properties: { tail: refTo("Tail") } },
      Kite: { properties: { tail: refTo("Tail") } },
    });
    const inlined = page.inline({ items: refTo("Kite") });
    expect(objectAt(inlined, "items", "properties", "tail").$ref).toMatch(/^#\/components\/schemas\/Tail_/);
    expect(stems(page.componentsOf(inlined))).toEqual(["Knot", "Tail"]);
  });

  it("reads oneOf as anyOf where there is no other, and puts together the parts of an object", () => {
    const { inline } = read({});
    expect(inline({ title: "Any", oneOf: [text] })).toEqual({ title: "Any", anyOf: [text] });
    expect(inline({ oneOf: [text], anyOf: [text] })).toEqual({ oneOf: [text], anyOf: [text] });
    expect(inline({ items: { allOf: [{ type: "object" }, { required: ["a"] }] } })).toEqual({
      items: { type: "object", properties: {}, required: ["a"] },
    });
  });

  it.each([
    ...["items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "then", "else"].map(
      (keyword) => [keyword, (schema: Json): JsonObject => ({ [keyword]: schema })] as const,
    ),
    ...["properties", "patternProperties", "dependentSchemas"].map(
      (keyword) => [keyword, (schema: Json): JsonObject => ({ [keyword]: { a: schema } })] as const,
    ),
    ["prefixItems", (schema: Json): JsonObject => ({ prefixItems: [schema] })] as const,
    ["allOf", (schema: Json): JsonObject => ({ allOf: [schema, { maxLength: 1 }] })] as const,
  ])("reads oneOf as anyOf in %s too", (_, place) => {
    expect(read({}).inline(place({ oneOf: [text] }))).toEqual(place({ anyOf: [text] }));
  });

  it("keeps oneOf where anyOf would refuse what is valid", () => {
    const exclusive: JsonObject = { oneOf: [text, { maxLength: 1 }] };
    expect(read({}).inline({ not: exclusive, anyOf: [{ if: exclusive }, exclusive] })).toEqual({
      not: exclusive,
      anyOf: [{ if: exclusive }, { anyOf: exclusive.oneOf }],
    });
  });

  it("leaves `true`, and what is no list and no map of schemas", () => {
    const odd = { items: true, allOf: "all", properties: ["a"] };
    expect(read({}).inline(odd)).toEqual(odd);
  });
});

describe("the components of responses", () => {
  it("are named after what is in them", () => {
    const name = (wind: JsonObject) =>
      read({ Wind: wind, Kite: { properties: { wind: refTo("Wind") } } }).shareResponse(refTo("Kite")).$ref;
    expect(name(text)).toMatch(/\/Kite_[0-9a-f]{8}$/);
    expect(name(text)).toBe(name({ ...text, description: "Wind" }));
    expect(name(text)).not.toBe(name({ type: "null" }));
  });

  it("are what refers to more than 5,000 others", () => {
    const refer = (count: number) => {
      const properties = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`p${index}`, refTo("Wind")]),
      );
      return read({ Wind: text, Kite: { properties } }).inline({ items: refTo("Kite") }).items;
    };
    expect(refer(5_001)).toEqual({ $ref: expect.stringMatching(/\/Kite_[0-9a-f]{8}$/) });
    expect(Object.keys(objectAt(refer(4_000), "properties"))).toHaveLength(4_000);
  });
});

it("tells in every merge of a watch what a page lacks, however far from a response", () => {
  const components = createComponents();
  const schemas = {
    Kite: { properties: { wind: refTo("Wind") } },
    Wind: { properties: { gust: refTo("Lost") } },
    Calm: text,
  };
  const page = { file: "kites.json", document: { components: { schemas } } };
  const merge = () => {
    const said: string[] = [];
    const { inline } = readPageSchemas(page, { components, report: ({ message }) => said.push(message) });
    return [inline({ items: refTo("Kite") }), said] as const;
  };
  const [first, said] = merge();
  expect(said).toHaveLength(1);
  expect(merge()).toEqual([first, said]);
});
