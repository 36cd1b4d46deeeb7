import { describe, expect, it } from "vitest";
import { createEvaluate } from "../../../../../scripts/pipeline/check/evaluate/evaluate-schema.ts";
import { mergeDocuments } from "../../../../../scripts/pipeline/merge/index.ts";
import { PAGE_STAGES } from "../../../../../scripts/pipeline/prepare-pages.ts";
import { type Json, type JsonObject, objectAt, objectsAt } from "../../../../../src/openapi/json.ts";
import { componentSchemas } from "../../../../../src/openapi/references.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text: JsonObject = { type: "string" };
const named = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});

/** Takes a page whose body is a schema through all its stages and the merge. */
function read(body: Json, schemas: JsonObject) {
  const document = makeDocument({
    paths: { "/v1/pets": { post: makeOperation(body) } },
    components: { schemas: { Flight: {}, ...schemas } },
  });
  const problems: string[] = [];
  const page = PAGE_STAGES.reduce(
    (at, stage) => {
      const { output, problems: found } = stage(at);
      problems.push(...found.map(({ pointer, message }) => `${pointer} ${message}`));
      return output;
    },
    { file: "a.md", document },
  );
  const { output } = mergeDocuments([page]);
  const media = ["paths", "/v1/pets", "post", "requestBody", "content", "application/json", "schema"];
  const schema = objectAt(output, ...media);
  const compiled = createEvaluate(output)(schema);
  if ("reason" in compiled) throw new Error(compiled.reason);
  const { validate } = compiled;
  return {
    accepts: (value: Json) => validate(value),
    errorsOf: (value: Json) => (validate(value) ? [] : (validate.errors ?? [])),
    page: componentSchemas(page.document),
    union: objectsAt(Object.values(componentSchemas(output))).find((one) => one.discriminator !== undefined),
    problems,
  };
}

const cat = { petType: "Cat", name: "a" };
const dog = { petType: "Dog", bark: 1 };
const open: JsonObject = {
  Cat: named({ petType: text, name: text }),
  Dog: named({ petType: text, bark: { type: "integer" } }),
};
const byType = (mapping?: JsonObject): JsonObject => ({
  discriminator: { propertyName: "petType", ...(mapping === undefined ? {} : { mapping }) },
});
const base = named({ petType: text }, byType());
const children: JsonObject = {
  Cat: { allOf: [to("Pet"), named({ name: text })] },
  Dog: { allOf: [to("Pet"), named({ bark: { type: "integer" } })] },
};

