import { describe, expect, it, vi } from "vitest";
import { operationTable } from "../../../../generated/client.ts";
import { validators } from "../../../../generated/validators.js";
import { CONNECTION } from "../../../../src/client/client.ts";
import { inQuery } from "../../../../src/client/settings/key-place.ts";
import { createEvolink } from "../../../../src/index.ts";
import { createProxy } from "../../../../src/proxy/index.ts";
import { createRouter } from "../../../../src/proxy/route.ts";
import { startTestMock } from "../../../helpers/mock.ts";
import { BODY, failure, impossible, json, rejection } from "../helpers.ts";
import { CREATE, codeOf, createPageClient, KEY, SITE, setUp, submitted } from "./proxying.ts";

describe("createProxy", () => {
  it("lets a page make a video of the mock, with the key of the server", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    const evolink = createEvolink({ apiKey: KEY, baseUrl: mock.url });
    const proxy = createProxy({
      evolink,
      operations: operationTable,
      validators,
      authorize: () => ({ user: "ann" }),
    });
    const done = await createPageClient(proxy).videos.generate(BODY);
    expect(done.results).toHaveLength(1);
  });

  it("sends on the body and headers of its own alone", async () => {
    const { post, sent } = setUp([submitted()]);
    const theirs = {
      cookie: "session=1",
      authorization: "Bearer theirs",
      "x-forwarded-for": "1.2.3.4",
      referer: "a",
    };
    expect((await post(BODY, theirs)).status).toBe(200);
    const [{ url, method, headers, body } = { url: "", method: "", headers: new Headers(), body: "" }] = sent;
    expect([method, url, JSON.parse(body)]).toEqual(["POST", `https://api.evolink.ai${CREATE}`, BODY]);
    expect([...headers.keys()].sort()).toEqual(["authorization", "content-type", "idempotency-key"]);
    expect(headers.get("authorization")).toBe(`Bearer ${KEY}`);
  });

  it.each([
    ["nobody", () => null, 401],
    ["false", () => false as const, 401],
    ["a response of its own", () => new Response("Pay first", { status: 418 }), 418],
    ["a grant without a user", () => ({ user: "" }), 424],
    ["models that are no list", () => ({ user: "ann", models: `${BODY.model}, and more` }) as never, 424],
    ["a grant with a mistake", () => ({ user: "ann", model: [] }) as never, 424],
    ["a limit that is no number", () => ({ user: "ann", limit: { submissions: "3" as never } }), 424],
    ["a limit below nothing", () => ({ user: "ann", limit: { credits: -1 } }), 424],
    ["an exception", () => Promise.reject(new Error("database away")), 424],
  ])("sends nothing on when authorize gives %s", async (_, authorize, status) => {
    const { post, get, sent } = setUp([submitted()], { authorize: authorize as never });
    expect((await post()).status).toBe(status);
    expect((await get()).status).toBe(status === 424 ? 500 : status);
    expect(sent).toHaveLength(0);
  });

  it.each([
    [{ user: 1 }, "`user`"],
    [{ user: "" }, "`user`"],
    [{ user: "ann", models: "all" }, "`models`"],
  ])("says what is wrong with the grant %j", async (grant, name) => {
    const { post, errors } = setUp([], { authorize: () => grant as never });
    await post();
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(name) })]);
  });

  it("says whether somebody has to sign in, or the proxy failed", async () => {
    const codeWith = async (authorize: unknown) =>
      codeOf(await setUp([], { authorize: authorize as never }).get());
    expect(await codeWith(() => null)).toBe("401 unauthorized");
    expect(await codeWith(() => Promise.reject(new Error("database away")))).toBe("500 proxy_failed");
  });

  it("sends nothing on when authorize says nothing for 30 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const { post, sent, errors } = setUp([submitted()], { authorize: () => new Promise(() => {}) });
      const ended = vi.fn();
      const response = post().finally(ended);
      await vi.advanceTimersByTimeAsync(29_000);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await codeOf(await response)).toBe("424 not_submitted");
      expect([sent.length, errors.length]).toEqual([0, 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("asks authorize with the request, cookies and all", async () => {
    const { post } = setUp([submitted()], {
      authorize: ({ headers }) => headers.get("cookie") === "session=1" && { user: "ann" },
    });
    expect([(await post()).status, (await post(BODY, { cookie: "session=1" })).status]).toEqual([401, 200]);
  });

  it.each([
    ["POST", "/v1/videos/generation", "404 not_found"],
    ["POST", "/v1/videos/generations/", "404 not_found"],
    ["DELETE", "/v1/videos/generations", "405 method_not_allowed"],
    ["GET", "/v1/videos/generations", "405 method_not_allowed"],
    ["OPTIONS", "/v1/videos/generations", "405 method_not_allowed"],
    ["GET", "/v1/tasks/a%2F..%2F..%2Fv1%2Fcredits", "404 not_found"],
    ["GET", "/v1/tasks/%2e%2e%2fcredits", "404 not_found"],
    ["GET", "/v1/tasks/a%2Fb", "400 invalid_task_id"],
    ["GET", "/v1/tasks/a%252e%252e", "404 not_found"],
    ["GET", "/v1/tasks/a%252Fb", "404 not_found"],
    ["GET", "/v1/tasks/a%255Cb", "404 not_found"],
    ["GET", "/v1/tasks/%", "404 not_found"],
    ["GET", "/v1/admin", "404 not_found"],
  ])("refuses %s %s, which the document does not describe", async (method, path, code) => {
    const { proxy, sent } = setUp([submitted()], { authorize: () => ({ user: "ann", anyTask: true }) });
    expect(await codeOf(await proxy(new Request(`https://app.example.com/evolink${path}`, { method })))).toBe(
      code,
    );
    expect(sent).toHaveLength(0);
  });

  it("says of a slash in the path how it is sent", async () => {
    const { get, sent } = setUp([submitted()]);
    const { error } = (await (await get("/v1/tasks/a/b")).json()) as { error: { message: string } };
    expect(error.message).toBe(
      "No such operation. A slash in {task_id} of /v1/tasks/{task_id} is sent as %2F: /v1/tasks/a%2Fb.",
    );
    const other = (await (await get("/v1/tasks/a/")).json()) as typeof error & { error: { message: string } };
    expect(other.error.message).toBe("No such operation.");
    const { proxy } = setUp([]);
    for (const [method, path] of [
      ["POST", "/v1/tasks/a/b"],
      ["GET", "/v2/tasks/a/b"],
    ] as const) {
      const response = await proxy(new Request(SITE + path, { method }));
      expect(await response.json()).toMatchObject({ error: { message: "No such operation." } });
    }
    expect(sent).toHaveLength(0);
  });

  it("serves at its path alone", async () => {
    const { proxy } = setUp([submitted()], { path: "/api/ai/" });
    const at = async (path: string) =>
      codeOf(await proxy(new Request(`https://a.example${path}${CREATE}`, { method: "POST", body: "{}" })));
    for (const path of ["/evolink", "/api/aix", "", "/abc/de"]) expect(await at(path)).toBe("404 not_found");
    expect(await at("/api/ai")).toBe("415 not_json");
  });

  it("says what is wrong with a body, and sends nothing on", async () => {
    const { post, proxy, sent } = setUp([submitted()]);
    const response = await post({ ...BODY, duration: 99 });
    expect(await response.clone().json()).toMatchObject({
      error: { code: "invalid_parameters", param: "duration", message: expect.stringContaining("got 99") },
    });
    const error = await rejection(createPageClient(proxy).videos.create({ ...BODY, duration: 99 as never }));
    expect(error).toMatchObject({ name: "InvalidRequestError", param: "duration", charged: "no" });
    expect(sent).toHaveLength(0);
  });

  it.each([
    ["no JSON", "{", { "content-type": "application/json" }, "400 invalid_parameters"],
    ["nothing", "", { "content-type": "application/json" }, "400 invalid_parameters"],
    // What a page of another origin can send without asking.
    ["JSON as text", JSON.stringify(BODY), { "content-type": "text/plain" }, "415 not_json"],
    ["a type that begins as JSON", "{}", { "content-type": "application/json-x" }, "415 not_json"],
    ["a type that ends as JSON", "{}", { "content-type": "xapplication/json" }, "415 not_json"],
    ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }, "415 not_json"],
  ])("refuses %s as a body", async (_, body, headers, code) => {
    const { post, sent } = setUp([submitted()]);
    expect(await codeOf(await post(body, headers))).toBe(code);
    expect(sent).toHaveLength(0);
  });

  it("refuses a body for which it has no validator", async () => {
    const { post, sent } = setUp([submitted()], { validators: {} });
    expect(await codeOf(await post())).toBe("415 not_json");
    expect(sent).toHaveLength(0);
  });

  it("takes a body of the largest size, and no larger, announced or not", async () => {
    const body = JSON.stringify(BODY);
    const { post } = setUp([submitted()], { maxBodyBytes: body.length });
    expect((await post(body)).status).toBe(200);
    expect(await codeOf(await post(`${body} `))).toBe("413 too_large");
    expect(await codeOf(await post(body, { "content-length": `${body.length + 1}` }))).toBe("413 too_large");
  });

  it("takes a body of 10 MiB when nothing else is said", async () => {
    const { post } = setUp([submitted()]);
    const announced = (bytes: number) => post(BODY, { "content-length": `${bytes}` });
    expect((await announced(10 * 2 ** 20)).status).toBe(200);
    expect(await codeOf(await announced(10 * 2 ** 20 + 1))).toBe("413 too_large");
  });

  it("waits a minute for a body to come in whole", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const { proxy, sent } = setUp([submitted()]);
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: new ReadableStream(), duplex: "half" };
      const ended = vi.fn();
      const response = proxy(new Request(SITE + CREATE, init as RequestInit)).finally(ended);
      await vi.advanceTimersByTimeAsync(59_000);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(ended).toHaveBeenCalled();
      expect(await codeOf(await response)).toBe("400 unreadable");
      expect(sent).toHaveLength(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes a literal path for its own operation, not for a parameter of another", () => {
    const operation = (path: string) => ({ method: "get", path });
    const find = createRouter({ one: operation("/v1/kites/{id}"), mine: operation("/v1/kites/mine") });
    expect(find("GET", "/v1/kites/mine").path).toBe("/v1/kites/mine");
    expect(find("GET", "/v1/kites/yours").path).toBe("/v1/kites/{id}");
  });

  it("sends on what was validated where a property is there twice", async () => {
    const { post, sent } = setUp([submitted()]);
    await post(`{"model":"other","prompt":"a","model":"${BODY.model}"}`);
    expect(sent[0]?.body).toBe(`{"model":"${BODY.model}","prompt":"a"}`);
  });

  it("sends on no number that is another one once it was read", async () => {
    const { post, sent } = setUp([submitted()]);
    const body = JSON.stringify({ messages: [{ seed: 0 }] });
    const exact = body.replace("0", "9007199254740991");
    expect((await post(exact, {}, "/v1/chat/completions")).status).toBe(200);
    expect(sent[0]?.body).toBe(exact);
    const response = await post(body.replace("0", "9007199254740993"), {}, "/v1/chat/completions");
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        code: "invalid_parameters",
        type: "proxy_error",
        message:
          "The number 9007199254740993 would be sent as 9007199254740992: JSON numbers are exact up to 2^53.",
      },
    });
    expect(sent).toHaveLength(1);
  });

  it("lets through the models of a grant, and a submission that names none not", async () => {
    const models = ["gpt-5.2", "gemini-omni-flash-text-to-video"];
    const { post, sent } = setUp([submitted()], { authorize: () => ({ user: "ann", models }) });
    const talk = (model?: string) => post({ model, messages: [] }, {}, "/v1/chat/completions");
    expect((await post()).status).toBe(200);
    expect((await talk("gpt-5.2")).status).toBe(200);
    const refused = await talk("gpt-6");
    expect(await refused.clone().json()).toMatchObject({ error: { param: "model" } });
    expect(await codeOf(refused)).toBe("403 model_not_allowed");
    expect(await codeOf(await talk())).toBe("403 model_not_allowed");
    const both = await post({ model: "gpt-5.2", messages: [] }, {}, "/v1/chat/completions?model=gpt-6");
    expect(await codeOf(both)).toBe("403 model_not_allowed");
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["/v1beta/models/{model}:generateContent", "/v1beta/models/think%2Fany:generateContent"],
    ["/v1beta/models/think%2Fany:generateContent", "/v1beta/models/think%2Fany:generateContent"],
  ])("knows the model that the path names: %s", async (path, requested) => {
    const validators = { think: { endpoint: `POST ${path}`, validate: () => ({ ok: true }) as const } };
    const of = (...models: string[]) => {
      const operations = { think: { method: "post", path } };
      const { post, sent } = setUp([submitted()], {
        operations,
        validators,
        authorize: () => ({ user: "a", models }),
      });
      return { send: () => post({ model: "cheap" }, {}, requested), sent };
    };
    const allowed = of("think/any");
    expect((await allowed.send()).status).toBe(200);
    expect(allowed.sent[0]?.url).toMatch(/models\/think%2Fany:generateContent$/);
    expect(await codeOf(await of("cheap").send())).toBe("403 model_not_allowed");
  });

  it("passes on the query of a request", async () => {
    const { get, sent } = setUp([json({ credits: 1 })]);
    await get("/v1/credits?unit=cent");
    expect(sent[0]?.url).toBe("https://api.evolink.ai/v1/credits?unit=cent");
  });

  it.each([204, 600])(
    "leaves a submission uncertain that got a body with status %i, which no Response can hold",
    async (status) => {
      const { post, get } = setUp([impossible(status, "{}")]);
      expect(await codeOf(await post())).toBe("502 paid_outcome_unknown");
      expect(await codeOf(await get("/v1/credits"))).toBe("502 unreachable");
    },
  );

  it("lets no visitor bring a key of their own where it goes into the query", async () => {
    const connection = { ...createEvolink({ apiKey: KEY })[CONNECTION].connect() };
    const urls: string[] = [];
    const server = { start: "", url: "https://api.example.com", key: inQuery("key") };
    connection.settings = { ...connection.settings, servers: [server] };
    connection.send = (async ({ url }: { url: string }) => void urls.push(url)) as never;
    const { get } = setUp([], {
      evolink: { baseUrl: undefined, [CONNECTION]: { connect: () => connection } },
    });
    await get("/v1/credits?key=theirs&a=1");
    expect(urls).toEqual(["https://api.example.com/v1/credits?a=1"]);
    connection.settings = { ...connection.settings, servers: [{ ...server, key: undefined as never }] };
    await get("/v1/credits?key=theirs");
    expect(urls[1]).toBe("https://api.example.com/v1/credits?key=theirs");
  });

  it("ends a reading when the browser leaves", async () => {
    let signal: AbortSignal | null | undefined;
    const evolink = createEvolink({
      apiKey: KEY,
      fetch: (_, init) => {
        signal = init?.signal;
        return new Promise(() => {});
      },
    });
    const { proxy } = setUp([], { evolink });
    const leave = new AbortController();
    const response = proxy(new Request(`${SITE}/v1/credits`, { signal: leave.signal }));
    await vi.waitFor(() => expect(signal).toBeDefined());
    leave.abort();
    expect((await response).status).toBe(502);
    expect(signal?.aborted).toBe(true);
  });

  it("passes on a refusal with what a client needs of it", async () => {
    const { proxy } = setUp([
      failure(429, { "retry-after": "7", "x-request-id": "r-1", "set-cookie": "a=1" }),
    ]);
    const error = await rejection(createPageClient(proxy).videos.create(BODY));
    expect(error).toMatchObject({
      name: "RateLimitError",
      retryAfterMs: 7000,
      requestId: "r-1",
      charged: "no",
    });
  });

  it("does not tell a visitor that the server's key is wrong by a 401", async () => {
    const { proxy, errors } = setUp([failure(401)]);
    const error = await rejection(createPageClient(proxy).videos.create(BODY));
    expect(error).toMatchObject({ status: 424, charged: "no" });
    expect(errors).toEqual([expect.objectContaining({ name: "AuthenticationError" })]);
  });

  it("says that a submission may have been accepted, and when it was not", async () => {
    const refused = Object.assign(new TypeError("fetch failed"), { cause: { syscall: "connect" } });
    const lost = setUp([new TypeError("fetch failed")]);
    const unsent = setUp([refused]);
    const create = ({ proxy }: typeof lost) => rejection(createPageClient(proxy).videos.create(BODY));
    expect(await create(lost)).toMatchObject({ name: "SubmissionUncertainError", charged: "unknown" });
    expect(await create(unsent)).toMatchObject({ status: 424, charged: "no" });
  });

  it.each([
    [{ evolink: undefined }, "evolink` to be what `createEvolink` returned"],
    [{ evolink: {} }, "evolink` to be what `createEvolink` returned"],
    [{ operations: undefined }, "operations"],
    [{ validators: undefined }, "validators"],
    [{ authorize: undefined }, "authorize` to be a function"],
    [{ path: "evolink" }, "path"],
    [{ seen: { claim: () => true } }, "seen"],
    [{ maxBodyBytes: 0 }, "maxBodyBytes"],
    [{ autorize: 1 }, "autorize"],
  ])("refuses the options %j", (options, name) => {
    expect(() => setUp([], options as never)).toThrow(`Expected \`${name}`);
  });
});
