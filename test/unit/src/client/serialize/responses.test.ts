import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientResponse } from "../../../../../src/client/http/response.ts";
import {
  endWithSignal,
  openBinary,
  readBinary,
  readNothing,
  readText,
} from "../../../../../src/client/serialize/read-body.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makePage } from "../../../../helpers/pages.ts";
import { type Caller, importCallers } from "../../../../helpers/strict-server/callers.ts";
import { startServer, type WireRequest } from "../../../../helpers/strict-server/start-server.ts";

const RESPONSES: Record<string, { type: string; schema?: JsonObject; body: string | Uint8Array }> = {
  csv: { type: "text/csv", schema: { type: "string" }, body: "a;ü\n" },
  xml: { type: "application/xml", schema: { type: "object" }, body: "<a/>" },
  plain: { type: "text/plain", body: "wind" },
  image: {
    type: "image/png",
    schema: { type: "string", format: "binary" },
    body: new Uint8Array([0, 255, 128]),
  },
  bytes: { type: "application/octet-stream", body: new Uint8Array([1]) },
  vendor: { type: "application/vnd.kite+json", schema: { type: "object" }, body: '{"a":1}' },
};

let server: Awaited<ReturnType<typeof startServer>>;
let callersOf: Awaited<ReturnType<typeof importCallers>>;
const seen: WireRequest[] = [];
let failure: number | undefined;
beforeAll(async () => {
  server = await startServer((request) => {
    seen.push(request);
    if (failure !== undefined)
      return { status: failure, headers: { "retry-after": "0" }, body: '{"error":{"code":"broken"}}' };
    const found = RESPONSES[request.path.split("/")[2] ?? ""];
    return found ? { headers: { "content-type": found.type }, body: found.body } : { status: 204 };
  });
  const pages = Object.entries(RESPONSES).map(([name, { type, schema }]) =>
    makePage({
      file: `${name}.md`,
      path: `/v1/${name}`,
      operationId: `get-${name}`,
      method: "get",
      operation: {
        responses: { "200": { description: "Done", content: { [type]: schema ? { schema } : {} } } },
      },
    }),
  );
  const nothing = (method: string, operation: JsonObject = {}) =>
    makePage({
      file: `${method}.md`,
      path: "/v1/nothing",
      operationId: `nothing-${method}`,
      method,
      operation: { responses: { "204": { description: "Done" } }, ...operation },
    });
  const bytes = { required: true, content: { "application/octet-stream": {} } };
  const document = await buildDocument(...pages, nothing("get"), nothing("put", { requestBody: bytes }));
  callersOf = await importCallers(document, server.url, { retry: { attempts: 2 } });
}, 60_000);
afterAll(() => server.close());
beforeEach(() => {
  failure = undefined;
  seen.length = 0;
});

const callers = (name: string) =>
  Object.entries(callersOf({ collection: name, name: "get", method: "GET", path: `/v1/${name}`, takes: [] }));

describe("a response that is text", () => {
  it.each(["csv", "xml", "plain"])("comes as such: %s", async (name) => {
    for (const [, call] of callers(name)) expect(await call({})).toBe(RESPONSES[name]?.body);
  });
});

describe("a response that is a file", () => {
  it.each(["image", "bytes"])("comes as a Blob of its type: %s", async (name) => {
    for (const [, call] of callers(name)) {
      const blob = (await call({})) as Blob;
      expect(blob.type).toBe(RESPONSES[name]?.type);
      expect(new Uint8Array(await blob.arrayBuffer())).toEqual(RESPONSES[name]?.body);
    }
  });

  it("comes as its bytes or a stream where the call says so", async () => {
    const { collection } = callersOf({
      collection: "image",
      name: "get",
      method: "GET",
      path: "/v1/image",
      takes: ["params"],
    });
    const buffer = await collection?.({ params: { parseAs: "arrayBuffer" } as never });
    expect(new Uint8Array(buffer as ArrayBuffer)).toEqual(RESPONSES.image?.body);
    const stream = await collection?.({ params: { parseAs: "stream" } as never });
    expect(stream).toBeInstanceOf(ReadableStream);
    expect(new Uint8Array(await new Response(stream as ReadableStream).arrayBuffer())).toEqual(
      RESPONSES.image?.body,
    );
  });

  it("comes as its own bytes, of a larger buffer that it came in", () => {
    const body = new Uint8Array([7, 1, 2, 7]).subarray(1, 3);
    const response = { status: 200, headers: new Headers(), body } as never;
    expect([...new Uint8Array(readBinary(response, "arrayBuffer") as ArrayBuffer)]).toEqual([1, 2]);
  });

  it("has no such choice where it is text", async () => {
    const { collection } = callersOf({
      collection: "csv",
      name: "get",
      method: "GET",
      path: "/v1/csv",
      takes: ["params"],
    });
    await expect(collection?.({ params: { parseAs: "stream" } as never })).rejects.toThrow(
      "Expected `parseAs` to be absent",
    );
    expect(seen).toEqual([]);
  });
});

