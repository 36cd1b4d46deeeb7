import { expect, it } from "vitest";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

/** What a page whose operation asks for `security` of `schemes` comes to. */
function read(schemes: JsonObject, security: Json, document: JsonObject = {}) {
  const page = makePage({ operation: { security }, document });
  page.document.components = { ...objectAt(page.document, "components"), securitySchemes: schemes };
  const merged = merge(page);
  return {
    security: merged.operation().security,
    schemes: objectAt(merged.document, "components", "securitySchemes"),
    problems: merged.problems,
  };
}

it.each<[string, JsonObject, string, JsonObject]>([
  [
    "HTTP, after its scheme",
    { type: "http", scheme: "bearer", bearerFormat: "JWT" },
    "bearerAuth",
    { type: "http", scheme: "bearer", bearerFormat: "JWT" },
  ],
  [
    "HTTP that does not say so, as its scheme does",
    { scheme: "basic" },
    "basicAuth",
    { type: "http", scheme: "basic" },
  ],
  [
    "a key, after its place and name",
    { type: "apiKey", in: "query", name: "api_key" },
    "queryApiKeyKey",
    { type: "apiKey", in: "query", name: "api_key" },
  ],
  [
    "any other, after its name and structure",
    { type: "openIdConnect", openIdConnectUrl: "https://example.org" },
    "ownScheme_cec2ef93",
    { type: "openIdConnect", openIdConnectUrl: "https://example.org" },
  ],
])("a scheme is called, if it is %s", (_, scheme, name, want) => {
  const { security, schemes, problems } = read({ own_scheme: scheme }, [{ own_scheme: ["fly"] }]);
  expect(security).toEqual([{ [name]: ["fly"] }]);
  expect(schemes).toEqual({ [name]: want });
  expect(problems).toEqual([]);
});

it.each<[string, JsonObject]>([
  ["is not described", {}],
  ["has no type", { lost: { description: "Lost" } }],
  ["refers to what the page lacks", { lost: { $ref: "#/components/securitySchemes/gone" } }],
])("a requirement is left out whose scheme %s, and reported with its place", (_, schemes) => {
  const kite = { type: "http", scheme: "bearer" };
  const { security, problems } = read({ kite, ...schemes }, [{ lost: [], kite: [] }, { kite: [] }]);
  expect(security).toEqual([{ bearerAuth: [] }]);
  expect(problems.at(-1)).toEqual({
    severity: "warning",
    kind: "missing-component",
    file: "kite.md",
    pointer: "#/paths/~1v1~1kites~1flights/post",
    message:
      "The page asks for the security scheme lost and does not describe it. Dropped; describe it in an overlay.",
  });
});

it("a scheme called like a part of JavaScript is not described by that", () => {
  expect(read({}, [{ constructor: [] }]).problems).toMatchObject([{ kind: "missing-component" }]);
});

it("several schemes at once, and several ways in, stay what they are", () => {
  const schemes = { a: { type: "http", scheme: "bearer" }, b: { type: "apiKey", in: "header", name: "key" } };
  expect(read(schemes, [{ a: [], b: [] }, { b: [] }, { b: [] }, {}, "a", null]).security).toEqual([
    { bearerAuth: [], headerKeyKey: [] },
    { headerKeyKey: [] },
    {},
  ]);
});

it("what the operation says counts before the document, and saying nothing counts for nothing", () => {
  const schemes = { a: { type: "http", scheme: "bearer" } };
  expect(read(schemes, undefined as unknown as Json, { security: [{ a: [] }] }).security).toEqual([
    { bearerAuth: [] },
  ]);
  expect(read(schemes, [], { security: [{ a: [] }] }).security).toEqual([]);
  expect(
    read(schemes, undefined as unknown as Json, { security: undefined as unknown as Json }).security,
  ).toEqual([]);
});

it("a page that lets everybody in makes the key of the others optional", () => {
  const { operation } = merge(
    makeModelPage("kite-1"),
    makeModelPage("kite-2", { operation: { security: [] } }),
  );
  expect(operation().security).toEqual([{ bearerAuth: [] }, {}]);
});

it("the first page's scheme stays of those called alike, and the schemes are sorted", () => {
  const page = (file: string, scheme: JsonObject) => {
    const made = makeModelPage(file, { operation: { security: [{ own: [] }] } });
    made.document.components = { ...objectAt(made.document, "components"), securitySchemes: { own: scheme } };
    return made;
  };
  const { document } = merge(
    page("kite-1", { type: "http", scheme: "bearer", description: "One" }),
    page("kite-2", { type: "http", scheme: "bearer", description: "Two" }),
    page("kite-3", { type: "http", scheme: "basic" }),
  );
  expect(Object.entries(objectAt(document, "components", "securitySchemes"))).toEqual([
    ["basicAuth", { type: "http", scheme: "basic" }],
    ["bearerAuth", { type: "http", scheme: "bearer", description: "One" }],
  ]);
});

it("a scheme that another page or another scheme of the page describes differently is reported once, at its place", () => {
  const bearer = (bearerFormat: string): JsonObject => ({ type: "http", scheme: "bearer", bearerFormat });
  const page = (file: string, securitySchemes: JsonObject, ...names: string[]) => {
    const { paths } = makePage().document;
    const operation = {
      ...objectAt(paths, "/v1/kites/flights", "post"),
      security: names.map((name) => ({ [name]: [] })),
    };
    const item = { post: operation, put: operation };
    return makePage({
      file,
      document: { paths: { [`/v1/${file}`]: item }, components: { securitySchemes } },
    });
  };
  const { problems } = merge(
    page("a", { one: bearer("JWT"), other: bearer("opaque") }, "one", "other"),
    page("b", { one: bearer("none") }, "one"),
    page("c", { one: bearer("any") }, "one"),
  );
  const differing = problems.filter(({ message }) =>
    message.includes("`bearerFormat` of the security scheme bearerAuth"),
  );
  expect(differing.map(({ file, pointer }) => [file, pointer])).toEqual([
    ["a", "#/components/securitySchemes/other"],
  ]);
  expect(differing[0]?.message).toMatch(/ So it is on 2 more\.$/);
});
