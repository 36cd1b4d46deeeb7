import { expect, it } from "vitest";
import { renderEntry } from "../../../../../scripts/render/entry/index.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { importRendered } from "../../../../helpers/kite-client.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../../helpers/pages.ts";

const text: Json = { type: "string" };
const body: JsonObject = { type: "object", properties: { model: { type: "string", enum: ["kite-1"] } } };

/** Calls a function of the client of a page, and gives the request that it makes. */
async function request(
  page: ReturnType<typeof makePage>,
  name: string,
  ...given: unknown[]
): Promise<Request> {
  const { createEvolink } = (await importRendered(merge(page).document, renderEntry)) as unknown as {
    createEvolink(options: object): { kites: Record<string, (...given: unknown[]) => Promise<unknown>> };
  };
  const seen: Request[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    seen.push(new Request(url, { ...init, signal: null }));
    return Response.json({});
  };
  await createEvolink({ apiKey: "secret", fetch }).kites[name]?.(...given);
  return seen[0] ?? new Request("http://nothing.example");
}

it("a key that is a cookie stands beside those of the call", async () => {
  const facts: PageFacts = {
    method: "get",
    operation: { security: [{ auth: [] }], parameters: [{ name: "color", in: "cookie", schema: text }] },
  };
  const page = makePage(facts);
  (page.document.components as JsonObject).securitySchemes = {
    auth: { type: "apiKey", in: "cookie", name: "session" },
  };
  const both = await request(page, "getFlights", { cookie: { color: "blue" } });
  expect(both.headers.get("cookie")).toBe("color=blue; session=secret");
  const alone = await request(page, "getFlights", {});
  expect(alone.headers.get("cookie")).toBe("session=secret");
});

it("what takes a model is sent under the media type of its page", async () => {
  const content = { "application/vnd.kite+json": { schema: body } };
  const page = makeModelPage("kite-1", { operation: { requestBody: { required: true, content } } });
  const sent = await request(page, "create", { model: "kite-1" });
  expect(sent.headers.get("content-type")).toBe("application/vnd.kite+json");
  expect(await sent.text()).toBe('{"model":"kite-1"}');
});

it.each([true, false])(
  "what takes a model takes its parameters as an option (required: %s)",
  async (required) => {
    const page = makeModelPage("kite-1", {
      operation: { parameters: [{ name: "X-Kind", in: "header", required, schema: text }] },
    });
    const params = { header: { "X-Kind": "a" } };
    for (const given of [[{ model: "kite-1" }], ["kite-1", {}]]) {
      const sent = await request(page, "create", ...given, { params });
      expect(sent.headers.get("x-kind")).toBe("a");
      expect(await sent.text()).toBe('{"model":"kite-1"}');
      const without = await request(page, "create", ...given);
      expect(without.headers.get("x-kind")).toBe(null);
      expect(await without.text()).toBe('{"model":"kite-1"}');
    }
  },
);
