import { describe, expect, it, vi } from "vitest";
import type { Connection } from "../../../../../src/client/http/connection.ts";
import type { Call } from "../../../../../src/client/http/response.ts";
import {
  createRequestWriter,
  joinCookies,
  sendAs,
  toInit,
  withRequests,
} from "../../../../../src/client/serialize/write-request.ts";
import { parseMultipart } from "../../../../helpers/strict-server/parse-multipart.ts";
import { type BodyCase, MEDIAS, REFUSED, SENT, type Seen } from "./body-cases.ts";

/** What a server would see of a body. */
async function see(body: unknown, headers: Headers): Promise<Seen> {
  const init = { method: "POST", body: body as BodyInit, headers, duplex: "half" };
  const request = new Request("http://localhost", init);
  const type = request.headers.get("content-type");
  const bytes = Buffer.from(await request.arrayBuffer());
  return {
    ...(type !== null && { type: type.replace(/boundary=.*/, "boundary") }),
    body: type?.startsWith("multipart/") ? parseMultipart(type, bytes) : bytes.toString(),
  };
}

/** As openapi-fetch joins them: the last one of a name is sent. */
function join(headers: object): Headers {
  const joined = new Headers();
  for (const [name, value] of Object.entries(headers)) joined.set(name, value);
  return joined;
}

/** A body as the collections send it, or openapi-fetch. */
const WAYS = {
  call({ to, make }: BodyCase) {
    const { body, headers } = createRequestWriter({ body: MEDIAS[to] }).toCall("/", { body: make() });
    return see(body, join({ ...headers }));
  },
  init({ to, make, named }: BodyCase) {
    const headers = named === undefined ? {} : { "Content-Type": named };
    const given: { headers: object; body: unknown; bodySerializer?: () => unknown } = {
      body: make(),
      headers,
    };
    const init = toInit({ body: MEDIAS[to] }, given);
    return see(init.bodySerializer?.(), join(init.headers));
  },
};

describe.each(Object.entries(WAYS))("a body, by %s", (way, send) => {
  const fits = ([, { named }]: [string, BodyCase]) => named === undefined || way === "init";

  it.each(Object.entries(SENT).filter(fits))("is sent as %s", async (_, { seen, ...given }) => {
    expect(await send(given)).toEqual(seen);
  });

  it.each(Object.entries(REFUSED))("is refused as %s", async (_, { of, ...given }) => {
    await expect(async () => send(given)).rejects.toThrow(`Expected \`${of}\` to be `);
  });
});

