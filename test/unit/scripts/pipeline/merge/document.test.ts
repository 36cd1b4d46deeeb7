import { describe, expect, it } from "vitest";
import {
  mergeInfo,
  mergeTags,
  rankServers,
  reportInfo,
} from "../../../../../scripts/pipeline/merge/document.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import type { Problem } from "../../../../../src/openapi/problem.ts";

const page = (info: JsonObject, url = "https://api.example.org/v1"): JsonObject => ({
  info,
  servers: [{ url }],
});

const CONTACT = { name: "N", url: "https://example.org", email: "n@example.org" };

describe("mergeInfo", () => {
  it.each<[string, JsonObject[], JsonObject]>([
    [
      "the title and version that all pages say",
      [page({ title: "Kites", version: "2.0.0" }), page({ title: "Kites", version: "2.0.0" })],
      { title: "Kites", version: "2.0.0" },
    ],
    [
      "the host where titles differ",
      [page({ title: "Kites" }), page({ title: "Boats" })],
      { title: "api.example.org", version: "1.0.0" },
    ],
    [
      "the host that most pages name first",
      [
        page({ title: "A" }, "https://b.example.org"),
        page({ title: "B" }, "https://a.example.org/v1/x"),
        page({ title: "C" }, "http://a.example.org"),
      ],
      { title: "a.example.org", version: "1.0.0" },
    ],
    [
      "`API` where titles differ and nobody names a host",
      [{ info: { title: "A" } }, { info: { title: "B" }, servers: "none" }],
      { title: "API", version: "1.0.0" },
    ],
    [
      "the latest version, by its numbers",
      [
        page({ title: "K", version: "1.10.0" }),
        page({ title: "K", version: "1.9.0" }),
        page({ title: "K", version: 3 }),
      ],
      { title: "K", version: "1.10.0" },
    ],
    [
      "a license that says where it stands, before one that does not",
      [
        page({ title: "K", license: { name: "One" } }),
        page({ title: "K", license: { name: "Two", url: "https://example.org" } }),
      ],
      { title: "K", version: "1.0.0", license: { name: "Two", url: "https://example.org" } },
    ],
    [
      "a license that says what it is",
      [
        page({ title: "K", license: { name: "One" } }),
        page({ title: "K", license: { name: "MIT", identifier: "MIT" } }),
      ],
      { title: "K", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } },
    ],
    [
      "the first license where none says more",
      [
        page({ title: "K", license: "MIT" }),
        page({ title: "K", license: { name: "One" } }),
        page({ title: "K", license: { name: "Two" } }),
      ],
      { title: "K", version: "1.0.0", license: { name: "One" } },
    ],
    [
      "what else all pages say",
      ["A", "B"].map((title) =>
        page({ title, description: title, summary: "S", contact: { name: "N", "x-a": [] }, "x-b": {} }),
      ),
      {
        title: "api.example.org",
        version: "1.0.0",
        summary: "S",
        contact: { name: "N", "x-a": [] },
        "x-b": {},
      },
    ],
    [
      "every field that OpenAPI has, and extensions of any kind",
      [page({ title: "K", description: "D", termsOfService: "T", contact: CONTACT, "x-b": 1 })],
      { title: "K", version: "1.0.0", description: "D", termsOfService: "T", contact: CONTACT, "x-b": 1 },
    ],
    [
      "nothing else that one of three says otherwise",
      ["S", "S", "T"].map((summary) => page({ title: "K", summary })),
      { title: "K", version: "1.0.0" },
    ],
    [
      "nothing else that OpenAPI has no place for, or another one",
      [
        page({
          title: "K",
          description: ["D"],
          summary: null,
          contact: { name: 1 },
          terms: "T",
          owner: CONTACT,
        }),
      ],
      { title: "K", version: "1.0.0" },
    ],
    [
      "no contact with further fields",
      [page({ title: "K", contact: { ...CONTACT, phone: "1" } })],
      { title: "K", version: "1.0.0" },
    ],
    ["nothing where there is no page", [], { title: "API", version: "1.0.0" }],
  ])("keeps %s", (_, documents, want) => {
    expect(mergeInfo(documents)).toStrictEqual(want);
  });

  it("gives the same version for any order of the pages", () => {
    const [one, other] = [page({ title: "K", version: "1.9.0" }), page({ title: "K", version: "1.10.0" })];
    expect(mergeInfo([one, other]).version).toBe("1.10.0");
    expect(mergeInfo([other, one]).version).toBe("1.10.0");
    const versions = ["1.9.0", "1.10.0", "1.2.0", "0.30.0"].map((version) => page({ title: "K", version }));
    expect(mergeInfo(versions).version).toBe("1.10.0");
  });
});

