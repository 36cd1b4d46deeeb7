import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it, vi } from "vitest";
import { createCompileGate, createSchemaCompilers } from "../../../../../src/mock/prism/compile-gate.ts";
import { listSchemas } from "../../../../../src/mock/prism/contents.ts";
import {
  type PrismOperation,
  prepareForPrism,
  toPrismOperations,
} from "../../../../../src/mock/prism/prism-operations.ts";
import { takeApart } from "../../../../../src/mock/prism/schema-parts.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { startMockOf } from "../../../../helpers/mock.ts";
import { createBodyVerdicts } from "../../../../helpers/schemas/body-verdicts.ts";

async function readOperations(schema: JsonObject, schemas: JsonObject = {}): Promise<PrismOperation[]> {
  const document: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Kites", version: "1" },
    paths: {
      "/v1/kites": {
        post: {
          requestBody: { content: { "application/json": { schema } } },
          responses: { "200": { description: "Response" } },
        },
      },
    },
    components: { schemas },
  };
  return await toPrismOperations(prepareForPrism(document));
}

/** The schema of a body, as the mock's operation has it. */
async function readBody(schema: JsonObject, schemas: JsonObject = {}): Promise<unknown> {
  const [operation] = await readOperations(schema, schemas);
  return operation?.request?.body?.contents?.[0]?.schema;
}

const REFERENCE = { $ref: "#/components/schemas/Kite" };

