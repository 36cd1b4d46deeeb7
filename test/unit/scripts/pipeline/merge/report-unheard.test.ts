import { describe, expect, it } from "vitest";
import type { PageOperation } from "../../../../../scripts/pipeline/merge/page/page-operation.ts";
import { reportUnheard } from "../../../../../scripts/pipeline/merge/report-unheard.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import type { Method } from "../../../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../../../src/openapi/parse/parse-document.ts";
import type { Problem } from "../../../../../src/openapi/problem.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../../helpers/pages.ts";

/** What is reported of the texts of some pages. */
function listUnheard(...pages: PageDocument[]): string[] {
  return merge(...pages)
    .problems.filter(({ kind }) => kind === "texts-differ")
    .map(({ file, pointer, message }) => `${file} ${pointer} ${message}`);
}

const about = (file: string, description: string, more: JsonObject = {}, facts: PageFacts = {}) =>
  makeModelPage("kite-1", { file, operation: { description, ...more }, ...facts });
const AT = "#/paths/~1v1~1kites~1flights/post";

describe("reportUnheard", () => {
  it("reports once the texts of a page about a model that another page speaks for", () => {
    expect(
      listUnheard(
        about("a.md", "Rises."),
        about("b.md", "Sinks.\n\n- Slowly", {
          responses: { "200": { description: "Sunk" }, "400": { description: "Wrong" } },
        }),
        makeModelPage("kite-2", { operation: { description: "Turns." } }),
      ),
    ).toEqual([
      `b.md ${AT}/description 2 texts of this page are left out, as a.md says something else: "Sinks.\\n\\n- Slowly", …`,
    ]);
  });

  it("names the pages about the model where no other is about the operation", () => {
    const wrong = (description: string, more: PageFacts) => {
      const schema = { type: "object", properties: { code: { type: "string", description } } };
      const responses = { "400": { description: "Wrong", content: { "application/json": { schema } } } };
      return makeModelPage("kite-1", { file: `${description}.md`, operation: { responses }, ...more });
    };
    const all = [wrong("One", {}), wrong("Two", { path: "/v1/kites/turns", operationId: "turnKite" })];
    expect(listUnheard(...all)).toEqual([
      expect.stringContaining("Two.md #/paths/~1v1~1kites~1turns/post/responses/400"),
    ]);
    expect(listUnheard(...all)[0]).toContain("as One.md says");
  });

  it.each<[string, PageDocument[]]>([
    ["say the same", [about("a.md", "Rises."), about("b.md", "Rises.")]],
    ["are the same in other languages", [about("en/kite.md", "Rises."), about("ja/kite.md", "Steigt.")]],
    [
      "are the same, one in a folder of its language",
      [about("kite.md", "Rises."), about("zh-CN/kite.md", "上升")],
    ],
    [
      "are about different models",
      [
        about("a.md", "One\n\n- Two"),
        makeModelPage("kite-2", { operation: { description: "Two\n\n- `a`: Three" } }),
      ],
    ],
    [
      "name no models",
      [
        makePage({ file: "a.md", operation: { description: "Rises." } }),
        makePage({ file: "b.md", operation: { description: "Sinks." } }),
      ],
    ],
    ["say the same around what they do not", [about("a.md", "One\nTwo\nThree"), about("b.md", "Two\nThree")]],
  ])("reports nothing of pages that %s", (_, pages) => {
    expect(listUnheard(...pages)).toEqual([]);
  });

  it("takes pages in folders that look like languages for others, where they differ in the same language", () => {
    const [east, west] = ["Kites of the east fly in metres.", "Kites of the west fly in feet."];
    expect(listUnheard(about("us/kite.md", west), about("eu/kite.md", east))).toEqual([
      expect.stringContaining("us/kite.md"),
    ]);
    const translated = about("ja/kite.md", "東の凧はメートルで飛びます。");
    const pages = [about("us/kite.md", west), translated, about("eu/kite.md", east)];
    expect(listUnheard(...pages)).toHaveLength(1);
    expect(listUnheard(about("us/kite.md", east), about("eu/kite.md", east), translated)).toEqual([]);
  });

  it("tells regions from translations also in a language that writes no words apart", () => {
    const [few, many] = ["每张图片的大小不超过五兆字节", "每张图片的大小不超过十兆字节，并须含有文字"];
    const translated = about("ja/kite.md", "画像ごとのサイズは5メガバイトまでです。");
    expect(listUnheard(about("us/kite.md", few), translated, about("cn/kite.md", many))).toHaveLength(1);
    expect(listUnheard(about("cn/kite.md", few), translated)).toEqual([]);
  });

  it("takes pages in other folders than those of languages for others, and lines in another order for another text", () => {
    expect(listUnheard(about("red/kite.md", "Rises."), about("blue/kite.md", "Sinks."))).toHaveLength(1);
    expect(listUnheard(about("a.md", "One\nTwo"), about("b.md", "Two\nOne"))).toHaveLength(1);
  });

  it("reports what only the first page can say of a parameter: examples, extensions and how it is written", () => {
    const told = (name: string): JsonObject => ({
      parameters: [
        {
          ...{ name: "wind", in: "query", description: name, "x-own": name, example: name },
          schema: {
            type: "string",
            title: name,
            xml: { name },
            $comment: `${name} hidden`,
            "x-own": [name],
          },
        },
      ],
    });
    const pages = ["One", "Two"].map((name) =>
      makeModelPage(`kite-${name}`, { file: `${name}.md`, operation: told(name) }),
    );
    expect(listUnheard(...pages)).toEqual([
      `Two.md ${AT}/parameters/0/x-own 5 texts of this page are left out, as One.md says something else: "x-own: \\"Two\\"", …`,
    ]);
  });

  it("reports the extensions of links that differ, which are written as texts", () => {
    const linked = (name: string) =>
      makeModelPage(`kite-${name}`, { operation: { externalDocs: { url: name, "x-own": name } } });
    expect(listUnheard(linked("One"), linked("Two"))).toEqual([
      expect.stringContaining(`kite-One.md ${AT}/externalDocs/x-own A text`),
      expect.stringContaining(`kite-Two.md ${AT}/externalDocs/x-own A text`),
    ]);
  });

  it("shows sixty characters of a text, and three of the pages that are followed", () => {
    const first = about("0.md", "Rises.");
    const [short, long] = ["a".repeat(60), "b".repeat(61)];
    expect(listUnheard(first, about("1.md", short))[0]).toMatch(/: "a{60}"$/);
    expect(listUnheard(first, about("1.md", long))[0]).toMatch(/: "b{60}…"$/);
    const following = (count: number) =>
      listUnheard(
        ...Array.from({ length: count }, (_, index) => about(`${index}.md`, "Rises.")),
        about("x.md", "Sinks."),
      );
    expect(following(3)).toEqual([expect.stringContaining("as 0.md, 1.md, 2.md say something else")]);
    expect(following(5)).toEqual([
      expect.stringContaining("as 0.md, 1.md, 2.md and 2 more say something else"),
    ]);
  });

  it.each<
    [
      what: string,
      others: [source: string, path: string, method: Method, ...models: string[]][],
      said: string,
    ]
  >([
    [
      "the same operation and model",
      [
        ["model.md", "/c", "put", "kite-2"],
        ["both.md", "/b", "post", "kite-3"],
        ["operation.md", "/a", "get", "kite-9"],
      ],
      "as both.md says something else",
    ],
    [
      "one of several models",
      [
        ["operation.md", "/a", "get", "kite-9"],
        ["model.md", "/c", "put", "kite-2"],
      ],
      "as model.md says something else",
    ],
    [
      "one of several operations",
      [["operation.md", "/b", "post", "kite-9"]],
      "as operation.md says something else",
    ],
    [
      "none of its operations, though a path and a method of them",
      [
        ["path.md", "/a", "post", "kite-9"],
        ["method.md", "/c", "get", "kite-9"],
      ],
      "as something else is said in their place",
    ],
  ])("names pages about %s", (_, others, said) => {
    const document = { info: {}, paths: { "/a": { get: { description: "Rises." } } } };
    const operation = (source: string, path: string, method: Method, models: string[], own: JsonObject) =>
      ({ source, path, method, models, document: own }) as unknown as PageOperation;
    const operations = [
      operation("own.md", "/a", "get", ["kite-1", "kite-2"], document),
      operation("own.md", "/b", "post", ["kite-3"], document),
      ...others.map(([source, path, method, ...models]) => operation(source, path, method, models, {})),
    ];
    const problems: Problem[] = [];
    reportUnheard([{ file: "own.md", document }], operations, {}, (problem) => problems.push(problem));
    expect(problems.map(({ message }) => message)).toEqual([
      `A text of this page is left out, ${said}: "Rises."`,
    ]);
  });

  it("warns", () => {
    const { problems } = merge(about("a.md", "Rises."), about("b.md", "Sinks."));
    expect(problems.filter(({ kind }) => kind === "texts-differ")).toMatchObject([{ severity: "warning" }]);
  });

  it("keeps quiet about components that nothing leads to, which are reported already", () => {
    const schemas = { Alone: { description: "Alone" } };
    expect(listUnheard(makePage({ schemas }))).toEqual([]);
  });
});
