import { afterEach, describe, expect, it, vi } from "vitest";
import { type CallFacts, createCallFunction } from "../../../../src/client/call-function.ts";
import { CONNECTION } from "../../../../src/client/client.ts";
import { addressCall, nameCall } from "../../../../src/client/http/response.ts";
import { modelPath, postBody } from "../../../../src/client/post-body.ts";
import { withRequests } from "../../../../src/client/serialize/write-request.ts";
import { inHeader, inQuery } from "../../../../src/client/settings/key-place.ts";
import { connect, failure, json, pass, rejection } from "../helpers.ts";

type Run = (...args: unknown[]) => Promise<object>;

const READ: CallFacts = { method: "GET", path: "/v1/kites/{id}", takes: ["params"] };
const WRITE: CallFacts = { method: "POST", path: "/v1/kites", takes: ["body"] };
const wind = { endpoint: "POST /v1/kites", validate: (body: unknown) => check(body) };
const check = (body: unknown) =>
  Object(body).wind === undefined
    ? ({ ok: false, problems: [{ message: "wind is missing" }] } as never)
    : ({ ok: true } as const);

function setUp(facts: CallFacts, ...responses: Parameters<typeof connect>[0]) {
  const { evolink, seen } = connect(responses);
  const connection = { ...evolink[CONNECTION].connect(), validators: { wind } };
  const sendAny = withRequests(connection, {
    "POST /v1/kites": { body: [{ mediaType: "multipart/form-data" }, { mediaType: "*/*" }] },
  });
  return {
    call: createCallFunction<Run>(connection, facts),
    callAny: createCallFunction<Run>(sendAny, facts),
    seen,
  };
}

afterEach(() => void vi.useRealTimers());

