import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { to } from "../run-cases.ts";
import { integer, object, text } from "../schemas.ts";

/** A union as a page may have it, and what a program reads of a `value` of it. */
export interface NarrowingCase {
  name: string;
  /** Default: 3.1.0. */
  openapi?: string;
  /** Component schemas of the page; the union is that called `Body`. */
  schemas: JsonObject;
  /** Statements that compile. Those that name a value of `tomorrow` do so for responses alone. */
  reads: readonly string[];
  /** Statements that do not. */
  misreads?: readonly string[];
}

const required = (properties: JsonObject, more: JsonObject = {}): JsonObject =>
  object(properties, { required: Object.keys(properties), ...more });
const fixed = (...values: Json[]): JsonObject => ({ type: "string", enum: values });
const status = fixed("done", "failed");

/** A union of two objects that `type` tells apart. */
const pets = (cat: Json, dog: Json, body: JsonObject = {}): JsonObject => ({
  Body: { anyOf: [to("Cat"), to("Dog")], ...body },
  Cat: object({ type: cat, name: text, status }),
  Dog: object({ type: dog, bark: integer, status }),
});
const typedPets = pets(fixed("cat"), fixed("dog"));

/** What is read of it. */
const readPets = (cat = '"cat"', dog = '"dog"') => ({
  reads: [
    `if (value.type === ${cat}) { const name: string | undefined = value.name; void name; }`,
    `if (value.type === ${dog}) { const bark: number | undefined = value.bark; void bark; }`,
    `switch (value.type) { case ${cat}: void value.name; break; default: void 0; }`,
    'if (value.status === "tomorrow") void 0;',
  ],
  misreads: [`if (value.type === ${cat}) void value.bark;`, "void value.name;"],
});
const readNullable = {
  reads: ['if (value?.type === "cat") void value.name;', "if (value === null) void 0;"],
  misreads: ['if (value?.type === "cat") void value.bark;'],
};

/** The forms in which two variants fix their `type`. */
const FORMS: Record<string, [cat: Json, dog: Json, ...read: string[]]> = {
  consts: [{ const: "cat" }, { const: "dog" }],
  "typed consts": [
    { type: "string", const: "cat" },
    { type: "string", const: "dog" },
  ],
  "enums of one": [fixed("cat"), fixed("dog")],
  "enums of two": [fixed("cat", "lion"), fixed("dog", "wolf")],
  booleans: [{ const: true }, { type: "boolean", enum: [false] }, "true", "false"],
  numbers: [{ const: 1 }, { type: "integer", enum: [2, 4] }, "1", "2"],
  "null and a text": [{ type: "null" }, { const: "dog" }, "null", '"dog"'],
  "a text and a number": [fixed("cat"), { const: 2 }, '"cat"', "2"],
  "a text or null": [{ type: ["string", "null"], enum: ["cat", null] }, fixed("dog")],
  "texts or null": [
    { type: ["string", "null"], enum: ["cat", null] },
    { anyOf: [fixed("dog"), { type: "null" }] },
  ],
  references: [to("CatType"), { ...to("DogType"), description: "Of a dog." }],
  "an allOf of one": [{ allOf: [to("CatType")], description: "Of a cat." }, { allOf: [to("DogType")] }],
  "unions of consts": [
    { anyOf: [{ const: "cat" }, { const: "lion" }] },
    { oneOf: [{ const: "dog", title: "A dog" }] },
  ],
  "unions of consts beside a type": [
    { type: "string", oneOf: [{ const: "cat", title: "A cat" }, { const: "lion" }] },
    { type: "string", anyOf: [{ const: "dog" }] },
  ],
};

const formCases = Object.entries(FORMS).map(
  ([name, [cat, dog, ...read]]): NarrowingCase => ({
    name: `a type by ${name}`,
    schemas: { ...pets(cat, dog), CatType: fixed("cat"), DogType: fixed("dog") },
    ...readPets(...read),
  }),
);

const mapped = {
  Cat: required({ type: text, name: text, status }),
  Dog: required({ type: text, bark: integer, status }),
};

