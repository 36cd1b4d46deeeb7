import { describe, expect, it } from "vitest";
import { checkSizes, LIMITS } from "../../../../../scripts/pipeline/check/check-sizes.ts";
import { writeContributingPages } from "../../../../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { referTo } from "../../../../../src/openapi/references.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const numbered = (count: number, make: (index: number) => JsonObject): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, make(index)]));

const check = (body: JsonObject, schemas: JsonObject = {}, more: JsonObject = {}) =>
  checkSizes(
    "openapi.yaml",
    makeDocument({
      paths: { "/v1/kites/flights": { post: { ...makeOperation(body), ...more } } },
      components: { schemas: { Flight: {}, ...schemas } },
    }),
  );

/** An object and its properties. */
const withSchemas = (count: number) => ({ type: "object", properties: numbered(count - 1, () => ({})) });

const POINTER = "#/paths/~1v1~1kites~1flights/post/requestBody/content/application~1json/schema";

describe("checkSizes", () => {
  it("lets as many schemas pass as a request may have, and refuses one more by its place", () => {
    expect(check(withSchemas(LIMITS.schemas))).toEqual([]);
    expect(check(withSchemas(LIMITS.schemas + 1))).toMatchObject([
      {
        severity: "error",
        file: "openapi.yaml",
        pointer: POINTER,
        message: expect.stringMatching(/has 12001 schemas; at most 12000/),
      },
    ]);
  });

  it("counts the schemas of components, each once however often it is referred to", () => {
    const body = { anyOf: [referTo("Kite"), referTo("Kite")] };
    const around = 3;
    expect(check(body, { Kite: withSchemas(LIMITS.schemas - around) })).toEqual([]);
    expect(check(body, { Kite: withSchemas(LIMITS.schemas - around + 1) })).toHaveLength(1);
  });

  it("lets as many components pass as a request may lead to, and refuses one more", () => {
    const fan = (count: number) =>
      check(
        { properties: numbered(count, (index) => referTo(`p${index}`)) },
        numbered(count, () => ({})),
      );
    expect(fan(LIMITS.components)).toEqual([]);
    expect(fan(LIMITS.components + 1)).toMatchObject([
      { message: expect.stringMatching(/has 2001 components; at most 2000/) },
    ]);
  });

  it("lets as many models pass as a page may have, and refuses one more by its page", () => {
    const page = (count: number) =>
      check(
        {},
        {},
        writeContributingPages([
          {
            operationId: "createKite",
            models: Array.from({ length: count }, (_, index) => `kite-${index}`),
            source: "kites.md",
          },
        ]),
      );
    expect(page(LIMITS.models)).toEqual([]);
    expect(page(LIMITS.models + 1)).toMatchObject([
      { file: "kites.md", message: expect.stringMatching(/has 20001 models/) },
    ]);
  });
});
