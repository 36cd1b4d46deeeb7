import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { integer, text } from "../schemas.ts";

const named = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});
const by = (propertyName: string, mapping?: JsonObject): JsonObject => ({
  discriminator: { propertyName, ...(mapping === undefined ? {} : { mapping }) },
});
const open = {
  Cat: named({ kind: text, name: text }),
  Dog: named({ kind: text, bark: integer }),
};
const cat = (kind: string): Json => ({ kind, name: "a" });
const dog = (kind: string): Json => ({ kind, bark: 1 });
const NOT_MAPPED = ["is no variant of the union"];

export const discriminatorCases: Case[] = [
  {
    name: "a mapping by name",
    schemas: { Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { c: "Cat", d: "Dog" }) }, ...open },
    accepts: [cat("c"), dog("d")],
    refuses: [cat("d"), dog("c"), cat("Cat"), dog("Dog")],
  },
  {
    name: "a mapping by relative references and a file name",
    schemas: {
      Body: {
        oneOf: [to("Cat"), to("Dog")],
        ...by("kind", { c: "#/components/schemas/Cat", d: "#/components/schemas/Dog" }),
      },
      ...open,
    },
    accepts: [cat("c"), dog("d")],
    refuses: [cat("d"), dog("c"), cat("Cat")],
  },
  {
    name: "a mapping by the anchors of the variants",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { c: "#cat", d: "#dog" }) },
      Cat: { $anchor: "cat", ...open.Cat },
      Dog: { $anchor: "dog", ...open.Dog },
    },
    accepts: [cat("c"), dog("d")],
    refuses: [cat("d"), dog("c")],
  },
  {
    name: "a mapping by the identifiers of the variants",
    schemas: {
      Body: {
        oneOf: [{ $ref: "https://example.org/cat" }, { $ref: "https://example.org/dog" }],
        ...by("kind", { c: "https://example.org/cat", d: "https://example.org/dog" }),
      },
      Cat: { $id: "https://example.org/cat", ...open.Cat },
      Dog: { $id: "https://example.org/dog", ...open.Dog },
    },
    accepts: [cat("c"), dog("d")],
    refuses: [cat("d"), dog("c")],
  },
  {
    name: "a union of anchors, without a mapping",
    schemas: {
      Body: { oneOf: [{ $ref: "#cat" }, { $ref: "#dog" }], ...by("kind") },
      Cat: { $anchor: "cat", ...open.Cat },
      Dog: { $anchor: "dog", ...open.Dog },
    },
    accepts: [cat("Cat"), dog("Dog")],
    refuses: [cat("Dog"), dog("Cat")],
  },
  {
    name: "variants in $defs, with a mapping by pointers",
    schemas: {
      Body: {
        oneOf: [
          { $ref: "#/components/schemas/Body/$defs/Cat" },
          { $ref: "#/components/schemas/Body/$defs/Dog" },
        ],
        ...by("kind", { c: "#/components/schemas/Body/$defs/Cat", d: "#/components/schemas/Body/$defs/Dog" }),
        $defs: open,
      },
    },
    accepts: [cat("c"), dog("d")],
    refuses: [cat("d"), dog("c"), cat("Cat")],
  },
  {
    name: "variants in $defs, without a mapping",
    schemas: {
      Body: {
        anyOf: [
          { $ref: "#/components/schemas/Body/$defs/Cat" },
          { $ref: "#/components/schemas/Body/$defs/Dog" },
        ],
        ...by("kind"),
        $defs: open,
      },
    },
    accepts: [cat("Cat"), dog("Dog")],
    refuses: [cat("Dog"), dog("Cat")],
  },
  {
    name: "variants in place that leave the property open",
    schemas: { Body: { oneOf: [open.Cat, open.Dog], ...by("kind", { c: "Cat" }) } },
    accepts: [cat("c"), dog("d"), cat("d")],
    refuses: [{ kind: "c" }],
    problems: NOT_MAPPED,
  },
  {
    name: "several values for one variant",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { a: "Cat", b: "Cat", c: "Dog" }) },
      ...open,
    },
    accepts: [cat("a"), cat("b"), dog("c")],
    refuses: [cat("c"), dog("a"), cat("Cat")],
  },
  {
    name: "an enum in each variant",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { cat: "Cat", dog: "Dog" }) },
      Cat: named({ kind: { type: "string", enum: ["cat", "lion"] }, name: text }),
      Dog: named({ kind: { type: "string", enum: ["dog"] }, bark: integer }),
    },
    accepts: [cat("cat"), dog("dog")],
    refuses: [cat("dog"), dog("cat")],
  },
  {
    name: "one shared enum in all variants",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { cat: "Cat", dog: "Dog" }) },
      Kind: { type: "string", enum: ["cat", "dog"] },
      Cat: named({ kind: to("Kind"), name: text }),
      Dog: named({ kind: to("Kind"), bark: integer }),
    },
    accepts: [cat("cat"), dog("dog")],
    refuses: [cat("dog"), dog("cat"), cat("Cat")],
  },
  {
    name: "names of values that every object inherits",
    schemas: {
      Body: {
        oneOf: [to("Cat"), to("Dog"), to("Emu")],
        ...by("kind", { constructor: "Cat", __proto__x: "Dog", toString: "Emu" }),
      },
      ...open,
      Emu: named({ kind: text, egg: integer }),
    },
    accepts: [cat("constructor"), dog("__proto__x"), { kind: "toString", egg: 1 }],
    refuses: [cat("toString"), dog("constructor"), cat("hasOwnProperty")],
  },
  {
    name: "a mapping that has a __proto__",
    schemas: {
      Body: {
        oneOf: [to("Cat"), to("Dog")],
        discriminator: {
          propertyName: "kind",
          mapping: JSON.parse('{"__proto__": "Cat", "d": "Dog"}'),
        },
      },
      ...open,
    },
    accepts: [cat("__proto__"), dog("d")],
    refuses: [cat("d"), cat("Cat"), dog("__proto__")],
  },
  {
    name: "a discriminating property that every object inherits",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("constructor") },
      Cat: named({ constructor: text, name: text }),
      Dog: named({ constructor: text, bark: integer }),
    },
    accepts: [
      { constructor: "Cat", name: "a" },
      { constructor: "Dog", bark: 1 },
    ],
    refuses: [{ constructor: "Dog", name: "a" }, { name: "a" }, { bark: 1 }],
  },
  {
    name: "components with names that every object inherits",
    schemas: {
      Body: { oneOf: [to("constructor"), to("toString")], ...by("kind") },
      constructor: open.Cat,
      toString: open.Dog,
    },
    accepts: [cat("constructor"), dog("toString")],
    refuses: [cat("toString"), dog("constructor")],
  },
  {
    name: "a mapping to a name that every object inherits, and no component has",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { c: "constructor", d: "Dog" }) },
      ...open,
    },
    accepts: [cat("Cat"), dog("d")],
    refuses: [cat("c"), dog("Dog")],
    problems: NOT_MAPPED,
  },
  {
    name: "variants two steps of inheritance deep",
    schemas: {
      Body: to("Pet"),
      Pet: named({ kind: text }, by("kind", { puppy: "Puppy", dog: "Dog", cat: "Cat" })),
      Dog: { allOf: [to("Pet"), named({ bark: integer })] },
      Puppy: { allOf: [to("Dog"), named({ age: integer })] },
      Cat: { allOf: [to("Pet"), named({ name: text })] },
    },
    accepts: [{ kind: "puppy", bark: 1, age: 1 }, dog("dog"), cat("cat")],
    refuses: [
      { kind: "puppy", bark: 1 },
      { kind: "puppy", age: 1 },
      cat("dog"),
      { kind: "Pet" },
      { kind: "cat" },
    ],
  },
  {
    name: "inheritance of three steps through a list",
    schemas: {
      Body: to("Pet"),
      Pet: { ...named({ kind: text }, by("kind")), oneOf: [to("Puppy"), to("Cat")] },
      Mammal: { allOf: [to("Pet"), { properties: { hair: text } }] },
      Dog: { allOf: [to("Mammal"), named({ bark: integer })] },
      Puppy: { allOf: [to("Dog"), named({ age: integer })] },
      Cat: { allOf: [to("Mammal"), named({ name: text })] },
    },
    accepts: [
      { kind: "Puppy", bark: 1, age: 1 },
      { kind: "Cat", name: "a", hair: "b" },
    ],
    refuses: [dog("Dog"), { kind: "Cat", name: "a", hair: 1 }, { kind: "Puppy", age: 1 }, cat("Puppy")],
  },
  {
    name: "in a list of a property, and nullable",
    openapi: "3.0.3",
    schemas: {
      Body: {
        type: "object",
        properties: {
          pets: { type: "array", items: { nullable: true, oneOf: [to("Cat"), to("Dog")], ...by("kind") } },
        },
      },
      ...open,
    },
    accepts: [{ pets: [cat("Cat"), null, dog("Dog")] }, {}],
    refuses: [{ pets: [cat("Dog")] }, { pets: null }],
    problems: ["`nullable` is OpenAPI 3.0"],
  },
  {
    name: "in a map, below another discriminator",
    schemas: {
      Body: {
        type: "object",
        additionalProperties: {
          oneOf: [to("Cat"), to("Canine")],
          ...by("kind", { Cat: "Cat", canine: "Canine" }),
        },
      },
      Canine: {
        oneOf: [to("Dog"), to("Wolf")],
        ...by("race"),
        required: ["kind"],
        type: "object",
        properties: { kind: text },
      },
      Cat: open.Cat,
      Dog: named({ race: text, bark: integer }),
      Wolf: named({ race: text, howl: integer }),
    },
    accepts: [
      { a: cat("Cat"), b: { kind: "canine", race: "Dog", bark: 1 } },
      { b: { kind: "canine", race: "Wolf", howl: 1 } },
    ],
    refuses: [
      { a: { kind: "Cat", race: "Dog", bark: 1 } },
      { a: { kind: "canine", race: "Wolf", bark: 1 } },
      { a: cat("canine") },
    ],
  },
  {
    name: "variants that are maps, closed objects and told by integers",
    schemas: {
      Body: { anyOf: [to("Map"), to("Closed")], ...by("kind", { map: "Map", closed: "Closed" }) },
      Map: {
        type: "object",
        required: ["kind"],
        properties: { kind: text },
        additionalProperties: { type: ["integer", "string"] },
      },
      Closed: {
        type: "object",
        required: ["kind"],
        properties: { kind: text, a: integer },
        additionalProperties: false,
      },
    },
    accepts: [{ kind: "map", b: 1 }, { kind: "closed", a: 1 }, { kind: "map" }],
    refuses: [{ kind: "closed", b: 1 }, { kind: "map", b: true }, { kind: "other" }],
  },
  {
    name: "a variant in a union beside a null and a text",
    schemas: {
      Body: { anyOf: [to("Cat"), to("Dog"), { type: "null" }, { type: "string" }], ...by("kind") },
      ...open,
    },
    accepts: [cat("Cat"), null, "a"],
    refuses: [cat("Dog"), 1, { kind: "Cat" }],
  },
  {
    name: "variants in place, which a discriminator does not name",
    schemas: {
      Body: {
        oneOf: [
          named({ kind: { const: "cat" }, name: text }),
          named({ kind: { const: "dog" }, bark: integer }),
        ],
        ...by("kind"),
      },
    },
    accepts: [cat("cat"), dog("dog")],
    refuses: [cat("dog"), dog("cat"), cat("Cat")],
  },
  {
    name: "a variant with siblings beside its reference",
    schemas: {
      Body: {
        oneOf: [{ ...to("Cat"), required: ["collar"] }, to("Dog")],
        ...by("kind", { c: "Cat", d: "Dog" }),
      },
      ...open,
    },
    accepts: [{ kind: "c", name: "a", collar: 1 }, dog("d")],
    refuses: [cat("c"), dog("c")],
  },
  {
    name: "a variant without the property, in a closed object",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind") },
      Cat: named({ name: text }, { additionalProperties: false }),
      Dog: named({ kind: text, bark: integer }),
    },
    accepts: [dog("Dog"), { kind: "Cat", name: "a" }],
    refuses: [cat("Dog"), { name: "a" }],
  },
  {
    name: "const of a variant in an allOf of it",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], ...by("kind", { CAT: "Cat", DOG: "Dog" }) },
      Base: named({ kind: text }),
      Cat: { allOf: [to("Base"), { properties: { kind: { enum: ["CAT"] } } }, named({ name: text })] },
      Dog: { allOf: [to("Base"), { properties: { kind: { const: "DOG" } } }, named({ bark: integer })] },
    },
    accepts: [cat("CAT"), dog("DOG")],
    refuses: [cat("DOG"), dog("CAT"), { name: "a" }],
  },
  {
    name: "an open base in a property, referred to from two places",
    schemas: {
      Body: {
        type: "object",
        required: ["one"],
        properties: { one: to("Pet"), more: { type: "array", items: to("Pet") }, cat: to("Cat") },
      },
      Pet: { ...named({ kind: text }), discriminator: { propertyName: "kind" } },
      Cat: { allOf: [to("Pet"), named({ name: text })] },
      Dog: { allOf: [named({ bark: integer }), to("Pet")] },
    },
    accepts: [{ one: cat("Cat"), more: [dog("Dog"), { kind: "Pet" }], cat: cat("Cat") }],
    refuses: [
      { one: cat("Dog") },
      { one: cat("Cat"), more: [{ kind: "Cat" }] },
      { one: cat("Cat"), cat: cat("Dog") },
      { one: dog("Dog"), cat: dog("Dog") },
    ],
  },
  {
    name: "a recursive variant",
    schemas: {
      Body: to("Node"),
      Node: { oneOf: [to("Leaf"), to("Branch")], ...by("type", { leaf: "Leaf", branch: "Branch" }) },
      Leaf: named({ type: text, value: integer }),
      Branch: named({ type: text, nodes: { type: "array", items: to("Node") } }),
    },
    accepts: [
      {
        type: "branch",
        nodes: [
          { type: "leaf", value: 1 },
          { type: "branch", nodes: [] },
        ],
      },
    ],
    refuses: [
      { type: "branch", nodes: [{ type: "leaf", nodes: [] }] },
      { type: "leaf", nodes: [] },
    ],
  },
];
