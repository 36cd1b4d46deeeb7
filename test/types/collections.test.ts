import { beforeAll, describe, expect, it } from "vitest";
import { type Complaint, compileModules } from "../conformance/catalog/compile.ts";
import { KITE_PAGES, renderTypes } from "../helpers/kite-client.ts";
import { makeModelPage, makePage, merge } from "../helpers/pages.ts";

const FILES = await renderTypes(merge(...KITE_PAGES).document);

const HEAD = 'import type { Evolink } from "./src/index.ts";\ndeclare const evolink: Evolink;\n';

/** Compiles each call in a module of its own, and gives what the compiler says of it. */
function compile(calls: readonly string[], files = FILES, types: string[] = []): Complaint[][] {
  const modules = new Map(calls.map((call, index) => [`call-${index}.ts`, `${HEAD}${call}\nexport {};`]));
  const complaints = compileModules(process.cwd(), modules, { files, options: { types } });
  for (const file of files.keys()) expect([file, complaints.get(file)]).toEqual([file, []]);
  return [...modules.keys()].map((name) => complaints.get(name) ?? []);
}

const RIGHT = [
  'evolink.talk.create({ model: "talk-1", words: "a", warmth: 1 });',
  'evolink.talk.create({ model: "talk-2", words: "a", depth: 1, stream: false });',
  'evolink.talk.create({ model: "talk-1", words: "a", stream: null }, { idempotencyKey: "k" });',
  'evolink.talk.create("talk-1", { words: "a" });',
  'evolink.talk.create("talk-1", { words: "a" }, { signal: AbortSignal.abort() });',
  'const either = "talk-1" as "talk-1" | "talk-2"; evolink.talk.create(either, { words: "a" });',
  'const said: Promise<{ said: string }> = evolink.talk.create({ model: "talk-1", words: "a" });',
  'import type { CreateTalkAnswerBody } from "./generated/client.ts"; declare const body: CreateTalkAnswerBody; evolink.talk.create({ ...body, stream: false });',
  'evolink.models.thinkAloud({ model: "think-1", contents: "a", depth: 1 });',
  'evolink.models.thinkAloud("think/any", { contents: "a", breadth: 1 });',
  'evolink.models.countWords("count-1", { contents: "a" });',
  'evolink.kites.create({ model: "kite-1", wind: 1, tail: "a" });',
  'evolink.kites.create("kite-2", { wind: 1, line: "a" });',
  'evolink.kites.generate({ model: "kite-1", wind: 1 }, { onSubmitted: ({ id }) => id });',
  'evolink.kites.generate("kite-2", { wind: 1 }, { timeoutMs: 5 });',
  'interface Own { model: "kite-1"; wind: number } declare const own: Own; evolink.kites.create(own); evolink.kites.create(own, {});',
  'evolink.kites.create({} as never, {}); evolink.kites.create(JSON.parse(""), {});',
  'for await (const { said } of evolink.talk.stream<{ said: string }>("talk-1", { words: "a" })) said.trim();',
  'for await (const { said } of evolink.talk.stream<{ said: string }>({ model: "talk-1", words: "a" }, {})) said.trim();',
  "const again = (body: Parameters<typeof evolink.kites.generate>[0]) => evolink.kites.generate(body); void again;",
];

/** Calls that must not compile, and the text at which the one complaint points. */
const WRONG: [call: string, at: string, says: RegExp][] = [
  ['evolink.talk.create({ model: "talk-1", words: "a", warmht: 1 });', "warmht", /'warmht' does not exist/],
  ['evolink.talk.create("talk-1", { words: "a", warmht: 1 });', "warmht", /'warmht' does not exist/],
  ['evolink.talk.create({ model: "talk-1", words: "a", depth: 1 });', "depth", /'depth' does not exist/],
  ['evolink.talk.create("talk-1", { words: "a", depth: 1 });', "depth", /'depth' does not exist/],
  [
    'evolink.talk.create({ model: "talk-1", words: 5 });',
    "words",
    /^Type 'number' is not assignable to type 'string'/,
  ],
  [
    'evolink.talk.create({ model: "talk-1", words: "a", stream: true });',
    "stream",
    /^Type 'true' is not assignable/,
  ],
  [
    'evolink.talk.create("talk-2", { words: "a", stream: true });',
    "stream",
    /^Type 'true' is not assignable/,
  ],
  ['evolink.talk.create("talk-1", {});', "{}", /Property 'words' is missing/],
  ['evolink.talk.create({ model: "talk-1" });', '{ model: "talk-1" }', /Property 'words' is missing/],
  ['evolink.talk.create("talk-1", { model: "talk-1", words: "a" });', "model", /'model' does not exist/],
  ['evolink.talk.create({ model: "talk-9", words: "a" });', "model", /"talk-9"/],
  ['evolink.talk.create("talk-9", { words: "a" });', '"talk-9"', /"talk-9"/],
  [
    'evolink.talk.create({ model: "talk-1", words: "a" }, { sginal: 1 });',
    "sginal",
    /'sginal' does not exist/,
  ],
  [
    'evolink.models.thinkAloud("think-1", { contents: "a", breadth: 1 });',
    "breadth",
    /'breadth' does not exist/,
  ],
  [
    'evolink.models.thinkAloud({ model: "think/any", contents: "a", depth: 1 });',
    "depth",
    /'depth' does not exist/,
  ],
  ['evolink.models.countWords("think-1", { contents: "a" });', '"think-1"', /"think-1"/],
  ['evolink.kites.create("kite-1", { wind: 1, line: "a" });', "line", /'line' does not exist/],
  ['evolink.kites.generate({ model: "kite-1", wind: 1, line: "a" });', "line", /'line' does not exist/],
  [
    'evolink.talk.generate({ model: "talk-1", words: "a" });',
    "generate",
    /Property 'generate' does not exist/,
  ],
  ["evolink.files.create({});", "files", /Property 'files' does not exist/],
  ["evolink.talk.create();", "create", /Expected at least 1 arguments/],
  ['evolink.talk.create("talk-1");', "create", /Expected 2-3 arguments/],
  ["evolink.talk.create(5);", "5", /Argument of type '5'/],
];

