import { expect, it } from "vitest";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";
import { createBodyVerdicts } from "../../../../helpers/schemas/body-verdicts.ts";
import { importCallers } from "../../../../helpers/strict-server/callers.ts";

const FIELDS: JsonObject = { type: "object", properties: { height: { type: "integer" } } };

it.each<[mediaType: string, schema: JsonObject]>([
  ["application/json", FIELDS],
  ["application/x-www-form-urlencoded", FIELDS],
  ["multipart/form-data", { type: "object", properties: { file: { type: "string", format: "binary" } } }],
  ["text/plain", { type: "string" }],
  ["application/octet-stream", { type: "string", contentMediaType: "image/png" }],
])(
  "an optional body of %s may be left out: nothing is sent, and the mock accepts it",
  async (mediaType, schema) => {
    const requestBody = { content: { [mediaType]: { schema } } };
    const page = makeDocument({ paths: { "/v1/kites": { post: { ...makeOperation(), requestBody } } } });
    const document = await buildDocument({ file: "kite.json", document: page });
    const { ask } = await createBodyVerdicts(document);
    expect(await ask(undefined)).toEqual([]);

    const sent: Request[] = [];
    const fetch = async (url: string, init: RequestInit) => {
      sent.push(new Request(url, init));
      return Response.json({});
    };
    const callerOf = await importCallers(document, "https://api.example.org", { fetch });
    const target = { collection: "kites", name: "create", method: "POST", path: "/v1/kites" };
    for (const [way, call] of Object.entries(callerOf({ ...target, takes: ["body"] }))) {
      await call({});
      const request = sent.pop();
      expect([way, await request?.text(), request?.headers.get("content-type")]).toEqual([way, "", null]);
    }
  },
);
