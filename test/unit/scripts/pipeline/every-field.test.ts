import { getTypes, type NormalizedNodeType, normalizeTypes } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { createCache } from "../../../../scripts/cache.ts";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { mergeDocuments } from "../../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../../scripts/pipeline/prepare-pages.ts";
import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { METHODS } from "../../../../src/openapi/operations.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";
import { toFile } from "../../../helpers/documents.ts";
import { type Leaf, listLeaves, listWords } from "../../../helpers/odd-pages/every-field/leaves.ts";
import { type EveryField, makeEveryField } from "../../../helpers/odd-pages/every-field/page.ts";

/** Most pages are those of several kinds. */
const cache = createCache();

function build(pages: readonly JsonObject[], supplements = 0): { output: JsonObject; problems: Problem[] } {
  const files = pages.map((page, index) => toFile(`${index}.json`, JSON.stringify(page)));
  const prepared = preparePages(files, { cache });
  const count = pages.length - supplements;
  const { output, problems } = mergeDocuments(
    prepared.output.pages.slice(0, count),
    prepared.output.pages.slice(count),
  );
  return { output, problems: [...prepared.problems, ...problems] };
}

const isNode = (type: unknown): type is NormalizedNodeType =>
  typeof type === "object" && type !== null && "properties" in type;

/** The type of what stands under a key: some depend on the value. */
function typeOf(type: unknown, value: Json, key: string): unknown {
  return typeof type === "function" ? type(value, key) : type;
}

/** The fields that a version of the specification has for the objects on a page, and the page lacks. */
function listLacking(page: JsonObject, version: "oas3_0" | "oas3_1"): string[] {
  const seen = new Map<NormalizedNodeType, Set<string>>();
  const visit = (value: Json, type: unknown): void => {
    if (!isNode(type)) return;
    if (Array.isArray(value)) for (const item of value) visit(item, typeOf(type.items, item, ""));
    if (!isObject(value)) return;
    const fields = seen.get(type) ?? new Set();
    seen.set(type, fields);
    for (const [key, item] of Object.entries(value)) {
      fields.add(key);
      visit(item, typeOf(type.properties[key] ?? type.additionalProperties, item, key));
    }
  };
  visit(page, normalizeTypes(getTypes(version)).Root);
  return [...seen].flatMap(([{ name, properties }, fields]) =>
    Object.keys(properties)
      .filter((field) => !fields.has(field) && !field.startsWith("x-"))
      .filter((field) => !METHODS.some((method) => method === field))
      .map((field) => `${name}.${field}`),
  );
}

/** Where the fields stand that a problem says are another one on the first page. */
const HOLDERS: Record<string, string> = {
  server: "servers/\\d+",
  link: "links/\\w+",
  encoding: "encoding/\\w+",
  tag: "tags/\\d+",
  "security scheme": "securitySchemes/\\w+",
};

/** Tells whether a problem of a page says that what stands in some place is left out, or read as something else. */
function createNames({ pointer, message }: Problem): (leaf: Leaf) => boolean {
  const [, field, holder = ""] = /^`(.+?)` of the (.+?) \S+( in \S+)? is another/.exec(message) ?? [];
  const key = Object.keys(HOLDERS).find((one) => holder.startsWith(one));
  const within = (pattern: string) => {
    const expression = new RegExp(pattern);
    return ({ place }: Leaf) => expression.test(place);
  };
  if (key !== undefined) return within(`/${HOLDERS[key]}/${field}(/|$)`);
  const [, properties = "-", keywords = "-"] =
    / followed\.(?:.* Different: (.*?)\.)?(?:.*Different of the body as a whole: (.*?)\.)?/.exec(message) ??
    [];
  const either = (list: string) => `(${list.replaceAll(", ", "|")})`;
  if (message.includes(" followed."))
    return within(`/properties/${either(properties)}/|/schema/${either(keywords)}$`);
  const unused = /refers to the components (.*)\. Left out/.exec(message)?.[1]?.split(", ");
  if (unused !== undefined) return ({ place }) => unused.some((name) => place.includes(`/${name}/`));
  // What is said of a whole operation or component names what it is about in other ways.
  const isWide = /\/(get|put|post|requestBody)$|^#\/\w*$/.test(pointer);
  const isLeftOut = / left out|Left out|Dropped|Read as|Ignored/.test(message);
  if (!isLeftOut || /^\w+(, .*?)?[:/]/.test(message)) return () => false;
  return ({ place }) => place === pointer || (!isWide && place.startsWith(`${pointer}/`));
}

