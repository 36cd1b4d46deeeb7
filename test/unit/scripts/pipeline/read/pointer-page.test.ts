import { describe, expect, it } from "vitest";
import {
  type DocumentPointer,
  readPointer,
  withoutFrontmatter,
} from "../../../../../scripts/pipeline/read/pointer-page.ts";
import { createExplainPointer } from "../../../../../scripts/pipeline/read/resolve-pointers.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";

describe("readPointer", () => {
  it.each<[frontmatter: string, pointer: DocumentPointer | undefined]>([
    ['openapi: "/en/a.json POST /v1/a"', { document: "/en/a.json", method: "post", path: "/v1/a" }],
    ["openapi: GET /v1/a", { method: "get", path: "/v1/a" }],
    ["openapi: trace /v1/a", { method: "trace", path: "/v1/a" }],
    ["openapi: get  /v1/a ", { method: "get", path: "/v1/a" }],
    ["api: DELETE https://api.example.com/v1/a", { method: "delete", path: "/v1/a" }],
    ["openapi: my api.yaml PUT /x", { document: "my api.yaml", method: "put", path: "/x" }],
    ["openapi: a.yml webhook done", { document: "a.yml" }],
    ["openapi: a.YAML", { document: "a.YAML" }],
    ["openapi-schema: b.json Kite", { document: "b.json" }],
    ["api: GET /b\nopenapi: GET /a", { method: "get", path: "/a" }],
    ["openapi: 3\napi: GET /a", { method: "get", path: "/a" }],
    ["openapi: a.jsonc", undefined],
    ["openapi: Kites", undefined],
    ["openapi: FETCH /a", undefined],
    ["openapi: GET", undefined],
    ["title: Kites", undefined],
    ["- GET /a", undefined],
    ["openapi: [", undefined],
  ])("reads %j", (frontmatter, pointer) => {
    expect(readPointer(`---\n${frontmatter}\n---\nText.`)).toEqual(pointer);
    expect(readPointer(`--- \r\n${frontmatter.replaceAll("\n", "\r\n")}\r\n---\t`)).toEqual(pointer);
    expect(readPointer(`\n---\n${frontmatter}\n---\n`)).toBeUndefined();
    expect(readPointer(`---\n${frontmatter}\n`)).toBeUndefined();
  });

  it("makes frontmatter empty and keeps its lines", () => {
    expect(withoutFrontmatter("---\na: 1\nb: 2\n---\nText\n---\nc\n---\n")).toBe(
      "\n\n\n\nText\n---\nc\n---\n",
    );
  });
});

describe("createExplainPointer", () => {
  const document: JsonObject = { paths: { "/a/": { get: {} }, "/b": { post: {} } } };
  const explain = createExplainPointer(
    ["docs/en/kites.json", "docs/ja/kites.json", "docs/en/refused.json"],
    [
      { file: "docs/en/kites.json", document },
      { file: "docs/ja/kites.json", document: { paths: { "/c": { get: {} } } } },
    ],
  );
  const missing = "which no document here describes. Add its document, or remove the page.";
  const wrong = "which does not describe it. Correct one of them.";
  const gone = "which is not here. Add that document, or remove the page.";

  it.each<[pointer: DocumentPointer, said: string | undefined]>([
    [{ method: "get", path: "/a" }, undefined],
    [{ method: "get", path: "/a/" }, undefined],
    [{ method: "post", path: "/b//" }, undefined],
    [{ method: "post", path: "/a" }, `The page points to POST /a, ${missing}`],
    [{ method: "toString", path: "/a" }, `The page points to TOSTRING /a, ${missing}`],
    [{ method: "get", path: "/z" }, `The page points to GET /z, ${missing}`],
    [{ document: "/en/kites.json" }, undefined],
    [{ document: "en/kites.json" }, undefined],
    [{ document: "./kites.json" }, undefined],
    [{ document: "/all/docs/en/kites.json", method: "get", path: "/a" }, undefined],
    [{ document: "/kites.json", method: "get", path: "/c" }, undefined],
    [
      { document: "/en/kites.json", method: "get", path: "/c" },
      `The page points to GET /c of /en/kites.json, ${wrong}`,
    ],
    [{ document: "/en/refused.json", method: "get", path: "/c" }, undefined],
    [{ document: "/fr/kites.json" }, `The page points to /fr/kites.json, ${gone}`],
    [{ document: "/en/swans.json" }, `The page points to /en/swans.json, ${gone}`],
    [{ document: "ites.json" }, `The page points to ites.json, ${gone}`],
  ])("explains %j", (pointer, said) => {
    expect(explain(pointer)).toBe(said);
  });
});
