import { describe, expect, it } from "vitest";
import { SubmissionUncertainError } from "../../../../src/index.ts";
import { connectKites } from "../connect-kites.ts";
import { json, rejection } from "../helpers.ts";

const BODY = { model: "talk-1", words: "Good wind?" };
const RESPONSE = { said: "Yes.", more: [1, { deep: null }] };

describe("a function of a model that responds at once", () => {
  it("returns the whole response of the API", async () => {
    const { evolink, seen } = connectKites([json(RESPONSE)]);
    expect(await evolink.talk.create(BODY)).toEqual(RESPONSE);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", url: "https://api.example.org/v1/talk/answers" });
    expect(seen[0]?.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(BODY);
  });

  it("takes the model apart from its parameters, and options in both forms", async () => {
    const { evolink, seen } = connectKites([json(RESPONSE)]);
    const options = { idempotencyKey: "order-2026-11-22-0001" };
    await evolink.talk.create("talk-1", { words: "Good wind?" }, options);
    await evolink.talk.create(BODY, options);
    expect(seen.map(({ body }) => JSON.parse(body))).toEqual([BODY, BODY]);
    expect(seen.map(({ headers }) => headers.get("idempotency-key"))).toEqual([
      options.idempotencyKey,
      options.idempotencyKey,
    ]);
  });

  it("is named by the custom method of the path, and puts the model there", async () => {
    const { evolink, seen } = connectKites([json({ thought: "Wind." })]);
    await evolink.models.thinkAloud({ model: "think/any", contents: "Why?" });
    await evolink.models.thinkAloud("think/any", { contents: "Why?" });
    await evolink.models.countWords("count-1", { contents: "Why?" });
    expect(seen.map(({ url }) => url)).toEqual([
      "https://api.example.org/v1beta/models/think%2Fany:thinkAloud",
      "https://api.example.org/v1beta/models/think%2Fany:thinkAloud",
      "https://api.example.org/v1beta/models/count-1:countWords",
    ]);
    for (const { body } of seen) expect(JSON.parse(body)).toEqual({ contents: "Why?" });
  });

  it.each([[undefined], [""], [".."], [null]])(
    "refuses the model %j for a path before anything is sent",
    async (model) => {
      const { evolink, seen } = connectKites([json({})]);
      const error = await rejection(evolink.models.thinkAloud({ model, contents: "Why?" }));
      expect(error).toMatchObject({ name: "ValidationError", charged: "no" });
      expect(error.message).toContain("`model`");
      expect(seen).toHaveLength(0);
    },
  );

  it("refuses to stream before anything is sent, and says what can", async () => {
    const { evolink, seen } = connectKites([json(RESPONSE)]);
    const error = await rejection(evolink.talk.create({ ...BODY, stream: true }));
    expect(error).toMatchObject({ name: "ValidationError", charged: "no" });
    expect(error.message).toContain("`stream`");
    expect(error.message).toContain("function next to it whose name begins with stream");
    expect(seen).toHaveLength(0);
    for (const stream of [false, null]) await evolink.talk.create({ ...BODY, stream });
    expect(seen).toHaveLength(2);
  });

  it("refuses what is no body and no option before anything is sent", async () => {
    const { evolink, seen } = connectKites([json(RESPONSE)]);
    for (const args of [
      [undefined],
      [null],
      ["talk-1", null],
      [BODY, { sginal: 1 }],
      [BODY, { idempotencyKey: "x" }],
    ]) {
      expect(await rejection(evolink.talk.create(...args))).toHaveProperty("name", "ValidationError");
    }
    expect(seen).toHaveLength(0);
  });

  it("asks the validator of its own operation about the body that would be sent", async () => {
    const asked: unknown[] = [];
    const validator = (endpoint: string) => ({
      endpoint,
      validate: (body: unknown) => {
        asked.push([endpoint, body]);
        return { ok: false, problems: [{ path: ["contents"], message: "contents must be short" }] } as const;
      },
    });
    const validate = {
      createTalkAnswer: validator("POST /v1/talk/answers"),
      thinkAloud: validator("POST /v1beta/models/{model}:thinkAloud"),
    };
    const { evolink, seen } = connectKites([json({})], { validate });
    const error = await rejection(evolink.models.thinkAloud("think-1", { contents: "Why?" }));
    expect(error).toMatchObject({ name: "ValidationError", problems: [{ path: ["contents"] }] });
    expect(asked).toEqual([["POST /v1beta/models/{model}:thinkAloud", { contents: "Why?" }]]);
    expect(seen).toHaveLength(0);
    await evolink.models.countWords("count-1", { contents: "Why?" });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Response | Error]>([
    [
      "a lost reply",
      new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) }),
    ],
    ["a server error", json({}, 503)],
    ["an empty body", new Response("")],
    ["a page of HTML", new Response("<html></html>")],
    ["JSON that is no object", json("Yes.")],
  ])("leaves the outcome open after %s, and does not submit again", async (_, response) => {
    const { evolink, seen } = connectKites([response]);
    const error = await rejection(evolink.talk.create(BODY));
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(error).toMatchObject({ charged: "unknown" });
    expect(error.message).toContain(String(seen[0]?.headers.get("idempotency-key")));
    expect(error.message).not.toContain("task");
    expect(seen).toHaveLength(1);
  });

  it("passes on what the API refuses", async () => {
    const { evolink } = connectKites([json({ error: { code: "model_not_found", message: "No." } }, 404)]);
    expect(await rejection(evolink.talk.create(BODY))).toMatchObject({
      name: "NotFoundError",
      code: "model_not_found",
      charged: "no",
    });
  });

  it("leaves the collections of tasks next to it as they are", async () => {
    const { evolink } = connectKites([json({ id: "task-1", status: "pending" })]);
    expect(Object.keys(evolink)).toEqual(["tasks", "kites", "talk", "models", "baseUrl"]);
    expect(Object.keys(evolink.kites)).toEqual(["create", "generate", "check"]);
    expect(await evolink.kites.create({ model: "kite-1", wind: 3 })).toMatchObject({ id: "task-1" });
  });
});
