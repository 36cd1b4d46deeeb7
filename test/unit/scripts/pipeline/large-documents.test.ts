import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createCache } from "../../../../scripts/cache.ts";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { referTo } from "../../../../src/openapi/references.ts";
import { runDocument } from "../../../chaos/documents.ts";
import { makeDocument, makeOperation, toFile } from "../../../helpers/documents.ts";

const LINT = { path: "redocly.yaml", bytes: readFileSync("redocly.yaml") };

/** What a document takes on an idle machine is a third of this; what grows with the square takes many times as much. */
const MAX_CPU_MS = 12_000;

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const named = (count: number, make: (index: number) => JsonObject): JsonObject =>
  Object.fromEntries(numbered(count, (index) => [`S${index}`, make(index)]));

const nest = (levels: number): JsonObject =>
  levels === 0
    ? { type: "string" }
    : { oneOf: ["a", "b"].map((key) => ({ required: [key], properties: { [key]: nest(levels - 1) } })) };

const withSchemas = (body: Json, schemas: JsonObject = {}, response: JsonObject = {}) =>
  makeDocument({
    paths: { "/v1/kites/flights": { post: { ...makeOperation(body), ...response } } },
    components: {
      schemas: { Flight: { type: "object" }, ...schemas },
      securitySchemes: { bearerAuth: { type: "http", scheme: "bearer" } },
    },
  });

const next = (index: number, last: number) =>
  index === last ? { type: "string" } : referTo(`S${index + 1}`);

const chain = (length: number) =>
  withSchemas(
    referTo("S0"),
    named(length + 1, (index) => ({ allOf: [next(index, length), { properties: { [`p${index}`]: {} } }] })),
  );

const DOCUMENTS: Readonly<Record<string, () => JsonObject>> = {
  "10,000 models": () =>
    withSchemas({
      type: "object",
      properties: { model: { type: "string", enum: numbered(10_000, (index) => `kite-${index}`) } },
    }),
  "100,000 models": () =>
    withSchemas({
      type: "object",
      properties: { model: { type: "string", enum: numbered(100_000, (index) => `kite-${index}`) } },
    }),
  "unions nested 13 levels deep": () => withSchemas(nest(13)),
  "a chain of 300 components by allOf": () => chain(300),
  "a chain of 5,000 components by allOf": () => chain(5_000),
  "5,000 references from one schema": () =>
    withSchemas(
      { type: "object", properties: named(5_000, (index) => referTo(`S${index}`)) },
      named(5_000, () => ({ type: "object" })),
    ),
  "a response that doubles 30 times": () =>
    withSchemas(
      { type: "object" },
      named(31, (index) => ({ properties: { a: next(index, 30), b: next(index, 30) } })),
      {
        responses: {
          "200": { description: "Done", content: { "application/json": { schema: referTo("S0") } } },
        },
      },
    ),
};

it.each(Object.keys(DOCUMENTS))(
  "ends %s in files or problems, in bounded time",
  { timeout: 120_000 },
  async (name) => {
    const page = toFile("spec/pages/kites.json", JSON.stringify(DOCUMENTS[name]?.()));
    const started = process.cpuUsage();
    expect(await runDocument([page], LINT, createCache())).toEqual([]);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(MAX_CPU_MS);
  },
);
