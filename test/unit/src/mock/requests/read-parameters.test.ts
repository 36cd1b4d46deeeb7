import { describe, expect, it } from "vitest";
import { askMockOf } from "../../../../helpers/mock.ts";

const type = (name: string, more: object = {}) => ({ type: name, ...more });
const text = type("string");
const LIST = type("array", { items: type("integer") });
const POINT = type("object", { properties: { x: type("integer") } });
const MAP = type("object", { additionalProperties: type("integer") });
const DONE = { description: "Done", content: { "application/json": { example: { done: true } } } };
const parameter = (place: string, name: string, schema: object, more: object = {}) => ({
  in: place,
  name,
  schema,
  required: true,
  ...more,
});
const asJson = (place: string, name: string, schema: object) => ({
  in: place,
  name,
  required: true,
  content: { "application/json": { schema } },
});
const ask = async (parameters: object[], url: string, headers: Record<string, string> = {}, path = "/a") => {
  const response = await askMockOf(path, { get: { parameters, responses: { 200: DONE } } }, url, { headers });
  return [response.status, response.status === 200 ? "" : await response.text()] as const;
};
const IS_REQUIRED = /is required/;

describe("readParameters", () => {
  it.each<[string, object[], taken: string[], refused: string[]]>([
    ["an object with free names", [parameter("query", "q", MAP)], ["/a?R=1&G=2"], ["/a?R=x", "/a"]],
    [
      "free names that are not those of other parameters",
      [parameter("query", "q", MAP), parameter("query", "page", text), parameter("query", "ids", LIST)],
      ["/a?R=1&page=two&ids[]=3", "/a?R=1&page=two&ids=3"],
      ["/a?page=two&ids=3", "/a?R=x&page=two&ids=3"],
    ],
    [
      "an object whose names are fixed, beside names that nobody knows",
      [parameter("query", "q", { ...POINT, additionalProperties: false })],
      ["/a?x=1&utm=x"],
      ["/a?utm=x"],
    ],
    [
      "names of a branch",
      [
        parameter("query", "q", {
          oneOf: [
            { ...POINT, required: ["x"] },
            type("object", { required: ["y"], properties: { y: LIST } }),
          ],
        }),
      ],
      ["/a?x=1", "/a?y=1&y=2"],
      ["/a?x=b"],
    ],
    [
      "a text or a list",
      [parameter("query", "q", { anyOf: [{ enum: ["all"], type: "string" }, LIST] }, { explode: false })],
      ["/a?q=all", "/a?q=1,2"],
      ["/a?q=some"],
    ],
    [
      "a text or an object",
      [parameter("query", "q", { anyOf: [{ enum: ["all"], type: "string" }, POINT] })],
      ["/a?q=all", "/a?x=1"],
      ["/a?q=some"],
    ],
    [
      "fixed values that alone say of which type they are",
      [parameter("query", "q", { enum: [true, 2, 2.5] })],
      ["/a?q=true", "/a?q=2", "/a?q=2.5"],
      ["/a?q=false", "/a?q=3", "/a?q=yes"],
    ],
    [
      "fixed values of which some are texts",
      [parameter("query", "q", { enum: ["a", 1, true], description: "Any" })],
      ["/a?q=a", "/a?q=1", "/a?q=true"],
      ["/a?q=2", "/a?q=b", "/a?q=false"],
    ],
    [
      "fixed values of several types that are named",
      [parameter("query", "q", { enum: ["a", 1], type: ["string", "integer"] })],
      ["/a?q=a", "/a?q=1"],
      ["/a?q=2", "/a?q=b"],
    ],
    [
      "items that hold what separates them",
      [parameter("query", "q", type("array", { items: text, maxItems: 2, minItems: 2 }), { explode: false })],
      ["/a?q=a%2Cb,c"],
      ["/a?q=a,b,c"],
    ],
    [
      "commas that are encoded",
      [parameter("query", "q", LIST, { explode: false })],
      ["/a?q=1%2C2"],
      ["/a?q=1%2Cx"],
    ],
    [
      "a deepObject in another",
      [
        parameter("query", "q", type("object", { properties: { at: POINT, ids: LIST } }), {
          style: "deepObject",
        }),
      ],
      ["/a?q[at][x]=1", "/a?q[ids]=1", "/a?q[ids]=1&q[ids]=2", "/a?q[ids][]=1"],
      ["/a?q[at][x]=b", "/a?q[ids]=b", "/a?q[at]=1", "/a"],
    ],
    [
      "a query that is JSON",
      [asJson("query", "q", POINT)],
      ['/a?q={"x":1}'],
      ['/a?q={"x":"1"}', "/a?q=x", "/a"],
    ],
    [
      "names of inherited properties",
      [parameter("query", "constructor", text)],
      ["/a?constructor=1"],
      ["/a"],
    ],
    [
      "a parameter called __proto__",
      [parameter("query", "__proto__", type("integer"))],
      ["/a?__proto__=1"],
      ["/a?__proto__=x", "/a"],
    ],
  ])("reads %s", async (_, parameters, taken, refused) => {
    for (const url of taken) expect([url, ...(await ask(parameters, url))]).toEqual([url, 200, ""]);
    for (const url of refused) expect([url, (await ask(parameters, url))[0]]).toEqual([url, 400]);
  });

  it("reads cookies one by one, decoded, and those that are JSON", async () => {
    const parameters = [parameter("cookie", "id", LIST), asJson("cookie", "at", POINT)];
    const cookie = (header: string) => ask(parameters, "/a", { cookie: header });
    expect(await cookie("id=1; a=b; id=2; at=%7B%22x%22%3A1%7D")).toEqual([200, ""]);
    expect(await cookie("id=1; at=x")).toEqual([400, expect.stringContaining("at must be")]);
    expect(await cookie("id=x; at=%7B%7D")).toEqual([400, expect.stringContaining("id[0] must be")]);
    expect(await cookie("id=1")).toEqual([400, expect.stringMatching(IS_REQUIRED)]);
  });

  it("reads headers that are JSON, and finds none that is only inherited", async () => {
    const parameters = [asJson("header", "X-At", POINT)];
    expect(await ask(parameters, "/a", { "x-at": '{"x":1}' })).toEqual([200, ""]);
    expect((await ask(parameters, "/a", { "x-at": '{"x":"1"}' }))[0]).toBe(400);
    expect(await ask([parameter("header", "constructor", text)], "/a")).toEqual([
      400,
      expect.stringMatching(IS_REQUIRED),
    ]);
  });

  it.each([
    ["label", "/a/.1", "/a/1"],
    ["matrix", "/a/;p=1", "/a/1"],
    ["matrix", "/a/;p=1", "/a/;q=1"],
    ["matrix", "/a/;p=1", "/a/p=1"],
  ])("refuses a path that is not of the style %s", async (style, taken, refused) => {
    const parameters = [parameter("path", "p", type("integer"), { style })];
    expect(await ask(parameters, taken, {}, "/a/{p}")).toEqual([200, ""]);
    expect(await ask(parameters, refused, {}, "/a/{p}")).toEqual([400, expect.stringMatching(IS_REQUIRED)]);
  });

  it("reads the parts of a segment, encoded or not, each as short as it can be", async () => {
    const parameters = ["a", "b"].map((name) => parameter("path", name, type("string", { maxLength: 3 })));
    const path = "/a/{a}:{b}.png";
    for (const url of ["/a/x:y.png", "/a/x%3Ay.png", "/a/x:y:z.png", "/a/%3A%3Ax.png"])
      expect([url, ...(await ask(parameters, url, {}, path))]).toEqual([url, 200, ""]);
    for (const url of ["/a/xxxx:y.png", "/a/x:yyyy.png"])
      expect([url, (await ask(parameters, url, {}, path))[0]]).toEqual([url, 400]);
    for (const url of ["/a/x.png", "/a/:y.png", "/a/x:y.jpg", "/a/x:.png"])
      expect([url, (await ask(parameters, url, {}, path))[0]]).toEqual([url, 404]);
  });

  it("takes no time on tries at a path with many parameters in one segment", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const parameters = names.map((name) => parameter("path", name, text));
    const path = `/a/${names.map((name) => `{${name}}`).join("-")}.end`;
    const started = performance.now();
    expect((await ask(parameters, `/a/${"-".repeat(15_000)}.en`, {}, path))[0]).toBe(404);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
