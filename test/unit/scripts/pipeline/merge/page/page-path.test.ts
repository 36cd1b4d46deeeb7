import { describe, expect, it } from "vitest";
import { readPagePath } from "../../../../../../scripts/pipeline/merge/page/page-path.ts";

const servers = (...urls: string[]) => urls.map((url) => ({ url }));

describe("readPagePath", () => {
  it.each([
    ["/v1/kites", "https://a.example.org", "/v1/kites", ["https://a.example.org"]],
    ["/v1/kites", "https://a.example.org/", "/v1/kites", ["https://a.example.org"]],
    ["/v1/kites/", "https://a.example.org/", "/v1/kites/", ["https://a.example.org"]],
    ["/", "https://a.example.org/v1", "/v1/", ["https://a.example.org"]],
    ["/kites", "//a.example.org/v1", "/v1/kites", ["//a.example.org"]],
    ["/kites", "{scheme}://a.example.org/v1", "/v1/kites", ["{scheme}://a.example.org"]],
    ["/kites/50%25", "https://a.example.org", "/kites/50%25", ["https://a.example.org"]],
    ["/kites/50%/%zz/%e9%a2%a8", "/", "/kites/50%25/%25zz/%e9%a2%a8", ["/"]],
    ["/kites/50%ez", "/", "/kites/50%25ez", ["/"]],
    ["/kites", "/v1//old", "/v1/old/kites", ["/"]],
    ["/50%/{a%b}-%", "/", "/50%25/{a%b}-%25", ["/"]],
    ["v1/kites", "https://a.example.org", "/v1/kites", ["https://a.example.org"]],
    ["/kites", "https://a.example.org/v1/", "/v1/kites", ["https://a.example.org"]],
    ["/kites", "/v1", "/v1/kites", ["/"]],
    ["/kites#fast", "https://{region}.example.org", "/kites", ["https://{region}.example.org"]],
    ["/", "https://a.example.org", "/", ["https://a.example.org"]],
    ["/kites", "../v1", "/v1/kites", ["/"]],
    ["/../../kites/./%2E/old/%2e./new", "./v1/", "/kites/new", ["/"]],
    ["/kites/..", "/v1", "/v1/", ["/"]],
    ["/...", "/v1", "/v1/...", ["/"]],
    ["/kites/.", "/v1", "/v1/kites/", ["/"]],
    [".", "/v1", "/v1/", ["/"]],
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

  it("puts the default of a variable into the path, and keeps those of the host", () => {
    const variables = { region: { default: "eu" }, version: { default: "v1" } };
    const server = { url: "https://{region}.example.org/{version}", variables };
    const said: string[] = [];
    const read = readPagePath("/kites/{id}", [server], (message) => said.push(message));
    expect(read).toMatchObject({
      path: "/v1/kites/{id}",
      servers: [{ url: "https://{region}.example.org", variables: { region: { default: "eu" } } }],
    });
    expect(said).toEqual([]);
  });

  it("says which paths of a server it leaves out", () => {
    const said: string[] = [];
    const variables = { version: { default: "v1", enum: ["v1", "v2"] } };
    readPagePath("/kites", [{ url: "/{version}", variables }], (message) => said.push(message));
    const only = { version: { default: "v1", enum: ["v1"] } };
    readPagePath("/kites", [{ url: "/{version}", variables: only }], (message) => said.push(message));
    expect(said).toEqual([expect.stringMatching(/^\{version\} of the server may be any of v1, v2/)]);
  });

  it.each([
    ["/kites#fast", [/#fast is left out/]],
    ["/kites//old", [/Slashes in a row/]],
    ["/kites/:id", [/^:id in a path is sent as it stands\. .* write \{id\}/]],
    ["/kites/<id>/tail", [/^<id> in a path/]],
    ["/kites/[id]", [/^\[id\] in a path/]],
    ["/kites/{id}:fly/a:b", []],
    ["/kites/:id.json/[new]-kites", []],
    ["/kites/../old", [/`\.` and `\.\.` in a path are never sent/]],
    ["/kites/", []],
  ])("says what it leaves out of %s", (path, want) => {
    const said: string[] = [];
    readPagePath(path, servers("https://a.example.org/v1/"), (message) => said.push(message));
    expect(said).toEqual(want.map((words) => expect.stringMatching(words)));
  });

  it("drops all slashes at the end of a base path that it keeps", () => {
    const read = readPagePath("/kites", servers("https://a.example.org/v1//", "https://b.example.org"));
    expect(read.servers).toEqual(servers("https://a.example.org/v1", "https://b.example.org"));
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
