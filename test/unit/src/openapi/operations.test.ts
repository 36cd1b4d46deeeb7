import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import {
  findPreferredMedia,
  isJson,
  listRequestMedia,
  listResponseMedia,
} from "../../../../src/openapi/media-types.ts";
import { listOperations, listParameters } from "../../../../src/openapi/operations.ts";
import { pointerTo, resolvePointer } from "../../../../src/openapi/pointer.ts";

const document: JsonObject = {
  paths: {
    "/kites/{id}": {
      summary: "Kites",
      parameters: [{ name: "id", in: "path" }, "nonsense"],
      post: {
        operationId: "fly",
        parameters: [{ $ref: "#/components/parameters/Wind" }],
        requestBody: { content: { "application/json": { schema: true }, "text/plain": null } },
        responses: {
          "200": { content: { "application/json": {} } },
          default: { content: { "text/plain": {} } },
          "204": {},
        },
      },
      get: { operationId: "see" },
    },
    "/broken": null,
  },
  components: { parameters: { Wind: { name: "wind", in: "query" } } },
};

describe("listOperations", () => {
  it("lists them by path, and then in the order of the specification", () => {
    expect(listOperations(document).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "get /kites/{id}",
      "post /kites/{id}",
    ]);
  });
});

describe("listParameters", () => {
  it("lists those of the path item first, references followed", () => {
    const [, post] = listOperations(document);
    expect(listParameters(document, post as NonNullable<typeof post>).map(({ name }) => name)).toEqual([
      "id",
      "wind",
    ]);
  });
});

describe("listRequestMedia, listResponseMedia", () => {
  it("list the media types that are objects, and where each stands", () => {
    const request = listRequestMedia(document);
    expect(request).toMatchObject([{ operationId: "fly", mediaType: "application/json" }]);
    expect(request[0]).not.toHaveProperty("status");
    for (const { keys, media } of [...request, ...listResponseMedia(document)])
      expect(resolvePointer(document, pointerTo(keys))).toBe(media);
  });

  it("name the status of a response", () => {
    expect(listResponseMedia(document).map(({ status, mediaType }) => [status, mediaType])).toEqual([
      ["200", "application/json"],
      ["default", "text/plain"],
    ]);
  });
});

describe("isJson, findPreferredMedia", () => {
  it.each([
    "application/json",
    "application/problem+json",
    "application/json; charset=utf-8",
    "Application/JSON",
  ])("know %s", (type) => {
    expect(isJson(type)).toBe(true);
  });

  it.each(["application/jsonl", "text/plain", "json"])("know %s for something else", (type) => {
    expect(isJson(type)).toBe(false);
  });

  it("prefer JSON, or else the first", () => {
    const find = (content: JsonObject) => findPreferredMedia({ content });
    const json = { schema: { type: "object" } };
    expect(find({ "text/plain": {}, "application/json": json })).toEqual({
      mediaType: "application/json",
      media: json,
      schema: json.schema,
    });
    expect(find({ "text/plain": {}, "image/png": {} })?.mediaType).toBe("text/plain");
    expect(find({})).toBeUndefined();
    expect(findPreferredMedia(undefined)).toBeUndefined();
  });
});
