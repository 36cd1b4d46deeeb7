import { expect, it, vi } from "vitest";
import { readObject } from "../../../../../src/client/http/read-response.ts";
import { createSend } from "../../../../../src/client/http/transport.ts";
import { resolveSettings } from "../../../../../src/client/settings/settings.ts";

const CALL = { method: "GET", url: "https://api.example.org/kites" };

it("createSend sends no key where the document has no place for it", async () => {
  const fetch = vi.fn(async () => new Response("{}"));
  const send = createSend(resolveSettings({ apiKey: "sk-secret-12345678", fetch }, []));
  expect(await send(CALL, readObject)).toEqual({});
  expect(JSON.stringify(fetch.mock.calls)).not.toContain("sk-secret");
});

it("createSend refuses a redirect, also with a body that could be a response", async () => {
  const fetch = async () => new Response("{}", { status: 302 });
  const send = createSend(resolveSettings({ apiKey: "any", fetch }, []));
  await expect(send(CALL, readObject)).rejects.toThrow("returned 302 with a redirect");
});

it("createSend asks for no key once the signal has fired, and sends nothing when it fires before the key is there", async () => {
  const controller = new AbortController();
  const fetch = vi.fn(async () => new Response("{}"));
  let giveKey!: (key: string) => void;
  const apiKey = vi.fn(() => new Promise<string>((resolve) => (giveKey = resolve)));
  const send = createSend(resolveSettings({ apiKey, fetch }, []));
  const call = { ...CALL, signal: controller.signal };
  const sent = send(call, readObject);
  controller.abort("enough");
  await expect(sent).rejects.toBe("enough");
  giveKey("sk-secret-12345678");
  await new Promise(setImmediate);
  await expect(send(call, readObject)).rejects.toBe("enough");
  expect([apiKey.mock.calls.length, fetch.mock.calls.length]).toEqual([1, 0]);
});

it("createSend tells the logger how long a request took", async () => {
  const logger = vi.fn();
  const send = createSend(
    resolveSettings({ apiKey: "any", fetch: async () => new Response("{}"), logger }, []),
  );
  const before = performance.now();
  await send(CALL, readObject);
  const { durationMs } = logger.mock.calls[0]?.[0] ?? {};
  expect(durationMs).toBeGreaterThanOrEqual(0);
  expect(durationMs).toBeLessThanOrEqual(performance.now() - before);
});
