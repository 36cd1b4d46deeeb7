import { describe, expect, it } from "vitest";
import {
  readContent,
  readEncoding,
  readExamples,
  readHeaders,
  readParameters,
} from "../../../../../../scripts/pipeline/merge/page/page-parts.ts";
import { createPageSchemas } from "../../../../../../scripts/pipeline/merge/page/page-schemas.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

const text: JsonObject = { type: "string" };
const document: JsonObject = {
  components: {
    schemas: { Force: { type: "integer" } },
    examples: { One: { summary: "One", value: 1 } },
    headers: { Left: { schema: { $ref: "#/components/schemas/Force" } } },
    parameters: { Wind: { name: "wind", in: "query", schema: { $ref: "#/components/schemas/Force" } } },
  },
};
const schemas = createPageSchemas(document, () => {});

function readAll(...lists: (Json | undefined)[]): { parameters: JsonObject[]; messages: string[] } {
  const messages: string[] = [];
  return { parameters: readParameters(schemas, lists, (message) => messages.push(message)), messages };
}

describe("readParameters", () => {
  it("reports a parameter that stands twice in one list, and none that an operation overrides", () => {
    const one = { name: "wind", in: "query", schema: text };
    const other = { ...one, schema: { type: "integer" } };
    expect(readAll([one], [other])).toMatchObject({ parameters: [other], messages: [] });
    expect(readAll([one, other])).toMatchObject({
      parameters: [other],
      messages: [expect.stringMatching(/stands twice/)],
    });
    expect(readAll([one, { ...other, in: "header" }]).messages).toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      "every field that OpenAPI knows, and extensions",
      {
        name: "wind",
        in: "query",
        description: "Wind",
        required: true,
        deprecated: true,
        style: "form",
        explode: true,
        allowEmptyValue: true,
        allowReserved: true,
        "x-wind": 1,
        schema: text,
        example: "a",
      },
      {
        name: "wind",
        in: "query",
        description: "Wind",
        required: true,
        deprecated: true,
        style: "form",
        explode: true,
        allowEmptyValue: true,
        allowReserved: true,
        "x-wind": 1,
        schema: text,
        example: "a",
      },
    ],
    [
      "no other field",
      { name: "wind", in: "query", schema: text, type: "string", wind: 1 },
      { name: "wind", in: "query", schema: text },
    ],
    ["no schema, as anything", { name: "wind", in: "header" }, { name: "wind", in: "header", schema: {} }],
    [
      "content, which has the schema and the examples",
      {
        name: "wind",
        in: "cookie",
        content: { "Application/JSON": { schema: { $ref: "#/components/schemas/Force" }, example: 1 } },
      },
      {
        name: "wind",
        in: "cookie",
        content: { "application/json": { schema: { type: "integer" }, example: 1 } },
      },
    ],
    [
      "a reference",
      { $ref: "#/components/parameters/Wind" },
      { name: "wind", in: "query", schema: { type: "integer" } },
    ],
  ])("reads %s", (_, given, want) => {
    expect(readAll([given])).toEqual({ parameters: [want], messages: [] });
  });

  it("takes the last of those that have the same name and place", () => {
    const wind = (place: string, schema: JsonObject): JsonObject => ({ name: "wind", in: place, schema });
    expect(
      readAll([wind("query", text), wind("header", text)], undefined, [wind("query", { type: "null" })])
        .parameters,
    ).toEqual([wind("query", { type: "null" }), wind("header", text)]);
  });

  it.each<[Json, string]>([
    [{ name: "wind", in: "body" }, 'A parameter called "wind" in "body" is not a parameter. Dropped.'],
    [{ in: "query" }, 'A parameter called null in "query" is not a parameter. Dropped.'],
    ...["a[]", "a b", "凧", ""].map((name): [JsonObject, string] => [
      { name, in: "header" },
      `A header cannot be called ${JSON.stringify(name)}: HTTP has no such names, and no client sends it. Dropped.`,
    ]),
    [{ name: 1, in: "query" }, 'A parameter called 1 in "query" is not a parameter. Dropped.'],
    [{ name: "wind" }, 'A parameter called "wind" in null is not a parameter. Dropped.'],
  ])("reports %j", (parameter, message) => {
    expect(readAll([parameter])).toEqual({ parameters: [], messages: [message] });
  });

  it("passes over headers that OpenAPI takes from elsewhere, and says so", () => {
    const header = (name: string, place = "header"): JsonObject => ({ name, in: place, schema: text });
    for (const name of ["Accept", "CONTENT-TYPE", "authorization"])
      expect(readAll([header(name)])).toEqual({
        parameters: [],
        messages: [
          `The header ${name} is said by security or by media types, and no parameter of OpenAPI. Left out.`,
        ],
      });
    expect(readAll([header("accept", "query")]).parameters).toHaveLength(1);
    expect(readAll([header("wind speed", "query")]).parameters).toHaveLength(1);
  });

  it("says which parameters are none, but for what the page lacks, which is reported with its reference", () => {
    const { parameters, messages } = readAll([{ $ref: "#/lost" }, null, "wind"], "wind", { a: 1 });
    expect([parameters, messages]).toEqual([
      [],
      [
        "`parameters` has to be a list. Dropped.",
        "`parameters` has to be a list. Dropped.",
        "A parameter cannot be null. Dropped.",
        'A parameter cannot be "wind". Dropped.',
      ],
    ]);
  });
});

