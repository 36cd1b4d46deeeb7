import { describe, expect, it } from "vitest";
import type { PrismOperation } from "../../../../../src/mock/prism/prism-operations.ts";
import { createRouter } from "../../../../../src/mock/prism/router.ts";

const servers = [{ url: "https://kites.example/api" }];
const operations = [
  ["get", "/v1/kites/{kite}"],
  ["post", "/v1/models/{model}:ask"],
  ["get", "/v1/files/{folder}/content/{name}"],
  ["get", "/v1/winds/{place}/today"],
].map(([method, path]) => ({ method, path, servers }) as unknown as PrismOperation);
const find = createRouter(operations);
const messageOf = (method: string, path: string) => {
  const route = find(method, path);
  return "message" in route ? `${route.status} ${route.message}` : route.operation.path;
};

describe("a path with a slash in a value", () => {
  it.each([
    ["GET", "/v1/kites/red/1", "{kite}", "/v1/kites/{kite}", "/v1/kites/red%2F1"],
    ["GET", "/api/v1/kites/red/1", "{kite}", "/v1/kites/{kite}", "/api/v1/kites/red%2F1"],
    ["POST", "/v1/models/a/b/c:ask", "{model}", "/v1/models/{model}:ask", "/v1/models/a%2Fb%2Fc:ask"],
    [
      "GET",
      "/v1/files/a/b/content/c",
      "{folder}",
      "/v1/files/{folder}/content/{name}",
      "/v1/files/a%2Fb/content/c",
    ],
    [
      "GET",
      "/v1/files/a/content/https://b",
      "{name}",
      "/v1/files/{folder}/content/{name}",
      "/v1/files/a/content/https:%2F%2Fb",
    ],
  ])("%s %s is told how it is sent", (method, path, parameter, template, escaped) => {
    const message = messageOf(method, path);
    expect(message).toContain(`404 The document has no ${path}. `);
    expect(message).toContain(`A slash in ${parameter} of ${template} is sent as %2F: ${escaped}.`);
    expect(messageOf(method, escaped)).toBe(template);
  });

  it.each([
    ["by another method", "POST", "/v1/kites/red/1"],
    ["behind the value", "GET", "/v1/kites/red/"],
    ["before the value", "GET", "/v1/kites//red"],
    ["where the template goes on otherwise", "GET", "/v1/winds/a/b/tomorrow"],
    ["where there is no parameter", "GET", "/v2/a/b/c/d/e/f"],
  ])("is told nothing of it %s", (_, method, path) => {
    expect(messageOf(method, path)).toMatch(/^404 (?!.*%2F)/);
  });

  it("is told the nearest path, too, where that is another", () => {
    expect(messageOf("GET", "/v1/winds/a/todai")).toContain("The nearest is /v1/winds/{place}/today.");
    expect(messageOf("GET", "/v1/kites/a/1")).not.toContain("The nearest is /v1/kites/{kite}.");
  });
});
