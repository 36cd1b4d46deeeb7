import { describe, expect, it } from "vitest";
import { renderModels } from "../../../../../../scripts/render/models/index.ts";
import { prepareRender } from "../../../../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../../../../scripts/render/validators/index.ts";
import { isObject, type Json, type JsonObject } from "../../../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../../../src/openapi/parse/parse-document.ts";
import { buildDocument } from "../../../../../helpers/catalogs/build-document.ts";

/** What distinguishes pages that have one structure, and say of each place what no other page says. */
interface Variation {
  /** Whether the page calls places deprecated. */
  isOld?: boolean;
  /** One property more of the response. */
  response?: JsonObject;
  /** Letters of the words. */
  language?: string;
}

/** A page about the model `NAME-1`, with words of its own wherever OpenAPI has a place for words about a model. */
function makeWordyPage(
  name: string,
  { isOld = false, response = {}, language = "" }: Variation,
): PageDocument {
  const say = (place: string) => `${name.toUpperCase()}·${language}${place}.`;
  const text = (place: string, more: JsonObject = {}): JsonObject => ({
    type: "string",
    description: say(place),
    ...(isOld ? { deprecated: true } : {}),
    ...more,
  });
  const object = (place: string, properties: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: "object",
    title: say(`${place}Title`),
    description: say(place),
    externalDocs: { url: `https://${say(`${place}Link`)}example.org` },
    properties,
    ...more,
  });
  const json = (schema: JsonObject, more: JsonObject = {}) => ({ "application/json": { schema, ...more } });
  const to = (component: string) => ({ $ref: `#/components/schemas/${component}` });
  const list = (items: JsonObject) => ({ type: "array", items });
  const operation: JsonObject = {
    operationId: "talk",
    summary: say("summary"),
    description: say("description"),
    externalDocs: { url: `https://${say("link")}example.org` },
    ...(isOld ? { deprecated: true } : {}),
    parameters: [
      { name: "plain", in: "query", description: say("parameter"), schema: text("schema", { enum: ["a"] }) },
      { name: "filter", in: "query", content: json(object("content", { field: text("field") })) },
      { name: "shared", in: "header", schema: to("Shared") },
    ],
    requestBody: {
      description: say("body"),
      required: true,
      content: json(to("Request"), {
        examples: { one: { summary: say("example"), value: { model: `${name}-1`, words: say("words") } } },
      }),
    },
    responses: {
      "200": {
        description: say("response"),
        headers: { "x-cost": { description: say("header"), schema: text("headerSchema") } },
        content: json(to("Response")),
      },
      "400": { description: say("error"), content: json(object("errorBody", { why: text("why") })) },
    },
  };
  const schemas: JsonObject = {
    Shared: text("sharedParameter"),
    Request: object(
      "request",
      {
        model: { type: "string", enum: [`${name}-1`], description: say("model") },
        words: text("spoken", { examples: [say("spokenExample")] }),
        mode: { type: "string", enum: ["x"], "x-enum-descriptions": [say("x")] },
        kind: {
          oneOf: [
            { const: "p", title: say("p") },
            { const: "q", description: say("q") },
          ],
        },
        part: to("Part"),
        again: { ...to("Part"), description: say("again") },
        parts: list(to("Part")),
        map: { type: "object", additionalProperties: to("Part") },
        either: { anyOf: [to("Part"), text("orText")] },
        both: { allOf: [to("Part"), { type: "object", properties: { extra: text("extra") } }] },
        tree: to("Tree"),
        deep: object("deep", { deeper: object("deeper", { deepest: text("deepest") }) }),
      },
      { required: ["model", "words"] },
    ),
    Part: object("part", { url: text("url"), inner: to("Inner") }),
    Inner: object("inner", { value: text("value") }),
    Tree: object("tree", { name: text("treeName"), children: list(to("Tree")) }),
    Response: object("result", {
      content: text("result"),
      usage: to("Usage"),
      list: list(to("Usage")),
      either: {
        anyOf: ["u", "v"].map((type) =>
          object(`result_${type}`, { type: { const: type }, w: text(`result_w_${type}`) }),
        ),
      },
      root: to("Root"),
      ...response,
    }),
    Usage: object("usage", { count: text("count") }),
    Root: object("root", { name: text("rootName"), children: list(to("Root")) }),
  };
  return {
    file: `${name}.md`,
    document: {
      openapi: "3.1.0",
      info: { title: "Talk", version: "1.0.0" },
      servers: [{ url: "https://api.example.org" }],
      paths: { "/v1/talk/answers": { post: operation } },
      components: { schemas },
    },
  };
}