describe("readHeaders", () => {
  it("reads headers with their fields, and leaves out one that the page lacks", () => {
    expect(
      readHeaders(schemas, {
        "X-Left": { $ref: "#/components/headers/Left" },
        "X-Lost": { $ref: "#/components/headers/Lost" },
        "X-Own": { description: "Own", required: true, name: "X-Own", in: "header", schema: text },
      }),
    ).toEqual([
      ["X-Left", { schema: { type: "integer" } }],
      ["X-Own", { description: "Own", required: true, schema: text }],
    ]);
    expect(readHeaders(schemas, undefined)).toEqual([]);
  });
});

describe("readContent", () => {
  const namesOf = (...mediaTypes: string[]) =>
    readContent(Object.fromEntries(mediaTypes.map((type) => [type, {}]))).map(([name]) => name);

  it("reads media types without parameters and in small letters", () => {
    expect(
      readContent({ "Application/JSON; charset=utf-8": { schema: text }, "text/plain ;a=b;\nc=d": null }),
    ).toEqual([
      ["application/json", { schema: text }, "Application/JSON; charset=utf-8"],
      ["text/plain", {}, "text/plain ;a=b;\nc=d"],
    ]);
  });

  it("tells several of one kind apart by their parameters, and by letters where nothing else differs", () => {
    expect(namesOf("a/b;v=2", "A/B", "a/b ; V=3")).toEqual(["a/b; v=2", "a/b", "a/b; v=3"]);
    expect(namesOf("a/b", 'a/b; Profile="Two"')).toEqual(["a/b", 'a/b; profile="Two"']);
    expect(namesOf("a/b;v=2", "a/b;v=3")).toEqual(["a/b", "a/b; v=3"]);
    expect(namesOf("A/B", "a/b")).toEqual(["A/B", "a/b"]);
    expect(namesOf("a/b", " A/B ; V=3 ")).toEqual(["a/b", "a/b; v=3"]);
  });

  it("reads nothing where there is no content", () => {
    expect(readContent(null)).toEqual([]);
  });
});

describe("readEncoding", () => {
  it("reads how a part is sent, with its headers if it has any", () => {
    const own = { contentType: "image/png", style: "form", explode: true, allowReserved: true };
    expect(
      readEncoding(schemas, {
        file: { ...own, wind: 1, headers: { "X-Left": { $ref: "#/components/headers/Left" } } },
        wind: { ...own, "x-wind": 1, headers: {} },
        tail: null,
      }),
    ).toEqual([
      ["file", { ...own, headers: { "X-Left": { schema: { type: "integer" } } } }],
      ["wind", { ...own, "x-wind": 1 }],
      ["tail", {}],
    ]);
  });
});

describe("readExamples", () => {
  it("prefers examples to an example, follows references, and leaves out what is lost", () => {
    const one = { summary: "One", value: 1 };
    const examples = {
      one: { $ref: "#/components/examples/One" },
      lost: { $ref: "#/components/examples/Lost" },
      two: { description: "Two", externalValue: "https://example.org", "x-wind": 1, wind: 1 },
    };
    expect(readExamples(schemas, { example: 0, examples })).toEqual({
      examples: { one, two: { description: "Two", externalValue: "https://example.org", "x-wind": 1 } },
    });
    expect(readExamples(schemas, { example: null, examples: {} })).toEqual({ example: null });
    expect(readExamples(schemas, { examples: { lost: examples.lost } })).toEqual({});
  });
});
