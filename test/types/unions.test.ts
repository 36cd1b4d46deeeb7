import { expect, it } from "vitest";
import { renderSchema } from "../../scripts/render/schema/index.ts";
import { prepareRender } from "../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { listOperations } from "../../src/openapi/operations.ts";
import { compileModules } from "../conformance/catalog/compile.ts";
import { type NarrowingCase, narrowingCases } from "../conformance/families/cases/narrowing.ts";
import { to } from "../conformance/families/run-cases.ts";
import { text } from "../conformance/families/schemas.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";

/** Where the union of a case stands, and how a program gets at it. */
const PLACES = ["whole.at", "whole.list[0]!", 'whole.map["a"]!', "whole.maps[0]!.a!"];

const makeBody = (more: JsonObject): JsonObject => ({
  type: "object",
  required: ["at", "list", "map", "maps", ...Object.keys(more)],
  properties: {
    at: to("Body"),
    list: { type: "array", items: to("Body") },
    map: { type: "object", additionalProperties: to("Body") },
    maps: { type: "array", items: { type: "object", properties: { a: to("Body") } } },
    ...more,
  },
});

/** Pages of one operation, each about a model of its own; the response of each page but the first has one property more. */
const makePages = ({ openapi = "3.1.0", schemas }: NarrowingCase, index: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    file: `case${index}-${at}.json`,
    document: {
      openapi,
      info: { title: "Cases", version: "1.0.0" },
      servers: [{ url: "https://api.example.org" }],
      paths: {
        [`/v1/cases${index}`]: {
          post: {
            operationId: `createCase${index}`,
            requestBody: {
              required: true,
              content: {
                "application/json": { schema: makeBody({ model: { type: "string", enum: [`kite-${at}`] } }) },
              },
            },
            responses: {
              "200": {
                description: "Well.",
                content: { "application/json": { schema: makeBody(at > 0 ? { [`more${at}`]: text } : {}) } },
              },
            },
          },
        },
      },
      components: { schemas },
    },
  }));

/** What does not hold of the types of some pages, in words. `FAMILIES=all` tries each case in all places. */
async function findMisread(pagesPerOperation: number): Promise<string[]> {
  const pages = narrowingCases.flatMap((one, index) => makePages(one, index, pagesPerOperation));
  const document = await buildDocument(...pages);
  const modules = new Map<string, string>();
  const expected = new Map<string, [name: string, compiles: boolean][]>();
  for (const { path, operation } of listOperations(document)) {
    const index = Number(/\d+$/.exec(path));
    const { name = "", reads = [], misreads = [] } = narrowingCases[index] ?? {};
    const at = `operations["${operation.operationId}"]`;
    const types = {
      response: `${at}["responses"][200]["content"]["application/json"]`,
      request: `NonNullable<${at}["requestBody"]>["content"]["application/json"]`,
    };
    for (const [use, type] of Object.entries(types)) {
      for (const [place, access] of PLACES.entries()) {
        if (process.env.FAMILIES !== "all" && place !== index % PLACES.length) continue;
        const file = `${use}-${index}-${place}.ts`;
        const head = `import type { operations } from "./schema.ts"; declare const whole: ${type}; const value = ${access}; export {};`;
        modules.set(file, [head, ...[...reads, ...misreads].map((line) => `{ ${line} }`)].join("\n"));
        const say = (line: string, compiles: boolean): [string, boolean] => [
          `${name}, ${use}, ${access}: ${line}`,
          compiles && (use === "response" || !line.includes("tomorrow")),
        ];
        expected.set(file, [
          ...reads.map((line) => say(line, true)),
          ...misreads.map((line) => say(line, false)),
        ]);
      }
    }
  }
  const files = new Map([["schema.ts", renderSchema(prepareRender(document))]]);
  const complaints = compileModules(process.cwd(), modules, { files, options: { types: [] } });
  expect(complaints.get("schema.ts")).toEqual([]);
  return [...expected].flatMap(([file, lines]) =>
    lines.flatMap(([line, compiles], index) => {
      const messages = (complaints.get(file) ?? [])
        .filter((one) => one.line === index + 2)
        .map(({ message }) => message);
      return (messages.length === 0) === compiles ? [] : [`${line} ${messages.join(" ") || "compiles"}`];
    }),
  );
}

it("unions narrow by what tells their variants apart, while other texts stay open in responses alone", {
  timeout: 60_000,
}, async () => {
  expect(await findMisread(1)).toEqual([]);
});

it("unions that two pages join do the same", { timeout: 60_000 }, async () => {
  expect(await findMisread(2)).toEqual([]);
});