const WORD = /[A-Z]·\p{Letter}[\p{Letter}\w]*\./gu;

/** Words that stand where the users of another model read them: neither in its own variant nor under its id. */
function findForeignWords(value: Json, names: readonly string[], owner?: string, at = ""): string[] {
  if (typeof value === "string") {
    const paragraphs = owner === undefined ? value.split(/^ *- (?=`\w-1`:)/m) : [value];
    return paragraphs.flatMap((paragraph) =>
      (paragraph.match(WORD) ?? [])
        .filter((word) => {
          const name = word.charAt(0).toLowerCase();
          return owner === undefined ? !paragraph.startsWith(`\`${name}-1\`:`) : owner !== name;
        })
        .map((word) => `${at}: ${word}`),
    );
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const { models } = isObject(item) ? item : {};
      const own = Array.isArray(models) ? names.find((name) => models.includes(`${name}-1`)) : undefined;
      return findForeignWords(item, names, own ?? owner, `${at}/${index}`);
    });
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = names.find((name) => key.includes(`${name.toUpperCase()}1`));
    return findForeignWords(item, names, owner ?? own, `${at}/${key}`);
  });
}

const PAGES: Record<string, Variation[]> = {
  "two pages": [{}, {}],
  "three pages": [{}, {}, {}],
  "a page that is deprecated, and one that is not": [{ isOld: true }, {}],
  "pages that are all deprecated": [{ isOld: true }, { isOld: true }],
  "pages whose responses differ": [
    { response: { only: { type: "string" } } },
    { response: { only: { type: "integer" } } },
  ],
  "pages in several languages": [{ language: "言葉" }, { language: "слово" }, { language: "mot" }],
};

describe("the words of a page", () => {
  it.each(Object.entries(PAGES))("are all there, each for its own model alone: %s", async (_, variations) => {
    const pages = variations.map((one, index) => makeWordyPage("abc".charAt(index), one));
    const document = await buildDocument(...pages);
    const names = pages.map((_, index) => "abc".charAt(index));
    expect(findForeignWords(document, names)).toEqual([]);
    const written = JSON.stringify(document);
    const lost = pages.flatMap((page) => JSON.stringify(page.document).match(WORD) ?? []);
    expect(lost.filter((word) => !written.includes(word))).toEqual([]);
    expect(written.includes('"deprecated":true')).toBe(variations.some(({ isOld }) => isOld));
    const input = prepareRender(document);
    const models = renderModels(input);
    for (const name of names) {
      const start = models.indexOf(`"${name}-1": {`);
      const own = models.slice(start, models.indexOf("\n  },", start)).match(WORD) ?? [];
      expect(own.filter((word) => word.charAt(0).toLowerCase() !== name)).toEqual([]);
    }
    await renderValidators(input);
  });

  it("stand once, without the ids of models, where all pages say the same", async () => {
    const [first, second] = ["a", "b"].map((name) => {
      const page = makeWordyPage(name, { isOld: true });
      return { ...page, document: JSON.parse(JSON.stringify(page.document).replace(/[AB](?=·)/g, "S")) };
    });
    const document = await buildDocument(first as PageDocument, second as PageDocument);
    expect(JSON.stringify(document.paths)).not.toMatch(/`[ab]-1`: S·(?!summary)/);
    expect(JSON.stringify(document)).toContain("S·headerSchema.");
  });
});
