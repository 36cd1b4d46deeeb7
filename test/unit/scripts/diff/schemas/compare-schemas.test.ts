import { describe, expect, it } from "vitest";
import { compareDocuments } from "../../../../../scripts/diff/compare/compare-documents.ts";
import type { Json } from "../../../../../src/openapi/json.ts";
import { brief, object, request, response } from "../documents.ts";

const briefly = (before: Json, after: Json) =>
  brief(compareDocuments(before as never, after as never)).map((line) => line.replace("Status 200: ", ""));

/** What is said of a change in a request, and in a response. */
const CHANGES: readonly [
  title: string,
  before: Json,
  after: Json,
  inRequest: string[],
  inResponse: string[],
][] = [
  [
    "discriminator new",
    object({ a: {} }),
    { ...object({ a: {} }), discriminator: { propertyName: "a" } },
    ["compatible discriminator-changed: The body is told apart by `a` now (was nothing)."],
    ["breaking discriminator-changed: The body is told apart by `a` now (was nothing)."],
  ],
  [
    "discriminator other",
    { ...object({ a: {}, b: {} }), discriminator: { propertyName: "a" } },
    { ...object({ a: {}, b: {} }), discriminator: { propertyName: "b" } },
    ["compatible discriminator-changed: The body is told apart by `b` now (was `a`)."],
    ["breaking discriminator-changed: The body is told apart by `b` now (was `a`)."],
  ],
  [
    "discriminator gone",
    { ...object({ a: {} }), discriminator: { propertyName: "a" } },
    object({ a: {} }),
    ["compatible discriminator-changed: The body is told apart by nothing now (was `a`)."],
    ["breaking discriminator-changed: The body is told apart by nothing now (was `a`)."],
  ],
  [
    "discriminator same",
    { ...object({ a: {} }), discriminator: { propertyName: "a" } },
    { ...object({ a: {} }), discriminator: { propertyName: "a", mapping: { x: "y" } } },
    [],
    [],
  ],
  [
    "enum grows",
    object({ a: { enum: ["x"] } }, "a"),
    object({ a: { enum: ["x", "y"] } }, "a"),
    ['compatible values-changed: `a` may be "y" now.'],
    [
      'risky values-changed: `a` may be "y" now. `a: "y"` is possible now. The types of responses are open to it.',
    ],
  ],
  [
    "enum with null grows",
    object({ a: { enum: ["x", null] } }),
    object({ a: { enum: ["x", null, "y"] } }),
    ['compatible values-changed: `a` may be "y" now.'],
    [
      'risky values-changed: `a` may be "y" now. `a: "y"` is possible now. The types of responses are open to it.',
    ],
  ],
  [
    "enum numbers grow",
    object({ a: { enum: ["x", 1] } }),
    object({ a: { enum: ["x", 1, 2] } }),
    ["compatible values-changed: `a` may be 2 now."],
    ["breaking values-changed: `a` may be 2 now. `a: 2` is possible now."],
  ],
  [
    "enum numbers alone",
    object({ a: { enum: [1] } }),
    object({ a: { enum: [1, 2] } }),
    ["compatible values-changed: `a` may be 2 now."],
    ["breaking values-changed: `a` may be 2 now. `a: 2` is possible now."],
  ],
  [
    "enum allOf",
    object({ a: { enum: ["x"], allOf: [{ maxLength: 1 }] } }),
    object({ a: { enum: ["x", "yy"] } }),
    ['compatible values-changed: `a` may be "yy" now, is no longer at most 1 characters long.'],
    [
      'breaking values-changed: `a` may be "yy" now, is no longer at most 1 characters long. `a: "yy"` is possible now.',
    ],
  ],
  [
    "new variant",
    { oneOf: [object({ a: { const: 1 } }, "a")] },
    { oneOf: [object({ a: { const: 1 } }, "a"), object({ b: { const: 2 } }, "b")] },
    ["compatible property-added: `b` is new.", "compatible values-changed: The body has one more variant."],
    ["compatible property-added: `b` is new.", "breaking values-changed: The body has one more variant."],
  ],
  [
    "two new variants",
    { oneOf: [object({ a: { const: 1 } }, "a")] },
    {
      oneOf: [
        object({ a: { const: 1 } }, "a"),
        object({ b: { const: 2 } }, "b"),
        object({ c: { const: 2 } }, "c"),
      ],
    },
    [
      "compatible property-added: `b` is new.",
      "compatible property-added: `c` is new.",
      "compatible values-changed: The body has 2 more variants.",
    ],
    [
      "compatible property-added: `b` is new.",
      "compatible property-added: `c` is new.",
      "breaking values-changed: The body has 2 more variants.",
    ],
  ],
  [
    "new variant loose",
    { anyOf: [object({ a: {} }), object({ c: {} })] },
    { anyOf: [object({ a: {} }), object({ c: {} }), object({ b: {} })] },
    ["compatible property-added: `b` is new.", "compatible values-changed: The body has one more variant."],
    [
      "compatible property-added: `b` is new.",
      "compatible values-changed: The body has one more variant.",
      "risky variant-added: The body may be of a further variant now.",
    ],
  ],
  [
    "new variant known names",
    { anyOf: [object({ a: {} }), object({ c: {} })] },
    { anyOf: [object({ a: {} }), object({ c: {} }), object({ a: {}, c: {} }, "a")] },
    ["compatible values-changed: The body has one more variant."],
    ["compatible values-changed: The body has one more variant."],
  ],
  [
    "variant changed",
    { oneOf: [object({ a: { const: 1 } }, "a"), object({ b: { type: "integer" } }, "b")] },
    { oneOf: [object({ a: { const: 1 } }, "a"), object({ b: { type: "string" } }, "b")] },
    ["breaking values-changed: `b` is now string (was integer). `b: 0` was accepted and is refused now."],
    ['breaking values-changed: `b` is now string (was integer). `b: ""` is possible now.'],
  ],
  [
    "two variants changed",
    { oneOf: [object({ a: { const: 1 } }, "a"), object({ b: { type: "integer" } }, "b")] },
    { oneOf: [object({ a: { const: 2 } }, "a"), object({ b: { type: "string" } }, "b")] },
    ["breaking values-changed: The body has another `oneOf`."],
    ["breaking values-changed: The body has another `oneOf`."],
  ],
  [
    "map values",
    object({ m: { type: "object", additionalProperties: { type: "integer", maximum: 9 } } }),
    object({ m: { type: "object", additionalProperties: { type: "integer", maximum: 5 } } }),
    ["breaking values-changed: `m.*` is now at most 5 (was 9). `m.*: 6` was accepted and is refused now."],
    ["compatible values-changed: `m.*` is now at most 5 (was 9)."],
  ],
  [
    "map values grow",
    object({ m: { type: "object", additionalProperties: { type: "integer", maximum: 5 } } }),
    object({ m: { type: "object", additionalProperties: { type: "integer", maximum: 9 } } }),
    ["compatible values-changed: `m.*` is now at most 9 (was 5)."],
    ["breaking values-changed: `m.*` is now at most 9 (was 5). `m.*: 6` is possible now."],
  ],
  [
    "map to closed",
    object({ m: { type: "object", additionalProperties: { type: "integer" } } }),
    object({ m: { type: "object", additionalProperties: false } }),
    [
      'breaking values-changed: `m` takes no further properties now. `m: {"":0}` was accepted and is refused now.',
    ],
    ["compatible values-changed: `m` takes no further properties now."],
  ],
  [
    "items",
    object({ l: { type: "array", items: { type: "integer", maximum: 9 } } }),
    object({ l: { type: "array", items: { type: "integer", maximum: 5 } } }),
    ["breaking values-changed: `l[]` is now at most 5 (was 9). `l[]: 6` was accepted and is refused now."],
    ["compatible values-changed: `l[]` is now at most 5 (was 9)."],
  ],
  [
    "items new",
    object({ l: { type: "array" } }),
    object({ l: { type: "array", items: { type: "integer" } } }),
    ["breaking values-changed: `l` has `items` now. `l: [null]` was accepted and is refused now."],
    ["compatible values-changed: `l` has `items` now."],
  ],
  [
    "items gone",
    object({ l: { type: "array", items: { type: "integer" } } }),
    object({ l: { type: "array" } }),
    ["compatible values-changed: `l` no longer has `items`."],
    ["breaking values-changed: `l` no longer has `items`. `l: [null]` is possible now."],
  ],
  [
    "items to prefix",
    object({ l: { type: "array", items: { type: "integer" } } }),
    object({ l: { type: "array", prefixItems: [{ type: "string" }], items: { type: "integer" } } }),
    ["breaking values-changed: `l` has `prefixItems` now. `l: [0]` was accepted and is refused now."],
    ['breaking values-changed: `l` has `prefixItems` now. `l: [""]` is possible now.'],
  ],
  [
    "items contains",
    object({ l: { type: "array", items: { type: "integer" } } }),
    object({ l: { type: "array", contains: { const: 1 }, items: { type: "integer" } } }),
    ["breaking values-changed: `l` has `contains` now. `l: []` was accepted and is refused now."],
    ["compatible values-changed: `l` has `contains` now."],
  ],
  [
    "deep",
    object({
      l: {
        type: "array",
        items: object({
          m: { type: "object", additionalProperties: object({ "a b": { type: "integer", maximum: 9 } }) },
        }),
      },
    }),
    object({
      l: {
        type: "array",
        items: object({
          m: { type: "object", additionalProperties: object({ "a b": { type: "integer", maximum: 5 } }) },
        }),
      },
    }),
    [
      "breaking values-changed: `l[].m.*.a b` is now at most 5 (was 9). `l[].m.*.a b: 6` was accepted and is refused now.",
    ],
    ["compatible values-changed: `l[].m.*.a b` is now at most 5 (was 9)."],
  ],
  [
    "closed, new prop",
    { ...object({ a: {} }), additionalProperties: false },
    { ...object({ a: {}, b: { type: "integer" } }), additionalProperties: false },
    ["compatible property-added: `b` is new."],
    ["breaking property-added: `b` is new. `b: 0` is possible now."],
  ],
  [
    "typed map, new prop",
    { ...object({ a: {} }), additionalProperties: { type: "integer" } },
    { ...object({ a: {}, b: { type: "string" } }), additionalProperties: { type: "integer" } },
    [
      "compatible property-added: `b` is new.",
      "breaking values-narrowed: A body that was accepted is refused now.",
    ],
    ['breaking property-added: `b` is new. `b: ""` is possible now.'],
  ],
  [
    "typed map, new prop fits",
    { ...object({ a: {} }), additionalProperties: { type: "integer" } },
    { ...object({ a: {}, b: { type: "integer" } }), additionalProperties: { type: "integer" } },
    ["compatible property-added: `b` is new."],
    ["compatible property-added: `b` is new."],
  ],
  [
    "unevaluated, new prop",
    { ...object({ a: {} }), unevaluatedProperties: false },
    { ...object({ a: {}, b: { type: "integer" } }), unevaluatedProperties: false },
    ["compatible property-added: `b` is new."],
    ["breaking property-added: `b` is new. `b: 0` is possible now."],
  ],
  [
    "closed, prop gone",
    { ...object({ a: {}, b: {} }), additionalProperties: false },
    { ...object({ a: {} }), additionalProperties: false },
    [
      "breaking property-removed: `b` is no longer a property: it is ignored now, or refused. `b: null` was accepted and is refused now.",
    ],
    ["risky property-removed: `b` is no longer described: it may not come any more."],
  ],
  [
    "typed map, prop gone",
    { ...object({ a: {}, b: { type: "string" } }), additionalProperties: { type: "integer" } },
    { ...object({ a: {} }), additionalProperties: { type: "integer" } },
    [
      'breaking property-removed: `b` is no longer a property: it is ignored now, or refused. `b: ""` was accepted and is refused now.',
    ],
    [
      "risky property-removed: `b` is no longer described: it may not come any more.",
      "breaking values-narrowed: A response may be one now that was not described before.",
    ],
  ],
  [
    "prop gone",
    object({ a: {}, b: {} }),
    object({ a: {} }),
    ["breaking property-removed: `b` is no longer a property: it is ignored now, or refused."],
    ["risky property-removed: `b` is no longer described: it may not come any more."],
  ],
  [
    "prop gone from required",
    object({ a: {}, b: {} }, "b"),
    object({ a: {} }),
    ["breaking property-removed: `b` is no longer a property: it is ignored now, or refused."],
    [
      "risky property-removed: `b` is no longer described: it may not come any more.",
      "breaking property-optional: `b` may be missing now.",
    ],
  ],
  [
    "required",
    object({ a: {}, b: {} }),
    object({ a: {}, b: {} }, "b"),
    ["breaking property-required: `b` is required now."],
    ["compatible property-required: `b` is always there now."],
  ],
  [
    "required w default",
    object({ a: {}, b: {} }),
    object({ a: {}, b: { default: 1 } }, "b"),
    [
      "risky default-changed: `b`: the default is 1 now (was none).",
      "risky property-required: `b` is required now. It has a default, so the API may supply it.",
    ],
    [
      "risky default-changed: `b`: the default is 1 now (was none).",
      "compatible property-required: `b` is always there now.",
    ],
  ],
  [
    "optional",
    object({ a: {}, b: {} }, "b"),
    object({ a: {}, b: {} }),
    ["compatible property-optional: `b` is optional now."],
    ["breaking property-optional: `b` may be missing now."],
  ],
  [
    "nested required",
    object({ a: object({ b: {} }) }),
    object({ a: object({ b: {} }, "b") }),
    ["breaking property-required: `a.b` is required now. `a: {}` was accepted and is refused now."],
    ["compatible property-required: `a.b` is always there now."],
  ],
  [
    "nested optional",
    object({ a: object({ b: {} }, "b") }),
    object({ a: object({ b: {} }) }),
    ["compatible property-optional: `a.b` is optional now."],
    ["breaking property-optional: `a.b` may be missing now. `a: {}` is possible now."],
  ],
  [
    "readOnly",
    object({ a: { type: "integer" } }),
    object({ a: { type: "integer", readOnly: true } }),
    ["breaking read-only: `a` may not be sent any more. `a: 0` was accepted and is refused now."],
    [],
  ],
  [
    "no longer readOnly",
    object({ a: { type: "integer", readOnly: true } }),
    object({ a: { type: "integer" } }),
    ["compatible read-only: `a` may be sent now."],
    [],
  ],
  [
    "writeOnly",
    object({ a: { type: "integer" } }),
    object({ a: { type: "integer", writeOnly: true } }),
    [],
    ["compatible write-only: `a` may not come any more."],
  ],
  [
    "no longer writeOnly",
    object({ a: { type: "integer", writeOnly: true } }),
    object({ a: { type: "integer" } }),
    [],
    ["compatible write-only: `a` may come now."],
  ],
  [
    "variant gone",
    { oneOf: [object({ a: { const: 1 } }, "a"), object({ b: { const: 2 } }, "b")] },
    { oneOf: [object({ a: { const: 1 } }, "a")] },
    [
      "breaking property-removed: `b` is no longer a property: it is ignored now, or refused.",
      "breaking values-changed: The body has one variant less.",
    ],
    ["compatible values-changed: The body has one variant less."],
  ],
  [
    "variants gone",
    { anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
    { anyOf: [{ type: "null" }] },
    ["breaking values-changed: The body has 2 variants less."],
    ["compatible values-changed: The body has 2 variants less."],
  ],
  [
    "limits stricter",
    {
      allOf: [
        { type: "integer", minimum: 1, maximum: 9 },
        { minimum: 3, maximum: 5 },
      ],
    },
    { type: "integer", minimum: 2, maximum: 6 },
    ["compatible values-changed: The body is now at least 2 (was 3), is now at most 6 (was 5)."],
    ["breaking values-changed: The body is now at least 2 (was 3), is now at most 6 (was 5)."],
  ],
  [
    "writeOnly both",
    object({ a: { type: "integer", writeOnly: true } }, "a"),
    object({ a: { type: "string", writeOnly: true } }, "a"),
    ["breaking values-changed: `a` is now string (was integer). `a: 0` was accepted and is refused now."],
    [],
  ],
  [
    "readOnly both, required",
    object({ a: { type: "integer", readOnly: true }, b: {} }, "a"),
    object({ a: { type: "integer", readOnly: true }, b: { maxLength: 3 } }, "a"),
    [
      'breaking values-changed: `b` is now at most 3 characters long. `b: "aaaa"` was accepted and is refused now.',
    ],
    ["compatible values-changed: `b` is now at most 3 characters long."],
  ],
  [
    "prop moves to variant",
    object({ a: { type: "integer" }, b: {} }),
    { ...object({ b: {} }), oneOf: [object({ a: { type: "integer" } })] },
    ["compatible values-changed: The body has `oneOf` now."],
    ["compatible values-changed: The body has `oneOf` now."],
  ],
  [
    "prop moves to not/if",
    object({ a: {} }),
    { type: "object", if: object({ a: {} }), else: {} },
    ["compatible values-changed: The body has `if` now, has `else` now."],
    ["compatible values-changed: The body has `if` now, has `else` now."],
  ],
  [
    "allOf joined",
    { allOf: [object({ a: { type: "integer", maximum: 9 } }), object({ a: { minimum: 1 } })] },
    object({ a: { type: "integer", maximum: 9, minimum: 1 } }),
    [],
    [],
  ],
  [
    "allOf limits twice",
    { allOf: [{ type: "integer", maximum: 9 }, { maximum: 5 }] },
    { type: "integer", maximum: 4 },
    ["breaking values-changed: The body is now at most 4 (was 5)."],
    ["compatible values-changed: The body is now at most 4 (was 5)."],
  ],
  [
    "body false",
    object({ a: {} }),
    false,
    ["breaking read-only: The body may not be sent any more."],
    ["compatible write-only: The body may not come any more."],
  ],
  [
    "allOf with false",
    { allOf: [{ type: "string" }, false] },
    { type: "string" },
    ["compatible values-changed: The body no longer has `allOf`."],
    ["breaking values-changed: The body no longer has `allOf`."],
  ],
  [
    "minProperties",
    object({ a: {}, b: {} }),
    { ...object({ a: {}, b: {} }), maxProperties: 1 },
    ["breaking values-changed: The body is now an object of at most 1 properties."],
    ["compatible values-changed: The body is now an object of at most 1 properties."],
  ],
  [
    "dependent",
    object({ a: {}, b: {} }),
    { ...object({ a: {}, b: {} }), dependentRequired: { a: ["b"] } },
    ["breaking values-changed: The body has `dependentRequired` now."],
    ["compatible values-changed: The body has `dependentRequired` now."],
  ],
  [
    "pattern undecidable",
    object({ a: { type: "string", pattern: "^(a)\\1$" } }),
    object({ a: { type: "string", pattern: "^(b)\\1$" } }),
    [
      "risky values-changed: `a` is now limited by the pattern ^(b)\\1$ (was ^(a)\\1$). Whether that refuses what was accepted cannot be decided: a schema does not compile.",
    ],
    [
      "risky values-changed: `a` is now limited by the pattern ^(b)\\1$ (was ^(a)\\1$). Whether that refuses what was accepted cannot be decided: a schema does not compile.",
    ],
  ],
  [
    "long example",
    object({ a: { type: "string" } }),
    object({ a: { type: "string", maxLength: 0, minLength: 0 } }),
    [
      'breaking values-changed: `a` is now at most 0 characters long, is now at least 0 characters long. `a: "a"` was accepted and is refused now.',
    ],
    ["compatible values-changed: `a` is now at most 0 characters long, is now at least 0 characters long."],
  ],
  [
    "whole integer",
    { type: "integer" },
    { type: "string" },
    ["breaking values-changed: The body is now string (was integer)."],
    ["breaking values-changed: The body is now string (was integer)."],
  ],
  [
    "enum long value",
    object({ a: { enum: ["x".repeat(70)] } }),
    object({ a: { enum: ["y"] } }),
    [
      'breaking values-changed: `a` is no longer "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and may be "y" now.',
    ],
    [
      'risky values-changed: `a` is no longer "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and may be "y" now. `a: "y"` is possible now. The types of responses are open to it.',
    ],
  ],
];

describe("compareSchemas", () => {
  it.each(CHANGES)("tells in a request of: %s", (_title, before, after, said) => {
    expect(briefly(request(before), request(after))).toEqual(said);
  });

  it.each(CHANGES)("tells in a response of: %s", (_title, before, after, _said, said) => {
    expect(briefly(response(before), response(after))).toEqual(said);
  });

  it.each([
    ["application/xml", true],
    ["text/xml; charset=utf-8", true],
    ["application/atom+xml", true],
    ["application/json", false],
    ["application/xmlx", false],
  ])("looks in %s at how values are written in XML: %s", (type, isXml) => {
    const make = (xml?: Json) =>
      response(object({ a: { type: "string", ...(xml === undefined ? {} : { xml }) } }), {}, type);
    const [level, kind, what] = isXml
      ? ["breaking", "xml-changed", " is written in another way in XML."]
      : ["documentation", "words-changed", ": the xml changed."];
    const said = [`${level} ${kind}: \`a\`${what}`];
    expect(briefly(make({ name: "b" }), make({ name: "c" }))).toEqual(said);
    expect(briefly(make({ wrapped: true }), make())).toEqual(said);
    expect(briefly(make({ attribute: true }), make())).toEqual(said);
    expect(briefly(make({ wrapped: false, attribute: false }), make())).toEqual(isXml ? [] : said);
  });

  it("names the place of a change below lists, maps and properties", () => {
    const make = (maximum: number) =>
      request(
        object({
          l: {
            type: "array",
            items: { additionalProperties: object({ "a/b": { type: "integer", maximum } }) },
          },
        }),
      );
    const [change] = compareDocuments(make(9), make(5));
    expect(change?.pointer.split("/schema")[1]).toBe(
      "/properties/l/items/additionalProperties/properties/a~1b",
    );
    expect(change?.message).toBe(
      "`l[].*.a/b` is now at most 5 (was 9). `l[].*.a/b: 6` was accepted and is refused now.",
    );
  });
});
