import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestMock } from "../../../../helpers/mock.ts";

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "names-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As JSON text: an object written in code would not have all of these. */
const objectOf = (value: string) => `{${NAMES.map((name) => `"${name}":${value}`).join(",")}}`;

const SAMPLE = objectOf('{"x":1}');
const schemaOf = (property: string) =>
  `{"type":"object","required":${JSON.stringify(NAMES)},"properties":${objectOf(property)}}`;
const NUMBER = '{"type":"object","required":["x"],"properties":{"x":{"type":"integer"}}}';

/** What a document says of its response, and what must come of it. */
const CONTENTS: Record<string, string> = {
  "an example": `{"schema":{"type":"object"},"example":${SAMPLE}}`,
  "a named example": `{"schema":{"type":"object"},"examples":{"a":{"value":${SAMPLE}}}}`,
  "an example with a schema": `{"schema":${schemaOf(NUMBER)},"example":${SAMPLE}}`,
  "the example of a schema": `{"schema":{"type":"object","example":${SAMPLE}}}`,
  "the examples of properties": `{"schema":${schemaOf(NUMBER.replace("{", '{"example":{"x":1},'))}}`,
  "a schema alone": `{"schema":${schemaOf(NUMBER)}}`,
};

describe("properties that are called as something of every object", () => {
  it.each(Object.keys(CONTENTS))("are in the response of %s, and in the journal", async (kind) => {
    const spec = join(folder, "openapi.json");
    await writeFile(
      spec,
      `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{"post":{"operationId":"a",
        "requestBody":{"content":{"application/json":{"schema":${schemaOf(NUMBER)}}}},
        "responses":{"200":{"description":"","content":{"application/json":${CONTENTS[kind]}}}}}}}}`,
    );
    const mock = await startTestMock({ spec, listen: false });
    const ask = (body: string) =>
      mock.fetch("http://api.example/a", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
    const response = await ask(SAMPLE);
    const text = await response.text();
    expect([response.status, text]).toEqual([200, expect.anything()]);
    const journal = JSON.stringify(mock.requests());
    for (const name of NAMES) {
      expect(text).toContain(`"${name}":`);
      expect(journal.split(`"${name}":`)).toHaveLength(3);
    }
    expect((await ask("{}")).status).not.toBe(200);
  });
});
