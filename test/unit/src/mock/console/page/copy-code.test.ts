import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { RecordedRequest } from "../../../../../../src/mock/base/request-log.ts";
import { findRoute, renderCall, renderCurl } from "../../../../../../src/mock/console/page/copy-code.ts";
import type { Route } from "../../../../../../src/mock/console/wire.ts";

const request = (changes: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method: "POST",
  path: "/v1/videos/generations",
  headers: { authorization: "(hidden)", "content-type": "application/json", host: "127.0.0.1:4010" },
  body: { model: "kite-9", prompt: "A kite" },
  status: 200,
  requestId: "req-1",
  atMs: 0,
  tookMs: 1,
  response: { headers: {}, body: "" },
  ...changes,
});

const route = (changes: Partial<Route> = {}): Route => ({
  method: "POST",
  path: "/v1/videos/generations",
  summary: "",
  models: [],
  kind: "immediate",
  ...changes,
});

describe("renderCurl", () => {
  it("has what the client meant, and a place for the key", () => {
    expect(renderCurl(request(), "http://127.0.0.1:4010")).toBe(
      `curl -X POST 'http://127.0.0.1:4010/v1/videos/generations' \\
  -H "authorization: Bearer $EVOLINK_API_KEY" \\
  -H 'content-type: application/json' \\
  --data-raw '{"model":"kite-9","prompt":"A kite"}'`,
    );
  });

  it.each(["it's", '$(touch /tmp/x) `id` "$HOME" \\', "two\nlines", "'; rm -rf /; '"])(
    "gives the shell %j as one word",
    (prompt) => {
      const command = renderCurl(
        request({ body: prompt, path: `/v1/${encodeURIComponent(prompt)}` }),
        "http://x",
      );
      const words = execFileSync("sh", [
        "-c",
        `curl() { for word; do printf '%s\\0' "$word"; done; }\n${command}`,
      ])
        .toString()
        .split("\0");
      expect(words.at(-2)).toBe(prompt);
      expect(words).toHaveLength(10);
    },
  );
});

describe("renderCall", () => {
  it("is the client's function where its name is certain", () => {
    const call = renderCall(
      request({ body: { model: "kite-9" } }),
      route({ kind: "creates", call: "videos.create" }),
    );
    expect(call).toBe('const task = await evolink.videos.create({\n  "model": "kite-9"\n});');
  });

  it("asks for the task of the path", () => {
    const asked = request({ method: "GET", path: "/v1/tasks/task-1", body: "" });
    const query = route({ method: "GET", path: "/v1/tasks/{task_id}", kind: "queries", call: "tasks.get" });
    expect(renderCall(asked, query)).toBe('const task = await evolink.tasks.get("task-1");');
  });

  it("is the openapi-fetch client's otherwise, with path, query and body", () => {
    const asked = request({
      path: "/v1beta/models/kite%209:describe",
      query: "page=2",
      body: { text: "A kite" },
    });
    const call = renderCall(asked, route({ path: "/v1beta/models/{model}:describe" }));
    const [, path, init] = /POST\("(.*?)", ([\s\S]*)\);$/.exec(call) ?? [];
    expect(path).toBe("/v1beta/models/{model}:describe");
    expect(JSON.parse(init ?? "")).toEqual({
      params: { path: { model: "kite 9" }, query: { page: "2" } },
      body: { text: "A kite" },
    });
  });
});

describe("findRoute", () => {
  it("prefers the path that says more", () => {
    const routes = [route({ path: "/v1/{any}" }), route({ path: "/v1/quota" })];
    expect(findRoute(routes, "POST", "/v1/quota")?.path).toBe("/v1/quota");
    expect(findRoute(routes, "POST", "/v1/other")?.path).toBe("/v1/{any}");
    expect(findRoute(routes, "GET", "/v1/other")).toBeUndefined();
    expect(findRoute(routes, "POST", "/v1/other/more")).toBeUndefined();
  });
});
