import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CONNECTION } from "../../../../../src/client/client.ts";
import { createUploadFunction } from "../../../../../src/client/uploads/file-upload.ts";
import { sendByXhr } from "../../../../../src/client/uploads/send-by-xhr.ts";
import { connect, json, rejection } from "../../helpers.ts";
import { FakeXhr, openPage, sentXhr } from "./fake-xhr.ts";

const URL_OF_FILES = "https://files.example.com/v1/files";

beforeEach(openPage);
afterEach(() => void vi.unstubAllGlobals());

const send = (init: RequestInit = {}, url = URL_OF_FILES) => {
  const report = vi.fn();
  return { reply: sendByXhr(url, init, report), report };
};

describe("sendByXhr", () => {
  it("sends method, headers and body to the URL, and POST without a method", async () => {
    send({ method: "PUT", headers: { authorization: "Bearer a", "x-kite": "b" }, body: "kite" });
    expect(await sentXhr()).toMatchObject({
      method: "PUT",
      url: URL_OF_FILES,
      headers: { authorization: "Bearer a", "x-kite": "b" },
      body: "kite",
    });
    openPage();
    send();
    expect(await sentXhr()).toMatchObject({ method: "POST", headers: {}, body: undefined });
  });

  it("sends a stream as the bytes that it holds", async () => {
    send({ body: new Blob(["a paper ", "kite"]).stream() });
    const { body } = await sentXhr();
    expect(body).toBeInstanceOf(Blob);
    expect(await (body as Blob).text()).toBe("a paper kite");
  });

  it("gives status, headers and bytes of the response, also of a refusal", async () => {
    const { reply } = send();
    const headers = "content-type: application/json\r\nx-note: a: b: c\r\nx-none: \r\n";
    (await sentXhr()).respond({ status: 422, headers, body: new Uint8Array([0xff, 0, 0xe9]) });
    const response = await reply;
    expect([response.status, new Uint8Array(await response.arrayBuffer())]).toEqual([
      422,
      new Uint8Array([0xff, 0, 0xe9]),
    ]);
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "application/json",
      "x-note": "a: b: c",
      "x-none": "",
    });
  });

  it.each([204, 205, 304])("gives a response of %i, which has no body", async (status) => {
    const { reply } = send();
    (await sentXhr()).respond({ status });
    const response = await reply;
    expect([response.status, response.body]).toEqual([status, null]);
  });

  it.each<[string, (request: FakeXhr) => void]>([
    ["the network fails", (request) => request.onerror?.()],
    ["the page is left", (request) => request.onabort?.()],
  ])("fails as fetch does when %s", async (_, end) => {
    for (const init of [{}, { signal: new AbortController().signal }]) {
      openPage();
      const { reply } = send(init);
      end(await sentXhr());
      const error = await rejection(reply);
      expect([error.constructor, error.message]).toEqual([TypeError, "Failed to fetch"]);
    }
  });

  it("gives no response that comes from elsewhere: nobody knows who has got the file", async () => {
    const { reply } = send();
    (await sentXhr()).respond({ status: 200, url: "https://elsewhere.example/v1/files", body: "{}" });
    expect(await reply).toMatchObject({ type: "error", status: 0, ok: false });
  });

  it("takes a URL that starts at the page's", async () => {
    const { reply } = send({}, "../proxy/v1/files");
    (await sentXhr()).respond({ status: 200, url: "https://site.example/proxy/v1/files" });
    expect((await reply).status).toBe(200);
  });

  it("reports how much is sent, and when that is all", async () => {
    const { report } = send();
    const { upload } = await sentXhr();
    upload.onprogress?.({ loaded: 5, total: 9 });
    upload.onprogress?.({ loaded: 9, total: 9 });
    expect(report.mock.calls).toEqual([
      [5, 9, false],
      [9, 9, true],
    ]);
  });

  it("ends with the signal's reason: before it is sent, while its stream is read, and under way", async () => {
    const reason = new Error("changed my mind");
    const before = send({ signal: AbortSignal.abort(reason) });
    expect(await rejection(before.reply)).toBe(reason);

    const stop = new AbortController();
    let close = () => {};
    const body = new ReadableStream({
      start(controller) {
        close = () => controller.close();
      },
    });
    const reading = rejection(send({ body, signal: stop.signal }).reply);
    stop.abort(reason);
    close();
    expect(await reading).toBe(reason);

    openPage();
    const later = new AbortController();
    const underWay = rejection(send({ signal: later.signal }).reply);
    await sentXhr();
    later.abort(reason);
    expect(await underWay).toBe(reason);
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    const { reply } = send({ signal });
    (await sentXhr()).respond({ status: 200 });
    await reply;
    expect(added.mock.calls.length).toBeGreaterThan(0);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});

describe("an upload of a page", () => {
  const path = "/v1/files";
  const setUp = (options = {}) => {
    const { evolink, seen } = connect([json({ id: "a" })], options);
    const facts = { method: "POST", path, takes: ["body"] } as const;
    const connection = evolink[CONNECTION].connect();
    const writer = {
      toCall: () => ({ filled: path, body: new Blob(["kite"]), isSealed: true }),
      toInit: <T>(init: T) => init,
    };
    const upload = createUploadFunction<(body: object, options?: object) => Promise<unknown>>(
      { ...connection, writerOf: () => writer },
      facts,
    );
    return { upload, seen };
  };

  it("goes by XMLHttpRequest, which says how far it is", async () => {
    const progress: unknown[] = [];
    const uploaded = setUp({ fetch: undefined }).upload(
      {},
      { onProgress: (one: object) => progress.push(one) },
    );
    const request = await sentXhr();
    expect(request.headers.authorization).toBe("Bearer sk-secret-0123456789");
    request.upload.onprogress?.({ loaded: 4, total: 4 });
    request.respond({ status: 200, body: '{"id":"b"}' });
    expect(await uploaded).toEqual({ id: "b" });
    expect(progress).toEqual([{ bytes: 4, totalBytes: 4 }]);
  });

  it("goes unwatched, whole and not as a stream, through a fetch of the client's own", async () => {
    const progress = vi.fn();
    const { upload, seen } = setUp();
    expect(await upload({}, { onProgress: progress })).toEqual({ id: "a" });
    expect(seen[0]?.init.body).toBeInstanceOf(Blob);
    expect([seen[0]?.body, FakeXhr.made.length, progress.mock.calls.length]).toEqual(["kite", 0, 0]);
  });

  it("may have been accepted when it was redirected or its connection broke", async () => {
    for (const end of [
      (request: FakeXhr) => request.onerror?.(),
      (request: FakeXhr) => request.respond({ status: 200, url: "https://elsewhere.example/" }),
    ]) {
      openPage();
      const uploaded = rejection(setUp({ fetch: undefined }).upload({}));
      end(await sentXhr());
      expect(await uploaded).toMatchObject({ name: "SubmissionUncertainError", charged: "unknown" });
      expect(FakeXhr.made).toHaveLength(1);
    }
  });
});