export const narrowingCases: readonly NarrowingCase[] = [
  ...formCases,
  {
    name: "a mapping",
    schemas: {
      ...mapped,
      Body: {
        oneOf: [to("Cat"), to("Dog")],
        discriminator: { propertyName: "type", mapping: { cat: "Cat", lion: "Cat", dog: "Dog" } },
      },
    },
    ...readPets(),
  },
  {
    name: "implicit names",
    schemas: {
      Body: { oneOf: [to("cat"), to("dog")], discriminator: { propertyName: "type" } },
      cat: mapped.Cat,
      dog: mapped.Dog,
    },
    ...readPets(),
  },
  {
    name: "a base whose discriminator names what extends it",
    schemas: {
      Body: to("Pet"),
      Pet: { ...required({ type: text, status }), discriminator: { propertyName: "type" } },
      cat: { allOf: [to("Pet"), required({ name: text })] },
      dog: { allOf: [to("Pet"), required({ bark: integer })] },
    },
    reads: ['if (value.type === "cat") void value.name;', 'if (value.status === "tomorrow") void 0;'],
    misreads: ['if (value.type === "cat") void value.bark;'],
  },
  {
    name: "a base that all variants extend",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")] },
      Base: required({ type: fixed("cat", "dog"), status }),
      Cat: { allOf: [to("Base"), required({ type: fixed("cat"), name: text })] },
      Dog: { allOf: [to("Base"), required({ type: fixed("dog"), bark: integer })] },
    },
    ...readPets(),
  },
  {
    name: "an allOf of a base and a union",
    schemas: {
      ...typedPets,
      Body: { allOf: [object({ id: text }), { oneOf: [to("Cat"), to("Dog")] }] },
    },
    ...readPets(),
  },
  {
    name: "properties beside a union",
    schemas: {
      Body: {
        ...object({ id: text, status }),
        oneOf: [object({ type: fixed("cat"), name: text }), object({ type: fixed("dog"), bark: integer })],
      },
    },
    ...readPets(),
  },
  {
    name: "all types beside a union",
    schemas: {
      Body: {
        ...object({ type: fixed("cat", "dog"), status }),
        anyOf: [
          required({ type: fixed("cat"), name: text }),
          required({ type: fixed("dog"), bark: integer }),
        ],
      },
    },
    ...readPets(),
  },
  {
    name: "an object's type beside a union",
    schemas: pets(fixed("cat"), fixed("dog"), { type: "object" }),
    ...readPets(),
  },
  {
    name: "branches that only require properties",
    schemas: {
      Body: { ...object({ a: text, b: text, status }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    },
    reads: ["const a: string | undefined = value.a; void a;", 'if (value.status === "tomorrow") void 0;'],
    misreads: ["const a: number | undefined = value.a; void a;"],
  },
  {
    name: "a variant that leaves the type open",
    schemas: {
      ...typedPets,
      Body: { anyOf: [to("Cat"), to("Dog"), object({ type: text, egg: text, status })] },
    },
    reads: [
      'if (value.type === "cat" && "name" in value) void value.name;',
      'if (value.status === "tomorrow") void 0;',
      'if (value.type === "another") void 0;',
    ],
  },
  {
    name: "a variant that lacks the type",
    schemas: { ...typedPets, Body: { anyOf: [to("Cat"), to("Dog"), object({ egg: text, status })] } },
    reads: [
      'if ("type" in value && value.type === "cat") void value.name;',
      'if (value.status === "tomorrow") void 0;',
    ],
    misreads: ['if ("type" in value && value.type === "cat") void value.bark;'],
  },
  {
    name: "a union in a union",
    schemas: {
      ...typedPets,
      Body: { anyOf: [to("Pet"), object({ type: fixed("emu"), egg: text, status })] },
      Pet: { oneOf: [to("Cat"), to("Dog")] },
    },
    ...readPets(),
  },
  {
    name: "a variant that is also one of a union in the union",
    schemas: { ...typedPets, Body: { anyOf: [{ anyOf: [to("Cat"), to("Dog")] }, to("Cat")] } },
    ...readPets(),
  },
  {
    name: "a union in a union that has a type of its own",
    schemas: {
      Body: { anyOf: [to("Pet"), object({ kind: fixed("bird"), egg: text, status })] },
      Pet: {
        ...object({ kind: fixed("pet"), status }),
        oneOf: [object({ type: fixed("cat"), name: text }), object({ type: fixed("dog"), bark: integer })],
      },
    },
    reads: [
      'if (value.kind === "bird") void value.egg;',
      'if (value.kind === "pet" && value.type === "cat") void value.name;',
      'if (value.status === "tomorrow") void 0;',
    ],
    misreads: ['if (value.kind === "bird") void value.name;'],
  },
  {
    name: "null in the union",
    schemas: { ...typedPets, Body: { anyOf: [to("Cat"), to("Dog"), { type: "null" }] } },
    ...readNullable,
  },
  {
    name: "null in a variant",
    schemas: {
      ...typedPets,
      Body: { anyOf: [{ ...to("Cat"), type: ["object", "null"] }, { type: "null" }, to("Dog")] },
    },
    ...readNullable,
  },
  {
    name: "null beside the union",
    schemas: pets(fixed("cat"), fixed("dog"), {
      type: ["object", "null"],
      anyOf: [to("Cat"), to("Dog"), { type: "null" }],
    }),
    ...readNullable,
  },
  {
    name: "a union that OpenAPI 3.0 calls nullable",
    openapi: "3.0.3",
    schemas: { ...typedPets, Body: { nullable: true, oneOf: [to("Cat"), to("Dog")] } },
    ...readNullable,
  },
  {
    name: "a text in the union",
    schemas: { ...typedPets, Body: { anyOf: [text, to("Cat"), to("Dog")] } },
    reads: ['if (typeof value !== "string" && value.type === "cat") void value.name;'],
    misreads: ['if (typeof value !== "string" && value.type === "cat") void value.bark;'],
  },
  {
    name: "two properties that each tell the variants apart",
    schemas: {
      Body: {
        anyOf: [
          object({ type: fixed("cat"), role: fixed("house"), name: text }),
          object({ type: fixed("dog"), role: fixed("yard"), bark: integer }),
        ],
      },
    },
    reads: ['if (value.type === "cat") void value.name;', 'if (value.role === "house") void value.name;'],
    misreads: ['if (value.type === "cat") void value.bark;', 'if (value.role === "house") void value.bark;'],
  },
  {
    name: "a type that two variants share",
    schemas: {
      Body: {
        anyOf: [
          required({ type: fixed("text"), text }),
          required({ type: fixed("text"), markdown: text }),
          required({ type: fixed("image"), url: text }),
        ],
      },
    },
    reads: [
      'if (value.type === "image") void value.url;',
      'if (value.type === "text" && "markdown" in value) void value.markdown;',
    ],
    misreads: ['if (value.type === "image") void value.text;'],
  },
  {
    name: "a type and a second property that both have values in common",
    schemas: {
      Body: {
        anyOf: [
          required({ type: fixed("pet"), sub: fixed("cat"), name: text, status }),
          required({ type: fixed("pet"), sub: fixed("other"), bark: integer, status }),
          required({ type: fixed("plant"), sub: fixed("other"), leaf: text, status }),
        ],
      },
    },
    reads: [
      'if (value.type === "plant") void value.leaf;',
      'if (value.type === "pet" && value.sub === "cat") void value.name;',
      'if (value.type === "pet" && value.sub === "other") void value.bark;',
      'if (value.status === "tomorrow") void 0;',
    ],
    misreads: ['if (value.type === "pet" && value.sub === "other") void value.leaf;'],
  },
  {
    name: "a reason that differs next to a type",
    schemas: {
      Body: {
        anyOf: [
          required({ object: fixed("chat"), finish_reason: fixed("stop", "length") }),
          required({ object: fixed("error"), finish_reason: fixed("filter") }),
        ],
      },
    },
    reads: [
      'if (value.object === "chat") void value.finish_reason;',
      'if (value.object === "chat" && value.finish_reason === "tomorrow") void 0;',
    ],
  },
  {
    name: "reasons that have values in common",
    schemas: {
      Body: {
        anyOf: [
          required({ finish_reason: fixed("stop", "length"), a: text }),
          required({ finish_reason: fixed("stop", "filter"), b: text }),
        ],
      },
    },
    reads: ['if (value.finish_reason === "tomorrow") void 0;'],
  },
  {
    name: "a status that is all that tells the variants apart",
    schemas: {
      Body: {
        anyOf: [
          required({ status: fixed("pending", "running"), progress: integer }),
          required({ status: fixed("completed"), result: text }),
          required({ status: fixed("failed"), error: text }),
        ],
      },
    },
    reads: [
      'if (value.status === "completed") void value.result;',
      'if (value.status === "running") void value.progress;',
    ],
    misreads: ['if (value.status === "completed") void value.error;'],
  },
  {
    name: "reasons that may be null, in no union",
    schemas: {
      Body: object({
        reason: { type: ["string", "null"], enum: ["stop", null] },
        another: { anyOf: [fixed("stop"), { type: "null" }] },
      }),
    },
    reads: [
      'if (value.reason === "tomorrow") void 0;',
      'if (value.another === "tomorrow") void 0;',
      "if (value.reason === null || value.another === null) void 0;",
    ],
  },
  {
    name: "a union of one",
    schemas: { Body: { oneOf: [object({ type: fixed("cat"), name: text })] } },
    reads: ["void value.name;", 'if (value.type === "tomorrow") void 0;'],
  },
  {
    name: "a list of parts in a variant",
    schemas: {
      ...typedPets,
      Body: {
        anyOf: [
          required({
            type: fixed("group"),
            parts: { type: "array", items: { anyOf: [to("Cat"), to("Dog")] } },
          }),
          required({ type: fixed("leaf"), x: text }),
        ],
      },
    },
    reads: [
      'if (value.type === "group") for (const part of value.parts) if (part.type === "cat") void part.name;',
    ],
    misreads: [
      'if (value.type === "group") for (const part of value.parts) if (part.type === "cat") void part.bark;',
    ],
  },
  {
    name: "a variant that holds others like it",
    schemas: {
      Body: to("Node"),
      Node: { oneOf: [to("Leaf"), to("Branch")] },
      Leaf: required({ type: fixed("leaf"), x: text, status }),
      Branch: required({ type: fixed("branch"), nodes: { type: "array", items: to("Node") } }),
    },
    reads: [
      'if (value.type === "branch") for (const node of value.nodes) if (node.type === "leaf") void node.x;',
      'if (value.type === "leaf" && value.status === "tomorrow") void 0;',
    ],
    misreads: ['if (value.type === "branch") void value.x;'],
  },
  {
    name: "a tuple",
    schemas: {
      ...typedPets,
      Body: { type: "array", prefixItems: [{ anyOf: [to("Cat"), to("Dog")] }, text], minItems: 2 },
    },
    reads: ['if (value[0].type === "cat") void value[0].name;'],
    misreads: ['if (value[0].type === "cat") void value[0].bark;'],
  },
];
