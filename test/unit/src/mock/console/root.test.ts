import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bundlePage } from "../../../../../src/mock/console/bundle-page.ts";
import { startTestMock } from "../../../../helpers/mock.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Of all that the console loads, compressed as a browser would ask for it. */
const MAX_GZIP_BYTES = 60_000;

describe("the root", () => {
  it("is the console for a browser, in no frame and with nothing of another host", async () => {
    const mock = await startTestMock();
    const response = await fetch(mock.url, { headers: { accept: BROWSER } });
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|unsafe|\*/);
    const page = await response.text();
    const addresses = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.every((address) => address?.startsWith("/_mock/") || address?.startsWith("data:"))).toBe(
      true,
    );
  });

  it.each([undefined, "*/*", "application/json", "application/json, text/html;q=0.5"])(
    "tells whoever accepts %s what runs, as JSON",
    async (accept) => {
      const mock = await startTestMock();
      const response = await fetch(mock.url, { headers: accept === undefined ? {} : { accept } });
      expect(await response.json()).toMatchObject({
        url: mock.url,
        document: { title: "api.evolink.ai", version: "1.0.0" },
        models: ["gemini-omni-flash-text-to-video"],
        routes: [
          { method: "POST", path: "/v1/videos/generations", kind: "creates", call: "videos.create" },
          { method: "GET", path: "/v1/tasks/{task_id}", kind: "queries", call: "tasks.get" },
        ],
      });
    },
  );

  it("is in no journal", async () => {
    const mock = await startTestMock();
    await fetch(mock.url);
    expect(mock.requests()).toEqual([]);
  });

  it("is not there for a name that stands for this machine", async () => {
    const mock = await startTestMock();
    const asked = await mock.fetch("http://evil.example/", { headers: { accept: BROWSER } });
    expect(asked.status).toBe(403);
  });
});

describe("the files of the console", () => {
  it("have at most 60 kB compressed, all together", async () => {
    const mock = await startTestMock();
    let total = 0;
    for (const path of ["/", "/_mock/console.js", "/_mock/console.css"]) {
      const response = await fetch(mock.url + path, { headers: { accept: BROWSER } });
      expect(response.status).toBe(200);
      total += gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  });

  it("are made once, of preact and nothing else of other people", async () => {
    expect(bundlePage()).toBe(bundlePage());
    const { inputs } = await bundlePage();
    const packages = inputs.filter((path) => path.includes("node_modules"));
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.every((path) => path.includes("node_modules/preact/"))).toBe(true);
  });
});
