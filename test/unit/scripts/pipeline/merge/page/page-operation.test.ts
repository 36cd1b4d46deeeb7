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