describe("createCallFunction", () => {
  const params = { path: { id: "a/b" } };

  it("repeats what only reads, and gives it no key", async () => {
    vi.useFakeTimers();
    const { call, seen } = setUp(READ, failure(503), json({ id: "a" }));
    expect(await pass(call(params))).toEqual({ id: "a" });
    expect(seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      "GET /v1/kites/a%2Fb",
      "GET /v1/kites/a%2Fb",
    ]);
    expect(seen[0]?.headers.has("idempotency-key")).toBe(false);
    await expect(call(params, { idempotencyKey: "0123456789abcdef" })).rejects.toThrow("`idempotencyKey`");
  });

  it("does not repeat what writes when that may have been accepted, and repeats it with its key otherwise", async () => {
    vi.useFakeTimers();
    const doubtful = setUp(WRITE, failure(503), json({}));
    const error = await rejection(pass(doubtful.call({ wind: 5 })));
    expect([error.name, doubtful.seen.length]).toEqual(["SubmissionUncertainError", 1]);
    const { call, seen } = setUp(WRITE, failure(429, { "retry-after": "1" }), json({ id: "a" }));
    expect(await pass(call({ wind: 5 }))).toEqual({ id: "a" });
    const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
    expect([keys.length, keys[0] === keys[1], keys[0] === null]).toEqual([2, true, false]);
  });

  it.each([
    ["nothing", undefined, "`body`"],
    ["null", null, "`body`"],
    ["a text", "wind", "`body`"],
    ["an object that the validator refuses", {}, "wind is missing"],
  ])("sends nothing when the body is %s", async (_, body, message) => {
    const { call, seen } = setUp(WRITE, json({}));
    await expect(call(body)).rejects.toThrow(message);
    expect(seen).toHaveLength(0);
  });

  it("does without a body that may be left out, and checks one that is there", async () => {
    const { call, seen } = setUp({ ...WRITE, optional: true }, json({}));
    await call();
    expect(seen[0]?.body).toBe("");
    await expect(call({})).rejects.toThrow("wind is missing");
    expect(seen).toHaveLength(1);
  });

  it.each<[string, BodyInit]>([
    ["a form", new FormData()],
    ["an encoded form", new URLSearchParams("a=b")],
    ["bytes", new Uint8Array([97])],
    ["a stream", new Blob(["a"]).stream()],
  ])("asks no validator about %s, into which none can look", async (_, body) => {
    const { callAny, seen } = setUp(WRITE, json({ id: "a" }));
    expect(await callAny(body)).toEqual({ id: "a" });
    expect(seen).toHaveLength(1);
  });

  it("takes the key of a submission where it writes", async () => {
    const { call, seen } = setUp(WRITE, json({}));
    await call({ wind: 5 }, { idempotencyKey: "0123456789abcdef" });
    expect(seen[0]?.headers.get("idempotency-key")).toBe("0123456789abcdef");
  });

  it("sends the key that the parameters give, unless an option is another, and no second one", async () => {
    const { call, seen } = setUp({ ...WRITE, takes: ["params", "body"] }, json({}), json({}));
    const params = { header: { "Idempotency-Key": "the-key-of-the-page" } };
    await call(params, { wind: 5 });
    await call(params, { wind: 5 }, { idempotencyKey: "the-key-of-an-option" });
    expect(seen.map(({ headers }) => headers.get("idempotency-key"))).toEqual([
      "the-key-of-the-page",
      "the-key-of-an-option",
    ]);
  });

  it("needs a body that is written otherwise, and takes anything for one", async () => {
    const { callAny, seen } = setUp(WRITE, json({}));
    await expect(callAny()).rejects.toThrow("`body` to be set");
    await expect(callAny({ wind: undefined })).rejects.toThrow("wind is missing");
    expect(seen).toHaveLength(0);
  });

  it("takes `parseAs` for files alone, and gives it to what opens and reads them", async () => {
    const plain = setUp(READ, json({}));
    await expect(plain.call(params, { parseAs: "stream" })).rejects.toThrow("`parseAs` to be absent");
    expect(plain.seen).toHaveLength(0);
    const { signal } = new AbortController();
    const read = vi.fn(() => ({}));
    const stream = new ReadableStream();
    const open = vi.fn(() => () => stream);
    for (const facts of [
      { ...READ, read, open },
      { ...WRITE, takes: [], read, open },
    ]) {
      const { call, seen } = setUp(facts, json({}));
      await call(...facts.takes.map(() => params), { parseAs: "blob", signal });
      expect(seen).toHaveLength(1);
      expect(open).toHaveBeenLastCalledWith("blob", signal);
      expect(read).toHaveBeenLastCalledWith(expect.objectContaining({ status: 200, stream }), "blob");
    }
  });

  it("ends reading when its signal fires, also between two attempts", async () => {
    const stop = new AbortController();
    const { call, seen } = setUp(READ, failure(503));
    const ended = rejection(call(params, { signal: stop.signal }));
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    const reason = new Error("enough");
    stop.abort(reason);
    expect(await ended).toBe(reason);
    expect(await rejection(call(params, { signal: stop.signal }))).toBe(reason);
    expect(seen).toHaveLength(1);
  });

  it("reads as often as the client says, and no more often what will not pass", async () => {
    vi.useFakeTimers();
    for (const [status, times] of [
      [503, 3],
      [404, 1],
    ] as const) {
      const { call, seen } = setUp(READ, failure(status));
      expect(await rejection(pass(call(params)))).toHaveProperty("status", status);
      expect(seen).toHaveLength(times);
    }
  });

  it("sends a stream once, also where nothing was sent", async () => {
    vi.useFakeTimers();
    const refused = Object.assign(new TypeError("no"), { cause: { syscall: "connect" } });
    for (const [body, times] of [
      // Not that of a Blob, which waits for timers in some versions of Node.
      [new ReadableStream({ start: (source) => source.close() }), 1],
      [new FormData(), 3],
    ] as const) {
      const { callAny, seen } = setUp(WRITE, refused);
      expect(await rejection(pass(callAny(body)))).toHaveProperty("charged", "no");
      expect(seen).toHaveLength(times);
    }
  });

  it("asks the validator about a file as a whole, a text and the fields of a form", async () => {
    const { callAny, seen } = setUp(WRITE, json({}));
    for (const body of [new Blob(["a"]), "a", { speed: 5 }])
      await expect(callAny(body)).rejects.toThrow("wind is missing");
    expect(seen).toHaveLength(0);
  });
});

