import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lintOpenapi } from "../../../../../scripts/pipeline/check/lint.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const CONFIG = "extends: [minimal]\n";

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url ?? "");
  response.end("{}");
});
beforeEach(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const withExample = (example: JsonObject): JsonObject => {
  const operation = makeOperation();
  const content = { "application/json": { schema: { type: "object" }, examples: { one: example } } };
  return makeDocument({ paths: { "/v1/kites": { post: { ...operation, requestBody: { content } } } } });
};

describe("lintOpenapi", () => {
  it("fetches no external value of an example, and does not mind it", async () => {
    const { port } = server.address() as AddressInfo;
    const document = withExample({ externalValue: `http://127.0.0.1:${port}/one.json` });
    expect(await lintOpenapi("openapi.yaml", document, CONFIG)).toEqual([]);
    expect(requests).toEqual([]);
  });

  it("is one error in words where Redocly gives up", async () => {
    const document = makeDocument({ "x-round": { $ref: "#/x-round" } });
    expect(await lintOpenapi("openapi.yaml", document, CONFIG)).toEqual([
      {
        severity: "error",
        file: "openapi.yaml",
        pointer: "",
        message:
          "Redocly cannot lint the document: Self-referencing circular pointer. Look for a reference that leads to itself.",
      },
    ]);
  });
});
