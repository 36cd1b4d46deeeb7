import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";

/** The components that can be variants; the others are bases and unions of them. */
const VARIANTS = ["Cat", "Dog", "Fish"];
const KEYS = ["cat", "dog", "Cat", "Fish"];

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** What a variant says of the property that tells it apart: nothing, any text, or some. */
const KIND = fc.constantFrom<JsonObject>(
  {},
  { kind: { type: "string" } },
  { kind: { type: "string" } },
  { kind: {} },
  { kind: { const: "cat" } },
  { kind: { type: "string", enum: ["cat", "dog"] } },
  { kind: { type: "string", enum: ["Cat", "Dog", "Fish"] } },
);

/** The keywords of an object of its own. */
const describeContent = (kind: fc.Arbitrary<JsonObject>) =>
  fc
    .record({
      kind,
      name: fc.constantFrom<JsonObject>({}, { name: { type: "string" } }, { name: { type: "integer" } }),
      fins: fc.constantFrom<JsonObject>({}, {}, { fins: { type: "boolean" } }),
      required: fc.subarray(["kind", "name"]),
      type: fc.boolean(),
      value: fc.constantFrom<JsonObject>({}, {}, {}, { "x-ms-discriminator-value": "cat" }),
    })
    .map(
      ({ kind, name, fins, required, type, value }): JsonObject => ({
        ...value,
        ...(type ? { type: "object" } : {}),
        ...(required.length === 0 ? {} : { required }),
        properties: { ...kind, ...name, ...fins },
      }),
    );

const content = describeContent(KIND);
/** Of bases that extend each other: an enum of one that leaves out what the other names has no plain meaning. */
const openContent = describeContent(fc.constantFrom<JsonObject>({}, { kind: { type: "string" } }));

/** A component that extends another, in each way that pages have. */
const extending = (base: string, own = content) =>
  fc.tuple(own, fc.integer({ min: 0, max: 3 })).map(([described, way]): JsonObject => {
    if (way === 0) return { allOf: [refTo(base), described] };
    if (way === 1) return { allOf: [described, refTo(base)] };
    if (way === 2) return { ...described, allOf: [refTo(base)] };
    return { ...described, ...refTo(base) };
  });

/** A discriminator without a mapping, or with one of names and references, of some variants or of what is none. */
const discriminator = fc
  .dictionary(fc.constantFrom(...KEYS), fc.tuple(fc.constantFrom(...VARIANTS, "Nobody"), fc.boolean()), {
    maxKeys: 3,
  })
  .map((mapping): JsonObject => {
    const entries = Object.entries(mapping).map(([key, [name, isName]]) => [
      key,
      isName ? name : (refTo(name).$ref ?? null),
    ]);
    return {
      discriminator: {
        propertyName: "kind",
        ...(entries.length === 0 ? {} : { mapping: Object.fromEntries(entries) }),
      },
    };
  });

/** A union of some components, and maybe of what no component is. */
const union = (names: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom("oneOf", "anyOf"),
      fc.subarray([...names], { minLength: 1 }),
      fc.constantFrom<Json[]>([], [], [], [{ type: "null" }], [{ properties: { kind: { const: "dog" } } }]),
    )
    .map(([keyword, some, others]): JsonObject => ({ [keyword]: [...some.map(refTo), ...others] }));

type Schemas = Record<string, fc.Arbitrary<JsonObject>>;

const each = (make: (name: string) => fc.Arbitrary<JsonObject>): Schemas =>
  Object.fromEntries(VARIANTS.map((name) => [name, make(name)]));

const combine = (...parts: fc.Arbitrary<JsonObject>[]) =>
  fc.tuple(...parts).map((list): JsonObject => Object.assign({}, ...list));

/** The ways in which pages tell variants apart; `Pet` is the union of all. */
const FORMS: Schemas[] = [
  // A union of components that have nothing in common, or a base that is none of its own.
  { Pet: combine(union(VARIANTS), discriminator), Animal: content, ...each(() => content) },
  { Pet: combine(union(VARIANTS), discriminator), Animal: content, ...each(() => extending("Animal")) },
  // A base without a list.
  { Pet: combine(content, discriminator), ...each(() => extending("Pet")) },
  {
    Pet: combine(content, discriminator),
    Animal: extending("Pet"),
    ...each((name) => extending(name === "Fish" ? "Pet" : "Animal")),
  },
  // A base that lists what extends it.
  { Pet: combine(content, union(VARIANTS), discriminator), ...each(() => extending("Pet")) },
  { Pet: combine(content, union(VARIANTS)), ...each(() => extending("Pet")) },
  {
    Pet: combine(content, union(VARIANTS), discriminator),
    Animal: extending("Pet"),
    ...each((name) => extending(name === "Fish" ? "Pet" : "Animal")),
  },
  // A variant that is a union, told apart by the same property.
  {
    Pet: combine(union(["Animal", "Fish"]), discriminator),
    Animal: combine(union(["Cat", "Dog"]), discriminator),
    ...each(() => content),
  },
];

/** Bases that extend each other, and agree on the discriminator. */
const listNested = (discriminator: fc.Arbitrary<JsonObject>): Schemas[] => [
  {
    Pet: combine(openContent, discriminator),
    Animal: combine(extending("Pet", openContent), discriminator),
    ...each((name) => extending(name === "Fish" ? "Pet" : "Animal", openContent)),
  },
  {
    Pet: combine(openContent, union([...VARIANTS, "Animal"]), discriminator),
    Animal: combine(extending("Pet", openContent), union(["Cat", "Dog"]), discriminator),
    ...each((name) => extending(name === "Fish" ? "Pet" : "Animal", openContent)),
  },
];

/** The component schemas of a document whose `Body` holds a union with a discriminator, and maybe variants elsewhere. */
export const arbitraryVariants: fc.Arbitrary<{ [name: string]: Json }> = fc
  .tuple(
    discriminator.chain((one) =>
      fc.oneof(...[...FORMS, ...listNested(fc.constant(one))].map((form) => fc.record(form))),
    ),
    fc.oneof(
      fc.constant<Json[]>([]),
      fc.subarray(VARIANTS).map((names) => names.map(refTo)),
    ),
    fc.boolean(),
  )
  .map(([schemas, elsewhere, isWhole]) => {
    const pet = isWhole && elsewhere.length === 0 ? refTo("Pet") : undefined;
    const others = Object.fromEntries(elsewhere.map((one, index) => [["a", "b", "c"][index] ?? "", one]));
    const Body = pet ?? { type: "object", properties: { pet: refTo("Pet"), ...others } };
    return JSON.parse(JSON.stringify({ Body, ...schemas }));
  });

const animal = fc.record(
  {
    kind: fc.constantFrom<Json>(...KEYS, "Dog", "Animal", "Pet", 1),
    name: fc.constantFrom<Json>("a", 1),
    fins: fc.constantFrom<Json>(true, "b"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** A body for such a document: of objects that are told apart, or of none. */
export const arbitraryVariantBody: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: animal },
  { weight: 3, arbitrary: fc.tuple(animal, animal).map(([pet, a]): Json => ({ pet, a })) },
  { weight: 2, arbitrary: animal.map((pet): Json => ({ pet })) },
  { weight: 1, arbitrary: fc.constantFrom<Json>("a", null, { pet: 1 }) },
);
