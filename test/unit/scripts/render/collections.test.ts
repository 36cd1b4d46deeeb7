import { describe, expect, it } from "vitest";
import { listCollectionFunctions } from "../../../../scripts/render/client/collections.ts";
import { listOperationFacts } from "../../../../scripts/render/shared/facts.ts";
import { createEvolink } from "../../../../src/index.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../helpers/pages.ts";

const STATES = { type: "object", properties: { state: { type: "string", enum: ["waiting", "landed"] } } };

/** A page about a model that responds at once. */
const responding = (path: string, facts: PageFacts = {}) =>
  makeModelPage("kite-1", { file: `${path}.md`, path, ...facts });

/** A page about a model that makes a task, and the page that reads tasks. */
const creating = (path: string, facts: PageFacts = {}) => [
  responding(path, { response: STATES, ...facts }),
  makePage({ file: "read.md", method: "get", path: "/v1/states/{id}", response: STATES }),
];

/** The functions of some pages: `collection.name path`. */
function list(...pages: Parameters<typeof merge>) {
  const { tasks, immediate } = listCollectionFunctions(listOperationFacts(merge(...pages).document));
  const show = (functions: typeof tasks) =>
    functions.map(({ collection, name, operation }) => `${collection}.${name} ${operation.path}`);
  return { tasks: show(tasks), immediate: show(immediate) };
}

describe("listCollectionFunctions", () => {
  it("finds what creates tasks, and what takes a model and responds at once", () => {
    expect(
      list(
        ...creating("/v1/kites/flights"),
        responding("/v1/chat/completions"),
        makePage({ file: "upload.md", path: "/v1/files/upload" }),
      ),
    ).toEqual({
      tasks: ["kites.create /v1/kites/flights"],
      immediate: ["chat.create /v1/chat/completions"],
    });
  });

  it("names a function after the custom method that the path ends in", () => {
    const paths = ["/v1beta/models/kite-1:fly", "/v1beta/models/kite-1:streamFly"];
    const pages = paths.map((path) => makePage({ file: `${path}.md`, path }));
    expect(list(...pages, responding("/v1/winds:ask")).immediate).toEqual([
      "winds.ask /v1/winds:ask",
      "models.fly /v1beta/models/{model}:fly",
      "models.streamFly /v1beta/models/{model}:streamFly",
    ]);
  });

  it("names what streams after what responds whole, unless a page has that name", () => {
    const streams = (...paths: string[]) => {
      const { document } = merge(...paths.map((path) => responding(path)));
      const found = listCollectionFunctions(listOperationFacts(document)).streams;
      return found.map(({ collection, name }) => `${collection}.${name}`);
    };
    expect(streams("/v1/chat/completions", "/v1/winds:ask")).toEqual(["chat.stream", "winds.streamAsk"]);
    expect(streams("/v1/winds:ask", "/v1/winds:streamAsk")).toEqual([]);
    expect(streams("/v1/winds", "/v1/winds:stream")).toEqual(["winds.streamStream"]);
  });

  it("gives a form about one file the name upload beside its own, and no form of a model, of several or with parameters", () => {
    const file = { type: "string", format: "binary" };
    const form = (path: string, properties: Record<string, object>, more = {}, parameters = "") =>
      makePage({
        file: `${path}.md`,
        path,
        operation: {
          ...more,
          requestBody: {
            content: { [`multipart/form-data${parameters}`]: { schema: { type: "object", properties } } },
          },
        } as never,
      });
    const model = { type: "string", enum: ["kite-1"] };
    const parameters = [{ name: "dry", in: "query", schema: { type: "boolean" } }];
    const { document } = merge(
      form("/v1/files", { image: file, folder: { type: "string" } }),
      form("/v1/files/later", { file }),
      form("/v1/assets", { file }, {}, "; charset=utf-8"),
      form("/v1/pairs", { file, mask: file }),
      form("/v1/lists", { files: { type: "array", items: file } }),
      form("/v1/texts", { text: { type: "string" } }),
      form("/v1/dry", { file }, { parameters }),
      form("/v1/kites/edits", { file, model }),
    );
    const { uploads } = listCollectionFunctions(listOperationFacts(document));
    expect(
      uploads.map(({ collection, name, operation }) => [`${collection}.${name}`, operation.path]),
    ).toEqual([
      ["assets.upload", "/v1/assets"],
      ["files.upload", "/v1/files"],
    ]);
  });

  it("gives a name that several paths have to the one that sorts first", () => {
    expect(list(responding("/v1/chat/b"), responding("/v1/chat/a")).immediate).toEqual([
      "chat.create /v1/chat/a",
    ]);
  });

  it("gives a name that a task has to no other, whatever sorts first", () => {
    expect(list(...creating("/v1/kites/flights"), responding("/v1/kites/edits"))).toEqual({
      tasks: ["kites.create /v1/kites/flights"],
      immediate: [],
    });
  });

  it.each([
    ["/v1/tasks", "tasks_.create"],
    ["/v1/raw/kites", "raw_.create"],
    ["/v1/toString", "toString_.create"],
    ["/v1/constructor", "constructor_.create"],
    ["/v1/__proto__", "___proto___.create"],
    ["/v1/kites:create", "kites.create_"],
    ["/v1/kites:generate", "kites.generate_"],
    ["/v1/kites:then", "kites.then_"],
    ["/v1/kites:valueOf", "kites.valueOf_"],
    ["/v1/kites:toJSON", "kites.toJSON_"],
  ])("calls %s %s, as the other name is taken", (path, name) => {
    expect(list(responding(path)).immediate).toEqual([`${name} ${path}`]);
  });

  it("knows every name that the client has itself", () => {
    const known = new Set(Object.keys(createEvolink({ apiKey: "any" })).filter((name) => name !== "videos"));
    for (const name of known)
      expect(list(responding(`/v1/${name}/kites`)).immediate[0]).toMatch(`${name}_.create`);
  });

  it.each<[string, PageFacts]>([
    ["without a body", { method: "get" }],
    ["whose path wants more than the model", { path: "/v1/users/{user}/kites" }],
    [
      "whose body is no JSON",
      {
        operation: {
          requestBody: {
            content: { "multipart/form-data": { schema: { $ref: "#/components/schemas/KiteRequest" } } },
          },
        },
      },
    ],
  ])("makes no function of an operation %s", (_, facts) => {
    expect(list(responding("/v1/kites", facts))).toEqual({ tasks: [], immediate: [] });
  });
});
