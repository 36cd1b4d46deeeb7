import { describe, expect, it } from "vitest";
import { renderEntry } from "../../../../scripts/render/entry/index.ts";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { importRendered } from "../../../helpers/kite-client.ts";
import { makePage, merge, type PageFacts } from "../../../helpers/pages.ts";

type Run = (body: unknown) => Promise<unknown>;

/** The function of a POST that gets a response, and what it sent. */
async function makeFunction(facts: PageFacts, response: BodyInit | null) {
  const { createEvolink } = (await importRendered(
    merge(makePage(facts)).document,
    renderEntry,
  )) as unknown as {
    createEvolink(options: object): { kites: { flights?: Run; create?: Run } };
  };
  const sent: string[] = [];
  const { kites } = createEvolink({
    apiKey: "key",
    retry: { attempts: 1 },
    fetch: async (_: string, init: RequestInit) => {
      sent.push(String(init.body));
      return new Response(response);
    },
  });
  return { run: kites.create ?? kites.flights, sent };
}

const responding = (content: JsonObject | undefined): JsonObject => ({
  "200": { description: "Done", ...(content && { content }) },
});
const json = (schema: Json): JsonObject => ({ "application/json": { schema } });
const taking = (schema: Json): PageFacts => ({
  operation: { requestBody: { required: true, content: json(schema) } },
});

/** A page that calls a model, which is no task. */
const askModel = (content: JsonObject | undefined): PageFacts => ({
  operation: {
    requestBody: {
      required: true,
      content: json({
        type: "object",
        required: ["model"],
        properties: { model: { type: "string", enum: ["kite-1"] } },
      }),
    },
    responses: responding(content),
  },
});

describe("a plain call", () => {
  it.each<[schema: Json, value: Json]>([
    [{ type: "string" }, "wind"],
    [{ type: ["number", "null"] }, 0],
    [{ oneOf: [{ type: "boolean" }, { type: "object" }] }, false],
    [{ const: null }, null],
    [{}, "anything"],
  ])("sends and returns what %j allows", async (schema, value) => {
    const sending = await makeFunction(taking(schema), "{}");
    await sending.run?.(value);
    expect(sending.sent).toEqual([JSON.stringify(value)]);
    const facts = { operation: { responses: responding(json(schema)) } };
    const reading = await makeFunction(facts, JSON.stringify(value));
    expect(await reading.run?.({})).toEqual(value);
  });

  it("refuses what is no object where the page says that it is one", async () => {
    const schema = { type: "object" };
    const sending = await makeFunction(taking(schema), "{}");
    await expect(sending.run?.("wind")).rejects.toThrow("Expected `body` to be an object");
    expect(sending.sent).toEqual([]);
    for (const described of [schema, { properties: { id: {} } }]) {
      const facts = { operation: { responses: responding(json(described)) } };
      const reading = await makeFunction(facts, '"wind"');
      await expect(reading.run?.({})).rejects.toThrow("without a JSON object");
    }
  });

  it("refuses a response that is no JSON where any value may come", async () => {
    const facts = { operation: { responses: responding(json({})) } };
    for (const text of ["<html>", ""])
      await expect((await makeFunction(facts, text)).run?.({})).rejects.toThrow("without JSON");
  });
});

describe("a call of a model", () => {
  it("sends the model in the body also where the path has a brace that is no parameter", async () => {
    const { run, sent } = await makeFunction({ ...askModel(undefined), path: "/v1/kites/{{" }, null);
    await run?.({ model: "kite-1" });
    expect(sent).toEqual(['{"model":"kite-1"}']);
  });

  it("returns sound, text, a JSON value or nothing, as the page says", async () => {
    const ask = async (content: JsonObject | undefined, response: BodyInit | null) =>
      (await makeFunction(askModel(content), response)).run?.({ model: "kite-1" });
    const sound = await ask({ "audio/mpeg": { schema: { type: "string", format: "binary" } } }, "ID3");
    expect(await (sound as Blob).text()).toBe("ID3");
    expect(await ask({ "text/plain": { schema: { type: "string" } } }, "wind")).toBe("wind");
    expect(await ask(json({ type: "string" }), '"wind"')).toBe("wind");
    expect(await ask(undefined, null)).toBeUndefined();
    expect(await ask(json({ type: "object" }), "{}")).toEqual({});
  });
});
