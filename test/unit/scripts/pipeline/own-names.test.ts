import { describe, expect, it } from "vitest";
import { createCache } from "../../../../scripts/cache.ts";
import { compareDocuments } from "../../../../scripts/diff/compare/compare-documents.ts";
import { moderniseDocument } from "../../../../scripts/diff/sides/modernise.ts";
import { renderModels } from "../../../../scripts/render/models/index.ts";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { runDocument } from "../../../chaos/documents.ts";
import { buildDocument } from "../../../helpers/catalogs/build-document.ts";
import { toFile } from "../../../helpers/documents.ts";
import { importRendered } from "../../../helpers/kite-client.ts";
import { makeNamedPage, OWN_NAMES, own } from "../../../helpers/odd-pages/own-names.ts";
import { createBodyVerdicts } from "../../../helpers/schemas/body-verdicts.ts";
import { importCallers } from "../../../helpers/strict-server/callers.ts";

const LINT = toFile("redocly.yaml", "extends: [minimal]\n");
const cache = createCache();

const WORDS = "WHERE TAGGED EXAMPLE HEADER LINK RESPONSE PARAMETER CALLBACK WEBHOOK".split(" ");

describe.each(OWN_NAMES)("the name %s, wherever a page may have one", (name) => {
  const page = makeNamedPage(name);
  const path = `/v1/kites/{${name}}`;
  const body = { ...own(name, "abc"), model: name };
  const built = buildDocument({ file: "names.json", document: page });

  it("is kept by all stages, and becomes files that can be read", async () => {
    const pages = [toFile("names.json", JSON.stringify(page))];
    expect(await runDocument(pages, LINT, cache)).toEqual([]);
    const document = await built;
    const text = JSON.stringify(document);
    expect(WORDS.filter((word) => !text.includes(word))).toEqual([]);
    const operation = objectAt(document, "paths", path, "post");
    const named: [JsonObject, ...string[]][] = [
      [document, "webhooks"],
      [document, "components", "schemas"],
      [operation, "callbacks"],
      [operation, "servers", "0", "variables"],
      [operation, "responses", "200", "headers"],
      [operation, "responses", "200", "links"],
    ];
    expect(named.filter(([root, ...keys]) => !Object.hasOwn(readAt(root, keys), name))).toEqual([]);
    const { models = {} } = await importRendered(document, renderModels);
    expect(Object.keys(models)).toEqual([name]);
  });

  it("is validated and served as any other", async () => {
    const { validate, ask } = await createBodyVerdicts(await built);
    const wrong = [{ ...body, ...own(name, 4) }, { model: name }, own(name, "abc")];
    for (const judge of [validate, ask]) {
      expect(await judge(body)).toEqual([]);
      for (const one of wrong) expect(await judge(one)).toEqual([expect.stringContaining(name)]);
    }
  });

  it("is sent by the client", async () => {
    const sent: Request[] = [];
    const fetch = async (url: string, init: RequestInit) => {
      sent.push(new Request(url, init));
      return Response.json(own(name, "RESPONSE"));
    };
    const callerOf = await importCallers(await built, "https://eu.example.org", { fetch });
    const callers = callerOf({
      collection: "kites",
      name: "create",
      method: "POST",
      path,
      takes: ["params", "body"],
    });
    const params = {
      path: own(name, "p"),
      query: { ...own(name, 1), deep: own(name, 2) },
      // The `fetch` of Node leaves out a header of this name.
      ...(name !== "__proto__" && { header: own(name, "h") }),
      cookie: own(name, "c"),
    };
    for (const call of Object.values(callers)) {
      expect(await call({ params, body })).toEqual(own(name, "RESPONSE"));
      const request = sent.pop() as Request;
      expect(decodeURIComponent(request.url)).toBe(
        `https://eu.example.org/v1/kites/p?${name}=1&deep[${name}]=2`,
      );
      expect(request.headers.get(name)).toBe(name === "__proto__" ? null : "h");
      expect(request.headers.get("cookie")).toBe(`${name}=c`);
      expect(await request.text()).toBe(JSON.stringify(body));
    }
  });

  it("is compared, with a value that proves what breaks", () => {
    const [before, after] = [page, makeNamedPage(name, "boolean")].map(moderniseDocument);
    expect(compareDocuments(objectAt(before), objectAt(before))).toEqual([]);
    const messages = compareDocuments(objectAt(before), objectAt(after)).map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`The parameter \`${name}\` is now boolean`),
        expect.stringContaining(`\`${name}: "aa"\` was accepted and is refused now`),
      ]),
    );
  });
});

function readAt(root: JsonObject, keys: readonly string[]): JsonObject {
  const found = keys.reduce<Json | undefined>((at, key) => Object(at)[key], root);
  return objectAt(found);
}
