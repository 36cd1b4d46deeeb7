import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makePage } from "../../../../helpers/pages.ts";
import { importCallers } from "../../../../helpers/strict-server/callers.ts";
import { parseMultipart } from "../../../../helpers/strict-server/parse-multipart.ts";
import { startServer } from "../../../../helpers/strict-server/start-server.ts";
import { type BodyCase, type Operation, REFUSED, SENT, type Seen } from "./body-cases.ts";

const text: Json = { type: "string" };
const file: Json = { type: "string", format: "binary" };
const fields: JsonObject = { type: "object", additionalProperties: true };

/** Each operation by its path, with what its body may be. */
const OPERATIONS: Record<Operation, { content: JsonObject; method?: string; required?: boolean }> = {
  urlencoded: {
    content: {
      "application/x-www-form-urlencoded": {
        schema: fields,
        encoding: {
          piped: { style: "pipeDelimited" },
          joined: { explode: false },
          deep: { style: "deepObject", explode: true },
          open: { allowReserved: true },
          json: { contentType: "application/json" },
        },
      },
    },
  },
  multipart: {
    content: {
      "multipart/form-data": {
        schema: fields,
        encoding: {
          image: { contentType: "image/png, image/jpeg" },
          csv: { contentType: "text/csv" },
          json: { contentType: "application/json" },
          joined: { explode: false },
          part: { headers: { "X-Part": { schema: { const: "yes" } }, "X-Other": { schema: text } } },
        },
      },
    },
  },
  mixed: { content: { "multipart/mixed": { schema: fields } } },
  text: { content: { "text/plain": { schema: text } } },
  xml: { content: { "application/xml": { schema: fields } } },
  bytes: { content: { "application/octet-stream": {} } },
  image: { content: { "image/jpeg": { schema: file }, "image/png": { schema: file } } },
  media: { content: { "image/*": { schema: file } } },
  any: { content: { "*/*": {} } },
  patch: { method: "patch", content: { "application/merge-patch+json": { schema: fields } } },
  vendor: { content: { "application/vnd.kite+json": { schema: fields } } },
  optional: { required: false, content: { "text/plain": { schema: text } } },
  several: {
    content: {
      "application/json": { schema: fields },
      "multipart/form-data": { schema: fields },
      "text/csv": { schema: text },
    },
  },
};

let server: Awaited<ReturnType<typeof startServer>>;
let callersOf: Awaited<ReturnType<typeof importCallers>>;
beforeAll(async () => {
  server = await startServer(({ headers, body }) => {
    const { "content-type": type } = headers;
    const isForm = type?.startsWith("multipart/") === true;
    const seen = {
      type: type?.replace(/boundary=.*/, "boundary"),
      body: isForm ? parseMultipart(type, body) : body.toString("utf8"),
    };
    return { body: JSON.stringify(seen) };
  });
  const pages = Object.entries(OPERATIONS).map(([name, { content, method = "post", required = true }]) =>
    makePage({
      file: `${name}.md`,
      path: `/v1/${name}`,
      operationId: `send-${name}`,
      method,
      operation: { requestBody: { required, content } },
    }),
  );
  callersOf = await importCallers(await buildDocument(...pages), server.url);
}, 60_000);
afterAll(() => server.close());

/** What the server sees of a body, however it is sent; or the refusal. */
async function send({ to, make, named }: BodyCase): Promise<Seen | string> {
  const { method = "post" } = OPERATIONS[to];
  const target = {
    collection: to,
    name: method === "patch" ? "update" : "create",
    method: method.toUpperCase(),
    path: `/v1/${to}`,
    takes: ["body"] as const,
  };
  const { collection, ...callers } = callersOf(target);
  const headers = named === undefined ? {} : { headers: { "Content-Type": named } };
  const ways = Object.values(named === undefined ? { ...callers, collection } : callers);
  const seen = await Promise.all(
    ways.map((call) =>
      call?.({ body: make(), ...headers }).then(
        (reply) => reply as Seen,
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    ),
  );
  for (const other of seen) expect(other).toEqual(seen[0]);
  return seen[0] ?? "";
}

describe("a body, by any of the three callers", () => {
  it.each(Object.entries(SENT))("is sent as %s", async (_, { seen, ...given }) => {
    expect(await send(given)).toEqual(seen);
  });

  it.each(Object.entries(REFUSED))("is refused as %s", async (_, { of, ...given }) => {
    expect(await send(given)).toMatch(new RegExp(`^ValidationError: Expected \`${of}\` to be `));
  });
});
