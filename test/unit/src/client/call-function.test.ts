import { afterEach, describe, expect, it, vi } from "vitest";
import { type CallFacts, createCallFunction } from "../../../../src/client/call-function.ts";
import { CONNECTION } from "../../../../src/client/client.ts";
import { addressCall, nameCall } from "../../../../src/client/http/response.ts";
import { postBody } from "../../../../src/client/post-body.ts";
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
