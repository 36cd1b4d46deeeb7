import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { integer, object, text } from "../schemas.ts";

const id = { type: "string", readOnly: true };
const key = { type: "string", writeOnly: true };
const both = object({ id, key, name: text }, { required: ["id", "key", "name"] });
const REQUEST = { key: "k", name: "n" };
const RESPONSE = { id: "i", name: "n" };
const NONE = { name: "n" };

/** Places of an object with a property of each kind, each required. */
const PLACES: Record<string, { schemas: JsonObject; put?: (value: Json) => Json }> = {
  "the body": { schemas: { Body: both } },
  "a component behind two references": { schemas: { Body: to("Other"), Other: to("Both"), Both: both } },
  "a property": {
    schemas: { Body: object({ a: both }, { required: ["a"] }) },
    put: (value) => ({ a: value }),
  },
  "a list": {
    schemas: { Body: object({ a: { type: "array", items: to("Both") } }), Both: both },
    put: (value) => ({ a: [value] }),
  },
  "a tuple": {
    schemas: { Body: { type: "array", prefixItems: [integer, to("Both")] }, Both: both },
    put: (value) => [1, value],
  },
  "a map": {
    schemas: { Body: { type: "object", additionalProperties: to("Both") }, Both: both },
    put: (value) => ({ a: value }),
  },
  "a pattern": {
    schemas: { Body: { type: "object", patternProperties: { "^a": both } } },
    put: (value) => ({ ab: value }),
  },
  "four levels deep": {
    schemas: {
      Body: object({
        a: {
          type: "array",
          items: object({ b: { type: "object", additionalProperties: object({ c: to("Both") }) } }),
        },
      }),
      Both: both,
    },
    put: (value) => ({ a: [{ b: { x: { c: value } } }] }),
  },
  "an allOf": { schemas: { Body: { allOf: [both, object({ extra: integer })] } } },
  "an allOf of references": {
    schemas: {
      Body: { allOf: [to("Ids"), to("Keys"), object({ name: text }, { required: ["name"] })] },
      Ids: object({ id }, { required: ["id"] }),
      Keys: object({ key }, { required: ["key"] }),
    },
  },
  "an allOf whose required stands in another part": {
    schemas: { Body: { allOf: [object({ id, key, name: text }), { required: ["id", "key", "name"] }] } },
  },
  "an allOf whose required stands around it": {
    schemas: {
      Body: { allOf: [to("Open")], required: ["id", "key", "name"] },
      Open: object({ id, key, name: text }),
    },
  },
  "siblings of a reference that require": {
    schemas: {
      Body: { ...to("Open"), required: ["id", "key", "name"] },
      Open: object({ id, key, name: text }),
    },
  },
  "siblings that mark what the reference requires": {
    schemas: {
      Body: { ...to("Strict"), properties: { id: { readOnly: true }, key: { writeOnly: true } } },
      Strict: object({ id: text, key: text, name: text }, { required: ["id", "key", "name"] }),
    },
  },
  "a property that refers to what is marked": {
    schemas: {
      Body: object(
        { id: to("Id"), key: { allOf: [to("Key")] }, name: text },
        { required: ["id", "key", "name"] },
      ),
      Id: id,
      Key: key,
    },
  },
  "a property with the mark beside its reference": {
    schemas: {
      Body: object(
        { id: { ...to("Text"), readOnly: true }, key: { ...to("Text"), writeOnly: true }, name: text },
        { required: ["id", "key", "name"] },
      ),
      Text: text,
    },
  },
  "a property with the mark beside an allOf": {
    schemas: {
      Body: object(
        {
          id: { allOf: [to("Text")], readOnly: true },
          key: { allOf: [to("Text")], writeOnly: true },
          name: text,
        },
        { required: ["id", "key", "name"] },
      ),
      Text: text,
    },
  },
  "a union of what is marked and null": {
    schemas: {
      Body: object(
        { id: { anyOf: [id, { type: "null" }] }, key: { oneOf: [to("Key"), { type: "null" }] }, name: text },
        { required: ["id", "key", "name"] },
      ),
      Key: key,
    },
  },
  "a list of types": {
    schemas: {
      Body: object(
        { id: { ...id, type: ["string", "null"] }, key: { ...key, type: ["string", "boolean"] }, name: text },
        { required: ["id", "key", "name"] },
      ),
    },
  },
  "a oneOf of two": { schemas: { Body: { oneOf: [both, integer] } } },
  "an anyOf of references": { schemas: { Body: { anyOf: [to("Both"), integer] }, Both: both } },
  "a closed object": {
    schemas: {
      Body: object({ id, key, name: text }, { required: ["id", "key", "name"], additionalProperties: false }),
    },
  },
  "an unevaluated object": {
    schemas: { Body: { allOf: [to("Both")], unevaluatedProperties: false }, Both: both },
  },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: {
    schemas: {
      Body: {
        ...object({ id, key, name: text }),
        if: { required: ["name"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["id", "key"] },
        else: false,
      },
    },
  },
  dependentRequired: {
    schemas: {
      Body: object(
        { id, key, name: text },
        { required: ["name"], dependentRequired: { name: ["id", "key"] } },
      ),
    },
  },
  dependentSchemas: {
    schemas: {
      Body: object(
        { id, key, name: text },
        { required: ["name"], dependentSchemas: { name: { required: ["id", "key"] } } },
      ),
    },
  },
  "an inherited base": {
    schemas: {
      Body: { allOf: [to("Middle"), { required: ["name"] }] },
      Middle: { allOf: [to("Base"), object({ name: text })] },
      Base: object({ id, key }, { required: ["id", "key"] }),
    },
  },
  "a recursive component": {
    schemas: {
      Body: to("Node"),
      Node: object(
        { id, key, name: text, nodes: { type: "array", items: to("Node") } },
        { required: ["id", "key", "name"] },
      ),
    },
  },
};

export const useCases: Case[] = Object.entries(PLACES).map(
  ([name, { schemas, put = (value: Json) => value }]): Case => ({
    name: `readOnly and writeOnly in ${name}`,
    schemas,
    accepts: [REQUEST, { ...REQUEST, ...RESPONSE }].map(put),
    refuses: [NONE, { key: "k" }, { ...REQUEST, key: 1 }].map(put),
    response: {
      accepts: [RESPONSE, { ...REQUEST, ...RESPONSE }].map(put),
      refuses: [NONE, { id: "i" }, { ...RESPONSE, id: 1 }].map(put),
    },
  }),
);

export const discriminatedUse: Case[] = [
  {
    name: "a discriminator that is readOnly in no variant, and other properties that are",
    schemas: {
      Body: { oneOf: [to("Cat"), to("Dog")], discriminator: { propertyName: "kind" } },
      Cat: object({ kind: text, id, key }, { required: ["kind", "id", "key"] }),
      Dog: object({ kind: text, id, size: integer }, { required: ["kind", "id", "size"] }),
    },
    accepts: [
      { kind: "Cat", key: "a" },
      { kind: "Dog", size: 1 },
    ],
    refuses: [{ kind: "Cat" }, { kind: "Dog", key: "a" }],
    response: {
      accepts: [
        { kind: "Cat", id: "a" },
        { kind: "Dog", id: "a", size: 1 },
      ],
      refuses: [{ kind: "Cat" }, { kind: "Dog", id: "a" }],
    },
  },
  {
    name: "nullable and readOnly",
    openapi: "3.0.3",
    schemas: {
      Body: object(
        {
          id: { type: "string", nullable: true, readOnly: true },
          key: { allOf: [to("Key")], nullable: true, writeOnly: true },
        },
        { required: ["id", "key"] },
      ),
      Key: object({ k: integer }),
    },
    accepts: [{ key: null }, { key: { k: 1 }, id: null }],
    refuses: [{}, { key: { k: "a" } }],
    response: { accepts: [{ id: null }, { id: "a" }], refuses: [{}, { id: 1 }] },
    problems: ["`nullable` is OpenAPI 3.0"],
  },
];

const map = (more: JsonObject): JsonObject => ({ type: "object", ...more });
export const mapCases: Case[] = [
  {
    name: "a typed map with a required key",
    schemas: { Body: map({ required: ["en"], additionalProperties: text }) },
    accepts: [{ en: "a" }, { en: "a", de: "b" }],
    refuses: [{}, { en: 1 }, { en: "a", de: 1 }],
  },
  {
    name: "a typed map by reference with a required key",
    schemas: { Body: map({ required: ["en"], additionalProperties: to("Text") }), Text: text },
    accepts: [{ en: "a", de: "b" }],
    refuses: [{ de: "b" }, { en: "a", de: 1 }],
  },
  {
    name: "a typed map with a required key beside a reference",
    schemas: { Body: { ...to("Map"), required: ["en"] }, Map: map({ additionalProperties: text }) },
    accepts: [{ en: "a", de: "b" }],
    refuses: [{ de: "b" }, { en: 1 }, { en: "a", de: 1 }],
  },
  {
    name: "a typed map in an allOf with a required key",
    schemas: { Body: { allOf: [to("Map"), { required: ["en"] }] }, Map: map({ additionalProperties: text }) },
    accepts: [{ en: "a", de: "b" }],
    refuses: [{ de: "b" }, { en: 1 }, { en: "a", de: 1 }],
  },
  {
    name: "a map of maps",
    schemas: { Body: map({ additionalProperties: map({ required: ["x"], additionalProperties: integer }) }) },
    accepts: [{ a: { x: 1, y: 2 } }],
    refuses: [{ a: {} }, { a: { x: 1, y: "b" } }],
  },
  {
    name: "a map of lists of maps",
    schemas: {
      Body: map({ additionalProperties: { type: "array", items: map({ additionalProperties: text }) } }),
    },
    accepts: [{ a: [{ b: "c" }] }],
    refuses: [{ a: [{ b: 1 }] }],
  },
  {
    name: "a map with properties of another type",
    schemas: { Body: map({ properties: { n: integer }, required: ["n", "m"], additionalProperties: text }) },
    accepts: [{ n: 1, m: "a", o: "b" }],
    refuses: [{ n: 1 }, { n: 1, m: 1 }, { n: "a", m: "b" }],
  },
  {
    name: "a map with patterns",
    schemas: { Body: map({ patternProperties: { "^n_": integer }, additionalProperties: text }) },
    accepts: [{ n_a: 1, b: "c" }],
    refuses: [{ n_a: "c" }, { b: 1 }],
  },
  {
    name: "a map with patterns, closed",
    schemas: {
      Body: map({ patternProperties: { "^n_": integer }, additionalProperties: false, required: ["n_a"] }),
    },
    accepts: [{ n_a: 1 }],
    refuses: [{ n_a: 1, b: 1 }, {}],
  },
  {
    name: "a map with limits of its size",
    schemas: {
      Body: map({
        minProperties: 1,
        maxProperties: 2,
        propertyNames: { pattern: "^[a-z]+$" },
        additionalProperties: integer,
      }),
    },
    accepts: [{ a: 1 }],
    refuses: [{}, { A: 1 }, { a: 1, b: 1, c: 1 }],
  },
  {
    name: "a closed object with nothing",
    schemas: { Body: map({ additionalProperties: false }) },
    accepts: [{}],
    refuses: [{ a: 1 }, 1],
  },
  {
    name: "a closed object with a required name that nothing describes",
    schemas: { Body: { anyOf: [map({ required: ["a"], additionalProperties: false }), integer] } },
    accepts: [1],
    refuses: [{ a: 1 }, {}],
  },
  {
    name: "a closed object in a closed object",
    schemas: {
      Body: map({ properties: { a: to("In") }, additionalProperties: false }),
      In: map({ properties: { b: integer }, additionalProperties: false }),
    },
    accepts: [{ a: { b: 1 } }, {}],
    refuses: [{ a: { c: 1 } }, { b: 1 }],
  },
  {
    name: "two closed objects in an anyOf",
    schemas: {
      Body: {
        anyOf: [
          map({ properties: { a: integer }, additionalProperties: false }),
          map({ properties: { b: integer }, additionalProperties: false }),
        ],
      },
    },
    accepts: [{ a: 1 }, { b: 1 }],
    refuses: [{ a: 1, b: 1 }, { c: 1 }],
  },
  {
    name: "a closed base in an allOf",
    schemas: {
      Body: { allOf: [to("Base"), map({ properties: { a: integer } })] },
      Base: map({ properties: { a: {}, b: integer }, additionalProperties: false }),
    },
    accepts: [{ a: 1, b: 1 }],
    refuses: [{ c: 1 }, { a: "b" }],
  },
  {
    name: "a map that is open by the word",
    schemas: { Body: map({ properties: { a: integer }, additionalProperties: true }) },
    accepts: [{ a: 1, b: [null] }],
    refuses: [{ a: "b" }],
  },
  {
    name: "a map whose values may be null",
    openapi: "3.0.3",
    schemas: { Body: map({ required: ["en"], additionalProperties: { type: "string", nullable: true } }) },
    accepts: [{ en: null, de: "a" }],
    refuses: [{}, { en: 1 }],
    problems: ["`nullable` is OpenAPI 3.0"],
  },
];