describe("reportInfo", () => {
  it("reports what a page says of itself that has no operation to say it", () => {
    const problems: Problem[] = [];
    const [one, other] = [page({ title: "K", contact: {} }), page({ title: "K", summary: "S", "x-a": 1 })];
    const pages = [one, other, page({ title: "K" })].map((document, index) => ({
      file: `${index}.md`,
      document,
    }));
    reportInfo(pages, [{ document: one }], {
      info: { title: "K" },
      report: (problem) => problems.push(problem),
    });
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "malformed",
        file: "1.md",
        pointer: "#/info",
        message:
          "Pages differ in `info`, and this one has no operation that could tell: left out are summary, x-a.",
      },
    ]);
  });
});

describe("rankServers", () => {
  it("names the one server that most operations name first", () => {
    const on = (...urls: string[]): JsonObject => ({
      servers: urls.map((url) => ({ url, description: url })),
    });
    expect(rankServers([on("b"), on("a", "b"), on("a")])).toEqual([{ url: "a" }]);
    expect(rankServers([{}, { servers: ["a", null] }])).toEqual([]);
  });

  it("takes its variables along, and not those of another", () => {
    const variables = { region: { default: "eu" } };
    const other = { url: "https://b.example", variables: { region: { default: "us" } } };
    const one = { url: "https://{region}.a.example", variables };
    expect(rankServers([{ servers: [other] }, { servers: [one] }, { servers: [one, other] }])).toEqual([
      { url: one.url, variables },
    ]);
  });
});

describe("mergeTags", () => {
  const tags = (...list: Json[]): JsonObject => ({ tags: list });
  const run = (pages: JsonObject[], operations: JsonObject[]) => {
    const problems: Problem[] = [];
    const files = pages.map((document, index) => ({ file: `${index}.md`, document }));
    const output = mergeTags(files, operations, (problem) => problems.push(problem));
    expect(problems.every(({ severity, kind }) => severity === "warning" && kind === "malformed")).toBe(true);
    return { output, said: problems.map(({ file, pointer, message }) => `${file}${pointer} ${message}`) };
  };

  it("lists the used tags of which a page says something, sorted, with all descriptions", () => {
    const more = { url: "https://docs.example.org" };
    const { output, said } = run(
      [
        tags({ name: "Kites" }, { name: "Kites", description: "First" }),
        tags({ name: "Winds", externalDocs: more }, { name: "Boats", description: "Boats" }),
        tags({ name: "Kites", description: "Second" }, { name: "Boats", description: "Boats" }),
      ],
      [tags("Kites"), tags("Kites", "Boats"), tags("Plain", "Winds"), { tags: "Unused" }],
    );
    expect(output).toEqual({
      tags: [
        { name: "Boats", description: "Boats" },
        { name: "Kites", description: "First\n\nSecond" },
        { name: "Winds", externalDocs: more },
      ],
    });
    expect(said).toEqual([]);
  });

  it("reports tags that are none", () => {
    const { output, said } = run(
      [
        tags("Boats", null, { description: "Nameless" }, { name: "Kites", description: "K" }),
        { tags: "none" },
      ],
      [tags("Kites")],
    );
    const message = "A tag has to be an object with a `name`. Left out.";
    expect(output).toEqual({ tags: [{ name: "Kites", description: "K" }] });
    expect(said).toEqual([
      ...[0, 1, 2].map((index) => `0.md#/tags/${index} ${message}`),
      "1.md#/tags `tags` has to be a list. Left out.",
    ]);
  });

  it("reports what it leaves out", () => {
    const { said } = run(
      [
        tags({ name: "Kites", "x-order": 1 }, { name: "Unused", description: "Unused" }, { name: "Bare" }),
        tags({ name: "Kites", "x-order": 2 }),
      ],
      [tags("Kites")],
    );
    expect(said).toEqual([
      "0.md#/tags/1 No operation has the tag Unused. Left out.",
      "0.md#/tags/2 No operation has the tag Bare. Left out.",
      "1.md#/tags/0 `x-order` of the tag Kites is another one on the first page that has it. Left out.",
    ]);
  });

  it("has no list where nothing is said of a tag", () => {
    expect(run([tags({ name: "Kites" })], [tags("Kites")])).toEqual({ output: {}, said: [] });
  });
});
