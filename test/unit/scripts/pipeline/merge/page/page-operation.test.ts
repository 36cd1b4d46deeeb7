import { describe, expect, it } from "vitest";
import { readPageOperations } from "../../../../../../scripts/pipeline/merge/page/page-operation.ts";
import { createComponents } from "../../../../../../scripts/pipeline/merge/schemas/components.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import type { Problem } from "../../../../../../src/openapi/problem.ts";
import { makePage, type PageFacts } from "../../../../../helpers/pages.ts";

const text: JsonObject = { type: "string" };

function read(facts: PageFacts, change: (document: JsonObject) => void = () => {}) {
  const page = makePage(facts);
  change(page.document);
  const problems: Problem[] = [];
  const operations = readPageOperations(page, {
    components: createComponents(),
    report: (problem) => problems.push(problem),
  });
  expect(problems.every(({ severity, file }) => severity === "warning" && file === page.file)).toBe(true);
  const said = problems.map(({ kind, message }) => `${kind}: ${message}`);
  return { operations, operation: operations[0], problems, said };
}

describe("readPageOperations", () => {
  it("reads all operations of a page, with their places, and nothing else of its paths", () => {
    const { operations, said } = read({}, (document) => {
      const paths = objectAt(document, "paths");
      const operation = objectAt(paths, "/v1/kites/flights", "post");
      paths["/v1/kites/flights"] = {
        get: operation,
        post: operation,
        put: "operation",
        summary: "Flights",
        fly: operation,
      };
      paths["x-kites"] = { post: operation };
      paths["/v1/lost"] = { $ref: "#/components/pathItems/Lost" };
    });
    expect(operations.map(({ source, method, path, pointer }) => [source, method, path, pointer])).toEqual([
      ["kite.md", "get", "/v1/kites/flights", "#/paths/~1v1~1kites~1flights/get"],
      ["kite.md", "post", "/v1/kites/flights", "#/paths/~1v1~1kites~1flights/post"],
    ]);
    expect(said).toEqual([
      "missing-component: The page refers to #/components/pathItems/Lost and does not have it. Read as anything; describe it in an overlay.",
    ]);
  });

  it("tells references that lead back to themselves from references to what the page lacks", () => {
    const { said } = read({}, (document) => {
      const refTo = (name: string) => ({ $ref: `#/components/responses/${name}` });
      const operation = objectAt(document, "paths", "/v1/kites/flights", "post");
      operation.responses = {
        ...objectAt(operation.responses),
        "404": refTo("One"),
        "500": refTo("Lost"),
      };
      document.components = {
        ...objectAt(document.components),
        responses: { One: refTo("Two"), Two: refTo("One") },
      };
    });
    expect(said).toEqual([
      expect.stringMatching(
        /^malformed: The page refers to #\/components\/responses\/(One|Two) in a circle, /,
      ),
      expect.stringMatching(/^missing-component: The page refers to #\/components\/responses\/Lost and/),
    ]);
  });

  it("reports a page without an operation", () => {
    expect(read({ document: { paths: {} } }).problems).toEqual([
      {
        severity: "warning",
        kind: "no-operation",
        file: "kite.md",
        pointer: "#/paths",
        message:
          "The page describes no operation, so it adds nothing. Add one under `paths`, or remove the page.",
      },
    ]);
    expect(read({}).problems).toEqual([]);
  });

  it("reports a path without operations next to others", () => {
    const { problems } = read({
      document: { paths: { "/v1/old": {}, "x-a": {}, "/v1/kites": { get: {} } } },
    });
    expect(problems.filter(({ kind }) => kind === "no-operation").map(({ pointer }) => pointer)).toEqual([
      "#/paths/~1v1~1old",
    ]);
  });

  it.each<[string, Json | undefined, Json | undefined, string[]]>([
    [
      "its own",
      [{ url: "https://own.example.org" }],
      [{ url: "https://item.example.org" }],
      ["https://own.example.org"],
    ],
    ["its path's", undefined, [{ url: "https://item.example.org" }], ["https://item.example.org"]],
    ["its document's", undefined, undefined, ["https://api.example.org"]],
  ])("is called on %s servers", (_, own, item, want) => {
    const { operation } = read({ operation: own === undefined ? {} : { servers: own } }, (document) => {
      if (item !== undefined) objectAt(document, "paths", "/v1/kites/flights").servers = item;
    });
    expect(operation?.servers.map(({ url }) => url)).toEqual(want);
  });
});

describe("readPageOperations, parameters", () => {
  const parameter = (name: string, place: string, schema: JsonObject = text): JsonObject => ({
    name,
    in: place,
    required: true,
    schema,
  });

  it("puts those of the query first, then the path item's, which the operation's replace", () => {
    const { operation } = read(
      {
        path: "/v1/kites?alt=sse",
        operation: { parameters: [parameter("rain", "query", { type: "null" }), parameter("sun", "query")] },
      },
      (document) => {
        objectAt(document, "paths", "/v1/kites?alt=sse").parameters = [
          parameter("wind", "query"),
          parameter("rain", "query"),
        ];
      },
    );
    expect(operation?.parameters).toEqual([
      parameter("alt", "query", { type: "string", enum: ["sse"] }),
      parameter("wind", "query"),
      parameter("rain", "query", { type: "null" }),
      parameter("sun", "query"),
    ]);
  });

  it("leaves out one that is not in the path, and adds one that only the path has", () => {
    const { operation, said } = read({
      path: "/v1/kites/{id}/{no}",
      operation: {
        parameters: [
          parameter("ghost", "path"),
          parameter("id", "path"),
          parameter("no", "query"),
          { name: 1, in: "query" },
        ],
      },
    });
    expect(operation?.parameters).toEqual([
      parameter("id", "path"),
      parameter("no", "query"),
      parameter("no", "path"),
    ]);
    expect(said).toEqual([
      'malformed: A parameter called 1 in "query" is not a parameter. Dropped.',
      "malformed: The parameter ghost is declared in the path, and the path does not have it. Dropped.",
      "missing-parameter: The path has {no}, and no parameter describes it. Read as any string.",
    ]);
  });

  it("makes a parameter of a model that the path names, whether the page describes one or not", () => {
    const path = "/v1/models/kite-2:fly";
    const want = [parameter("model", "path", { type: "string", enum: ["kite-2"] })];
    expect(read({ path })).toMatchObject({
      operation: {
        path: "/v1/models/{model}:fly",
        parameters: want,
        models: ["kite-2"],
        isModelInPath: true,
      },
      said: [],
    });
    const described = read({ path, operation: { parameters: [parameter("model", "path")] } });
    expect(described.said).toEqual([]);
    expect(described.operation?.parameters.at(-1)).toEqual(want[0]);
    expect(read({ operation: { parameters: [parameter("model", "path")] } }).said).toEqual([
      "malformed: The parameter model is declared in the path, and the path does not have it. Dropped.",
    ]);
  });

  it("reads models from a parameter of the path, and else from the body", () => {
    const model = { enum: ["a-1", "b-1"] };
    const byPath = (more: JsonObject) =>
      read({
        path: "/v1/models/{model}",
        model: { const: "body" },
        operation: { parameters: [{ ...parameter("model", "path"), ...more }] },
      }).operation;
    expect(byPath({ schema: model })).toMatchObject({ models: ["a-1", "b-1"], isModelInPath: true });
    expect(byPath({ example: "a-1" })).toMatchObject({ models: ["a-1"] });
    expect(byPath({})).toMatchObject({ models: [] });
    expect(read({ model, operation: { parameters: [parameter("model", "query")] } }).operation).toMatchObject(
      {
        models: ["a-1", "b-1"],
        isModelInPath: false,
      },
    );
    expect(read({}).operation?.models).toEqual([]);
  });

  it("takes no other parameter of the path for the model", () => {
    const { operation } = read({
      path: "/v1/kites/{id}",
      model: { const: "a-1" },
      operation: { parameters: [parameter("id", "path", { enum: ["b-1"] })] },
    });
    expect(operation).toMatchObject({ models: ["a-1"], isModelInPath: false });
  });

  it("reads the models of all media types of a body, each once", () => {
    const media = (model: string): JsonObject => ({ schema: { properties: { model: { const: model } } } });
    const content = {
      "application/json": media("a-1"),
      "multipart/form-data": media("b-1"),
      "text/plain": media("a-1"),
      "text/html": {},
    };
    expect(read({ operation: { requestBody: { content } } }).operation?.models).toEqual(["a-1", "b-1"]);
  });
});

describe("readPageOperations, responses", () => {
  const statuses = (responses: JsonObject) => {
    const { operation, said } = read({ operation: { responses } });
    return { statuses: operation?.responses.map(([status, , published]) => [status, published]), said };
  };
  const done: JsonObject = { description: "" };

  it.each(["200", "2XX", "302", "3XX"])(
    "has a success in %s, besides which `default` is a failure",
    (status) => {
      expect(statuses({ [status]: done, default: done })).toEqual({
        statuses: [
          [status, status],
          ["default", "default"],
        ],
        said: [],
      });
    },
  );

  it.each(["100", "402", "530", "5XX"])("has none in %s, and the success in `default`", (status) => {
    expect(statuses({ [status]: done, default: done })).toEqual({
      statuses: [
        [status, status],
        ["200", "default"],
      ],
      said: [expect.stringMatching(/^missing-.*: No .* but `default` can be the success\. Read as 200\.$/)],
    });
    expect(statuses({ [status]: done })).toEqual({
      statuses: [[status, status]],
      said: [
        expect.stringMatching(
          /^missing-.*: The page documents no successful .*\. Document one, or add it in an overlay\.$/,
        ),
      ],
    });
  });

  it("reads statuses in any letters, and leaves out what is none and what the page lacks", () => {
    const odd = ["600", "2000", "99", "20", "2X", "x200", "200x", "defaults", "x-kites"];
    const read = statuses({
      "2xx": done,
      Default: done,
      ...Object.fromEntries(odd.map((status) => [status, done])),
      "404": null,
    });
    expect(read.statuses).toEqual([
      ["2XX", "2xx"],
      ["default", "Default"],
    ]);
  });
});

describe("readPageOperations, of what a path refers to", () => {
  const query = (name: string): JsonObject => ({ name, in: "query", schema: text });
  const responses = { "200": { description: "" } };
  const readPath = (item: JsonObject) =>
    read({
      document: {
        paths: { "/v1/kites": item },
        components: {
          pathItems: {
            Kites: { parameters: [query("wind")], get: { summary: "There", responses }, put: { responses } },
          },
        },
      },
    });
  const $ref = "#/components/pathItems/Kites";

  it("reads its operations, those of the path itself before, and the parameters of both", () => {
    const { operations, problems } = readPath({
      $ref,
      parameters: [query("tail")],
      get: { summary: "Here", responses },
      post: { responses },
    });
    expect(operations.map(({ method, operation: { summary } }) => [method, summary])).toEqual([
      ["get", "Here"],
      ["put", undefined],
      ["post", undefined],
    ]);
    for (const { parameters } of operations)
      expect(parameters.map(({ name }) => name)).toEqual(["wind", "tail"]);
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "malformed",
        file: "kite.md",
        pointer: "#/paths/~1v1~1kites",
        message: "Both the path and what it refers to have `get`. Read as the path's own.",
      },
    ]);
    expect(readPath({ $ref }).operations.map(({ method }) => method)).toEqual(["get", "put"]);
  });

  it("reads the path's own where the page lacks that", () => {
    const { operations, said } = readPath({ $ref: `${$ref}Lost`, get: { responses } });
    expect(operations.map(({ method, parameters }) => [method, parameters])).toEqual([["get", []]]);
    expect(said).toEqual([expect.stringMatching(/^missing-component: /)]);
  });
});