describe("what reads a response", () => {
  it("throws the error of a failure, from 400 on", () => {
    const failed = (status: number) =>
      ({
        status,
        headers: new Headers(),
        body: new TextEncoder().encode("no wind"),
        hide: (text: string) => text,
        call: { method: "GET", url: "http://localhost/kites" },
      }) as ClientResponse;
    for (const read of [readText, readNothing, readBinary])
      expect(() => read(failed(400))).toThrow("GET http://localhost/kites returned 400: no wind.");
    expect(readText(failed(399))).toBe("no wind");
    expect((readBinary(failed(200)) as Blob).type).toBe("");
  });

  it("opens a stream where the call asks for one and there is one, and ends it with its signal", async () => {
    expect(openBinary("blob", undefined)).toBeUndefined();
    expect(openBinary("stream", undefined)?.(new Response(null))).toBeUndefined();
    const stop = new AbortController();
    const endless = () =>
      new Response(new ReadableStream({ pull: (source) => source.enqueue(new Uint8Array(1)) }));
    const reader = openBinary("stream", stop.signal)?.(endless())?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    stop.abort(new Error("enough"));
    const readOn = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(readOn()).rejects.toThrow("enough");
    expect((await openBinary("stream", undefined)?.(endless())?.getReader().read())?.value).toHaveLength(1);
  });
});

describe("a stream with a signal", () => {
  const setUp = () => {
    const seen = { pulls: 0, cancelled: undefined as unknown };
    const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          if (++seen.pulls > 2) controller.close();
          else controller.enqueue(new Uint8Array([seen.pulls]));
        },
        cancel(reason) {
          seen.cancelled = reason;
        },
      },
      { highWaterMark: 0 },
    );
    const stop = new AbortController();
    const stream = endWithSignal(source, stop.signal) as ReadableStream<Uint8Array>;
    return { seen, stop, reader: stream.getReader() };
  };

  it("is none where there is no body", () => {
    expect(endWithSignal(null, new AbortController().signal)).toBeUndefined();
  });

  it("is read no sooner than it is asked for, and to its end", async () => {
    const { seen, reader } = setUp();
    await new Promise(setImmediate);
    expect(seen.pulls).toBe(0);
    for (const value of [new Uint8Array([1]), new Uint8Array([2]), undefined])
      expect(await reader.read()).toEqual({ done: value === undefined, value });
  });

  it("is cancelled with the reason of its reader, or of its signal", async () => {
    const dropped = setUp();
    await dropped.reader.cancel("not wanted");
    expect(dropped.seen.cancelled).toBe("not wanted");
    const { seen, stop, reader } = setUp();
    stop.abort("enough");
    await vi.waitFor(() => expect(seen.cancelled).toBe("enough"));
    await expect(reader.read()).rejects.toBe("enough");
  });
});

describe("any other response", () => {
  it("is JSON under its own name, or nothing", async () => {
    for (const [, call] of callers("vendor")) expect(await call({})).toEqual({ a: 1 });
    for (const [, call] of callers("nothing")) expect(await call({})).toBeUndefined();
  });

  it.each(["csv", "image", "nothing"])("is an error where its status says so: %s", async (name) => {
    failure = 404;
    for (const [, call] of callers(name)) await expect(call({})).rejects.toThrow("broken");
  });
});

describe("a body that is refused with a time to come back", () => {
  const send = (makeBody: () => unknown) => {
    const target = {
      collection: "nothing",
      name: "replace",
      method: "PUT",
      path: "/v1/nothing",
      takes: ["body"] as const,
    };
    return (callersOf(target).collection as Caller)({ body: makeBody() });
  };

  it("is sent again where it is a file, and never where it is a stream", async () => {
    failure = 429;
    await expect(send(() => new Blob(["ab"]))).rejects.toMatchObject({ name: "RateLimitError" });
    expect(seen.map(({ body }) => `${body}`)).toEqual(["ab", "ab"]);
    seen.length = 0;
    await expect(send(() => new Blob(["ab"]).stream())).rejects.toMatchObject({ name: "RateLimitError" });
    expect(seen.map(({ body }) => `${body}`)).toEqual(["ab"]);
  });

  it("has the one idempotency key of its submission", async () => {
    failure = 429;
    await expect(send(() => "ab")).rejects.toThrow();
    const [first, second] = seen.map(({ headers }) => headers["idempotency-key"]);
    expect(first).toMatch(/^[\w.-]{16,96}$/);
    expect(second).toBe(first);
  });
});
