import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinSchemas } from "../../../../../../scripts/pipeline/merge/schemas/join.ts";
import type { Sourced } from "../../../../../../scripts/pipeline/merge/schemas/sourced.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

function join(...schemas: JsonObject[]): { schema: JsonObject; conflicts: string[] } {
  const conflicts: string[] = [];
  const sourced = schemas.map((schema, index) => ({ schema, source: `${index}.md` }));
  const schema = joinSchemas(sourced, (_kind, _sources, keys, message) =>
    conflicts.push(`${keys.join("/")}: ${message}`),
  );
  return { schema, conflicts };
}

const kite = (more: JsonObject): JsonObject => ({ type: "object", properties: more });

describe("joinSchemas", () => {
  it.each<[string, JsonObject[], JsonObject]>([
    ["one schema is itself", [{ type: "string" }], { type: "string" }],
    [
      "notes and order do not count, and the notes of all stay",
      [
        { type: "string", enum: ["a", "b"], description: "One" },
        { enum: ["b", "a"], type: "string", description: "Two" },
      ],
      { type: "string", enum: ["a", "b"], description: "One\n\nTwo" },
    ],
    ["types", [{ type: "string" }, { type: "integer" }], { type: ["string", "integer"] }],
    ["an integer is a number", [{ type: "integer" }, { type: "number" }], { type: "number" }],
    [
      "null",
      [
        { type: "string", maxLength: 3 },
        { type: ["null", "string"], maxLength: 3 },
      ],
      { type: ["string", "null"], maxLength: 3 },
    ],
    [
      "values of an enum",
      [
        { type: "string", enum: ["a"] },
        { type: "string", const: "b" },
      ],
      { type: "string", enum: ["a", "b"] },
    ],
    [
      "an enum that another page leaves open",
      [{ type: "string", enum: ["a"] }, { type: "string" }],
      { type: "string" },
    ],
    [
      "values of different types",
      [{ type: "string", enum: ["a"] }, { type: "integer" }],
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "integer" }] },
    ],
    [
      "the wider limits",
      [
        { type: "integer", minimum: 1, maximum: 5 },
        { type: "integer", minimum: 3, maximum: 9 },
      ],
      { type: "integer", minimum: 1, maximum: 9 },
    ],
    [
      "a limit of one page alone",
      [{ type: "integer", minimum: 1 }, { type: "integer" }],
      { type: "integer" },
    ],
    [
      "a format on which they agree",
      [
        { type: "string", format: "uri" },
        { type: "string", format: "uri", maxLength: 2 },
      ],
      { type: "string", format: "uri" },
    ],
    [
      "properties",
      [kite({ a: { type: "string" } }), kite({ b: { type: "string" } })],
      kite({ a: { type: "string" }, b: { type: "string" } }),
    ],
    [
      "what all require",
      [
        { ...kite({ a: {}, b: {} }), required: ["a", "b"] },
        { ...kite({ b: {} }), required: ["b"] },
      ],
      { ...kite({ a: {}, b: {} }), required: ["b"] },
    ],
    [
      "items",
      [
        { type: "array", items: { type: "string" } },
        { type: "array", items: { type: "null" } },
      ],
      { type: "array", items: { type: ["string", "null"] } },
    ],
    [
      "items that one leaves open",
      [{ type: "array", items: { type: "string" } }, { type: "array" }],
      { type: "array" },
    ],
    [
      "a union and one of its branches",
      [{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: "string" }],
      { type: ["string", "null"] },
    ],
    [
      "the branches of unions, with what each page says of them",
      [
        {
          title: "Any",
          oneOf: [
            { type: "string", maxLength: 3, title: "Name", description: "One" },
            { type: "array", title: "List", items: { type: "string" } },
          ],
        },
        {
          anyOf: [
            { type: "string", maxLength: 5, title: "Name", description: "Two" },
            { type: "array", items: { type: "string" } },
          ],
        },
      ],
      {
        anyOf: [
          { type: "string", maxLength: 5, title: "Name", description: "One\n\nTwo" },
          { type: "array", items: { type: "string" }, description: "List" },
        ],
        description: "Any",
      },
    ],
    [
      "the one branch of a union that says more than its type, with what is said of it",
      [
        { anyOf: [{ type: "string", maxLength: 3, description: "A name" }, { type: "null" }] },
        { type: "string", maxLength: 5, description: "Or none" },
      ],
      { type: ["string", "null"], maxLength: 5, description: "Or none\n\nA name" },
    ],
    [
      "discriminated unions, value by value",
      [
        { oneOf: [kite({ type: { const: "a" }, x: { type: "string" } }), kite({ type: { const: "b" } })] },
        kite({ type: { const: "a" }, y: { type: "string" } }),
      ],
      {
        anyOf: [
          kite({ type: { const: "a" }, x: { type: "string" }, y: { type: "string" } }),
          kite({ type: { const: "b" } }),
        ],
      },
    ],
    [
      "anything and something is anything",
      [{ description: "Any" }, { type: "string" }],
      { description: "Any" },
    ],
  ])("joins %s", (_, given, want) => {
    expect(join(...given).schema).toEqual(want);
  });

  it.each<[keyword: string, type: string, one: Json, other: Json, want: Json]>([
    ["minimum", "number", 1, 3, 1],
    ["exclusiveMinimum", "number", 1, 3, 1],
    ["minLength", "string", 1, 3, 1],
    ["minItems", "array", 1, 3, 1],
    ["minProperties", "object", 1, 3, 1],
    ["maximum", "number", 1, 3, 3],
    ["exclusiveMaximum", "number", 1, 3, 3],
    ["maxLength", "string", 1, 3, 3],
    ["maxItems", "array", 1, 3, 3],
    ["maxProperties", "object", 1, 3, 3],
  ])("takes the wider %s, in any order", (keyword, type, one, other, want) => {
    const limit = (value: Json): JsonObject => ({ type, [keyword]: value });
    expect(join(limit(one), limit(other)).schema).toEqual(limit(want));
    expect(join(limit(other), limit(one)).schema).toEqual(limit(want));
    expect(join(limit(one), { type }).schema).toEqual({ type });
  });

  it.each<[keyword: string, type: string, one: Json, other: Json]>([
    ["pattern", "string", "^a", "^b"],
    ["format", "string", "uri", "date"],
    ["multipleOf", "number", 2, 3],
    ["uniqueItems", "array", true, false],
    ["default", "string", "a", "b"],
  ])("keeps a %s that all pages say, and no other", (keyword, type, one, other) => {
    const said = (value: Json): JsonObject => ({ type, title: `Says ${value}`, [keyword]: value });
    const more: JsonObject = type === "array" ? { minItems: 1 } : { enum: [] };
    expect(join(said(one), { ...said(one), ...more }).schema).toMatchObject({ [keyword]: one });
    expect(join(said(one), said(other)).schema).not.toHaveProperty(keyword);
    expect(join(said(one), { type }).schema).not.toHaveProperty(keyword);
  });

  it.each<[string, JsonObject[], JsonObject]>([
    ["nothing", [], {}],
    [
      "an integer and a number, whichever comes first",
      [{ type: "number" }, { type: "integer" }],
      { type: "number" },
    ],
    [
      "properties that all close",
      [
        { ...kite({ a: {} }), additionalProperties: false },
        { ...kite({ b: {} }), additionalProperties: false },
      ],
      { ...kite({ a: {}, b: {} }), additionalProperties: false },
    ],
    [
      "properties that one opens",
      [{ ...kite({ a: {} }), additionalProperties: false }, kite({ b: {} })],
      kite({ a: {}, b: {} }),
    ],
    [
      "properties that one opens to all",
      [
        { ...kite({ a: {} }), additionalProperties: false },
        { ...kite({ b: {} }), additionalProperties: true },
      ],
      kite({ a: {}, b: {} }),
    ],
    [
      "properties that one opens to some",
      [
        { ...kite({ a: {} }), additionalProperties: false },
        { ...kite({ b: {} }), additionalProperties: { type: "string" } },
      ],
      { ...kite({ a: {}, b: {} }), additionalProperties: { type: "string" } },
    ],
    [
      "a property that is `true`, as anything",
      [kite({ a: true as unknown as JsonObject }), kite({ a: { type: "string" } })],
      kite({ a: {} }),
    ],
    [
      "what the first requires and others do not",
      [
        { ...kite({ a: {}, b: {} }), required: ["a", "b"] },
        { ...kite({ a: {} }), required: ["a"] },
        { ...kite({ c: {} }), required: ["a", "c"] },
      ],
      { ...kite({ a: {}, b: {}, c: {} }), required: ["a"] },
    ],
    [
      "what some of the others require, and not all",
      [
        { ...kite({ a: {}, b: {} }), required: ["a", "b"] },
        { ...kite({ c: {} }), required: ["a", "b"] },
        { ...kite({ d: {} }), required: ["a"] },
      ],
      { ...kite({ a: {}, b: {}, c: {}, d: {} }), required: ["a"] },
    ],
    [
      "objects beside a union of other types, as one",
      [{ anyOf: [{ type: "string" }, { type: "null" }] }, kite({ a: {} }), kite({ b: {} })],
      { ...kite({ a: {}, b: {} }), type: ["string", "null", "object"] },
    ],
    [
      "texts beside a union of objects, as one",
      [
        { anyOf: [kite({ a: {} }), kite({ b: {} }), { type: "string", maxLength: 1 }] },
        { type: "string", maxLength: 2 },
      ],
      { anyOf: [kite({ a: {} }), kite({ b: {} }), { type: "string", maxLength: 2 }] },
    ],
    [
      "any object and a certain one, which one list of types cannot carry",
      [{ anyOf: [kite({ type: { const: "a" } }), { type: "object" }] }, { type: "null" }],
      { anyOf: [kite({ type: { const: "a" } }), { type: "object" }, { type: "null" }] },
    ],
    [
      "a condition that cannot be joined and a bare type, with the notes of both outside",
      [{ type: "string", not: { const: "a" }, description: "One" }, { type: "null" }],
      { anyOf: [{ type: "string", not: { const: "a" } }, { type: "null" }], description: "One" },
    ],
    [
      "defaults without a type, each for itself",
      [{ default: 1 }, { default: 2 }, { type: "null" }],
      { anyOf: [{ default: 1 }, { default: 2 }, { type: "null" }] },
    ],
    [
      "a default without a type and a bare type",
      [{ default: 1 }, { type: "null" }],
      { anyOf: [{ default: 1 }, { type: "null" }] },
    ],
    ["objects that require nothing", [kite({ a: {} }), kite({ b: {} })], kite({ a: {}, b: {} })],
    [
      "objects without properties",
      [
        { type: "object", minProperties: 1 },
        { type: "object", minProperties: 2 },
      ],
      { type: "object", minProperties: 1 },
    ],
    [
      "limits of two types, which one list of types cannot carry",
      [
        { type: "string", maxLength: 3 },
        { type: "integer", minimum: 1 },
      ],
      {
        anyOf: [
          { type: "string", maxLength: 3 },
          { type: "integer", minimum: 1 },
        ],
      },
    ],
    [
      "a const and another type",
      [{ type: "string", const: "a" }, { type: "null" }],
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] },
    ],
    [
      "a bare type and one with a limit, under the types of both",
      [{ type: "null" }, { type: "string", maxLength: 3 }],
      { type: ["null", "string"], maxLength: 3 },
    ],
    [
      "branches that fix no value, each for itself",
      [{ anyOf: [kite({ a: { type: "string" } }), kite({ b: {} })] }, kite({ c: {} })],
      { anyOf: [kite({ a: { type: "string" } }), kite({ b: {} }), kite({ c: {} })] },
    ],
    [
      "branches that fix two values, in any order of their properties",
      [
        {
          anyOf: [
            kite({ type: { const: "a" }, wind: { const: 1 }, x: {} }),
            kite({ type: { const: "a" }, wind: { const: 2 } }),
          ],
        },
        kite({ wind: { const: 1 }, type: { const: "a" }, y: {} }),
      ],
      {
        anyOf: [
          kite({ type: { const: "a" }, wind: { const: 1 }, x: {}, y: {} }),
          kite({ type: { const: "a" }, wind: { const: 2 } }),
        ],
      },
    ],
    [
      "branches whose property has several values, which tell nothing apart",
      [{ anyOf: [kite({ type: { enum: ["a", "b"] } }), kite({ x: {} })] }, kite({ type: { enum: ["a"] } })],
      {
        anyOf: [kite({ type: { enum: ["a", "b"] } }), kite({ x: {} }), kite({ type: { enum: ["a"] } })],
      },
    ],
    [
      "annotations: the words of all pages, and an example of any",
      [
        { type: "string", description: "One", maxLength: 1 },
        { type: "string", description: "Two", title: "Title", example: "a", maxLength: 2 },
      ],
      { type: "string", maxLength: 2, description: "One\n\nTitle\n\nTwo", example: "a" },
    ],
    [
      "branches without their own notes",
      [
        { type: "string", enum: ["a"], description: "One" },
        { type: "integer", description: "Two" },
      ],
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "integer" }], description: "One\n\nTwo" },
    ],
    [
      "items of all, where one accepts anything",
      [
        { type: "array", items: { type: "string" } },
        { type: "array", items: true as unknown as JsonObject },
      ],
      { type: "array" },
    ],
    [
      "what says nothing of its type, as nothing",
      [
        { ...kite({ a: {} }), type: "string", maxLength: 1, items: {} },
        { ...kite({ a: {} }), type: "string", maxLength: 2, items: {} },
      ],
      { type: "string", maxLength: 2 },
    ],
    [
      "a bare type and a schema without one",
      [{ type: "null" }, { $ref: "#/components/schemas/Kite" }],
      { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/Kite" }] },
    ],
    [
      "one that cannot be joined and a union of the same alone",
      [
        { anyOf: [{ minLength: 1 }, { maxLength: 0 }], not: { const: "a" } },
        { oneOf: [{ anyOf: [{ minLength: 1 }, { maxLength: 0 }], not: { const: "a" } }] },
      ],
      { anyOf: [{ minLength: 1 }, { maxLength: 0 }], not: { const: "a" } },
    ],
  ])("joins also %s", (_, given, want) => {
    expect(join(...given).schema).toStrictEqual(want);
  });

  it("does not report a type that is written with its values alone, nor a schema without a type", () => {
    expect(join({ const: "a" }, { type: "string", enum: ["a", "b"] }).conflicts).toEqual([
      ': The pages list different values. Read as all of them: "a", "b".',
    ]);
    expect(join({ not: { type: "null" } }, { type: "string" }).conflicts).toEqual([
      ": What the pages say here cannot be joined. Kept side by side, as anyOf.",
    ]);
  });

  it("keeps quiet about a schema that cannot be joined where there is no other", () => {
    const not = { type: "string", not: { const: "a" } };
    const again = { ...not, description: "Again" };
    expect(join(not, again)).toEqual({ schema: again, conflicts: [] });
    expect(join(kite({ a: not }), kite({ a: not, b: {} })).conflicts).toEqual([]);
  });

  it("reports an enum that some pages leave open, with up to eight of its values", () => {
    expect(join({ type: "string", enum: ["a"] }, { type: "string" }).conflicts).toEqual([
      ': Some pages close this to "a", others leave it open. Read as open.',
    ]);
    const numbers = (count: number): JsonObject => ({
      type: "integer",
      enum: Array.from({ length: count }, (_, index) => index),
    });
    expect(join(numbers(8), numbers(1)).conflicts).toEqual([
      ": The pages list different values. Read as all of them: 0, 1, 2, 3, 4, 5, 6, 7.",
    ]);
    expect(join(numbers(9), numbers(1)).conflicts).toEqual([
      ": The pages list different values. Read as all of them: 0, 1, 2, 3, 4, 5, 6, 7, ….",
    ]);
  });

  it("reports no values where all pages list the same", () => {
    expect(
      join({ type: "string", enum: ["a", "b"] }, { type: "string", enum: ["b", "a"], maxLength: 3 }),
    ).toEqual({ schema: { type: "string", enum: ["a", "b"] }, conflicts: [] });
  });

  it("reports each limit that some pages have and the joined schema does not", () => {
    const differ = (one: JsonObject, other: JsonObject) =>
      join({ type: "string", ...one }, { type: "string", ...other }).conflicts;
    expect(differ({ minLength: 2, maxLength: 3 }, { minLength: 1, maxLength: 3, pattern: "^a" })).toEqual([
      ': The pages say different things: `minLength` 2 or 1, read as 1; `pattern` "^a" or nothing, read as open.',
    ]);
    expect(differ({ format: "uri" }, { format: "date" })).toEqual([
      ': The pages say different things: `format` "uri" or "date", read as open.',
    ]);
    expect(differ({ maxLength: 3 }, { maxLength: 3, description: "Short" })).toEqual([]);
    const defaults = Array.from({ length: 9 }, (_, index) => ({ type: "integer", default: index }));
    expect(join(...defaults.slice(1)).conflicts).toEqual([
      ": The pages say different things: `default` 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8, read as open.",
    ]);
    expect(join(...defaults).conflicts).toEqual([
      ": The pages say different things: `default` 0 or 1 or 2 or 3 or 4 or 5 or 6 or 7 or …, read as open.",
    ]);
  });

  it("reports properties that only some pages require", () => {
    const requiring = (...required: string[]) => ({ ...kite({ a: {}, b: {} }), required });
    expect(join(requiring("a", "b"), requiring("a")).conflicts).toEqual([
      ": Some pages require what others leave out or say is optional. Read as optional: b.",
    ]);
    expect(join(requiring("b", "a"), requiring("a", "b")).conflicts).toEqual([]);
  });

  it("reports what some pages say of a value that others leave open", () => {
    const open = "Some pages describe this value, others leave it open. Read as open.";
    expect(join({}, { type: "string" }).conflicts).toEqual([`: ${open}`]);
    expect(join({ type: "string" }, { description: "Anything" }).conflicts).toEqual([`: ${open}`]);
    const list = (more: JsonObject) => ({ type: "array", ...more });
    expect(join(list({}), list({ items: { type: "string" } })).conflicts).toEqual([`items: ${open}`]);
    expect(join(list({}), list({ items: {} })).conflicts).toEqual([]);
    const map = (more: JsonObject) => ({ type: "object", ...more });
    expect(
      join(map({ additionalProperties: true }), map({ additionalProperties: { type: "string" } })).conflicts,
    ).toEqual([`additionalProperties: ${open}`]);
    const closed = "Some pages allow no value here, others do. Read as they do.";
    for (const others of [true, { type: "string" }])
      expect(
        join(map({ additionalProperties: false }), map({ additionalProperties: others })).conflicts,
      ).toEqual([`additionalProperties: ${closed}`]);
  });

  it("names the place of a conflict in items and in further properties", () => {
    const [one, other] = [{ enum: ["x"] }, { enum: ["y"] }] as JsonObject[];
    expect(
      join({ type: "array", items: one ?? {} }, { type: "array", items: other ?? {} }).conflicts[0],
    ).toMatch(/^items: /);
    expect(
      join(
        { type: "object", additionalProperties: one ?? {} },
        { type: "object", additionalProperties: other ?? {} },
      ).conflicts[0],
    ).toMatch(/^additionalProperties: /);
  });

  it("reports each conflict under its kind", () => {
    const kinds = (...given: JsonObject[]) => {
      const found: string[] = [];
      joinSchemas(
        given.map((schema) => ({ schema, source: "a.md" })),
        (kind) => found.push(kind),
      );
      return found;
    };
    const not = { type: "string", not: { const: "a" } };
    expect(kinds(not, { type: "string" })).toEqual(["not-joinable"]);
    expect(kinds(not, { anyOf: [not] })).toEqual([]);
    expect(kinds({ type: "string" }, { type: "integer" })).toEqual(["types-differ"]);
    expect(kinds({ type: "string" }, { type: "string", enum: ["a"] })).toEqual(["values-reopened"]);
    expect(kinds({ const: "b" }, { const: "a" })).toEqual(["values-differ"]);
    expect(kinds({ enum: ["a", "a"] }, { enum: ["b", "b"] })).toEqual(["values-differ"]);
    expect(kinds({ enum: ["a", "a"] }, { enum: ["a"] })).toEqual([]);
    expect(kinds({}, { type: "string" })).toEqual(["values-reopened"]);
    expect(kinds({ type: "string", minLength: 1 }, { type: "string" })).toEqual(["values-differ"]);
    expect(kinds({ ...kite({ a: {} }), required: ["a"] }, kite({ a: {} }))).toEqual(["values-differ"]);
    const map = (additionalProperties: Json) => ({ type: "object", additionalProperties });
    expect(kinds(map(false), map({ type: "string" }))).toEqual(["values-differ"]);
  });

  it("reports limits and required properties with the pages that say what is left out", () => {
    const listSources = (...schemas: JsonObject[]) => {
      const found: string[][] = [];
      joinSchemas(
        schemas.map((schema, index) => ({ schema, source: `${index}.md` })),
        (_, sources) => found.push(sources.map(({ source }) => source)),
      );
      return found;
    };
    const text = (more: JsonObject) => ({ type: "string", ...more });
    expect(listSources(text({ maxLength: 3 }), text({}), text({ maxLength: 2 }))).toEqual([["0.md", "2.md"]]);
    const requiring = (...required: string[]) => ({ ...kite({ a: {}, b: {}, c: {} }), required });
    expect(listSources(requiring("a", "b"), requiring("a"), requiring("a", "b", "c"))).toEqual([
      ["0.md", "2.md"],
    ]);
    const list = (items: Json) => ({ type: "array", items });
    expect(listSources(list({ type: "string" }), list(false), list({ type: "string" }))).toEqual([["1.md"]]);
  });

  it("reports a conflict with the pages it is between, equal ones once, and their places", () => {
    const reported: unknown[] = [];
    const page = (source: string, type: string): Sourced => ({ schema: kite({ a: { type } }), source });
    joinSchemas(
      [page("a.md", "string"), page("b.md", "string"), page("c.md", "null"), page("d.md", "boolean")],
      (kind, sources, keys) => reported.push([kind, sources.map(({ source }) => source), keys]),
    );
    expect(reported).toEqual([["types-differ", ["a.md", "c.md", "d.md"], ["properties", "a"]]]);
  });

  it("keeps side by side what it cannot join, and says so", () => {
    const not = { type: "string", not: { const: "a" } };
    const { schema, conflicts } = join(not, { type: "string", maxLength: 3 });
    expect(schema).toEqual({ anyOf: [not, { type: "string", maxLength: 3 }] });
    expect(conflicts).toEqual([": What the pages say here cannot be joined. Kept side by side, as anyOf."]);
  });

  it("reports types that contradict each other, and keeps quiet about null and numbers", () => {
    const { conflicts } = join(kite({ a: { type: "string" } }), kite({ a: { type: "integer" } }));
    expect(conflicts).toEqual([
      "properties/a: The pages say different types. Read as any of them: string, number.",
    ]);
    expect(join({ type: "integer" }, { type: ["number", "null"] }).conflicts).toEqual([]);
  });

  it("drops a type of which an enum has no value", () => {
    expect(
      join({ type: ["integer", "string"], enum: ["a"] }, { type: "string", enum: ["b"] }).schema,
    ).toEqual({
      type: "string",
      enum: ["a", "b"],
    });
  });

  it("reports enums that contradict each other, with the place", () => {
    const { conflicts } = join(kite({ a: { enum: ["x"] } }), kite({ a: { enum: ["y"] } }));
    expect(conflicts).toEqual([
      'properties/a: The pages list different values. Read as all of them: "x", "y".',
    ]);
  });

  it("admits every value that any of the schemas admits", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(fc.array(schemas, { minLength: 1, maxLength: 4 }), values, (given, value) => {
        const admitted = given.some((schema) => ajv.validate(schema, value));
        if (admitted) expect(ajv.validate(join(...given).schema, value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("says the same, notes and order aside, whatever the order of the schemas", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(fc.array(schemas, { minLength: 2, maxLength: 4 }), values, (given, value) => {
        const forth = ajv.validate(join(...given).schema, value);
        expect(ajv.validate(join(...given.toReversed()).schema, value)).toBe(forth);
      }),
      { numRuns: 300 },
    );
  });
});

const word = fc.constantFrom("a", "b", "c");

/** Schemas without `additionalProperties: false`, whose properties another schema may add. */
const { schemas } = fc.letrec<{ schemas: JsonObject }>((tie) => ({
  schemas: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<JsonObject>(
      { type: "string" },
      { type: "null" },
      { type: "boolean" },
      { type: "number" },
      {},
    ),
    fc.record({ type: fc.constant("string"), enum: fc.uniqueArray(word, { minLength: 1 }) }),
    fc.record(
      { type: fc.constant("integer"), minimum: fc.integer({ min: 0, max: 3 }) },
      { requiredKeys: ["type"] },
    ),
    fc.constantFrom<JsonObject>(
      { type: ["string", "null"], maxLength: 1 },
      { type: "string", not: { const: "a" } },
    ),
    fc.record({ type: fc.constant("array"), items: tie("schemas") }),
    fc.record({ anyOf: fc.array(tie("schemas"), { minLength: 1, maxLength: 2 }) }),
  ),
}));

const values: fc.Arbitrary<Json> = fc.oneof(
  word,
  fc.constant("long"),
  fc.integer({ min: -1, max: 4 }),
  fc.constantFrom<Json>(null, true, 1.5, [], {}),
  fc.array(word, { maxLength: 2 }),
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }),
);
