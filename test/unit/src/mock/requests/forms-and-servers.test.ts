import { describe, expect, it } from "vitest";
import { askMockOf } from "../../../../helpers/mock.ts";

const type = (name: string, more: object = {}) => ({ type: name, ...more });
const object = (properties: object) => type("object", { required: Object.keys(properties), properties });
const DONE = { description: "Done", content: { "application/json": { example: { done: true } } } };
const A = object({ a: type("array", { items: type("integer") }) });
const P = object({ p: object({ x: type("integer") }) });
const texts = (limits: object) => object({ a: type("array", { items: type("string"), ...limits }) });

describe("a form of the mock", () => {
  it.each<[body: string, schema: object, encoding: object, status: number]>([
    ["a=1&a=2", A, {}, 200],
    ["a[]=1&a[]=2", A, {}, 200],
    ["a=1,2", A, { a: { explode: false } }, 200],
    ["a=1,x", A, { a: { explode: false } }, 400],
    ["a=1%2C2", A, { a: { explode: false } }, 200],
    ["a=1%2cx", A, { a: { explode: false } }, 400],
    ["a=x%2Cy", texts({ maxItems: 1 }), { a: { explode: false } }, 200],
    ["a=x%2Cy", texts({ minItems: 2, maxItems: 2 }), { a: { explode: false } }, 200],
    ["a=x%2Cy,z", texts({ minItems: 2, maxItems: 2 }), { a: { explode: false } }, 200],
    ["a=x%2Cy,z", texts({ minItems: 3 }), { a: { explode: false } }, 400],
    ["a=", texts({ maxItems: 0 }), { a: { explode: false } }, 200],
    ["a=1|2", A, { a: { style: "pipeDelimited" } }, 200],
    ["p[x]=1", P, { p: { style: "deepObject" } }, 200],
    ["p[x]=q", P, { p: { style: "deepObject" } }, 400],
    ["p[x]=1", P, {}, 200],
    ["x=1", P, { p: { style: "form" } }, 200],
    ["p=x,1", P, { p: { explode: false } }, 200],
    ["a=1&p=%7B%22x%22%3A1%7D", { allOf: [A, P] }, {}, 200],
    ["a=1", { oneOf: [A, P] }, {}, 200],
    ["", type("object"), {}, 200],
    ["", A, {}, 400],
  ])("reads %s of %j as %j says", async (body, schema, encoding, status) => {
    const content = { "application/x-www-form-urlencoded": { schema, encoding } };
    const post = { requestBody: { required: true, content }, responses: { 200: DONE, 400: DONE } };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await askMockOf("/a", { post }, "/a", { method: "POST", headers, body })).status).toBe(status);
  });
});

it("a form of parts has no separators that are percent-encoded", async () => {
  const content = {
    "multipart/form-data": { schema: A, encoding: { a: { style: "form", explode: false } } },
  };
  const post = { requestBody: { required: true, content }, responses: { 200: DONE, 400: DONE } };
  for (const [text, status] of [
    ["1,2", 200],
    ["1%2C2", 400],
  ] as const) {
    const body = new FormData();
    body.set("a", text);
    expect((await askMockOf("/a", { post }, "/a", { method: "POST", body })).status).toBe(status);
  }
});

it("a file of a form is not measured by its name", async () => {
  const file = { type: "string", format: "binary", minLength: 9, maxLength: 10, pattern: "^x" };
  const content = {
    "multipart/form-data": { schema: object({ a: file, b: { $ref: "#/components/schemas/File" } }) },
  };
  const post = { requestBody: { required: true, content }, responses: { 200: DONE, 400: DONE } };
  const body = new FormData();
  for (const name of ["a", "b"]) body.set(name, new File(["x"], "a.png", { type: "image/png" }));
  const document = { components: { schemas: { File: file } } };
  expect((await askMockOf("/a", { post }, "/a", { method: "POST", body }, document)).status).toBe(200);
  body.delete("b");
  expect((await askMockOf("/a", { post }, "/a", { method: "POST", body }, document)).status).toBe(400);
});

describe("a server whose address has variables", () => {
  const variables = { v: { default: "v2", enum: ["v1", "v2"] }, base: { default: "api/v3" } };
  it.each([
    ["https://x.example/{v}", "/v2/a", 200],
    ["https://x.example/{v}", "/v1/a", 200],
    ["https://x.example/{v}", "/v9/a", 404],
    ["/{base}", "/api/v3/a", 200],
    ["https://x.example/{unknown}", "/a", 200],
  ])("%s serves %s as %i", async (url, path, status) => {
    const servers = [{ url, variables }];
    expect((await askMockOf("/a", { get: { responses: { 200: DONE } } }, path, {}, { servers })).status).toBe(
      status,
    );
  });
});
