import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveReadSettings, type TransferProgress } from "../../../../src/result/read-options.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tasks = { get: async () => ({ id: "task-unified-1-a", status: "completed" }) };

describe("resolveReadSettings", () => {
  it.each([
    ["http://localhost:5173/app", true],
    ["https://example.com/app", false],
    [undefined, false],
  ])("takes a path as baseUrl for a place on the page's host, %s", (href, allowed) => {
    vi.stubGlobal("location", href && { href });
    expect(resolveReadSettings({ evolink: { tasks, baseUrl: "/evolink" } }).allowPrivateHosts).toBe(allowed);
    vi.unstubAllGlobals();
  });

  it("has defaults: 4 GiB, 30 s of silence, and public hosts only", () => {
    expect(resolveReadSettings({})).toMatchObject({
      maxBytes: 4 * 1024 ** 3,
      timeoutMs: 30_000,
      allowPrivateHosts: false,
      index: undefined,
    });
  });

  it.each([
    ["https://api.evolink.ai", false],
    ["https://example.test", false],
    ["https://93.184.216.34", false],
    ["http://127.0.0.1:4010", true],
    ["http://localhost:4010", true],
    ["http://[::1]:4010", true],
    ["http://10.0.0.7", true],
    ["nonsense", false],
    ["", false],
    [undefined, false],
  ])("allows results on private hosts when the API is at %s: %s", (baseUrl, allowed) => {
    expect(resolveReadSettings({ evolink: { tasks, baseUrl } }).allowPrivateHosts).toBe(allowed);
  });

  it("lets the caller decide on private hosts", () => {
    const local = { tasks, baseUrl: "http://127.0.0.1" };
    expect(resolveReadSettings({ evolink: local, allowPrivateHosts: false }).allowPrivateHosts).toBe(false);
    expect(resolveReadSettings({ allowPrivateHosts: true }).allowPrivateHosts).toBe(true);
  });

  it.each([0, 1, 7])("takes %d for an index", (index) => {
    expect(resolveReadSettings({ index }).index).toBe(index);
  });

  it.each([
    [{ index: -1 }],
    [{ index: 0.5 }],
    [{ index: Number.NaN }],
    [{ index: "0" as never }],
    [{ maxBytes: 0 }],
    [{ maxBytes: "1" as never }],
    [{ timeoutMs: -1 }],
    [{ signal: "now" as never }],
    [{ evolink: "client" as never }],
    [{ onProgress: {} as never }],
    [{ allowPrivateHosts: 1 as never }],
    [{ overwrite: true } as never],
  ])("refuses %j", (options: object) => {
    const [name = ""] = Object.keys(options);
    expect(() => resolveReadSettings(options)).toThrow(
      expect.objectContaining({ name: "ValidationError", message: expect.stringContaining(`\`${name}\``) }),
    );
  });

  it("takes further options that are named", () => {
    expect(() => resolveReadSettings({ overwrite: true } as never, { overwrite: "a boolean" })).not.toThrow();
  });
});

describe("the report of progress", () => {
  const facts = { validator: undefined, totalBytes: 300, lengthVerified: true, contentType: "video/mp4" };
  const url = new URL("https://e.com/a");
  const reportTo = (seen: TransferProgress[]) => {
    const { report } = resolveReadSettings({ onProgress: (at) => seen.push(at) });
    return (position: number, totalBytes: number | undefined = 300) =>
      report({ position, bytes: new Uint8Array(10), facts: { ...facts, totalBytes }, url });
  };

  it("comes with the first bytes, then every 100 ms, and at the end", () => {
    const seen: TransferProgress[] = [];
    const report = reportTo(seen);
    report(0);
    report(10);
    vi.advanceTimersByTime(99);
    report(20);
    vi.advanceTimersByTime(1);
    report(30);
    report(290);
    expect(seen).toEqual([10, 40, 300].map((bytes) => ({ bytes, totalBytes: 300 })));
  });

  it("says that the total is not known", () => {
    const seen: TransferProgress[] = [];
    const { report } = resolveReadSettings({ onProgress: (at) => seen.push(at) });
    report({ position: 0, bytes: new Uint8Array(10), facts: { ...facts, totalBytes: undefined }, url });
    expect(seen).toEqual([{ bytes: 10, totalBytes: undefined }]);
  });

  it("is nothing when nobody wants it", () => {
    const { report } = resolveReadSettings({});
    expect(() => report({ position: 0, bytes: new Uint8Array(300), facts, url })).not.toThrow();
  });
});
