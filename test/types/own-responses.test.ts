import { beforeAll, describe, expect, it } from "vitest";
import { readContributingPages } from "../../src/openapi/contributing-pages.ts";
import { type JsonObject, objectAt } from "../../src/openapi/json.ts";
import type { PageDocument } from "../../src/openapi/parse/parse-document.ts";
import { type Complaint, compileModules } from "../conformance/catalog/compile.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { renderTypes } from "../helpers/kite-client.ts";
import { makeModelPage, makePage } from "../helpers/pages.ts";

const text: JsonObject = { type: "string" };
const object = (properties: JsonObject): JsonObject => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

/** A page of a model that responds at once. */
const page = (model: string, response: JsonObject, own: JsonObject = {}) =>
  makeModelPage(model, {
    path: "/v1/talk/answers",
    properties: { words: text, stream: { type: "boolean" }, ...own },
    required: ["model", "words"],
    response,
  });

const PAGES = [
  page("plain-1", object({ content: text, id: text }), { warmth: { type: "number" } }),
  page("listing-1", object({ content: { type: "array", items: text }, id: text })),
  page("both-1", object({ content: { type: ["string", "array"], items: text }, id: text })),
  makePage({
    file: "overview.md",
    path: "/v1/talk/answers",
    model: { enum: ["plain-1", "listing-1", "both-1", "only-in-overview-1"] },
    properties: { words: text, stream: { type: "boolean" } },
    response: object({ content: { type: "array", items: text }, id: text }),
  }),
];

const HEAD =
  'import type { CreateTalkAnswerBody } from "./generated/client.ts";\nimport type { Evolink, ResponseFunction } from "./src/index.ts";\ndeclare const evolink: Evolink;\ndeclare const body: CreateTalkAnswerBody;\ndeclare const open: ResponseFunction<object, NonNullable<unknown> | void, object>;\n';

/** Lines, and the text at which the one complaint about each points, if there has to be one. */
const LINES: [line: string, at?: string][] = [
  ["await open();"],
  ['const said: string = (await evolink.talk.create({ model: "plain-1", words: "a" })).content; void said;'],
  ['const said: string = (await evolink.talk.create("plain-1", { words: "a" })).content; void said;'],
  [
    'const said: string = (await evolink.talk.create({ model: "plain-1", words: "a" }, {})).content; void said;',
  ],
  [
    'const said: string[] = (await evolink.talk.create({ model: "listing-1", words: "a" })).content; void said;',
  ],
  ['const said: string[] = (await evolink.talk.create("listing-1", { words: "a" })).content; void said;'],
  [
    'const said: string | string[] = (await evolink.talk.create({ model: "both-1", words: "a" })).content; void said;',
  ],
  [
    'const said: string[] = (await evolink.talk.create({ model: "only-in-overview-1", words: "a" })).content; void said;',
  ],
  [
    "const said: string | string[] = (await evolink.talk.create({ ...body, stream: false })).content; void said;",
  ],
  [
    'const either = "plain-1" as "plain-1" | "listing-1"; const said: string | string[] = (await evolink.talk.create(either, { words: "a" })).content; void said;',
  ],
  [
    'const said: string[] = (await evolink.talk.create({ model: "plain-1", words: "a" })).content; void said;',
    "said",
  ],
  [
    'const said: string = (await evolink.talk.create({ model: "both-1", words: "a" })).content; void said;',
    "said",
  ],
  ['await evolink.talk.create({ model: "plain-1", words: "a", warmht: 1 });', "warmht"],
  ['await evolink.talk.create({ model: "listing-1", words: "a", warmth: 1 });', "warmth"],
  ['await evolink.talk.create("listing-1", { words: "a", warmth: 1 });', "warmth"],
  ['await evolink.talk.create({ model: "plain-1", words: 5 });', "words"],
  ['await evolink.talk.create({ model: "plain-1", words: "a", stream: true });', "stream"],
  ['await evolink.talk.create({ model: "plain-9", words: "a" });', "model"],
];

describe("a function of models that differ in what they respond", () => {
  let complaints: Complaint[][];
  beforeAll(async () => {
    const files = renderTypes(await buildDocument(...PAGES));
    const modules = new Map(LINES.map(([line], index) => [`line-${index}.ts`, `${HEAD}${line}\nexport {};`]));
    const found = compileModules(process.cwd(), modules, { files, options: { types: [] } });
    for (const file of files.keys()) expect([file, found.get(file)]).toEqual([file, []]);
    complaints = [...modules.keys()].map((name) => found.get(name) ?? []);
  }, 60_000);

  it.each(LINES.map((line, index) => [...line, index] as const))("takes %s as the pages say", (...args) => {
    const index = args.at(-1) as number;
    const [, at] = LINES[index] ?? [];
    expect(complaints[index]?.map((one) => one.at)).toEqual(at === undefined ? [] : [at]);
    for (const { message } of complaints[index] ?? []) expect(message.length).toBeLessThanOrEqual(400);
  });
});