describe("postBody", () => {
  it("says what a body is, and nothing of one that is left out", async () => {
    const { evolink, seen } = connect([json({})]);
    const connection = evolink[CONNECTION].connect();
    const read = ({ status }: { status: number }) => status;
    await postBody(connection, "/v1/kites", read, undefined, {});
    await postBody(connection, "/v1/kites", read, { wind: 5 } as never, {});
    expect(seen.map(({ headers, body }) => [headers.get("content-type"), body])).toEqual([
      [null, ""],
      ["application/json", '{"wind":5}'],
    ]);
  });
});

describe("postBody to a path that names the model", () => {
  const send = async (body: object) => {
    const { evolink, seen } = connect([json({})]);
    const asked: unknown[] = [];
    const validate = (given: unknown) => {
      asked.push(given);
      return { ok: true } as const;
    };
    const endpoint = "POST /v1/{model}:fly";
    const connection = { ...evolink[CONNECTION].connect(), validators: { fly: { endpoint, validate } } };
    const read = ({ status }: { status: number }) => status;
    await postBody(connection, modelPath("/v1/{model}:fly"), read, body as never, {});
    return { asked, sent: seen.map(({ url, body }) => [new URL(url).pathname, body]) };
  };

  it("sends the rest of the body, which the validator of the path sees", async () => {
    expect(await send({ model: "a/..", wind: 5 })).toEqual({
      asked: [{ wind: 5 }],
      sent: [["/v1/a%2F..:fly", '{"wind":5}']],
    });
  });

  it.each([[undefined], [null], [""], ["."], [".."]])("refuses the model %j", async (model) => {
    await expect(send({ model, wind: 5 })).rejects.toThrow("`model` to be the id of a model");
  });

  it("refuses a body that cannot be read, or is left out", async () => {
    const body = Object.defineProperty({}, "model", {
      get() {
        throw new Error("no");
      },
    });
    await expect(send(body)).rejects.toThrow("`body` to be data that can be read");
    await expect(send(undefined as never)).rejects.toThrow("`model` to be the id of a model");
  });
});

describe("addressCall and nameCall", () => {
  const servers = [
    { start: "/v1/files", url: "https://files.example.com", key: inHeader("x-key", "") },
    { start: "", url: "https://api.example.com", key: inQuery("key") },
  ];
  const address = (path: string, filled?: string, baseUrl?: string) =>
    addressCall({ servers, baseUrl } as never, "POST", path, filled);

  it("takes the first server whose paths start alike, or the baseUrl, and the server's place for the key", () => {
    expect(address("/v1/files/upload")).toMatchObject({
      url: "https://files.example.com/v1/files/upload",
      key: servers[0]?.key,
    });
    expect(address("/v2/v1/files")).toMatchObject({ url: "https://api.example.com/v2/v1/files" });
    expect(address("/v1/files", undefined, "/evolink")).toMatchObject({
      url: "/evolink/v1/files",
      key: servers[0]?.key,
    });
  });

  it("says nothing of the query in the name for messages", () => {
    const call = address("/v1/kites", "/v1/kites?wind=5&secret=7");
    expect(nameCall(call)).toBe("POST https://api.example.com/v1/kites");
    expect(call.url).toBe("https://api.example.com/v1/kites?wind=5&secret=7");
  });
});

describe("inQuery", () => {
  it("adds the key to the query that there is, encoded, and names its parameter", () => {
    const place = inQuery("key");
    const send = (url: string) => {
      const request = { url, headers: {} };
      place(request, "a&b/c");
      return request;
    };
    expect(send("https://a.example/x")).toEqual({ url: "https://a.example/x?key=a%26b%2Fc", headers: {} });
    expect(send("https://a.example/x?y=1").url).toBe("https://a.example/x?y=1&key=a%26b%2Fc");
    expect(place.parameter).toBe("key");
  });
});