/** What is counted for each page, where something else is said in its place. */
const TEXT =
  /\/(title|summary|description|\$comment|example|xml(\/[\w-]+)?|x-own|externalDocs\/[\w-]+|examples\/.*)$/;

/** Identifiers are resolved. Of several examples of a schema one is enough, as they illustrate. */
const SAID_OTHERWISE =
  /\/Targets\/(\$id|\$anchor|\$dynamicAnchor|id)$|\/(schema|properties\/.*)\/examples?(\/\d+)?$/;

const KINDS: [title: string, pages: Omit<EveryField, "name">[], supplements?: number][] = [
  ["one page", [{}]],
  ["one page of OpenAPI 3.0", [{ openapi: "3.0.3" }]],
  ["pages of several versions", [{}, { openapi: "3.0.3" }]],
  ["pages of one operation that name no model", [{}, {}]],
  ["pages of one operation, each about a model", [{ model: "kite-1" }, { model: "kite-2" }]],
  ["pages of different operations", [{}, { path: "/v1/boats/{id}" }]],
  ["a page and a supplement", [{}, { path: "/v1/boats/{id}" }], 1],
];

describe("every field that an overlay adds", () => {
  it("stands in the document, or a problem names it", async () => {
    const [base, update] = ["BETA", "ALPHA"].map((name) => makeEveryField({ name }));
    const { output: merged } = build([update ?? {}]);
    const overlay = { overlay: "1.0.0", actions: [{ target: "$", update: merged }] };
    const toJson = (path: string, value: Json) => toFile(path, JSON.stringify(value));
    const { draft, problems } = await buildDocument({
      pages: [toJson("0.json", base ?? {})],
      supplement: [],
      overlays: [toJson("overlay.yaml", overlay)],
      lintConfig: toFile("redocly.yaml", "extends: [minimal]\n"),
    });
    const said = new Set(listWords(JSON.stringify([draft.document, problems])));
    // Of examples those that fit no schema are left out, each with a report.
    const leaves = listLeaves(merged).filter(({ place }) => !/\/examples?(\/|$)/.test(place));
    const silent = leaves.filter(({ word }) => !said.has(word));
    expect(silent).toEqual([]);
  });
});

describe("every field of OpenAPI", () => {
  it.each([
    ["3.1.0", "oas3_1"],
    ["3.0.3", "oas3_0"],
  ] as const)("stands on the page that is tried: %s", (openapi, version) => {
    expect(listLacking(makeEveryField({ name: "ALPHA", openapi }), version)).toEqual([]);
  });

  it.each(
    KINDS.flatMap(([title, kinds, supplements]) => [
      { title, kinds, supplements, order: ["ALPHA", "BETA"] },
      ...(kinds.length === 1
        ? []
        : [{ title: `${title}, swapped`, kinds, supplements, order: ["BETA", "ALPHA"] }]),
    ]),
  )("stands in the document, or a problem names it: $title", ({ kinds, supplements, order }) => {
    const pages = kinds.map((kind, index) => makeEveryField({ ...kind, name: order[index] ?? "" }));
    const { output, problems } = build(pages, supplements);
    const kept = new Set(listWords(JSON.stringify(output)));
    const silent = pages.flatMap((page, index) => {
      const own = problems.filter(({ file }) => file === `${index}.json`);
      const naming = own.map(createNames);
      const told = new Set(listWords(problems.map(({ message }) => message).join("\n")));
      const missing = listLeaves(page)
        .filter(({ word }) => !kept.has(word) && !told.has(word))
        .filter((leaf) => !SAID_OTHERWISE.test(leaf.place) && !naming.some((names) => names(leaf)));
      const texts = missing.filter(({ place }) => TEXT.test(place));
      // A link and what is said of XML are one text each.
      const whole = new Set(
        texts.map(({ place }) =>
          place.replace(/(\/xml|\/externalDocs)\/(name|namespace|prefix|x-own|url|description)$/, "$1"),
        ),
      );
      const counted = own.find(({ kind }) => kind === "texts-differ")?.message;
      expect(Number(/^\d+/.exec(counted ?? "0")?.[0] ?? 1)).toBeGreaterThanOrEqual(whole.size);
      return missing.filter(({ place }) => !TEXT.test(place)).map(({ place }) => `${index} ${place}`);
    });
    expect(silent).toEqual([]);
  });
});