describe("variants of a discriminated union", () => {
  it.each<[string, Json, JsonObject]>([
    ["by their names", { oneOf: [to("Cat"), to("Dog")], ...byType() }, open],
    ["in anyOf", { anyOf: [to("Cat"), to("Dog")], ...byType() }, open],
    [
      "that lack the property",
      { oneOf: [to("Cat"), to("Dog")], ...byType() },
      { Cat: named({ name: text }), Dog: named({ bark: { type: "integer" } }) },
    ],
    [
      "whose property is one type for all of them",
      { oneOf: [to("Cat"), to("Dog")], ...byType() },
      {
        Type: { type: "string", enum: ["Cat", "Dog"] },
        Cat: named({ petType: to("Type"), name: text }),
        Dog: named({ petType: to("Type"), bark: { type: "integer" } }),
      },
    ],
    ["that extend what has the discriminator", { oneOf: [to("Cat"), to("Dog")] }, { Pet: base, ...children }],
    ["that extend what the body refers to", to("Pet"), { Pet: base, ...children }],
    [
      "that extend what lists them",
      to("Pet"),
      { Pet: { ...base, oneOf: [to("Cat"), to("Dog")] }, ...children },
    ],
    [
      "that a base lists in its enum",
      to("Pet"),
      { Pet: { ...base, properties: { petType: { enum: ["Cat", "Dog"] } } }, ...children },
    ],
    [
      "in a union of a union",
      { oneOf: [to("Cat"), to("Canine")], ...byType({ Dog: "Canine" }) },
      { ...open, Canine: { oneOf: [to("Dog")], ...byType() } },
    ],
  ])("are told apart %s", (_, body, schemas) => {
    const { accepts } = read(body, schemas);
    expect([cat, dog].map(accepts)).toEqual([true, true]);
    const crossed = [
      { ...cat, petType: "Dog" },
      { ...dog, petType: "Cat" },
      { ...cat, petType: "Emu" },
      { name: "a" },
    ];
    expect(crossed.map(accepts)).toEqual([false, false, false, false]);
  });

  it("have the values of a mapping, by name and by reference, and else their name", () => {
    const { accepts, union } = read(
      {
        oneOf: [to("Cat"), to("Dog"), to("Emu")],
        ...byType({ feline: "Cat", kitten: "#/components/schemas/Cat", canine: "#/components/schemas/Dog" }),
      },
      { ...open, Emu: named({ petType: text, egg: text }) },
    );
    const types = ["feline", "kitten", "Cat", "canine"];
    expect(types.map((petType) => accepts({ petType, name: "a" }))).toEqual([true, true, false, false]);
    expect(["canine", "Dog"].map((petType) => accepts({ petType, bark: 1 }))).toEqual([true, false]);
    expect(accepts({ petType: "Emu", egg: "a" })).toBe(true);
    const variants = objectsAt(union, "oneOf");
    expect(union?.discriminator).toEqual({
      propertyName: "petType",
      mapping: {
        feline: variants[0]?.$ref,
        kitten: variants[0]?.$ref,
        canine: variants[1]?.$ref,
        Emu: variants[2]?.$ref,
      },
    });
  });

  it("keep the values that they fix themselves", () => {
    const fixed = {
      Cat: named({ petType: { const: "cat" }, name: text }),
      Dog: named({ petType: { enum: ["dog", "wolf"] }, bark: { type: "integer" } }),
    };
    const { accepts } = read({ oneOf: [to("Cat"), to("Dog")], ...byType() }, fixed);
    expect(accepts({ ...cat, petType: "cat" })).toBe(true);
    expect(["dog", "wolf", "Dog"].map((petType) => accepts({ ...dog, petType }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("have the value that they give themselves, unless a mapping has one", () => {
    const told = (value: string, schema: Json | undefined): JsonObject => ({
      "x-ms-discriminator-value": value,
      ...objectAt(schema),
    });
    const kinds = named({ petType: { enum: ["cat", "dog"] } }, byType());
    const schemas = { Cat: told("cat", children.Cat), Dog: told("dog", children.Dog) };
    for (const pet of [base, kinds]) {
      const { accepts, problems } = read(to("Pet"), { Pet: pet, ...schemas });
      expect(
        [
          { ...cat, petType: "cat" },
          { ...dog, petType: "dog" },
        ].map(accepts),
      ).toEqual([true, true]);
      expect([cat, { ...cat, petType: "dog" }].map(accepts)).toEqual([false, false]);
      expect(problems).toEqual([]);
    }
    const mapped = read(to("Pet"), { Pet: { ...base, ...byType({ feline: "Cat" }) }, ...schemas });
    expect(["feline", "cat"].map((petType) => mapped.accepts({ ...cat, petType }))).toEqual([true, false]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      "fix it to the same",
      { oneOf: [to("Cat"), to("Dog")], ...byType() },
      {
        Cat: named({ petType: { enum: ["pet", "cat"] }, name: text }),
        Dog: named({ petType: { const: "pet" }, bark: { type: "integer" } }),
      },
    ],
    [
      "extend a base that names none of them",
      to("Pet"),
      { Pet: named({ petType: { enum: ["pet", "cat"] }, age: { type: "integer" } }, byType()), ...children },
    ],
    [
      "are unions with the same",
      { oneOf: [to("Feline"), to("Dog")], ...byType() },
      {
        Feline: { oneOf: [to("Cat")], ...byType({ pet: "Cat", cat: "Cat" }) },
        Cat: named({ petType: text, name: text }),
        Dog: named({ petType: { const: "pet" }, bark: { type: "integer" } }),
      },
    ],
    [
      "are plain unions with the same",
      { oneOf: [to("Feline"), to("Dog")], ...byType() },
      {
        Feline: { oneOf: [to("Cat")] },
        Cat: named({ petType: { enum: ["pet", "cat"] }, name: text }),
        Dog: named({ petType: { const: "pet" }, bark: { type: "integer" } }),
      },
    ],
  ])("are any of those with the value where several %s", (_, body, schemas) => {
    const { accepts, problems, union } = read(body, schemas);
    const both = { petType: "pet", name: "a", bark: 1, age: 1 };
    const { name: __, ...barking } = both;
    expect([both, barking].map(accepts)).toEqual([true, true]);
    expect([{ ...both, petType: "emu" }, { petType: "pet" }].map(accepts)).toEqual([false, false]);
    expect(objectsAt(union, "oneOf").length).toBeLessThan(2);
    expect(problems).toContainEqual(
      expect.stringContaining('discriminator Several variants have the value "pet"'),
    );
  });

  it("may be named by several values of a union that lists them for each", () => {
    const { accepts, problems, union } = read(
      { oneOf: [to("Cat"), to("Cat"), to("Dog")], ...byType({ cat: "Cat", lion: "Cat" }) },
      open,
    );
    expect(["cat", "lion", "Cat"].map((petType) => accepts({ petType, name: "a" }))).toEqual([
      true,
      true,
      false,
    ]);
    expect(objectsAt(union, "oneOf")).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  it("are fixed in their union alone where they are used elsewhere, too", () => {
    const union = { oneOf: [to("Cat"), to("Dog")], ...byType() };
    const { accepts, page } = read({ properties: { pet: union, any: to("Cat") } }, open);
    expect(accepts({ pet: cat, any: { ...cat, petType: "Lion" } })).toBe(true);
    expect(accepts({ pet: { ...cat, petType: "Lion" } })).toBe(false);
    expect(page.Cat).toEqual(open.Cat);
    expect(page.Dog).toEqual(named({ petType: { ...text, const: "Dog" }, bark: { type: "integer" } }));
  });

  it("extend each other over several steps", () => {
    const { accepts } = read(to("Pet"), {
      Pet: base,
      ...children,
      Puppy: { allOf: [to("Dog"), named({ age: { type: "integer" } })] },
    });
    expect(accepts({ petType: "Puppy", bark: 1, age: 1 })).toBe(true);
    expect(accepts({ petType: "Puppy", bark: 1 })).toBe(false);
    expect(accepts({ petType: "Puppy", age: 1 })).toBe(false);
    expect([dog, { ...dog, age: "a" }].map(accepts)).toEqual([true, true]);
  });

  it("leave their base the values that none of them has", () => {
    const pet = { ...base, properties: { petType: { enum: ["Cat", "Dog", "Fish"] } } };
    const { accepts } = read(to("Pet"), { Pet: pet, ...children });
    expect(["Fish", "Cat", "Pet"].map((petType) => accepts({ petType }))).toEqual([true, false, false]);
    expect(read(to("Pet"), { Pet: base, ...children }).accepts({ petType: "Pet" })).toBe(true);
    const mapped = { ...base, ...byType({ Cat: "Cat", Dog: "Dog" }) };
    expect(read(to("Pet"), { Pet: mapped, ...children }).accepts({ petType: "Pet" })).toBe(false);
  });

  it("are told apart where one is a base itself, with a list or without", () => {
    const chip = named({ chip: text }, byType());
    const make = (list: JsonObject) => ({
      Pet: { ...base, ...(list.oneOf === undefined ? {} : { oneOf: [to("Mammal"), to("Fish")] }) },
      Mammal: { allOf: [to("Pet"), chip], ...byType(), ...list },
      Cat: { allOf: [to("Mammal"), named({ name: text })] },
      Fish: { allOf: [to("Pet"), named({ fins: text })] },
    });
    for (const list of [{}, { oneOf: [to("Cat")] }]) {
      const { accepts, problems } = read(to("Pet"), make(list));
      const whole = { petType: "Cat", chip: "1", name: "a" };
      expect(accepts(whole)).toBe(true);
      expect(accepts({ ...whole, chip: 1 })).toBe(false);
      expect(accepts({ petType: "Fish", fins: "a" })).toBe(true);
      expect(accepts({ petType: "Fish", chip: "1" })).toBe(false);
      expect(problems).toEqual([]);
    }
    const pet = { ...base, properties: { petType: { enum: ["Cat", "Fish", "Mammal"] } } };
    const { accepts } = read(to("Mammal"), { ...make({}), Pet: pet });
    const types = ["Mammal", "Fish"].map((petType) => accepts({ petType, chip: "1", fins: "a" }));
    expect(types).toEqual([true, false]);
  });

  it("stay variants where a component is another name of their union", () => {
    for (const pet of [
      base,
      { ...base, oneOf: [to("Cat"), to("Dog")] },
      { ...named({ petType: text }), anyOf: [to("Cat"), to("Dog")] },
    ]) {
      const { accepts } = read(to("Alias"), {
        Alias: { ...to("Pet"), description: "A pet." },
        Pet: pet,
        ...children,
      });
      expect([cat, dog].map(accepts)).toEqual([true, true]);
      expect([{ ...cat, name: 1 }, { petType: "Cat" }].map(accepts)).toEqual([false, false]);
    }
  });

  it("limit what extends their union without being one of them", () => {
    const pet = { ...base, oneOf: [to("Cat"), to("Dog")] };
    const { accepts } = read(to("Owned"), {
      Owned: { allOf: [to("Pet"), named({ owner: text })] },
      Pet: pet,
      ...children,
    });
    expect(accepts({ ...cat, owner: "a" })).toBe(true);
    expect(
      [cat, { petType: "Cat", owner: "a" }, { ...dog, petType: "Cat", owner: "a" }].map(accepts),
    ).toEqual([false, false, false]);
  });

  it("may extend the union of others besides", () => {
    const { accepts } = read(to("Pet"), {
      Pet: { ...base, oneOf: [to("Cat"), to("Dog")] },
      Cat: { allOf: [to("Pet"), to("Toy"), named({ name: text })] },
      Dog: children.Dog ?? {},
      Toy: { oneOf: [to("Ball"), to("Cube")] },
      Ball: { allOf: [to("Toy"), named({ radius: text })] },
      Cube: { allOf: [to("Toy"), named({ side: text })] },
    });
    expect(accepts({ ...cat, radius: "1" })).toBe(true);
    expect([cat, { ...cat, radius: 1 }].map(accepts)).toEqual([false, false]);
  });

  it("are not made of components that extend one without a discriminator", () => {
    const { page } = read(to("Cat"), { Pet: named({ petType: text }), ...children });
    expect(page.Cat).toEqual(children.Cat);
  });

  it.each<[string, Json, JsonObject]>([
    ["a base", to("Cat"), { Pet: named({ petType: { type: "array" } }, byType()), ...children }],
    [
      "the union",
      { oneOf: [to("Cat"), to("Dog")], ...byType() },
      { ...open, Cat: named({ petType: to("Type"), name: text }), Type: { enum: [[]] } },
    ],
  ])("stay as they are where the property that %s names is no text", (_, body, schemas) => {
    const { accepts, problems } = read(body, schemas);
    expect(
      [
        { petType: [], name: "a" },
        { petType: "Cat", name: "a" },
      ].map(accepts),
    ).toEqual([true, false]);
    expect(problems).toContainEqual(expect.stringContaining("petType, which is no text"));
  });

  it("are reported where a mapping names none of them", () => {
    const { problems } = read(
      { oneOf: [to("Cat"), to("Dog")], ...byType({ emu: "Emu", fish: "#/components/schemas/Flight" }) },
      open,
    );
    expect(problems.map((problem) => problem.replace(/.*mapping\//, ""))).toEqual([
      'emu "Emu" is no variant of the union. Ignored.',
      'fish "#/components/schemas/Flight" is no variant of the union. Ignored.',
    ]);
  });

  it("are the one that a wrong value is said to be wrong with", () => {
    const { errorsOf } = read(to("Pet"), { Pet: base, ...children });
    expect(errorsOf({ petType: "Cat", name: 1 }).map(({ instancePath }) => instancePath)).toEqual(["/name"]);
  });
});
