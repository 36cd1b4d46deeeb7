import { describe, expect, it } from "vitest";
import { readPagePath } from "../../../../../../scripts/pipeline/merge/page/page-path.ts";

const servers = (...urls: string[]) => urls.map((url) => ({ url }));

describe("readPagePath", () => {
  it.each([
    ["/v1/kites", "https://a.example.org", "/v1/kites", ["https://a.example.org"]],
    ["/v1/kites/", "https://a.example.org/", "/v1/kites", ["https://a.example.org"]],
    ["v1/kites", "https://a.example.org", "/v1/kites", ["https://a.example.org"]],
    ["/kites", "https://a.example.org/v1/", "/v1/kites", ["https://a.example.org"]],
    ["/kites", "/v1", "/v1/kites", ["/"]],
    ["/kites#fast", "https://{region}.example.org", "/kites", ["https://{region}.example.org"]],
    ["/", "https://a.example.org", "/", ["https://a.example.org"]],
  ])("reads %s on %s as %s", (path, url, want, urls) => {
    const read = readPagePath(path, servers(url));
    expect([read.path, read.servers.map((server) => server.url)]).toEqual([want, urls]);
  });

  it("keeps base paths that differ, as one path cannot hold both", () => {
    const read = readPagePath("/kites", servers("https://a.example.org/v1", "https://b.example.org/v2"));
    expect(read).toMatchObject({
      path: "/kites",
      servers: servers("https://a.example.org/v1", "https://b.example.org/v2"),
    });
  });

  it("makes parameters of a query", () => {
    expect(readPagePath("/kites?alt=sse", [])).toMatchObject({
      path: "/kites",
      query: [{ name: "alt", in: "query", required: true, schema: { type: "string", enum: ["sse"] } }],
    });
  });

  it.each([[undefined], [null], ["https://a.example.org"], [[null, "a"]]])(
    "takes %j for no server",
    (given) => {
      expect(readPagePath("/kites", given)).toEqual({ path: "/kites", servers: [], query: [] });
    },
  );
});