describe("a request writer", () => {
  const write = (body: unknown, to: keyof typeof MEDIAS = "bytes") =>
    createRequestWriter({ body: MEDIAS[to] }).toCall("/kites", { body });

  it("says what can be sent once alone, and into what no validator can look", () => {
    const factsOf = ({ isOnce, isSealed }: ReturnType<typeof write>) => [isOnce, isSealed];
    expect(factsOf(write("a", "text"))).toEqual([false, false]);
    expect(factsOf(write(new Blob()))).toEqual([false, false]);
    expect(factsOf(write(new Uint8Array()))).toEqual([false, true]);
    expect(factsOf(write(new Blob().stream()))).toEqual([true, true]);
    expect(factsOf(write(new FormData(), "multipart"))).toEqual([false, true]);
    expect(factsOf(write(new URLSearchParams(), "urlencoded"))).toEqual([false, true]);
  });

  it("leaves out what a request has not: a query, a cookie, a media type", () => {
    const { filled, headers, body } = createRequestWriter({}).toCall("/kites", {});
    expect([filled, headers, body]).toStrictEqual(["/kites", {}, undefined]);
  });

  const parameters = [{ in: "query", name: "tag", style: "pipeDelimited" }] as const;
  const params = {
    path: { id: "a" },
    query: { tag: ["b", "c"] },
    header: { "X-Kind": "d" },
    cookie: { color: "e" },
  };

  it("writes each parameter in its place", () => {
    const { filled, headers } = createRequestWriter({ parameters }).toCall("/kites/{id}", { params });
    expect(filled).toBe("/kites/a?tag=b%7Cc");
    expect(headers).toStrictEqual({ "x-kind": "d", cookie: "color=e" });
  });

  it("gives openapi-fetch the serializers of path and query, and writes the rest", () => {
    const init = createRequestWriter({ parameters, parseAs: "text" }).toInit({ params }) as object as {
      pathSerializer(path: string, values: object): string;
      querySerializer(values: object): string;
    };
    expect(init).toMatchObject({
      parseAs: "text",
      params: { path: params.path, query: params.query },
      headers: { "x-kind": "d", cookie: "color=e" },
    });
    expect(init.pathSerializer("/kites/{id}", params.path)).toBe("/kites/a");
    expect(init.querySerializer(params.query)).toBe("tag=b%7Cc");
    for (const absent of ["bodySerializer", "duplex"]) expect(init).not.toHaveProperty(absent);
    expect(createRequestWriter({}).toInit({})).toMatchObject({
      params: { path: {}, query: {} },
      headers: {},
    });
    expect(createRequestWriter({}).toInit({})).not.toHaveProperty("parseAs");
  });

  it("leaves a serializer of the call's own, and its headers in any form, with the media type that they name", () => {
    const bodySerializer = () => "own";
    const own = createRequestWriter({ body: MEDIAS.text }).toInit({
      body: { a: 1 },
      bodySerializer,
      params,
      headers: { "Content-Type": "a/b" },
    });
    expect(own).toMatchObject({ bodySerializer, headers: { "Content-Type": "a/b", "x-kind": "d" } });
    for (const headers of [
      { "content-type": "text/csv" },
      [["content-type", "text/csv"]],
      new Headers({ "content-type": "text/csv" }),
    ])
      expect(
        createRequestWriter({ body: MEDIAS.several }).toInit({ body: "a;b", headers }).headers,
      ).toStrictEqual({ "content-type": "text/csv" });
  });

  it("reads the media type from the header of that name alone, and takes it away where the form has a boundary", () => {
    const write = (name: string, to: keyof typeof MEDIAS, body: unknown) =>
      createRequestWriter({ body: MEDIAS[to] }).toInit({ body, headers: { [name]: "multipart/form-data" } });
    for (const name of ["X-Content-Type", "Content-Type-Of"])
      expect(write(name, "text", "a").headers).toMatchObject({ [name]: "multipart/form-data" });
    expect(write("CONTENT-TYPE", "multipart", new FormData()).headers).toStrictEqual({});
    const bounded = { "content-type": "multipart/mixed; a=b;boundary=cc; d=e" };
    const { headers } = createRequestWriter({}).toInit({ body: { a: "b" }, headers: bounded });
    expect(Object(headers)["content-type"]).toMatch(/^multipart\/mixed; a=b; d=e; boundary=part-[\d-]+$/);
  });

  it("leaves a media type that the call takes away", () => {
    const headers = { "content-type": null };
    expect(createRequestWriter({ body: MEDIAS.text }).toInit({ body: "a", headers })).toMatchObject({
      headers,
    });
  });

  it("says of a stream that the response begins after it", () => {
    const body = new Blob().stream();
    expect(createRequestWriter({ body: MEDIAS.bytes }).toInit({ body })).toMatchObject({ duplex: "half" });
  });
});

describe("a call that is passed on as it is", () => {
  const post: Call = { method: "POST", url: "https://api.example.com/kites", body: "a" };
  const get: Call = { method: "GET", url: "https://api.example.com/kites" };

  it.each<[string, (connection: Connection) => Connection, Call]>([
    ["with a body that is no stream", (connection) => withRequests(connection, {}), post],
    ["without a body, whatever bodies are", (connection) => sendAs(connection, "application/a+json"), get],
  ])("is one %s", async (_, wrap, call) => {
    const send = vi.fn();
    await wrap({ send, settings: {} } as unknown as Connection).send(call, () => undefined);
    expect(send.mock.lastCall?.[0]).toBe(call);
  });

  it("is one with a cookie and no key", () => {
    const call = { ...get, headers: { cookie: "a=b" } };
    expect(joinCookies(call)).toBe(call);
  });
});
