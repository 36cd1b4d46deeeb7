import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as core from "@redocly/openapi-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lintOpenapi } from "../../../../../scripts/pipeline/check/lint.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

vi.mock("@redocly/openapi-core", { spy: true });

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

  it("names every reference that leads back to itself, instead of ending the process", async () => {
    const at = "#/components/headers";
    const headers = {
      round: { $ref: `${at}/round` },
      there: { $ref: `${at}/back` },
      back: { $ref: `${at}/there` },
      inside: { $ref: `${at}/inside/deeper` },
      "to-circle": { $ref: `${at}/round/deeper` },
    };
    const document = makeDocument({ components: { headers } });
    const problems = await lintOpenapi("openapi.yaml", document, CONFIG);
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      "#/components/headers/round/$ref",
      "#/components/headers/there/$ref",
      "#/components/headers/back/$ref",
      "#/components/headers/inside/$ref",
      "#/components/headers/to-circle/$ref",
    ]);
    expect(problems[0]).toMatchObject({
      severity: "error",
      file: "openapi.yaml",
      message: expect.stringContaining('"#/components/headers/round" leads back to itself'),
    });
  });

  it("minds no property that is called like a method", async () => {
    const names = { hasOwnProperty: {}, toString: {}, constructor: {} };
    const kite = {
      type: "object",
      required: Object.keys(names),
      properties: names,
      example: { constructor: 1 },
    };
    const document = makeDocument({ components: { schemas: { Flight: kite } } });
    const problems = await lintOpenapi("openapi.yaml", document, CONFIG);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("does not follow a $ref in data", async () => {
    const data = { $ref: "https://a.example/b" };
    const document = withExample({ value: data });
    expect(
      await lintOpenapi("openapi.yaml", { ...document, "x-round": { $ref: "#/x-round" } }, CONFIG),
    ).toEqual([]);
  });

  it("minds neither a schema that contains itself nor a reference by way of another", async () => {
    const tree = { type: "object", properties: { left: { $ref: "#/components/schemas/Tree" } } };
    const flight = { type: "object", properties: { id: { type: "string" } } };
    const document = makeDocument({
      components: {
        schemas: {
          Tree: tree,
          Flight: flight,
          Alias: { $ref: "#/components/schemas/Flight" },
          Inner: { $ref: "#/components/schemas/Alias/properties/id" },
        },
        securitySchemes: { bearerAuth: { type: "http", scheme: "bearer" } },
      },
    });
    expect(await lintOpenapi("openapi.yaml", document, CONFIG)).toEqual([]);
  });

  it("finds parameters of any name in the path, and those that it does not have", async () => {
    const names = ["a%b", "user id", "番号", "id*", "id"];
    const parameters = [...names, "other!"].map((name) => ({ name, in: "path", required: true, schema: {} }));
    const path = `/v1/${names.map((name) => `{${name}}`).join("/")}`;
    const document = makeDocument({ paths: { [path]: { post: { ...makeOperation(), parameters } } } });
    expect(await lintOpenapi("openapi.yaml", document, CONFIG)).toMatchObject([
      { message: expect.stringContaining("`other!` is not used in the path") },
    ]);
  });

  it("warns of properties that OpenAPI does not have and of what is in an extension, and refuses a wrong type", async () => {
    const judge = async (more: JsonObject) => {
      const paths = { "/v1/kites": { post: { ...makeOperation(), ...more } } };
      return (await lintOpenapi("openapi.yaml", makeDocument({ paths }), CONFIG)).map(
        ({ severity, pointer }) => `${severity} ${pointer.split("/").at(-1)}`,
      );
    };
    const parameter = { name: "id", in: "query", schema: { type: "string", explode: true } };
    expect(await judge({ parameters: [parameter] })).toEqual(["warning explode"]);
    const samples = await judge({ "x-code-samples": [{ code: "fly", lang: 5 }] });
    expect(new Set(samples.map((one) => one.split(" ")[0]))).toEqual(new Set(["warning"]));
    expect(await judge({ deprecated: "no" })).toEqual(["error deprecated"]);
  });

  it("is one error in words where Redocly gives up", async () => {
    const document = makeDocument();
    vi.spyOn(core, "lintDocument").mockRejectedValueOnce(new TypeError("no"));
    expect(await lintOpenapi("openapi.yaml", document, CONFIG)).toMatchObject([
      { severity: "error", file: "openapi.yaml", message: expect.stringMatching(/cannot lint .*: no\./) },
    ]);
  });
});

describe("the rules in redocly.yaml", () => {
  it("warn of what is legal or the publisher's own, and refuse two operations of one name", async () => {
    const config = await readFile("redocly.yaml", "utf8");
    const found = async (paths: JsonObject) =>
      (await lintOpenapi("openapi.yaml", makeDocument({ paths }), config)).map(
        ({ severity, message }) => `${severity} ${/\(rule ([\w-]+)\)/.exec(message)?.[1]}`,
      );
    const id = { name: "id", in: "path", required: true, schema: { type: "object", items: {} } };
    const redirect: JsonObject = { ...makeOperation(), responses: { "302": { description: "Moved" } } };
    const strange = await found({
      "/v1/{id}/wind": { post: { ...redirect, parameters: [id] } },
      "/v1/kites/{id}": { post: { ...makeOperation(), operationId: "two", parameters: [id] } },
    });
    expect(strange).toEqual(
      expect.arrayContaining(
        ["no-ambiguous-paths", "operation-2xx-response", "no-schema-type-mismatch"].map(
          (rule) => `warning ${rule}`,
        ),
      ),
    );
    expect(strange.filter((one) => !one.startsWith("warning "))).toEqual([]);
    expect(await found({ "/v1/a": { post: makeOperation() }, "/v1/b": { post: makeOperation() } })).toContain(
      "error operation-operationId-unique",
    );
  });
});
