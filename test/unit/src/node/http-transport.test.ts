import { describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "../../../../src/node/http-transport.ts";

const addresses = vi.hoisted(() => ({ found: [] as { address: string; family: number }[] }));
vi.mock("node:dns", () => ({
  lookup: (_name: string, options: { all?: boolean }, callback: (...found: unknown[]) => void) =>
    options.all
      ? callback(null, addresses.found)
      : callback(null, addresses.found[0]?.address, addresses.found[0]?.family),
}));

const { signal } = new AbortController();

describe("the transport of saveResult", () => {
  it.each([
    [[{ address: "10.0.0.1", family: 4 }]],
    [[{ address: "::ffff:127.0.0.1", family: 6 }]],
    [
      [
        { address: "93.184.216.34", family: 4 },
        { address: "fd00::1", family: 6 },
      ],
    ],
  ])("connects to no name that leads to %j", async (found) => {
    addresses.found = found;
    const get = createHttpTransport(false)(new URL("http://rebound.example/a.mp4"), {}, signal);
    await expect(get).rejects.toMatchObject({ name: "DownloadError", code: "link_refused" });
    await expect(get).rejects.toThrow(/Refused to ask rebound\.example for a result: its address/);
  });
});