/** Lines that compile; the last of each list does not. */
const FORMS: [form: string, pages: PageDocument[], lines: string[]][] = [
  [
    "leaves its texts open, but not what tells its parts apart",
    [
      page("parts-1", {
        type: "object",
        required: ["content", "finish_reason"],
        properties: {
          finish_reason: { type: "string", enum: ["stop", "length"] },
          content: {
            type: "array",
            items: {
              anyOf: ["text", "url"].map((name) =>
                object({ type: { type: "string", enum: [name] }, [name]: text }),
              ),
            },
          },
        },
      }),
      page("plain-1", object({ content: text })),
    ],
    [
      'const said = await evolink.talk.create({ model: "parts-1", words: "a" }); if (said.finish_reason === "of tomorrow") void 0;',
      'for (const part of (await evolink.talk.create({ model: "parts-1", words: "a" })).content) if (part.type === "url") void part.url;',
      'for (const part of (await evolink.talk.create({ model: "parts-1", words: "a" })).content) if (part.type === "url") void part.text;',
    ],
  ],
  [
    "is that of the model where another page names none",
    [
      page("plain-1", object({ content: text })),
      makePage({
        file: "any.md",
        path: "/v1/talk/answers",
        properties: { words: text, stream: { type: "boolean" } },
        response: object({ content: { type: "integer" } }),
      }),
    ],
    [
      'const said: string = (await evolink.talk.create({ model: "plain-1", words: "a" })).content; void said;',
      'const said: string | number = (await evolink.talk.create({ words: "a" })).content; void said;',
      'const said: string = (await evolink.talk.create({ words: "a" })).content; void said;',
    ],
  ],
  [
    "is its own where it leads back to itself",
    [
      makeModelPage("tree-1", {
        path: "/v1/talk/answers",
        properties: { words: text },
        required: ["model", "words"],
        response: { $ref: "#/components/schemas/Node" },
        schemas: {
          Node: object({
            content: text,
            more: { anyOf: [{ $ref: "#/components/schemas/Node" }, { type: "null" }] },
          }),
        },
      }),
      page("plain-1", object({ content: { type: "integer" } })),
    ],
    [
      'const said = await evolink.talk.create({ model: "tree-1", words: "a" }); const content: string = said.content; const inner: string | undefined = said.more?.more?.content; void content; void inner;',
      'const said: number = (await evolink.talk.create({ model: "plain-1", words: "a" })).content; void said;',
      'const said: number = (await evolink.talk.create({ model: "tree-1", words: "a" })).content; void said;',
    ],
  ],
  [
    "is its own where it comes under another status",
    [
      page("plain-1", object({ content: text })),
      makeModelPage("late-1", {
        path: "/v1/talk/answers",
        properties: { words: text },
        required: ["model", "words"],
        operation: {
          responses: {
            "201": {
              description: "Made",
              content: { "application/json": { schema: object({ content: { type: "integer" } }) } },
            },
          },
        },
      }),
    ],
    [
      'const said: string = (await evolink.talk.create({ model: "plain-1", words: "a" })).content; void said;',
      'const said: number = (await evolink.talk.create({ model: "late-1", words: "a" })).content; void said;',
      'const said: string = (await evolink.talk.create({ model: "late-1", words: "a" })).content; void said;',
    ],
  ],
];

describe("the response of a model", () => {
  it.each(FORMS)("%s", { timeout: 60_000 }, async (_, pages, lines) => {
    const files = renderTypes(await buildDocument(...pages));
    const modules = new Map(lines.map((line, index) => [`line-${index}.ts`, `${HEAD}${line}\nexport {};`]));
    const found = compileModules(process.cwd(), modules, { files, options: { types: [] } });
    const wrong = [...found].filter(([, complaints]) => complaints.length > 0).map(([name]) => name);
    expect(wrong).toEqual([`line-${lines.length - 1}.ts`]);
  });
});

describe("the document", () => {
  it("has the response of a page once, for all pages that say the same, and none that all say", async () => {
    const document = await buildDocument(...PAGES);
    const pages = readContributingPages(objectAt(document, "paths", "/v1/talk/answers", "post"));
    const written = Object.fromEntries(pages.map(({ source, response }) => [source, response]));
    expect(written["plain-1.json"]).toMatchObject({ properties: { content: text } });
    expect(written["overview.json"]).toMatchObject({ properties: { content: { type: "array" } } });
    expect(written["listing-1.json"]).toBe("createKiteFlightBoth1Family");
    expect(written["both-1.json"]).toBeUndefined();
  });
});

describe("a function of models that respond alike", () => {
  it("has one response", async () => {
    const response = object({ content: text });
    const files = renderTypes(await buildDocument(page("plain-1", response), page("plain-2", response)));
    expect(files.get("generated/client.ts")).not.toContain("CreateTalkAnswerResponses");
  });
});

describe("tasks", () => {
  it("are read alike whichever model makes them", async () => {
    const status = { type: "string", enum: ["pending", "completed", "failed"] };
    const task = (more: JsonObject) => object({ id: text, status, ...more });
    const document = await buildDocument(
      makePage({
        file: "t.md",
        method: "get",
        path: "/v1/tasks/{task_id}",
        operationId: "getTask",
        response: task({}),
      }),
      makeModelPage("kite-1", { response: task({ height: text }) }),
      makeModelPage("kite-2", { response: task({ speed: text }) }),
    );
    expect(JSON.stringify(document)).not.toMatch(/"response":\{/);
  });
});