describe("the functions of a document", () => {
  let complaints: Complaint[][];
  beforeAll(() => {
    complaints = compile([...RIGHT, ...WRONG.map(([call]) => call)]);
  });

  it.each(RIGHT.map((call, index) => [call, index] as const))("accept %s", (_, index) => {
    expect(complaints[index]).toEqual([]);
  });

  it.each(WRONG.map((wrong, index) => [...wrong, index] as const))(
    "refuse %s with one short message about the place",
    (_, at, says, index) => {
      const [complaint, ...more] = complaints[RIGHT.length + index] ?? [];
      expect(more).toEqual([]);
      expect(complaint).toMatchObject({ at, message: expect.stringMatching(says) });
      expect(complaint?.message.length).toBeLessThanOrEqual(400);
    },
  );
});

/** Calls without a model of the document, and the text at which the message points. */
const WITHOUT_MODEL: [call: string, at: string][] = [
  ["evolink.talk.create({});", "{}"],
  ['evolink.talk.create({ words: "a" });', '{ words: "a" }'],
  ['evolink.talk.create({ words: "a" }, {});', '{ words: "a" }'],
  ['evolink.talk.create({ words: "a", depth: 1, warmht: 1 });', '{ words: "a", depth: 1, warmht: 1 }'],
  ['evolink.talk.stream({ words: "a" });', '{ words: "a" }'],
  ['evolink.models.thinkAloud({ contents: "a" });', '{ contents: "a" }'],
  ["evolink.kites.generate({ wind: 1 });", "{ wind: 1 }"],
  ['evolink.kites.create({ line: "a" });', '{ line: "a" }'],
  ['const body = { line: "a" }; evolink.kites.create(body);', "body"],
  ['const body = { model: "kite-1", wind: 1 }; evolink.kites.create(body);', "body"],
  ['evolink.kites.create({ model: "kite-9", wind: 1 });', "model"],
];