describe("readPageOperations, what else it tells", () => {
  it("tells which operation of a page is the first, and whether there are others", () => {
    const two = read({}, (document) => {
      const paths = objectAt(document, "paths");
      paths["/v1/boats"] = objectAt(paths, "/v1/kites/flights");
    });
    const tell = ({ operations }: typeof two) =>
      operations.map(({ isFirst, hasOtherOperations }) => [isFirst, hasOtherOperations]);
    expect(tell(two)).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(tell(read({}))).toEqual([[true, false]]);
  });

  it("reports what is never sent of a path", () => {
    expect(read({ path: "/v1/kites#fly" }).said).toEqual([
      expect.stringMatching(/^malformed: .* #fly is left out/),
    ]);
  });

  it("keeps what a page says of a model that its path spells, and drops parameters that the path lacks", () => {
    const inPath = (name: string) => ({
      name,
      in: "path",
      required: true,
      description: "Which",
      schema: text,
    });
    const { operation, said } = read({
      path: "/v1/models/kite-1:fly",
      operation: { parameters: [inPath("model"), inPath("tail")] },
    });
    expect(operation?.parameters.map(({ name, description }) => [name, description])).toEqual([
      ["model", "Which"],
      ["model", undefined],
    ]);
    expect(said).toEqual([expect.stringMatching(/^malformed: The parameter tail is declared/)]);
  });

  it("takes no model from the path where one of the media types of the body has it", () => {
    const readBody = (content: JsonObject) =>
      read({
        path: "/v1/models/kite-1/fly",
        operation: { "x-tail": { model: "kite-1" }, requestBody: { content } },
      }).operation?.path;
    const schema = { type: "object", properties: { model: { type: "string" } } };
    expect(readBody({ "text/plain": { schema: text } })).toBe("/v1/models/{model}/fly");
    expect(readBody({ "text/plain": { schema: text }, "application/json": { schema } })).toBe(
      "/v1/models/kite-1/fly",
    );
  });

  it("leaves out a response that is no object, and keeps quiet about extensions, which others report", () => {
    const { operation, said } = read({
      operation: { responses: { "200": { description: "" }, "404": "Lost", "x-wind": {}, "5x-": {} } },
    });
    expect(operation?.responses.map(([status]) => status)).toEqual(["200"]);
    expect(said).toEqual([
      "malformed: The response of 404 has to be an object, and is left out.",
      expect.stringMatching(/^malformed: A response of "5x-" is left out/),
    ]);
  });
});