describe("toPrismOperations", () => {
  it("keeps what a schema and the one it refers to say of the same keyword", async () => {
    const Kite = { properties: { wind: { type: "integer" } } };
    const cat = { $ref: "#/components/schemas/Kite", properties: { name: { const: "a" } } };
    expect(await readBody(cat, { Kite })).toMatchObject({
      properties: { name: { const: "a" } },
      allOf: [{ properties: { wind: { type: "integer" } } }],
    });
  });

  it.each<[string, JsonObject]>([
    ["itself", { Kite: { properties: { tail: { $ref: "#/components/schemas/Kite" } } } }],
    [
      "itself beside words",
      { Kite: { properties: { tail: { $ref: "#/components/schemas/Kite", description: "Tail" } } } },
    ],
    [
      "what refers to it, in a list",
      {
        Kite: { properties: { tails: { type: "array", items: { $ref: "#/components/schemas/Tail" } } } },
        Tail: { properties: { kite: { $ref: "#/components/schemas/Kite", default: null } } },
      },
    ],
    [
      "itself, by way of another name",
      {
        Kite: { $ref: "#/components/schemas/Bird", description: "Kite" },
        Bird: { properties: { tail: { $ref: "#/components/schemas/Bird" } } },
      },
    ],
  ])("compiles a reference beside words to a schema that refers to %s", async (_, schemas) => {
    const schema = { $ref: "#/components/schemas/Kite", description: "A kite" };
    const operations = await readOperations({ properties: { kite: schema } }, schemas);
    expect(operations.flatMap(createCompileGate("kites.yaml"))).toEqual([]);
  });

  it("keeps components that refer to each other once, however many ways lead through them", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `Kite${index}`);
    const toAll = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
    const schemas = Object.fromEntries(names.map((name) => [name, { type: "object", properties: toAll }]));
    const operations = await readOperations({ $ref: "#/components/schemas/Kite0" }, schemas);
    expect(JSON.stringify(operations).length).toBeLessThan(20_000);
    expect(operations.flatMap(createCompileGate("kites.yaml"))).toEqual([]);
  });

  it("compiles in parts what is referred to by many ways, and each part once", async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => {
        const next = index === 11 ? { type: "string" } : { $ref: `#/components/schemas/Kite${index + 1}` };
        return [`Kite${index}`, { type: "object", properties: { left: next, right: next } }];
      }),
    );
    const [operation] = await readOperations({ $ref: "#/components/schemas/Kite0" }, schemas);
    const bodies = listSchemas(operation as PrismOperation).map(({ schema }) => schema);
    // The last has a text.
    expect(takeApart(bodies, {}, new WeakSet())?.size).toBe(12 + 1);
  });

  it("refuses a schema of several operations at each of them", async () => {
    const Kite = { type: "object", properties: { wind: { type: "strong" } } };
    const [operation] = await readOperations(REFERENCE, { Kite });
    const gate = createCompileGate("kites.yaml");
    const problems = [operation, { ...operation }].flatMap((one) => gate(one as PrismOperation));
    expect(problems.map(({ message }) => message.slice(0, 60))).toEqual(
      Array(2).fill("POST /v1/kites, request body: the schema cannot be compiled "),
    );
  });

  it("compiles whole what fails once, and knows it by its part for all operations after", async () => {
    const Kite = { type: "object", properties: { wind: { type: "strong" } } };
    const [operation] = await readOperations(REFERENCE, { Kite });
    const compile = vi.spyOn(Ajv2020.prototype, "compile");
    const gate = createCompileGate("kites.yaml");
    const refuse = () => gate({ ...operation } as PrismOperation).map(({ message }) => message);
    const first = refuse();
    const { length } = compile.mock.calls;
    expect([refuse(), refuse()]).toEqual([first, first]);
    expect(compile.mock.calls).toHaveLength(length);
    compile.mockRestore();
  });

  it.each<[string, JsonObject, statuses: [ofNull: number, ofOther: number]]>([
    ["a type", { type: "string", nullable: true }, [200, 400]],
    ["an enum that lacks null", { type: "string", enum: ["a"], nullable: true }, [200, 400]],
    ["a union", { anyOf: [{ type: "string" }], nullable: true }, [200, 400]],
    ["a reference in an allOf", { allOf: [REFERENCE], nullable: true }, [200, 400]],
    ["a reference, which stands alone in 3.0", { ...REFERENCE, nullable: true, maxLength: 0 }, [400, 400]],
    ["nothing", { nullable: true }, [200, 200]],
    ["a type, where it is false", { type: "string", nullable: false }, [400, 400]],
  ])("reads nullable beside %s as the validators do", async (_, wind, statuses) => {
    const document = {
      openapi: "3.0.3",
      info: { title: "Kites", version: "1" },
      servers: [{ url: "https://api.example.org" }],
      paths: {
        "/v1/kites": {
          post: {
            requestBody: {
              content: { "application/json": { schema: { type: "object", properties: { wind } } } },
            },
            responses: { "200": { description: "Response" } },
          },
        },
      },
      components: { schemas: { Kite: { type: "string" } } },
    };
    const mock = await startMockOf(document.paths, document);
    const send = async (value: Json) => {
      const body = JSON.stringify({ wind: value });
      const init = { method: "POST", headers: { "content-type": "application/json" }, body };
      return (await mock.fetch("https://api.example.org/v1/kites", init)).status;
    };
    expect(await Promise.all([send(null), send(5)])).toEqual(statuses);
    expect(await send("a")).toBe(200);
    const { validate } = await createBodyVerdicts(await buildDocument({ file: "kites.json", document }));
    expect([null, 5].map((value) => (validate({ wind: value }).length === 0 ? 200 : 400))).toEqual(statuses);
  });

  it("compiles more than twenty references to places of the same name", async () => {
    const names = Array.from({ length: 25 }, (_, index) => `Kite${index}`);
    const recursive = (name: string) => ({
      properties: { tails: { type: "array", items: { $ref: `#/components/schemas/${name}` } } },
    });
    const schemas = Object.fromEntries(names.map((name) => [name, recursive(name)]));
    const operations = await readOperations({ oneOf: names.map(recursive) }, schemas);
    expect(operations.flatMap(createCompileGate("kites.yaml"))).toEqual([]);
  });

  it("compiles a schema whose examples have an $id, which is data", async () => {
    const kite = { type: "object", properties: { kite: { type: "object", example: { $id: "kite-1" } } } };
    const operations = await readOperations({ anyOf: [kite, { items: kite, "x-kite": { $id: "kite-1" } }] });
    expect(operations.flatMap(createCompileGate("kites.yaml"))).toEqual([]);
  });

  it("compiles a component once for all operations that refer to it, and tells others apart", async () => {
    const Kite = { type: "object", properties: { wind: { type: "integer" } } };
    const [one, other] = await Promise.all(
      ["One", "Other"].map((name) => readOperations({ ...REFERENCE, "x-kite": name }, { Kite })),
    );
    const [different] = await readOperations(REFERENCE, { Kite: { not: Kite } });
    const { compileRequest } = createSchemaCompilers();
    const compile = (operation?: PrismOperation) => {
      const schema = operation?.request?.body?.contents?.[0]?.schema;
      return operation && compileRequest(schema as JsonObject, operation);
    };
    expect(compile(one?.[0])).toBe(compile(other?.[0]));
    expect(compile(different)).not.toBe(compile(one?.[0]));
  });

  it.each<Json>([{ $ref: "#/components/schemas/Kite" }, [{ deep: { $ref: "https://kites.example/a" } }]])(
    "keeps a $ref in a value that a schema fixes: %j",
    async (value) => {
      expect(await readBody({ enum: [value], default: value })).toMatchObject({
        enum: [value],
        default: value,
      });
    },
  );
});