describe("a body without a model of the document", () => {
  let complaints: Complaint[][];
  beforeAll(() => {
    complaints = compile(WITHOUT_MODEL.map(([call]) => call));
  });

  it.each(WITHOUT_MODEL.map((wrong, index) => [...wrong, index] as const))(
    "is refused in %s for its model alone, and not compared with that of one",
    (_, at, index) => {
      const [complaint, ...more] = complaints[index] ?? [];
      expect(more).toEqual([]);
      expect(complaint?.at).toBe(at);
      expect(complaint?.message).toMatch(/model' is missing|'model' are incompatible|"kite-9"/);
      expect(complaint?.message).not.toMatch(/following properties|BodyFor|'wind'|'words'|"kite-2"|"talk-2"/);
    },
  );
});

const CREATE = 'import { createEvolink } from "./generated/index.ts";';

describe("the functions of a document whose operations and servers have parameters", () => {
  it("take them, and all else that may be empty, only where something of it is required", () => {
    const operation = (required: boolean) => ({
      parameters: [
        { name: "dry", in: "query", schema: { type: "boolean" } },
        { name: "X-Kind", in: "header", required, schema: { type: "string" } },
      ],
    });
    const response = { type: "object", properties: { said: { type: "string" } } };
    const variables = { region: { default: "eu", enum: ["eu", "us"] }, host: { default: "api" } };
    const servers = [{ url: "https://{region}.{host}.example.org", variables }];
    const files = renderTypes(
      merge(
        ...KITE_PAGES,
        makeModelPage("free-1", {
          path: "/v1/free/answers",
          response,
          operation: operation(false),
          document: { servers },
        }),
        makePage({
          file: "winds.json",
          method: "get",
          path: "/v1/winds",
          operationId: "listWinds",
          response: { type: "array", items: { type: "string" } },
          operation: operation(false),
        }),
        makeModelPage("bound-1", { path: "/v1/bound/answers", response, operation: operation(true) }),
      ).document,
    );
    const right = [
      'evolink.free.create("free-1", {}); evolink.free.create({ model: "free-1" });',
      'evolink.free.create("free-1", {}, { params: { query: { dry: true } }, idempotencyKey: "k" });',
      'evolink.free.create("free-1"); evolink.free.create("free-1", undefined, { idempotencyKey: "k" });',
      "evolink.winds.list(); evolink.winds.list({ query: { dry: true } }, {});",
      'evolink.free.create({ model: "free-1" }, { params: { header: { "X-Kind": "a" } } });',
      'evolink.bound.create({ model: "bound-1" }, { params: { header: { "X-Kind": "a" } } });',
      'for await (const event of evolink.bound.stream("bound-1", {}, { params: { header: { "X-Kind": "a" } } })) void event;',
      `${CREATE} createEvolink({ serverVariables: { region: "us", host: "b" } }); createEvolink();`,
    ];
    const wrong = [
      'evolink.free.create("free-1", {}, { params: { query: { dry: 1 } } });',
      'evolink.free.create("free-1", {}, { params: { query: { dyr: true } } });',
      'evolink.bound.create({ model: "bound-1" });',
      'evolink.bound.create("bound-1", {});',
      'evolink.bound.create("bound-1");',
      "evolink.winds.list({ query: { dyr: true } });",
      'evolink.bound.create("bound-1", {}, {});',
      'evolink.bound.create("bound-1", {}, { params: { query: { dry: true } } });',
      'evolink.talk.create("talk-1", { words: "a" }, { params: {} });',
      `${CREATE} createEvolink({ serverVariables: { region: "cn" } });`,
      `${CREATE} createEvolink({ serverVariables: { zone: "a" } });`,
    ];
    const complaints = compile([...right, ...wrong], files);
    expect(complaints.map(({ length }) => length)).toEqual([...right.map(() => 0), ...wrong.map(() => 1)]);
  });
});

describe("the function that uploads a file", () => {
  it("takes a file, and the other fields of its form, or all of the form", () => {
    const file = { type: "string", format: "binary" };
    const text = { type: "string" };
    const upload = (path: string, required: string[]) =>
      makePage({
        file: `${path}.md`,
        path,
        response: { type: "object", properties: { url: text } },
        operation: {
          requestBody: {
            required: true,
            content: {
              "multipart/form-data": {
                schema: { type: "object", required, properties: { file, purpose: text } },
              },
            },
          },
        },
      });
    const files = renderTypes(
      merge(...KITE_PAGES, upload("/v1/files", ["file"]), upload("/v1/assets", ["file", "purpose"])).document,
    );
    const right = [
      'const { url } = await evolink.files.upload("kite.png"); url?.trim();',
      'evolink.files.upload(new Blob(), { name: "a", fields: { purpose: "b" }, onProgress: ({ bytes }) => bytes });',
      "evolink.files.upload(new Blob().stream()); evolink.files.upload(new Uint8Array(1));",
      'import { readFile } from "node:fs/promises"; evolink.files.upload(await readFile("kite.png"));',
      "evolink.files.create({ file: new Blob() }, { timeoutMs: 1, onProgress: () => {} });",
      "evolink.files.upload({ file: new Blob() });",
      'evolink.assets.upload("kite.png", { fields: { purpose: "a" } });',
    ];
    const wrong = [
      "evolink.files.upload(1);",
      'evolink.files.upload("kite.png", { fields: { purpse: "a" } });',
      'evolink.assets.upload("kite.png");',
      'evolink.assets.upload("kite.png", { fields: {} });',
    ];
    const complaints = compile([...right, ...wrong], files, ["node"]);
    expect(complaints.map(({ length }) => length)).toEqual([...right.map(() => 0), ...wrong.map(() => 1)]);
  });
});

describe("the functions of a document where a model has several bodies", () => {
  it("take each of them, and nothing less", async () => {
    const wind = { type: "integer" };
    const one = (name: string) => ({ type: "object", required: [name], properties: { [name]: wind } });
    const body = {
      type: "object",
      required: ["model"],
      properties: { model: { type: "string", enum: ["kite-9"] } },
      oneOf: [one("gust"), one("breeze")],
    };
    const page = makeModelPage("kite-9", { path: "/v1/moods/answers", schemas: { KiteRequest: body } });
    const files = await renderTypes(merge(...KITE_PAGES, page).document);
    const complaints = compile(
      [
        'evolink.moods.create({ model: "kite-9", gust: 1 });',
        'evolink.moods.create("kite-9", { breeze: 1 });',
        'evolink.moods.create({ model: "kite-9" });',
        'evolink.moods.create("kite-9", {});',
        'evolink.moods.create("kite-9", { model: "kite-9", gust: 1 });',
      ],
      files,
    );
    expect(complaints.map((list) => list.length)).toEqual([0, 0, 1, 1, 1]);
  });
});
